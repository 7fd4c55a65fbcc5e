import { isFalling, moveVerb } from './against.ts'
import type { Against } from './against.ts'
import { unsaidStart } from './claim.ts'
import type { Claim, ClaimKind } from './claim.ts'
import { formatPeriod } from '../number/date-format.ts'
import { yearOf } from '../period.ts'
import { across, leftOver } from './left-over.ts'
import { boundBefore, clauseStart, leadStart, parseSentence, turnOf, within } from './parse.ts'
import type { Parsed, Reader, Reading, Setting, Turn } from './parse.ts'
import type { Quantity } from './quantity.ts'
import { blank, residueOf } from './residue.ts'
import { otherPlace, scopeOf, severalPlaces } from './scope.ts'
import { isAimBehind, isApart, isLacking, subjectOf } from './subject.ts'
import { fitsUnit } from './written.ts'

/** Reads the claims of a sentence; the setting it leaves behind is for the next one. */
export function readSentence(reader: Reader, text: string, setting: Setting): { claims: Claim[]; setting: Setting } {
  const parsed = parseSentence(reader, text)
  const isPlan = setting.isPlan || /继续|下一(?:阶段|步)|今后|下半年|明年/u.test(text)
  const claims: Claim[] = []
  for (const quantity of parsed.quantities)
    claims.push(readClaim({ reader, parsed, setting: { ...setting, isPlan }, claims }, quantity))
  const head = parsed.bounds[1] ?? text.length
  const time = parsed.times.findLast((one) => one.end <= head) ?? setting.time
  return { claims, setting: { place: parsed.places.at(-1) ?? setting.place, time, isPlan, prior: null } }
}

function readClaim(reading: Reading, quantity: Quantity): Claim {
  const { parsed, claims } = reading
  const start = clauseStart(parsed, quantity.start)
  const turn = turnOf(parsed, quantity)
  const subject = subjectOf(reading, quantity, { start, turn })
  const kind = kindOf(reading, quantity, { start, turn })
  const scope = scopeOf(reading, quantity, { start, subject, turn, kind })
  const head = parsed.text.slice(start, quantity.start)
  const own = kind === 'move' ? moveVerb.exec(head) : null
  const prior = turn !== null && turn.at > 0 && claims.at(-1)?.kind === 'move' ? claims.at(-1) : undefined
  const measures = narrowed(subject.measures, quantity, kind)
  const each = eachOf(reading, quantity, { start, kind })
  const since = startTime(reading, quantity, measures)
  const side =
    kind === 'beside' ? /[高低]/u.exec(head)?.[0] : kind === 'pace' || kind === 'due' ? sideOf(head) : undefined
  const left = leftOver(reading, quantity, { start, subject, kind })
  const isArrival = kind === 'level' && isArrivalOf(subject.carried, quantity, head)
  const doubts = [
    ...(isArrival ? [] : subject.doubts),
    ...scope.doubts.filter((one) => each.length === 0 || one !== severalPlaces),
    ...left,
  ]
  return {
    quantity,
    kind,
    measures,
    span: subject.span,
    place: scope.place ?? each[0] ?? null,
    isOutside: scope.isOutside,
    time: since ?? scope.time ?? (kind === 'aim' && isAimBehind(parsed, quantity) ? thisYear(reading, quantity) : null),
    against:
      within(parsed.against, start, quantity.start).at(-1) ??
      prior?.against ??
      leadAgainst(parsed, start) ??
      (kind === 'move' ? againstBefore(claims, measures) : null),
    other: kind === 'multiple' ? (otherPlace(parsed, quantity, start)?.code ?? null) : null,
    each,
    extreme:
      endOf(parsed, quantity) ??
      extremeIn(parsed.text.slice(subject.span?.start ?? leadStart(parsed, quantity, start), quantity.start)),
    isArrival,
    verb: side ?? beyondIn(parsed, quantity) ?? own?.groups?.verb ?? prior?.verb ?? '',
    from: own === null || quantity.unit === '番' ? quantity.start : start + own.index,
    doubts: [...new Set(since === null ? doubts : doubts.filter((one) => one !== unsaidStart))],
  }
}

