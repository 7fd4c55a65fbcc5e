import type { Db } from '@cg/db/store'
import { yearOf } from '@cg/domain/period'
import type { KnownCodes } from '@cg/services/catalogue/known'
import { countUnitForms } from '@cg/services/catalogue/save-unit'
import { accountsOf } from '@cg/services/catalogue/succeed-units'
import type { SuccessionToWrite } from '@cg/services/catalogue/succeed-units'
import { rankingLines } from './ranking-lines.ts'
import { countTies } from '@cg/services/catalogue/unit-ties'

const listed = (units: readonly { readonly name: string }[]): string => units.map(({ name }) => name).join('、')

/** Whom and what a merge or split reaches, and what is left to do, in words. */
export async function successionImpact(db: Db, write: SuccessionToWrite, known: KnownCodes): Promise<string[]> {
  const { ended, begun, from } = write
  const [olds, news] = [listed(ended), listed(begun)]
  const lines = [`${news}从 ${from} 起填报。${pastWords(write)}；已经发布的各季仍见${olds}，不作改动。`]
  if (begun.every(({ kind }) => kind !== 'town')) {
    const forms = await countUnitForms(db)
    const each = begun.length > 1 ? '各' : ''
    const own = forms === 0 ? '' : `${news}每季${each}填报${forms}张表；`
    lines.push(`从 ${from} 起，${own}部门填报的表里列${news}，不再列${olds}。`)
  }
  lines.push(...(await accountLines(db, write)))
  lines.push(...(await aimLines(db, write)))
  lines.push(...rankingLines(known, [...ended, ...begun], from))
  if (known.published.size > 0) lines.push(`已发布的${known.published.size}期不变。`)
  return lines
}

/** What stands in the lines of the new units before that quarter. */
function pastWords({ kind, ended }: SuccessionToWrite): string {
  if (kind === 'split') return '此前没有自己的数据'
  const isAddable = new Set(ended.map(({ countsInParent }) => countsInParent)).size === 1
  if (!isAddable) return '原单位中有的位于另一单位之内，相加会重复计算，此前没有可比数据'
  return `此前各季，能相加的指标按${listed(ended)}合计重算，图表中另作标记，不参与当时的排名`
}

async function accountLines(db: Db, { ended, begun, grantsTo }: SuccessionToWrite): Promise<string[]> {
  const rows = await accountsOf(
    db,
    ended.map(({ code }) => code),
  )
  const people = [...new Map(rows.map(({ id, name }) => [id, name])).values()]
  const to = begun.find(({ code }) => code === grantsTo)
  const without = begun.filter(({ code }) => code !== grantsTo)
  const advice = `还没有账号为${listed(without)}填报，请在“用户”中安排。`
  if (people.length === 0) return [advice]
  const who = `${listed(ended)}的账号有${people.length}个：${people.join('、')}`
  const keep = '原单位的权限保留，以前各季的补报、更正仍由他们办'
  if (to === undefined) return [`${who}；${keep}。`, advice]
  const given = `${who}，都增加${to.name}的同样权限，要重新登录；${keep}。`
  return without.length === 0 ? [given] : [given, advice]
}

/** Targets, baselines and settings that stay with the units that end. */
async function aimLines(db: Db, { ended, begun, from }: SuccessionToWrite): Promise<string[]> {
  const codes = ended.map(({ code }) => code)
  const [olds, news] = [listed(ended), listed(begun)]
  const year = yearOf(from)
  const { targets, baselines, bases, signed } = await countTies(db, codes, year)
  const lines: string[] = []
  const aims = [
    ...(targets > 0 ? [`${year}年及以后的目标${targets}条`] : []),
    ...(baselines > 0 ? [`基期值${baselines}条`] : []),
  ]
  if (aims.length > 0) lines.push(`${olds}有${aims.join('、')}，留在原单位；${news}的请在“目标设定”中另提。`)
  if (bases > 0) lines.push(`${olds}有产业基础分类；${news}的请用“城市资料”的工作簿填写。`)
  if (signed > 0) lines.push(`${olds}的报表经内部审签报送；${news}如也要这样，请在“报送单位”中打开。`)
  return lines
}
