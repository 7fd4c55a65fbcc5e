import { distance, printedOrder } from '../number/difference.ts'
import { formatProse } from '../number/number-format.ts'
import type { FigureBook } from './book.ts'
import type { Claim } from './claim.ts'
import { timeWords } from './judge-kinds.ts'
import { lookUp } from './lookup.ts'
import type { Quantity } from './quantity.ts'
import { held, isPoints, not } from './verdict.ts'
import type { Target, Verdict } from './verdict.ts'
import { writeFor } from './written.ts'

/* 时序目标, also called 序时进度: what a figure should have reached by the release's quarter. */

type Ends = { readonly now: number; readonly due: number; readonly period: Verdict['period'] }

/** The figure and what was expected of it; a verdict where one of them is not in the book. */
function endsOf(book: FigureBook, claim: Claim, { measure, place }: Target): Ends | Verdict {
  const none = (mark: 'missing' | 'unclear', reason: string): Verdict => ({
    mark,
    expected: null,
    reason,
    period: null,
  })
  const looked = lookUp(book, { measure, place, time: claim.time })
  if (looked.kind !== 'value') return not(looked)
  if (looked.period !== book.period) return none('unclear', '发布里只有本季的时序目标')
  const due = measure.expected?.[place]
  if (due === undefined) return none('missing', `发布里没有这个地方${measure.name}的时序目标，请在目标页核对`)
  return { now: looked.value, due, period: looked.period }
}

/** 低于序时进度4.4个百分点: how far, and on which side. */
export function judgePace(book: FigureBook, claim: Claim, target: Target): Verdict {
  const { measure } = target
  const ends = endsOf(book, claim, target)
  if ('mark' in ends) return ends
  const order = printedOrder(ends.now, ends.due, measure.decimals)
  const told = `${timeWords(measure, claim, ends.period ?? book.period)}${measure.name}为${formatProse(ends.now, measure)}，时序目标是${formatProse(ends.due, measure)}`
  const plain = { expected: null, period: ends.period }
  if (claim.verb === '') return { ...plain, mark: 'unclear', reason: `没有说明是高于还是低于时序目标；${told}` }
  if (order === 0) return { ...plain, mark: 'differs', reason: `${told}，两者持平` }
  if (order < 0 !== (claim.verb === '低')) return { ...plain, mark: 'differs', reason: `方向不对：${told}` }
  const format = { unit: isPoints(measure) ? '百分点' : measure.unit, decimals: measure.decimals }
  const size = distance(ends.now, ends.due, measure.decimals)
  return { ...held(claim.quantity, { measure: format, value: size, what: `${told}，相差` }), period: ends.period }
}

/** 低于序时进度4.4%: the distance, in the unit of a share. */
function pointsMeant({ quantity }: Claim, { measure }: Target, { now, due }: Ends): Omit<Verdict, 'period'> | null {
  const format = { unit: '百分点', decimals: measure.decimals }
  const points: Quantity = { ...quantity, unit: '个百分点' }
  const value = distance(now, due, measure.decimals)
  if (quantity.unit !== '%' || held(points, { measure: format, value, what: '' }).mark !== 'equal') return null
  const reason = '单位写的是“%”，与时序目标相差的单位是“个百分点”'
  return { mark: 'unit', expected: writeFor(points, value, format), reason }
}

/** 达到时序目标95.5%: the target itself, and that the figure stands on the side told. */
export function judgeDue(book: FigureBook, claim: Claim, target: Target): Verdict {
  const { measure } = target
  const ends = endsOf(book, claim, target)
  if ('mark' in ends) return ends
  const order = printedOrder(ends.now, ends.due, measure.decimals)
  const what = `${timeWords(measure, claim, ends.period ?? book.period)}${measure.name}时序目标`
  const isWrong = claim.verb !== '' && (claim.verb === '低' ? order >= 0 : order < 0)
  const figure = held(claim.quantity, { measure, value: ends.due, what })
  if (figure.mark === 'differs' && claim.verb !== '') {
    const meant = isPoints(measure) ? pointsMeant(claim, target, ends) : judgePace(book, claim, target)
    if (meant !== null && (meant.mark === 'equal' || meant.mark === 'unit')) return { ...meant, period: ends.period }
  }
  if (!isWrong) return { ...figure, period: ends.period }
  const reason = `方向不对：${figure.reason}，数值为${formatProse(ends.now, measure)}`
  return { mark: 'differs', expected: null, reason, period: ends.period }
}
