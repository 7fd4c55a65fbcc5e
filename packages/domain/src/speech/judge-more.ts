import { distance } from '../number/difference.ts'
import { formatProse } from '../number/number-format.ts'
import { yearOf } from '../period.ts'
import type { BookMeasure, FigureBook } from './book.ts'
import type { Claim } from './claim.ts'
import { judgeLevel, timeWords } from './judge-kinds.ts'
import { endsOf } from './judge-move.ts'
import { lookUp } from './lookup.ts'
import { held, not } from './verdict.ts'
import type { Target, Verdict } from './verdict.ts'

const unclear = (reason: string): Verdict => ({ mark: 'unclear', expected: null, reason, period: null })
const nameOf = (book: FigureBook, code: string): string =>
  book.units.find((one) => one.code === code)?.shortName ?? book.city.shortName

/** 高新区、经开区均为100%: right when it is so in every one of them. */
export function judgeEach(book: FigureBook, claim: Claim, measure: BookMeasure): Verdict {
  const all = claim.each.map((place) => ({ place, verdict: judgeLevel(book, claim, { measure, place }) }))
  const [first] = all
  if (first === undefined) return unclear('没有说明是哪个地方')
  const other = all.find(({ verdict }) => verdict.mark !== 'equal')
  if (other === undefined)
    return { ...first.verdict, reason: `${claim.each.length}个地方都是：${first.verdict.reason}` }
  return { ...other.verdict, expected: null, reason: `${nameOf(book, other.place)}：${other.verdict.reason}` }
}

/** 各地在90.1%至98.6%之间: an end of it, where every unit has a figure. */
export function judgeEnd(book: FigureBook, claim: Claim, measure: BookMeasure): Verdict {
  const all = book.units.map(({ code, shortName }) => {
    const looked = lookUp(book, { measure, place: code, time: claim.time })
    return { shortName, looked, value: looked.kind === 'value' && !looked.isPartial ? looked.value : Number.NaN }
  })
  if (all.length === 0 || all.some(({ value }) => Number.isNaN(value))) return unclear('有单位没有数，请逐个核对')
  const sign = claim.extreme === 'most' ? -1 : 1
  const [end] = all.sort((left, right) => sign * (left.value - right.value))
  if (end === undefined || end.looked.kind !== 'value') return unclear('')
  const what = `${timeWords(measure, claim, end.looked.period)}${measure.name}${claim.extreme === 'most' ? '最高' : '最低'}的是${end.shortName}，`
  const figure = held({ ...claim.quantity, kind: 'figure' }, { measure, value: end.value, what })
  return { ...figure, period: end.looked.period }
}

/** 前三位是A、B、C: who they are, and their order where the draft says one. */
export function judgeList(book: FigureBook, claim: Claim, measure: BookMeasure): Verdict {
  const { quantity, each } = claim
  if (claim.time !== null && claim.time.period !== book.period) return unclear('发布里只有本季的位次')
  if (each.length !== quantity.value) return unclear('写的地方和位数对不上，请逐个核对')
  const due = book.units
    .flatMap(({ code, shortName }) => {
      const rank = measure.ranks[code]?.rank
      return rank !== undefined && rank <= quantity.value ? { code, shortName, rank } : []
    })
    .sort((left, right) => left.rank - right.rank)
  if (due.length === 0) return { ...unclear(`${measure.name}没有各单位的位次`), mark: 'missing', period: book.period }
  const told = `${timeWords(measure, claim, book.period)}${measure.name}前${due.length}位是${due.map(({ shortName }) => shortName).join('、')}`
  if (new Set(due.map(({ rank }) => rank)).size < quantity.value || due.length !== quantity.value)
    return { ...unclear(`${told}，有并列，请自行核对`), period: book.period }
  const isSame = due.every(({ code }) => each.includes(code))
  const isOrdered = due.every(({ code }, at) => each[at] === code)
  if (isSame && !isOrdered && quantity.after !== '依次')
    return { ...unclear(`${told}，和写的先后不同`), period: book.period }
  return { mark: isOrdered ? 'equal' : 'differs', expected: null, reason: told, period: book.period }
}

