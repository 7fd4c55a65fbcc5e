import { moveVerb } from './against.ts'
import type { Claim } from './claim.ts'
import { clauseStart, leadStart, within } from './parse.ts'
import type { Parsed, Reading, Turn } from './parse.ts'
import type { Quantity } from './quantity.ts'
import type { Stretch } from './residue.ts'
import { fitsUnit } from './written.ts'

/** Which measure a figure is of, where the words stand that say so, and the claim that it goes on from. */
export type Subject = {
  readonly measures: Claim['measures']
  readonly span: Stretch | null
  readonly topics: readonly Stretch[]
  readonly doubts: readonly string[]
  readonly carried: Claim | null
}
const nobody: Subject = { measures: [], span: null, topics: [], doubts: [], carried: null }

export const uneven = '“分别”后面的数和前面的项目个数对不上'
const twofold = '这个数前面有两项指标，分不清说的是哪一项'

type SubjectIn = { readonly start: number; readonly turn: Turn | null }

/** The words before the figure in its clause, those behind it, an earlier clause without a figure, or the figure before. */
export function subjectOf(reading: Reading, quantity: Quantity, { start, turn }: SubjectIn): Subject {
  if (turn !== null) return subjectInList(reading, turn)
  const { reader, parsed, claims } = reading
  const head = parsed.text.slice(start, quantity.start)
  const kin = kinOf(reading, quantity, start)
  if (kin !== null) return kin
  const [cue, second] = parsed.cues.filter((one) => one.end <= quantity.start && one.end > start)
  const behind = cue === undefined ? reader.lexicon.cueAfter(parsed.text, quantity.end) : null
  if (behind !== null) return { ...nobody, measures: behind.measures, span: behind, topics: behind.topics }
  if (cue !== undefined)
    return { ...nobody, measures: cue.measures, span: cue, doubts: second === undefined ? [] : [twofold] }
  const prior = claims.at(-1) ?? reading.setting.prior ?? undefined
  const pending = parsed.cues.findLast((one) => one.end <= start && one.start >= (claims.at(-1)?.quantity.end ?? 0))
  if (
    pending?.measures.some((one) => fitsUnit(one, quantity.unit)) === true ||
    (pending !== undefined && isStep(quantity, head))
  )
    return { ...nobody, measures: pending.measures, span: pending }
  if (prior === undefined || prior.measures.length === 0) return nobody
  const goesOn =
    isStep(quantity, head) ||
    /目标/u.test(head) ||
    isAimBehind(parsed, quantity) ||
    isLacking(parsed, quantity) ||
    isApart(parsed, quantity) ||
    goesOnFrom(parsed, quantity, { start, prior })
  const doubts = prior.kind === 'list' ? [] : prior.doubts
  return goesOn ? { ...nobody, measures: prior.measures, doubts, carried: prior } : nobody
}

/** A move, a place in a ranking and a multiple say nothing alone. */
const isStep = ({ kind, unit }: Quantity, head: string): boolean =>
  kind === 'list' ||
  kind === 'rank' ||
  kind === 'top' ||
  kind === 'bottom' ||
  unit === '倍' ||
  unit === '番' ||
  /占(?:到)?(?:全市|我市)(?:总量|总数|总额)?的?$/u.test(head) ||
  moveVerb.test(head) ||
  /高于|低于|[比较]全市|(?:时序|序时)(?:目标|进度)/u.test(head)

/** A figure goes on from the one before when it names its own place or time, or where that one moved to. */
function goesOnFrom(parsed: Parsed, quantity: Quantity, { start, prior }: { start: number; prior: Claim }): boolean {
  const isOwn =
    within([...parsed.places, ...parsed.times], leadStart(parsed, quantity, start), quantity.start).length > 0
  const isTowards = /[-—~～–到至]$/u.test(parsed.text.slice(start, quantity.start))
  const isFrom = /[由从]$/u.test(parsed.text.slice(start, quantity.start))
  if (isFrom && prior.kind === 'move') return prior.against !== null
  const isOfUnit = prior.measures.some((one) => fitsUnit(one, quantity.unit))
  if (prior.kind === 'list' || prior.kind === 'move') return isOwn && isOfUnit
  const isAlike = quantity.unit === prior.quantity.unit && (isOfUnit || quantity.unit === '')
  return (isOwn || isTowards) && isAlike && ['level', 'aim'].includes(prior.kind)
}

