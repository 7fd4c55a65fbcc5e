import { unsaidStart } from './claim.ts'
import type { BookMeasure, FigureBook } from './book.ts'
import type { ClaimKind } from './claim.ts'
import { boundBefore, clauseStart, within, wordsIn } from './parse.ts'
import type { Parsed, Reading } from './parse.ts'
import type { Quantity } from './quantity.ts'
import { blank, partIn, residueOf } from './residue.ts'
import type { Stretch } from './residue.ts'
import { isAimBehind } from './subject.ts'
import type { Subject } from './subject.ts'

/** All units of the city, whichever of them. */
export const across = /各(?:县[（(]?市、?区[)）]?|区县(?:市)?|地区?|单位)/u

type LeftIn = { readonly start: number; readonly subject: Subject; readonly kind: ClaimKind }

/** What stands around the figure and is not understood may change what it says. */
export function leftOver(
  { reader, parsed, claims }: Reading,
  quantity: Quantity,
  { start, subject, kind }: LeftIn,
): string[] {
  const { measures, span, topics } = subject
  if (measures.length === 0) return []
  const { text, places, times, against, quantities, cues } = parsed
  const isBehind = span !== null && span.start >= quantity.end
  const known: Stretch[] = [
    ...places,
    ...times,
    ...against,
    ...quantities,
    ...cues,
    ...(span === null ? [] : [span]),
    ...topics,
    ...claims.flatMap((one) => one.span ?? []),
    ...topicsOf(parsed),
  ]
  const from = span === null || isBehind ? start : Math.min(start, clauseStart(parsed, span.start))
  const end = isBehind ? span.end : quantity.end
  const stop = endOfClause(text, end)
  const next = quantities.find((one) => one.start >= end)?.start ?? text.length
  const rest = residueOf(text, { start: from, end: quantity.start }, [
    ...known,
    ...wordsIn(text, kindWords[kind]),
    ...(quantity.kind === 'range' ? wordsIn(text, new RegExp(across, 'gu')) : []),
  ])
  // 上半年累计新增3955人, said on from 新增技能人才.
  const isNamed = subject.carried !== null && rest.length > 1 && measures.some(({ name }) => name.startsWith(rest))
  const before = isNamed ? '' : rest
  // A place or a time behind the figure is the next one's, or else changes whose this one is.
  const behindKnown = next < stop ? known : [...against, ...quantities, ...cues]
  const after = residueOf(text, { start: end, end: Math.min(stop, next) }, [
    ...behindKnown,
    ...wordsIn(text, tailWords),
  ])
  const behind = kind === 'list' ? '' : after
  const attribute =
    !isBehind && kind !== 'list' && text[quantity.end] === '的' && !isAimBehind(parsed, quantity)
      ? text.slice(quantity.end, Math.min(stop, quantity.end + 10))
      : ''
  const spans = claims.flatMap((one) => one.span ?? [])
  const isPlaced = within(places, boundBefore(parsed, from), quantity.start).length > 0
  const part = isPlaced
    ? null
    : (narrower(reader.book, text.slice(0, from), measures) ??
      partIn(blank(text.slice(0, from), [...cues, ...spans, ...times, ...quantities, ...topicsOf(parsed)])))
  const isStart = /[从由]$/u.test(text.slice(0, quantity.start)) && /^[^,，]{0,4}[到至]/u.test(text.slice(quantity.end))
  return [
    ...(isStart ? [unsaidStart] : []),
    ...(/除[^,，]{1,20}外|不含|不包括/u.test(text.slice(0, quantity.start)) ? ['说的不是全部，有除外的部分'] : []),
    ...(before === '' ? [] : [`“${before}”不在这项指标的口径里，不能确认说的是同一个数`]),
    ...(behind === '' && attribute === '' ? [] : [`后面的“${attribute || behind}”不在这项指标的口径里`]),
    ...(part === null ? [] : [`前文说的是“${part}”，不能确认仍指全部`]),
  ]
}

const topicsOf = ({ cues }: Parsed): Stretch[] => cues.flatMap(({ topics }) => topics)

/** 农民工工伤保险参保率88.0%,失业保险参保率79.1%: the second may well be of 农民工 too, where there is such a figure. */
function narrower({ measures }: FigureBook, before: string, own: readonly BookMeasure[]): string | null {
  const found = parted.exec(before)?.[0]
  if (found === undefined) return null
  const isMeant = measures.some((one) => one.name.includes(found) && own.some(({ name }) => one.name.endsWith(name)))
  return isMeant && own.every(({ name }) => !name.includes(found)) ? found : null
}
const parted = /农民工|中小微?企业|规上工业企业|规上企业/u

function endOfClause(text: string, at: number): number {
  const found = text.slice(at).search(/[,，;；。:：)）—]/u)
  return found < 0 ? text.length : at + found
}

/** Words that belong to the kind of claim and say nothing of its measure. */
const kindWords: Readonly<Record<ClaimKind, RegExp>> = {
  level: /进一步|最[高多快好大低少慢小](?:的)?|均|都|各|(?:低于|高于)(?=产业工人占)/gu,
  move: /净|高于|低于|多于|少于|[高低多少]出?|提高|提升|上升|增长|增加|上涨|扩大|增|下降|降低|减少|回落|缩小|下滑|降|幅度?|进一步/gu,
  list: /[居列]|全市|位|依次/gu,
  gap: /两者|二者|两地|之间|相差|但|距离?|还|尚|仍|差|有|全覆盖|年度|全年|目标值?|计划|的|年/gu,
  share: /占|全市|我市|总量|总数|总额|的/gu,
  rank: /总量|总数|规模|位居|位列|排名|排在|排|居|列|全市|我市|全省|全国|各区县|区县|中/gu,
  multiple: /是|为|相当于|的/gu,
  beside: /高于|低于|比|较|高|低|全市|平均|水平/gu,
  pace: /(?:时序|序时)(?:目标|进度)(?:要求)?|低于|落后于?|滞后于?|高于|多于|少于|超过|超出|超|快于|慢于|领先于?|[较比]|[低高慢快出]/gu,
  due: /(?:时序|序时)(?:目标|进度)(?:要求)?|低于|未达到?|没有达到|高于|达到|超过|应/gu,
  aim: /目标值?|但|距离?|接近|提前|完成|力争|确保|争取|计划|要|将|实现|使|年度/gu,
}
const tailWords =
  /提高|提升|上升|增长|增加|上涨|扩大|下降|降低|减少|回落|缩小|位居|位列|排名|排在|居|列|高于|低于|平均|水平|以上|左右|由|从|持平|之间|还差|尚差|仍差|相差|还有|的?年度目标|的?目标|年度/gu
