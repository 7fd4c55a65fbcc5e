import { formatPeriod } from '../number/date-format.ts'
import { distance, printedOrder } from '../number/difference.ts'
import { formatProse } from '../number/number-format.ts'
import { quarterOf, yearOf } from '../period.ts'
import type { Period } from '../period.ts'
import type { BookMeasure, FigureBook } from './book.ts'
import type { Claim } from './claim.ts'
import { lookUp } from './lookup.ts'
import type { Quantity } from './quantity.ts'
import { held, isPoints, not } from './verdict.ts'
import type { Target, Verdict } from './verdict.ts'

/** 劳动合同签订率达到95.7%. */
export function judgeLevel(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  const looked = lookUp(book, { measure, place, time: claim.time })
  if (looked.kind !== 'value') return not(looked)
  const partial = looked.isPartial ? '（部分单位未报）' : ''
  const other = claim.extreme === null ? null : notExtreme(book, claim, { measure, place })
  if (other !== null) return { mark: 'unclear', expected: null, reason: other, period: looked.period }
  return {
    ...held(claim.quantity, {
      measure,
      value: looked.value,
      what: `${timeWords(measure, claim, looked.period)}${measure.name}${partial}${carriedWords(measure, place, looked.period === book.period)}`,
    }),
    period: looked.period,
  }
}

/** What is summed over the year is named by its months: 上半年 is another figure than 第二季度. */
export function timeWords({ span }: BookMeasure, { time }: Claim, period: Period): string {
  const isSum = span === 'quarter' && ['sofar', 'thisYear', 'year'].includes(time?.grain ?? 'now')
  if (span === 'year' && quarterOf(period) === 4) return `${yearOf(period)}年`
  if (!isSum && span !== 'yearToDate') return formatPeriod(period)
  return `${yearOf(period)}年${['第一季度', '上半年', '前三季度', '全年'][quarterOf(period) - 1] ?? ''}`
}

function carriedWords({ carriedFrom }: BookMeasure, place: string, isNow: boolean): string {
  const from = isNow ? carriedFrom[place] : undefined
  return from === undefined ? '' : `（沿用${formatPeriod(from)}的数）`
}

/** 最高的是东湾区: words where another place has more, or nobody can tell; null where it is so. */
function notExtreme(book: FigureBook, claim: Claim, { measure, place }: Target): string | null {
  if (place === book.city.code) return '没有说明是和谁比'
  const all = book.units.map(({ code, shortName }) => ({
    name: shortName,
    code,
    looked: lookUp(book, { measure, place: code, time: claim.time }),
  }))
  const known = all.flatMap(({ looked, ...one }) => (looked.kind === 'value' ? { ...one, value: looked.value } : []))
  const sign = claim.extreme === 'most' ? 1 : -1
  const own = known.find(({ code }) => code === place)
  const ahead = known.filter(({ value }) => own === undefined || sign * (value - own.value) > 0)
  const way = claim.extreme === 'most' ? '最高' : '最低'
  if (own === undefined) return `发布里没有这个地方的数，不能确认是不是${way}`
  const [first] = ahead.sort((left, right) => sign * (right.value - left.value))
  return first === undefined ? null : `${way}的是${first.name}，为${formatProse(first.value, measure)}`
}

/** 位居全市第三, 前三, 倒数第二. */
export function judgeRank(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  const period = book.period
  const unclear = (reason: string): Verdict => ({ mark: 'unclear', expected: null, reason, period })
  const { quantity } = claim
  if (/全省|全国/u.test(quantity.before))
    return { mark: 'missing', expected: null, reason: '说的是全省或全国的位次，发布里没有', period: null }
  if (place === book.city.code) return unclear('没有说明是哪个单位的位次')
  if (claim.time !== null && claim.time.period !== book.period) return unclear('发布里只有本季的位次')
  if (measure.carriedFrom[place] !== undefined && claim.time?.grain === 'quarter') return unclear('本季沿用以前的数')
  const own = measure.ranks[place]
  if (own === undefined) return { mark: 'missing', expected: null, reason: `${measure.name}没有这个单位的位次`, period }
  const told = `${timeWords(measure, claim, period)}${measure.name}${own.isTied ? '并列' : ''}第${own.rank}位`
  const ranks = Object.values(measure.ranks).map(({ rank }) => rank)
  if (Number.isNaN(quantity.value)) return { mark: 'equal', expected: `第${own.rank}位`, reason: told, period }
  if (quantity.kind === 'top')
    return {
      mark: own.rank <= quantity.value ? 'equal' : 'differs',
      expected: own.rank <= quantity.value ? null : `第${own.rank}位`,
      reason: told,
      period,
    }
  if (quantity.kind === 'bottom') {
    if (own.isTied || ranks.length < 2) return unclear(`${told}，倒数的位次请自行核对`)
    const fromEnd = ranks.filter((rank) => rank > own.rank).length + 1
    return {
      mark: fromEnd === quantity.value ? 'equal' : 'differs',
      expected: fromEnd === quantity.value ? null : `倒数第${fromEnd}位`,
      reason: `${told}，倒数第${fromEnd}`,
      period,
    }
  }
  return {
    mark: own.rank === quantity.value ? 'equal' : 'differs',
    expected: own.rank === quantity.value ? null : `第${own.rank}位`,
    reason: told,
    period,
  }
}

