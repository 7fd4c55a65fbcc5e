import { isRelativeUnit, spokenUnit } from '../number/number-format.ts'
import type { BookMeasure, FigureBook, Finding, SpeechMark } from './book.ts'
import type { Claim } from './claim.ts'
import { judgeAim, judgeBeside, judgeLevel, judgeMultiple, judgeRank } from './judge-kinds.ts'
import { judgeEach, judgeEnd, judgeGap, judgeList, judgeShare, judgeTimes } from './judge-more.ts'
import { judgeMove } from './judge-move.ts'
import { judgeDue, judgePace } from './judge-pace.ts'
import type { Quantity } from './quantity.ts'
import { isPoints } from './verdict.ts'
import type { Target, Verdict } from './verdict.ts'
import { fitsUnit } from './written.ts'

/** The finding of a claim; `at`: where its sentence begins in the draft. Null: a number that nothing was measured by. */
export function judgeClaim(book: FigureBook, claim: Claim, at: number): Finding | null {
  const { quantity, doubts } = claim
  const [measure, ...others] = fitting(claim)
  const frame = frameOf(book, claim, { measure: measure ?? null, at })
  if (claim.measures.length === 0)
    return quantity.isWord ? null : { ...frame, mark: 'missing', reason: '没有认出说的是哪项指标' }
  if (quantity.kind === 'range') return inRange(book, claim, { frame, measure })
  if (measure === undefined) return unfit(book, claim, frame)
  if (others.length > 0)
    return { ...frame, mark: 'unclear', reason: `可能是“${[measure, ...others].map(({ name }) => name).join('”或“')}”` }
  if (claim.isOutside) return { ...frame, mark: 'missing', reason: '说的是本市以外，发布里没有' }
  if (claim.place === null) return { ...frame, mark: 'unclear', reason: doubts[0] ?? '没有说明是哪个地方' }
  const verdict = judgeKind(book, claim, { measure, place: claim.place })
  const given = { ...frame, ...verdict }
  if (claim.isArrival && verdict.mark === 'differs') return { ...given, mark: 'unclear' }
  if (doubts.length === 0)
    return {
      ...given,
      isSure:
        isBlank(quantity) && !isOfAnyQuarter(claim, measure) && verdict.expected !== null && verdict.mark === 'equal',
      ...blankMark(quantity, verdict),
    }
  const known = verdict.expected === null ? verdict.reason : `发布值为${verdict.expected}`
  return { ...given, mark: 'unclear', reason: [...doubts, known].join('；') }
}

/** A place in a ranking has no number either: 居全市第*位. */
const isBlank = ({ kind, value }: Quantity): boolean => kind === 'blank' || Number.isNaN(value)

/** The draft names no time, and the figure is another one every quarter. */
const isOfAnyQuarter = ({ time }: Claim, { span }: BookMeasure): boolean => time === null && span === 'quarter'

/** 各地在90.1%至98.6%之间 is held against the least and the most; any other range is the reader's. */
function inRange(book: FigureBook, claim: Claim, given: { frame: Frame; measure: BookMeasure | undefined }): Finding {
  const { frame, measure } = given
  // That it is of no one place is what a range says.
  const doubts = claim.doubts.filter((one) => !one.includes('没有说明是哪个单位'))
  if (measure === undefined || claim.extreme === null || doubts.length > 0)
    return { ...frame, mark: 'unclear', reason: '写的是一个区间，请逐个核对' }
  return { ...frame, place: null, placeName: null, ...judgeEnd(book, claim, measure) }
}

/** A blank is never equal to anything. */
function blankMark(quantity: Quantity, { mark, expected, reason }: Verdict): { mark: SpeechMark; reason: string } {
  if (!isBlank(quantity) || mark !== 'equal') return { mark, reason }
  return { mark: 'fill', reason: reason === '' ? `发布值为${expected ?? ''}` : reason }
}

