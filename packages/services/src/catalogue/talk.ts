import { breakdownKeys } from '@cg/contract/catalogue'
import type { CatalogueSeed } from '@cg/contract/catalogue'
import type { TalkMeasure, TalkSeed } from '@cg/contract/talk'
import type { Db } from '@cg/db/store'
import { invalid } from '../errors.ts'
import { readSetting, writeSetting } from '../settings.ts'

/** The statements of the speech; null for a catalogue that names none. */
export async function loadTalk(db: Db): Promise<TalkSeed | null> {
  return readSetting(db, 'catalogueTalk')
}

/** Keeps the statements of the speech; refuses one that cannot be followed, and says which and how to put it right. */
export async function installTalk(tx: Db, seed: CatalogueSeed): Promise<void> {
  if (seed.talk === undefined) return
  const [fault] = talkFaults(seed.talk, seed)
  if (fault !== undefined) throw invalid(`讲话对照的条目有误：${fault}请改正。`)
  await writeSetting(tx, 'catalogueTalk', seed.talk)
}

type Known = Pick<CatalogueSeed, 'indicators' | 'guide'>

/** What is wrong with the statements, one sentence each; empty when nothing is. */
export function talkFaults({ parts, points }: TalkSeed, known: Known): string[] {
  const codes = parts.map(({ code }) => code)
  const places = points.map(({ part }) => codes.indexOf(part))
  return points.flatMap((point, at) => {
    const own = (words: string) => `第${point.id}条${words}。`
    const ways = [point.figures, point.page, point.open, point.why].filter((way) => way !== undefined)
    const place = places[at] ?? -1
    return [
      ...(points.findIndex(({ id }) => id === point.id) === at ? [] : [own('与前面一条编号相同')]),
      ...(place >= 0 ? [] : [own(`归在“${point.part}”下，没有这一部分`)]),
      ...(place >= 0 && place < Math.max(...places.slice(0, at + 1))
        ? [own('排在后面的部分之后，次序与讲话不符')]
        : []),
      ...(ways.length === 1 ? [] : [own('应写明且只写明一种：指标、页面、尚无数据的原因或不能计量的原因')]),
      ...(point.figures ?? []).flatMap((measure) => measureFaults(measure, known).map(own)),
    ]
  })
}

function measureFaults({ indicator, group, area }: TalkMeasure, { indicators, guide }: Known): string[] {
  const found = indicators.find(({ code }) => code === indicator)
  if (found === undefined) return [`用到指标 ${indicator}，目录里没有它`]
  const keys = found.breakdowns.flatMap((axis) => breakdownKeys(guide.axes, axis))
  if (group !== undefined && !keys.includes(group)) return [`用到指标 ${indicator} 的分组 ${group}，它没有这一分组`]
  if (area !== undefined && found.formula.kind !== 'sum') return [`把指标 ${indicator} 按区域相加，它不是可以相加的数`]
  return []
}