/** 距86%的年度目标, and 还差1.6个百分点. */
export const isAimBehind = ({ text }: Parsed, { end }: Quantity): boolean =>
  /^的?(?:年度|全年|20\d\d年)?(?:计划)?目标/u.test(text.slice(end))
export const isLacking = ({ text }: Parsed, { start }: Quantity): boolean =>
  /(?:还|尚|仍)?(?:差|有)(?:了)?$/u.test(text.slice(0, start)) && /目标|全覆盖/u.test(text.slice(0, start))

/** 两者相差13.3个百分点. */
export const isApart = ({ text }: Parsed, { start, unit }: Quantity): boolean =>
  unit.endsWith('百分点') && /(?:两者|二者|两地)(?:之间)?相差$/u.test(text.slice(0, start))

const shareWords = /占(?:比)?(?:(?!全市|我市)[^,，、　]{0,10}的)?(?:比重)?(?:达到?|为)?$/u
const wholeWords = /占(?:比)?(?:其|全部|总数|总量|总人数|应[\u4e00-\u9fa5]{1,4}数)?的?(?:比重)?(?:达到?|为)?$/u
const rateWords = /(?:^|[,，、　])(?<name>[\u4e00-\u9fa5]{1,4}(?:率|占比))(?:达到?|为|仅为?|只有|高达|是)?$/u

/** 有635家建立了机制，占62.0%; 办结719件，成功率72.3%: a rate named by half, beside the figures that it is made of. */
function kinOf({ reader, parsed, claims }: Reading, { start: at, unit }: Quantity, start: number): Subject | null {
  if (unit !== '%') return null
  const head = parsed.text.slice(start, at)
  const share = shareWords.exec(head)
  const name = rateWords.exec(head)?.groups?.name
  if (share === null && name === undefined) return null
  const cues = parsed.cues.filter((one) => one.end <= at && one.end > start)
  for (const prior of claims.toReversed()) {
    const [part, other] = prior.measures
    if (part === undefined || other !== undefined || part.part === 'value') continue
    const rate = reader.book.measures.find((one) => one.part === 'value' && one.indicator === part.indicator)
    if (rate === undefined || rate.unit !== '%') return null
    const isShare = share !== null && part.part === 'numerator'
    if (!isShare && (name === undefined || !rate.name.endsWith(name))) continue
    if (cues.some((cue) => !cue.measures.some(({ indicator }) => indicator === part.indicator))) return null
    const known = isShare ? (wholeWords.exec(head)?.[0] ?? '') : (name ?? '')
    const from = known === '' ? at : start + head.lastIndexOf(known)
    const topics = [{ start: from, end: from + known.length }]
    return { ...nobody, measures: [rate], topics, doubts: prior.doubts, carried: prior }
  }
  return null
}

function subjectInList({ parsed, claims }: Reading, turn: Turn): Subject {
  const start = clauseStart(parsed, turn.first.start)
  const cues = within(parsed.cues, start, turn.first.start)
  const [only, second] = cues
  if (only !== undefined && second !== undefined) {
    const own = cues[turn.at]
    if (own === undefined || cues.length !== turn.of) return { ...nobody, measures: only.measures, doubts: [uneven] }
    return { ...nobody, measures: own.measures, span: { start: only.start, end: cues.at(-1)?.end ?? own.end } }
  }
  if (only !== undefined) {
    const isListed = within(parsed.places, start, turn.first.start).length === turn.of || turn.of === 1
    return { ...nobody, measures: only.measures, span: only, doubts: isListed ? [] : [uneven] }
  }
  const before = claims.filter(
    (one) => one.kind !== 'list' && one.quantity.end <= turn.first.start && one.measures.length > 0,
  )
  const [pending, other] = parsed.cues.filter((one) => one.end <= start)
  if (before.length === 0 && pending !== undefined && other === undefined)
    return { ...nobody, measures: pending.measures, span: pending }
  const carried = before[turn.at]
  if (carried === undefined || before.length !== turn.of) return { ...nobody, doubts: [uneven] }
  return { ...nobody, measures: carried.measures, doubts: carried.doubts, carried }
}