type Frame = Omit<Finding, 'mark' | 'reason'>

function frameOf(book: FigureBook, claim: Claim, { measure, at }: { measure: BookMeasure | null; at: number }): Frame {
  const place = [book.city, ...book.units].find(({ code }) => code === claim.place)
  return {
    start: at + claim.from,
    end: at + claim.quantity.end,
    isBlank: isBlank(claim.quantity),
    expected: null,
    isSure: false,
    indicator: measure?.indicator ?? null,
    measureName: measure?.name ?? null,
    place: place?.code ?? null,
    placeName: place === undefined ? null : place.code === book.city.code ? '全市' : place.shortName,
    period: null,
  }
}

function fitting({ kind, measures, quantity }: Claim): BookMeasure[] {
  const { unit } = quantity
  if (kind === 'rank' || kind === 'list' || kind === 'multiple' || unit === '番') return [...measures]
  if (kind === 'share') return measures.filter((one) => !isRelativeUnit(one.unit))
  if (isBare(quantity)) return [...measures]
  if (kind === 'move' || kind === 'beside' || kind === 'gap' || kind === 'pace')
    return measures.filter((one) => {
      if (isPoints(one)) return spokenUnit(unit) === '个百分点'
      return fitsUnit(one, unit) || unit === '%' || (unit === '倍' && kind === 'move')
    })
  return measures.filter((one) => fitsUnit(one, unit))
}

/** No measure has the unit written. With one measure the unit is wrong; with several nobody knows which was meant. */
/** ××: a blank that has lost its unit as well. */
const isBare = ({ kind, unit }: Quantity): boolean => kind === 'blank' && unit === ''

function unfit(book: FigureBook, claim: Claim, frame: Frame): Finding {
  const [measure, other] = claim.measures
  const { quantity } = claim
  if (measure === undefined || other !== undefined)
    return { ...frame, mark: 'unclear', reason: '单位和前面的指标对不上' }
  const named = { ...frame, indicator: measure.indicator, measureName: measure.name }
  if (claim.place === null || claim.doubts.length > 0)
    return { ...named, mark: 'unclear', reason: claim.doubts[0] ?? '没有说明是哪个地方' }
  const right =
    claim.kind === 'move' || claim.kind === 'beside' || claim.kind === 'pace'
      ? isPoints(measure)
        ? '个百分点'
        : '%'
      : spokenUnit(measure.unit)
  const verdict = judgeKind(
    book,
    { ...claim, quantity: { ...quantity, kind: 'blank', hedge: 'exact', unit: right } },
    { measure, place: claim.place },
  )
  const wrong = quantity.unit === '' ? '没有写单位' : `单位写的是“${quantity.unit}”`
  return {
    ...named,
    ...verdict,
    mark: 'unit',
    reason: `${wrong}，${measure.name}${claim.kind === 'move' ? '的变化' : ''}的单位是“${right}”`,
  }
}

function judgeKind(book: FigureBook, claim: Claim, target: Target): Verdict {
  switch (claim.kind) {
    case 'level':
      return claim.each.length > 1 ? judgeEach(book, claim, target.measure) : judgeLevel(book, claim, target)
    case 'move':
      return claim.quantity.unit === '番' ? judgeTimes(book, claim, target) : judgeMove(book, claim, target)
    case 'list':
      return judgeList(book, claim, target.measure)
    case 'gap':
      return judgeGap(book, claim, target)
    case 'share':
      return judgeShare(book, claim, target)
    case 'rank':
      return judgeRank(book, claim, target)
    case 'multiple':
      return claim.against === null ? judgeMultiple(book, claim, target) : judgeTimes(book, claim, target)
    case 'beside':
      return judgeBeside(book, claim, target)
    case 'aim':
      return judgeAim(book, claim, target)
    case 'pace':
      return judgePace(book, claim, target)
    case 'due':
      return judgeDue(book, claim, target)
  }
}