/** 由95.5%提高到95.7%: between where it began and where it went. */
const arrival = /^(?:[提上升增长扩大下降减少回落低高加]{1,4}|持平)(?:了|至|到|为)+$/u

/** Whether a figure is where the one before went to, in the direction that the words say. */
function isArrivalOf(from: Claim | null, { value }: Quantity, head: string): boolean {
  if (from?.kind !== 'level' || from.doubts.join('') !== unsaidStart || !arrival.test(head)) return false
  return isFalling(head) === value < from.quantity.value
}

/** 低 or 高 of what stands beside 时序目标; '' where the target alone is told. */
function sideOf(head: string): string {
  if (/低于|低$|少于|未达|没有达到|落后|滞后|慢/u.test(head)) return '低'
  return /高于|高$|多于|超|快|领先|达到(?=时序|序时)/u.test(head) ? '高' : ''
}

/** 86%的年度目标. */
function thisYear({ reader: { book } }: Reading, { start, end }: Quantity): Claim['time'] {
  return { start, end, period: book.period, grain: 'year', year: yearOf(book.period) }
}

/** 同比提高4.0个百分点,由80.2%提高到84.2%: what it began from is of the quarter that the move is held against. */
function startTime({ parsed, claims }: Reading, quantity: Quantity, measures: Claim['measures']): Claim['time'] {
  const prior = claims.at(-1)
  const isStart = /[由从]$/u.test(parsed.text.slice(0, quantity.start))
  if (!isStart || prior?.kind !== 'move' || prior.against?.period == null) return null
  if (prior.measures[0] !== measures[0] || prior.against.year !== null) return null
  const { start, end, period } = prior.against
  return { start, end, period, grain: 'end', year: null }
}

/** 较年初增加2194人,增长1.5%; 去年二季度为96.4%,今年二季度为97.5%,提高1.1个百分点. */
function againstBefore(claims: readonly Claim[], measures: Claim['measures']): Against | null {
  const [one, prior] = [claims.at(-2), claims.at(-1)]
  if (prior === undefined || prior.measures[0] !== measures[0] || prior.doubts.length > 0) return null
  if (prior.kind === 'move') return prior.against
  if (one?.kind !== 'level' || prior.kind !== 'level' || one.measures[0] !== measures[0]) return null
  if (one.time?.period == null || one.place !== prior.place || one.doubts.length > 0) return null
  const { start, end, period } = one.time
  return { start, end, period, words: `比${formatPeriod(period)}`, year: null }
}

/** 均为100%, 各有3项; and the places that a list names, in their order. */
function eachOf(
  { parsed, claims, setting }: Reading,
  quantity: Quantity,
  { start, kind }: { start: number; kind: ClaimKind },
): readonly string[] {
  const { text, places } = parsed
  const listed = (from: number): typeof places => {
    const found = places.filter((one) => one.start >= from)
    const broken = found.findIndex(
      (one, at) =>
        at > 0 &&
        !/^[、,，和及与（(）)\d.%个百分点人元亿万家件项分]*$/u.test(text.slice(found[at - 1]?.end, one.start)),
    )
    return broken < 0 ? found : found.slice(0, broken)
  }
  // 各有3项,占全市的四成多: of all of them together.
  if (kind === 'share') return claims.at(-1)?.each ?? []
  if (isApart(parsed, quantity)) return pairOf([...(setting.prior === null ? [] : [setting.prior]), ...claims])
  if (kind === 'list') return codes(listed(quantity.end).slice(0, quantity.value))
  const here = within(places, boundBefore(parsed, start), quantity.start)
  const last = here.at(-1)
  if (kind !== 'level' || here.length < 2 || last === undefined) return []
  const isEach = /均|都|各有/u.test(text.slice(last.end, quantity.start)) && here.every(({ code }) => code !== null)
  return isEach ? codes(here) : []
}
/** The two places whose figures of one measure were said last. */
function pairOf(claims: readonly Claim[]): string[] {
  const [one, next] = claims.filter(({ kind }) => kind === 'level').slice(-2)
  if (one?.place == null || next?.place == null || one.measures[0] !== next.measures[0]) return []
  return [one, next].some(({ doubts }) => doubts.length > 0) ? [] : [one.place, next.place]
}
const codes = (places: Parsed['places']): string[] => places.flatMap(({ code }) => code ?? [])

