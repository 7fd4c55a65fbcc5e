import { coversAlike } from '../figure/span.ts'
import { must } from '../must.ts'
import { distance, printedOrder } from '../number/difference.ts'
import { isRelativeUnit } from '../number/number-format.ts'
import { quarterOf, yearOf } from '../period.ts'
import { isFalling } from './against.ts'
import { growthRates } from './aliases.ts'
import type { FigureBook } from './book.ts'
import type { Claim } from './claim.ts'
import { timeWords } from './judge-kinds.ts'
import { lookUp, valueAt } from './lookup.ts'
import type { Looked } from './lookup.ts'
import { held, not } from './verdict.ts'
import type { Target, Verdict } from './verdict.ts'
import { writeFor } from './written.ts'

/** Both ends of a move; words where they may not be held against each other. */
export function endsOf(
  book: FigureBook,
  claim: Claim,
  { measure, place }: Target,
): { now: number; before: number; period: Looked['period'] } | Verdict {
  const { against } = claim
  const unclear = (reason: string): Verdict => ({ mark: 'unclear', expected: null, reason, period: null })
  if (against === null) return unclear('没有说明和什么时候比')
  if (against.period === null) return unclear(`“${against.words}”没有说明是哪个季度`)
  const now = lookUp(book, { measure, place, time: claim.time })
  if (now.kind !== 'value') return not(now)
  if (now.period !== book.period && /同|环|上季|年初|末|底/u.test(against.words))
    return unclear('比较的两头都不是发布的季度，请写明是哪两个季度')
  // 上半年培训… is a sum, and is held against a sum.
  const isSum = measure.span === 'quarter' && ['sofar', 'thisYear', 'year'].includes(claim.time?.grain ?? 'now')
  const line = (isSum ? measure.yearToDate?.[place] : undefined) ?? measure.lines[place]
  const base = against.year === null || isSum ? undefined : measure.baselines[place]
  const isBase = base !== undefined && yearOf(base.period) === against.year
  const then: Looked = isBase
    ? { kind: 'value', value: base.value, period: base.period, isPartial: false }
    : valueAt(book, { line: must(line), measure, period: against.period })
  if (then.kind !== 'value') return not(then)
  if (now.isPartial || then.isPartial) return unclear('有单位未报，两个季度不是同一个范围')
  if (measure.carriedFrom[place] !== undefined) return unclear('本季沿用以前的数，不能说变化')
  if (
    !coversAlike(
      { kind: measure.span, compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 },
      now.period,
      then.period,
    )
  )
    return unclear('这项指标是年内累计数，两个季度累计的时间不一样长')
  if (isSum && (measure.yearToDate?.[place] === undefined || quarterOf(now.period) !== quarterOf(then.period)))
    return unclear('这项指标按季统计，请写明是哪个季度')
  if (measure.breaks.some((first) => first > then.period && first <= now.period))
    return unclear('两个季度之间口径变过，不能相比')
  return { now: now.value, before: then.value, period: now.period }
}

/** 较上季提高0.2个百分点, 环比增长2.2%, 增加3111人. */
export function judgeMove(book: FigureBook, claim: Claim, target: Target): Verdict {
  const { measure } = target
  const rate = growthRate(book, claim, target)
  if (rate !== null) return rate
  const ends = endsOf(book, claim, target)
  if ('mark' in ends) return ends
  const { now, before, period } = ends
  const { quantity } = claim
  const growth = !isRelativeUnit(measure.unit) && (quantity.unit === '%' || quantity.unit === '倍')
  if (growth && before <= 0) return { mark: 'unclear', expected: null, reason: '比较的基数是0，不能算增幅', period }
  const format = growth
    ? { unit: quantity.unit, decimals: quantity.unit === '倍' ? 2 : 1 }
    : { unit: measure.unit === '%' ? '百分点' : measure.unit, decimals: measure.decimals }
  const size = growth
    ? (Math.abs(now - before) / before) * (quantity.unit === '倍' ? 1 : 100)
    : distance(now, before, measure.decimals)
  const fell = printedOrder(now, before, measure.decimals) < 0
  const isPart = isRelativeUnit(measure.unit)
  const way = fell ? (isPart || growth ? '下降' : '减少') : isPart ? '提高' : growth ? '增长' : '增加'
  const isWrongWay = size !== 0 && claim.verb !== '' && fell !== isFalling(claim.verb)
  const figure = held(quantity, { measure: format, value: size, what: `${against(claim)}${way}` })
  const verb = claim.from < quantity.start ? (isWrongWay ? way : claim.verb) : ''
  if (isWrongWay)
    return {
      mark: claim.quantity.kind === 'blank' ? 'unclear' : 'differs',
      expected: verb === '' ? null : `${verb}${writeFor(quantity, size, format)}`,
      reason: `方向不对：${figure.reason || `${against(claim)}是${way}`}`,
      period,
    }
  if (size === 0)
    return {
      mark: quantity.kind === 'blank' ? 'unclear' : 'differs',
      expected: null,
      reason: `${against(claim)}持平`,
      period,
    }
  return { ...figure, expected: figure.expected === null ? null : `${verb}${figure.expected}`, period }
}

/** 产值同比增长5.2%: where growth is an indicator of its own, by comparable prices, that one is meant. */
function growthRate(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict | null {
  const { quantity } = claim
  const name = growthRates[measure.name]
  const growth = book.measures.find((one) => one.name === name)
  if (
    growth === undefined ||
    quantity.unit !== '%' ||
    claim.against === null ||
    !/同比|同期/u.test(claim.against.words)
  )
    return null
  const looked = lookUp(book, { measure: growth, place, time: claim.time })
  if (looked.kind !== 'value') return not(looked)
  const isFall = looked.value < 0
  const figure = held(quantity, {
    measure: growth,
    value: Math.abs(looked.value),
    what: `${timeWords(growth, claim, looked.period)}${growth.name}`,
  })
  const verb =
    claim.from < quantity.start ? (isFall === isFalling(claim.verb) ? claim.verb : isFall ? '下降' : '增长') : ''
  const isWrongWay = isFall !== isFalling(claim.verb)
  return {
    ...figure,
    mark: isWrongWay ? 'differs' : figure.mark,
    expected: isWrongWay
      ? `${verb}${writeFor(quantity, Math.abs(looked.value), growth)}`
      : figure.expected === null
        ? null
        : `${verb}${figure.expected}`,
    period: looked.period,
  }
}

/** 高于去年同期 is said as 比去年同期, whichever way it went. */
const against = (claim: Claim): string => (claim.against?.words ?? '').replace(/^[高低多少]于/u, '比')