/** 是西屏区的1.4倍. */
export function judgeMultiple(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  const unclear = (reason: string): Verdict => ({ mark: 'unclear', expected: null, reason, period: null })
  const { other, quantity } = claim
  if (other === null) return unclear('没有说明是谁的多少倍')
  const time = claim.time
  const [own, base] = [place, other].map((code) => lookUp(book, { measure, place: code, time }))
  if (own?.kind !== 'value') return own === undefined ? unclear('') : not(own)
  if (base?.kind !== 'value') return base === undefined ? unclear('') : not(base)
  if (base.value <= 0 || own.isPartial || base.isPartial) return unclear('比较的基数不全')
  return {
    ...held(quantity, {
      measure: { unit: '倍', decimals: Math.max(1, Math.round(-Math.log10(quantity.step))) },
      value: own.value / base.value,
      what: '两者之比',
    }),
    period: own.period,
  }
}

/** 高于全市1.8个百分点. */
export function judgeBeside(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  const unclear = (reason: string): Verdict => ({ mark: 'unclear', expected: null, reason, period: null })
  if (place === book.city.code || !isPoints(measure)) return unclear('没有说明是谁和谁比')
  const [own, city] = [place, book.city.code].map((code) => lookUp(book, { measure, place: code, time: claim.time }))
  if (own?.kind !== 'value') return own === undefined ? unclear('') : not(own)
  if (city?.kind !== 'value') return city === undefined ? unclear('') : not(city)
  const order = printedOrder(own.value, city.value, measure.decimals)
  const isAbove = claim.verb === '' ? null : claim.verb.includes('高')
  const size = distance(own.value, city.value, measure.decimals)
  const way = order > 0 ? '高' : '低'
  const figure = held(claim.quantity, {
    measure: { unit: '百分点', decimals: measure.decimals },
    value: size,
    what: `比全市${way}`,
  })
  if (isAbove === null || order > 0 !== isAbove)
    return {
      ...figure,
      mark: isAbove === null ? 'unclear' : 'differs',
      expected: null,
      reason: `方向不对：${figure.reason}`,
      period: own.period,
    }
  return { ...figure, period: own.period }
}

/** 到2027年力争达到97%. */
export function judgeAim(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  const none = (mark: 'missing' | 'unclear', reason: string): Verdict => ({
    mark,
    expected: null,
    reason,
    period: null,
  })
  const year = claim.time?.year ?? null
  if (year === null) return none('unclear', '没有写是哪一年的目标')
  if (place !== book.city.code) return none('unclear', '发布里各单位的目标请在目标页核对')
  const value = measure.targets[String(year)]
  if (value === undefined) return none('missing', `${measure.name}没有${year}年的目标`)
  const { quantity } = claim
  const isFloor = quantity.hedge === 'over'
  const plain: Quantity = isFloor ? { ...quantity, hedge: 'exact' } : quantity
  const figure = held(plain, { measure, value, what: `${year}年${measure.name}目标` })
  const right = figure.expected?.replace(/\.0+(?=%)/u, '') ?? null
  const expected = right === null ? null : `${right}${isFloor ? quantity.after : ''}`
  if (figure.mark === 'differs' && year < yearOf(book.period))
    return { ...none('unclear', `${figure.reason}；这一年已经过去，不清楚说的是目标还是完成数`), expected }
  // The quarter has nothing to do with what is aimed at.
  return { ...figure, expected, reason: figure.reason || `${year}年的目标`, period: null }
}