/** 高于去年同期1.1个百分点. */
const beyondIn = ({ against }: Parsed, { start }: Quantity): string | undefined =>
  against.find((one) => one.end === start && /^[高低多少]于/u.test(one.words))?.words.slice(0, 2)

/** 各地在90.1%至98.6%之间: the least and the most that any of them has. */
function endOf({ text }: Parsed, { kind, start, after }: Quantity): Claim['extreme'] {
  if (kind !== 'range' || !across.test(text.slice(0, start))) return null
  return after === 'most' ? 'most' : 'least'
}

function extremeIn(words: string): Claim['extreme'] {
  const found = /最[高多快好大低少慢小]/u.exec(words)?.[0]
  return found === undefined ? null : /[高多快好大]/u.test(found) ? 'most' : 'least'
}

/** One name of several measures means the one that has the unit written. */
function narrowed(measures: Claim['measures'], { unit }: Quantity, kind: ClaimKind): Claim['measures'] {
  const fit = kind === 'level' || kind === 'aim' ? measures.filter((one) => fitsUnit(one, unit)) : []
  return fit.length === 1 ? fit : measures
}

/** 与2021年相比,签订率提高…: the base stands alone in the clause before. */
function leadAgainst(parsed: Parsed, start: number): Against | null {
  const before = boundBefore(parsed, start - 1)
  const found = within(parsed.against, before, start).at(-1)
  if (found === undefined) return null
  return residueOf(parsed.text, { start: before, end: start }, [found]) === '' ? found : null
}

const besideWords = /(?:(?:高于|低于)全市(?:产业工人)?(?:平均)?(?:水平)?|[比较]全市(?:平均)?(?:水平)?[高低])(?:出)?$/u
const aimWords = /目标(?:值)?(?:为|是|达到)?$|(?:力争|确保|争取|计划|要|将)(?:实现|达到|使)?[^,，。]*$/u

/** Right before the figure: 低于序时进度4.4个百分点, 较时序目标高0.2个百分点, 时序目标为83.5%. */
const paceWords =
  /(?:时序|序时)(?:目标|进度)(?:要求)?(?:低|高|慢|快|落后|超出?|领先)?(?:出|了)?(?:应?(?:达到?|为|是))?$/u
const isStepOf = ({ unit }: Quantity): boolean => unit.endsWith('百分点')

function kindOf(
  { parsed, claims }: Reading,
  quantity: Quantity,
  { start, turn }: { start: number; turn: Turn | null },
): ClaimKind {
  if (paceWords.test(parsed.text.slice(start, quantity.start))) return isStepOf(quantity) ? 'pace' : 'due'
  // What a measure is called may hold a word of plans: 发展产业工人党员计划完成率.
  const head = blank(parsed.text, parsed.cues).slice(start, quantity.start)
  if (quantity.kind === 'list') return 'list'
  if (quantity.kind === 'rank' || quantity.kind === 'top' || quantity.kind === 'bottom') return 'rank'
  if (quantity.unit === '番') return 'move'
  if (isApart(parsed, quantity)) return 'gap'
  if (quantity.unit.endsWith('百分点') && isLacking(parsed, quantity)) return 'gap'
  if (quantity.unit === '%' && /占(?:到)?(?:全市|我市)[^,，]*的?$/u.test(head)) return 'share'
  if (quantity.unit.endsWith('百分点') && besideWords.test(head)) return 'beside'
  if (quantity.unit === '倍' && /(?:是|为|相当于)[^,，]{2,10}的?$/u.test(parsed.text.slice(start, quantity.start)))
    return 'multiple'
  if (
    beyondIn(parsed, quantity) !== undefined ||
    moveVerb.test(head) ||
    (turn !== null && turn.at > 0 && claims.at(-1)?.kind === 'move')
  )
    return 'move'
  const lead = parsed.text.slice(0, boundBefore(parsed, start))
  const isPlanned = /力争|确保|争取|全市要|要实现|到20\d\d年(?![底末]?[,，]?已)/u.test(lead)
  return aimWords.test(head) || isAimBehind(parsed, quantity) || isPlanned ? 'aim' : 'level'
}