/** 距年度目标还差1.3个百分点. */
export function judgeGap(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  if (claim.each.length === 2) return judgeApart(book, claim, measure)
  if (place !== book.city.code) return unclear('发布里各单位的目标请在目标页核对')
  const year = claim.time?.year ?? yearOf(book.period)
  const aim = measure.targets[String(year)]
  const now = lookUp(book, { measure, place, time: null })
  if (aim === undefined) return { ...unclear(`${measure.name}没有${year}年的目标`), mark: 'missing' }
  if (now.kind !== 'value') return not(now)
  const size = distance(aim, now.value, measure.decimals)
  const what = `${year}年${measure.name}目标是${formatProse(aim, measure)}，还差`
  if (now.value >= aim) return { mark: 'differs', expected: null, reason: '已经达到目标', period: now.period }
  const figure = held(claim.quantity, { measure: { unit: '百分点', decimals: measure.decimals }, value: size, what })
  return { ...figure, period: now.period }
}

/** 两者相差13.3个百分点. */
function judgeApart(book: FigureBook, claim: Claim, measure: BookMeasure): Verdict {
  const [one, other] = claim.each.map((code) => lookUp(book, { measure, place: code, time: claim.time }))
  if (one?.kind !== 'value' || other?.kind !== 'value') return unclear('没有说明是哪两个数')
  const value = distance(one.value, other.value, measure.decimals)
  const what = `${claim.each.map((code) => nameOf(book, code)).join('和')}相差`
  const figure = held(claim.quantity, { measure: { unit: '百分点', decimals: measure.decimals }, value, what })
  return { ...figure, period: one.period }
}

/** 占全市的22.9%: a unit's count of the city's, where both are whole. */
export function judgeShare(book: FigureBook, claim: Claim, { measure, place }: Target): Verdict {
  if (place === book.city.code) return unclear('没有说明是哪个单位占全市的')
  const places = claim.each.length > 1 ? claim.each : [place]
  const all = places.map((code) => lookUp(book, { measure, place: code, time: claim.time }))
  const city = lookUp(book, { measure, place: book.city.code, time: claim.time })
  const owns = all.flatMap((one) => (one.kind === 'value' ? one : []))
  const [own] = all
  if (own === undefined || own.kind !== 'value') return own === undefined ? unclear('') : not(own)
  if (city.kind !== 'value') return not(city)
  if (city.value <= 0 || owns.length < all.length || [city, ...owns].some(({ isPartial }) => isPartial))
    return unclear('有单位未报，算不出占全市的比重')
  const what = `${timeWords(measure, claim, own.period)}${measure.name}，${places.map((code) => nameOf(book, code)).join('、')}占全市的`
  const share = {
    measure: { unit: '%', decimals: 1 },
    value: (owns.reduce((sum, one) => sum + one.value, 0) / city.value) * 100,
    what,
  }
  return { ...held(claim.quantity, share), period: own.period }
}

/** 是2021年的2.3倍, and 翻了一番: how many times what it was. */
export function judgeTimes(book: FigureBook, claim: Claim, target: Target): Verdict {
  const ends = endsOf(book, claim, target)
  if ('mark' in ends) return ends
  const { now, before, period } = ends
  if (before <= 0) return unclear('比较的基数是0，不能算倍数')
  const { quantity } = claim
  const ratio = now / before
  const decimals = Math.max(1, Math.round(-Math.log10(quantity.step)))
  if (quantity.unit !== '番')
    return { ...held(quantity, { measure: { unit: '倍', decimals }, value: ratio, what: '两者之比' }), period }
  const reason = `${formatProse(before, target.measure)}到${formatProse(now, target.measure)}，是原来的${formatProse(ratio, { unit: '倍', decimals: 2 })}`
  const isSo =
    quantity.hedge === 'over'
      ? ratio >= quantity.value && ratio < quantity.value * 2
      : Math.abs(ratio - quantity.value) <= 0.05
  return { mark: isSo ? 'equal' : 'differs', expected: null, reason, period }
}
