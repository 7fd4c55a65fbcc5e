import { moveVerb } from './against.ts'
import type { Against } from './against.ts'
import type { Claim, ClaimKind } from './claim.ts'
import { leftOver } from './left-over.ts'
import { boundBefore, clauseStart, parseSentence, turnOf, within } from './parse.ts'
import type { Parsed, Reader, Reading, Setting, Turn } from './parse.ts'
import type { Quantity } from './quantity.ts'
import { residueOf } from './residue.ts'
import { otherPlace, scopeOf } from './scope.ts'
import { subjectOf } from './subject.ts'
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
  return { claims, setting: { place: parsed.places.at(-1) ?? setting.place, time, isPlan } }
}

function readClaim(reading: Reading, quantity: Quantity): Claim {
  const { parsed, claims } = reading
  const start = clauseStart(parsed, quantity.start)
  const turn = turnOf(parsed, quantity)
  const subject = subjectOf(reading, quantity, { start, turn })
  const kind = kindOf(reading, quantity, { start, turn })
  const scope = scopeOf(reading, quantity, { start, subject, turn, kind })
  const prior = turn !== null && turn.at > 0 && claims.at(-1)?.kind === 'move' ? claims.at(-1) : undefined
  const head = parsed.text.slice(start, quantity.start)
  const own = moveVerb.exec(head)
  const side = kind === 'beside' ? /[高低]/u.exec(head)?.[0] : undefined
  const left = leftOver(reading, quantity, { start, subject, kind })
  return {
    quantity,
    kind,
    measures: narrowed(subject.measures, quantity, kind),
    span: subject.span,
    place: scope.place,
    isOutside: scope.isOutside,
    time: scope.time,
    against: within(parsed.against, start, quantity.start).at(-1) ?? prior?.against ?? leadAgainst(parsed, start),
    other: kind === 'multiple' ? (otherPlace(parsed, quantity, start)?.code ?? null) : null,
    verb: side ?? own?.groups?.verb ?? prior?.verb ?? '',
    from: own === null || kind !== 'move' ? quantity.start : start + own.index,
    doubts: [...new Set([...subject.doubts, ...scope.doubts, ...left])],
  }
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

const besideWords = /(?:(?:高于|低于)全市(?:平均)?(?:水平)?|[比较]全市(?:平均)?(?:水平)?[高低])(?:出)?$/u
const aimWords = /目标(?:值)?(?:为|是|达到)?$|(?:力争|确保|争取|计划|要|将)(?:实现|达到|使)?[^,，。]*$/u

function kindOf(
  { parsed, claims }: Reading,
  quantity: Quantity,
  { start, turn }: { start: number; turn: Turn | null },
): ClaimKind {
  const head = parsed.text.slice(start, quantity.start)
  if (quantity.kind === 'rank' || quantity.kind === 'top' || quantity.kind === 'bottom') return 'rank'
  if (quantity.unit.endsWith('百分点') && besideWords.test(head)) return 'beside'
  if (quantity.unit === '倍' && /(?:是|为|相当于)[^,，]{2,10}的?$/u.test(head)) return 'multiple'
  if (moveVerb.test(head) || (turn !== null && turn.at > 0 && claims.at(-1)?.kind === 'move')) return 'move'
  const lead = parsed.text.slice(0, boundBefore(parsed, start))
  const isPlanned = /力争|确保|争取|全市要|要实现|到20\d\d年(?![底末]?[,，]?已)/u.test(lead)
  return aimWords.test(head) || isPlanned ? 'aim' : 'level'
}
