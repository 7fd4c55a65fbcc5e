import type { Db } from '@cg/db/store'
import { parsePeriod, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { KnownCodes, KnownUnit } from '@cg/services/catalogue/known'
import { cellsFrom, formsSentFrom, waitingAimsOf } from '@cg/services/catalogue/unit-ties'
import type { LoadProblem } from './problem.ts'
import { childrenOf } from './units-beneath.ts'
import type { Asked } from './units-beneath.ts'

/** Why units cannot become others from that quarter on, each with what to do about it; empty when they can. */
export async function successionRefusals(db: Db, input: Asked, known: KnownCodes): Promise<LoadProblem[]> {
  const from = parsePeriod(input.from)
  const shape = [...shapeRefusals(input), ...input.predecessors.flatMap((code) => unitRefusals(code, from, known))]
  if (shape.length > 0) return shape
  const olds = input.predecessors.flatMap((code) => known.units.get(code) ?? [])
  return [
    ...quarterRefusals(from, known),
    ...likeRefusals(olds),
    ...codeRefusals(input, known),
    ...beneathRefusals(input, from, known),
    ...(await figureRefusals(db, olds, from)),
    ...(await proposalRefusals(db, olds)),
  ]
}

const fail = (column: string, message: string): LoadProblem => ({ file: '单位', row: null, column, message })

function shapeRefusals({ kind, predecessors, successors, grantsTo, basis }: Asked): LoadProblem[] {
  const found: LoadProblem[] = []
  if (new Set(predecessors).size !== predecessors.length) found.push(fail('原单位', '同一个单位选了两次，请只选一次。'))
  if (kind === 'merge' && predecessors.length < 2) found.push(fail('原单位', '合并至少要选两个单位。'))
  if (kind === 'merge' && successors.length !== 1) found.push(fail('新单位', '合并后只能是一个单位。'))
  if (kind === 'split' && predecessors.length !== 1) found.push(fail('原单位', '一次只能拆分一个单位。'))
  if (kind === 'split' && successors.length < 2) found.push(fail('新单位', '拆分后至少要有两个单位。'))
  if (basis.trim() === '') found.push(fail('批准文件', '请写明批准文件的名称和文号。'))
  if (grantsTo !== null && !successors.some(({ code }) => code === grantsTo))
    found.push(fail('账号', '只能把账号接到这次的新单位，请重新选择。'))
  return found
}

function unitRefusals(code: string, from: Period, { units, formerUntil }: KnownCodes): LoadProblem[] {
  const unit = units.get(code)
  if (unit === undefined) return [fail('原单位', `没有代码为“${code}”的单位，请刷新页面后再试。`)]
  const { name, kind, validFrom, validTo } = unit
  if (kind === 'city' || kind === 'enterprise')
    return [fail('原单位', `${name}是${kind === 'city' ? '全市' : '企业'}，不能合并或拆分，请另选。`)]
  if (validFrom >= from) return [fail('生效季度', `${name}从 ${validFrom} 才开始，请选以后的季度。`)]
  if (validTo !== null && validTo < previousPeriod(from))
    return [fail('原单位', `${name}到 ${validTo} 已经终止，不能再合并或拆分，请另选。`)]
  const changed = formerUntil.get(code)
  if (changed !== undefined && changed >= previousPeriod(from)) {
    return [fail('生效季度', `${name}在 ${changed} 之后另有变更，合并、拆分须晚于那次变更生效的季度。`)]
  }
  return []
}

function quarterRefusals(from: Period, { published }: KnownCodes): LoadProblem[] {
  const last = [...published].toSorted().at(-1)
  if (last === undefined || last < from) return []
  return [fail('生效季度', `${last} 及以前已经发布，不能改动，请选以后的季度。`)]
}

/** Units of one list: a town never merges with a district, nor a unit here with one there. */
function likeRefusals(olds: readonly KnownUnit[]): LoadProblem[] {
  const [first, ...others] = olds
  const other = others.find(
    (one) => one.parentCode !== first?.parentCode || (one.kind === 'town') !== (first?.kind === 'town'),
  )
  if (first === undefined || other === undefined) return []
  return [fail('原单位', `${first.name}和${other.name}不在同一上级之下，或不是同一层级，请先在“修改”中调整上级。`)]
}

/** A new code, so that the figures of before are never taken for those of the new unit. */
function codeRefusals({ successors }: Asked, { units }: KnownCodes): LoadProblem[] {
  return successors.flatMap(({ code, name }) => {
    const there = units.get(code)
    if (there === undefined) return []
    return [
      fail('代码', `${name}的代码“${code}”已是${there.name}的代码。沿用原名也要换一个新代码，以前各季才不会混在一起。`),
    ]
  })
}

function beneathRefusals({ kind, predecessors, successors, beneath }: Asked, from: Period, known: KnownCodes) {
  if (kind === 'merge') return []
  const goes = new Map(beneath.map(({ code, to }) => [code, to]))
  const codes = new Set<string>(successors.map(({ code }) => code))
  const left = childrenOf(predecessors, from, known).filter(({ code }) => !codes.has(goes.get(code) ?? ''))
  if (left.length === 0) return []
  const names = left.map(({ name }) => name)
  const some = names.length > 5 ? `${names.slice(0, 5).join('、')}等${names.length}个` : names.join('、')
  return [fail('下属单位', `${some}拆分后归哪个新单位还没有选，请逐个选定。`)]
}

/** Figures of the quarter or a later one that stand under a unit that would not be there any more. */
async function figureRefusals(db: Db, olds: readonly KnownUnit[], from: Period): Promise<LoadProblem[]> {
  const codes = olds.map(({ code }) => code)
  const cells = await cellsFrom(db, codes, from)
  const sent = await formsSentFrom(db, codes, from)
  const nameOf = new Map(olds.map(({ code, name }) => [code, name]))
  return [
    ...cells.map(({ unit, period, count: number }) => {
      const begun = `${period} 已填有${nameOf.get(unit) ?? unit}的数据${number}格`
      return fail('生效季度', `${begun}。请填报单位把它们改为未报后再办，或从以后的季度起合并、拆分。`)
    }),
    ...sent.map(({ unit, period, count: number }) => {
      const begun = `${period} ${nameOf.get(unit) ?? unit}已报送${number}张表`
      return fail('生效季度', `${begun}。请先退回或由它撤回，或从以后的季度起合并、拆分。`)
    }),
  ]
}

async function proposalRefusals(db: Db, olds: readonly KnownUnit[]): Promise<LoadProblem[]> {
  const waiting = await waitingAimsOf(
    db,
    olds.map(({ code }) => code),
  )
  if (waiting.length === 0) return []
  const ids = waiting.map((id) => `${id} 号`).join('、')
  return [fail('原单位', `目标与基期变更${ids}还没有确认，涉及这些单位，请先确认或撤回。`)]
}
