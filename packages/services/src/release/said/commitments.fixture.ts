import {
  apart,
  digits,
  exactOf,
  order,
  printed,
  quarterNumber,
  reaches,
  spoken,
  steps,
  yearIn,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { sameAgo } from './changes.fixture.ts'
import { isBroken, measureOf, periodOf, unless } from './reading.fixture.ts'
import type { Check, Spot } from './reading.fixture.ts'
import type { CityFigure, Figure, Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* What is said of commitments: how they stand, what they still need, what was met and lost. */

const holderOf = ({ unit }: Spot): string => unit ?? 'CITY'

const nameOf = (city: Reckoner, holder: string): string =>
  city.now.units.find(({ code }) => code === holder)?.name ?? ''

const targetOf = (city: Reckoner, measure: RawMeasure, holder: string, year: number): number | null =>
  city.world.targets[measure.code]?.[holder]?.[year] ?? null

/** What is committed to: of the city also what only units have a target of. */
function committed(city: Reckoner, holder: string): RawMeasure[] {
  const holders = holder === 'CITY' ? ['CITY', ...city.now.units.map(({ code }) => code)] : [holder]
  return city.world.measures.filter(
    ({ code, direction }) =>
      direction !== 'neutral' && holders.some((one) => Object.keys(city.world.targets[code]?.[one] ?? {}).length > 0),
  )
}

type Standing =
  | 'met'
  | 'near'
  | 'late'
  | 'not_reported'
  | 'not_available'
  | 'withheld'
  | 'uncomputable'
  | 'invalid'
  | 'not_judged'
  | null

/** How one stands in a year that has come; null where there is nothing to commit to. */
function standingIn(city: Reckoner, measure: RawMeasure, holder: string, year: number): Standing {
  const now = city.now.period
  const target = targetOf(city, measure, holder, year)
  const period = year === yearIn(now) ? now : `${year}Q4`
  if (period !== now && (target === null || city.quarter(period) === null)) return target === null ? null : 'not_judged'
  const own = city.of(measure, holder, period)
  const asked = yearIn(own.from) === year ? own.from : period
  if (target === null && city.expected(measure, holder, asked) === null) return null
  const light = isBroken(measure, period, now) ? null : city.light(measure, holder, period)
  if (light !== null) return light
  if (own.state === 'not_applicable') return null
  if (own.value !== null) return 'not_judged'
  // A comparison of areas without a unit is not computable, whatever that unit's own state.
  if (measure.area !== null) return 'uncomputable'
  const named = ['not_reported', 'not_available', 'withheld', 'invalid'] as const
  return named.find((state) => state === own.state) ?? 'uncomputable'
}

const partWords: Record<string, NonNullable<Standing>> = {
  达标: 'met',
  临近: 'near',
  滞后: 'late',
  未报: 'not_reported',
  无法提供: 'not_available',
  不公布: 'withheld',
  不可计算: 'uncomputable',
  无效: 'invalid',
  不评价: 'not_judged',
}

/** 达标18项、临近7项 → 18 of the first, 7 of the second. */
function counted(words: string): ReadonlyMap<string, number> {
  return new Map(
    words.split(/[、，]/).flatMap((part) => {
      const [, word = '', count = ''] = /^(\D+?)(\d+)项$/.exec(part) ?? []
      return word === '' ? [] : [[partWords[word] ?? word, Number(count)] as const]
    }),
  )
}

export const commitments: Check = ({ scope = '', year, all, over, parts = '', behind, owners }, city, spot) => {
  const holder = holderOf(spot)
  const rows = committed(city, holder).map((measure) => ({
    measure,
    standing: standingIn(city, measure, holder, Number(year)),
  }))
  const count = (standing: Standing): number => rows.filter((row) => row.standing === standing).length
  const said = counted(parts)
  const wrong = Object.values(partWords).filter((standing) => count(standing) !== (said.get(standing ?? '') ?? 0))
  const judged = count('met') + count('near') + count('late')
  return unless(
    [scope === nameOf(city, holder), 'of another'],
    [(over !== undefined) === Number(year) < yearIn(city.now.period), 'the year is over, or not'],
    [over === undefined || over === year, 'of another year’s end'],
    [judged >= 2, `${judged} are judged`],
    [Number(all) === rows.filter(({ standing }) => standing !== null).length, 'the whole is another'],
    [wrong.length === 0, wrong.map((standing) => `${count(standing)} are ${standing}`).join()],
    [/无滞后/.test(parts) === (count('late') === 0), 'late, or none'],
    [behind === undefined || Number(behind) === count('late'), `${count('late')} are late`],
    [
      owners === undefined ||
        ownersHold(
          owners,
          rows.filter(({ standing }) => standing === 'late'),
        ),
      `not theirs: ${owners}`,
    ],
  )
}

/** 由甲牵头 · 甲牵头3项、乙2项 · 甲牵头3项，最多 */
function ownersHold(words: string, late: readonly { readonly measure: RawMeasure }[]): boolean {
  const of = (name: string): number => late.filter(({ measure }) => measure.department === name).length
  const [, both, only] = /^(均?)由(.+)牵头$/.exec(words) ?? []
  if (only !== undefined) return of(only) === late.length && (both !== '') === late.length > 1
  const parts = words
    .replace('牵头', '')
    .split('、')
    .map((part) => /^(\D+)(\d+)项(，最多)?$/.exec(part))
  const isTrue = parts.every((part) => part !== null && of(part[1] ?? '') === Number(part[2]))
  const counts = parts.map((part) => Number(part?.[2]))
  const isMost = words.endsWith('，最多')
  const others = late.filter(({ measure }) => measure.department !== parts[0]?.[1])
  if (isMost) return isTrue && others.every(({ measure }) => of(measure.department) < (counts[0] ?? 0))
  const isSorted = counts.every((own, at) => at === 0 || own <= (counts[at - 1] ?? 0))
  return isTrue && isSorted && counts.reduce((sum, own) => sum + own, 0) === late.length
}

/** A figure of the quarter itself and of all units, from which there is a distance to a target. */
const isWholeOwn = (figure: Figure, city: Reckoner): boolean =>
  figure.value !== null && figure.from === city.now.period && figure.state === 'reported'

export const ahead: Check = ({ scope = '', year = '', all, comparable, reached, none }, city, spot) => {
  const holder = holderOf(spot)
  const due = committed(city, holder).flatMap((measure) => {
    const target = targetOf(city, measure, holder, Number(year))
    const own = city.of(measure, holder)
    const isComparable = !measure.isRunning && isWholeOwn(own, city)
    if (target === null) return []
    return [{ isComparable, isThere: isComparable && reaches(own.value as Fraction, exactOf(target), measure) }]
  })
  const known = due.filter(({ isComparable }) => isComparable)
  const there = due.filter(({ isThere }) => isThere).length
  return unless(
    [scope === nameOf(city, holder), 'of another'],
    [Number(year) > yearIn(city.now.period), 'the year has come'],
    [Number(all) === due.length, `${due.length} are due`],
    [(comparable === undefined ? due.length : Number(comparable)) === known.length, `${known.length} compare`],
    [none === undefined ? Number(reached) === there && there > 0 : there === 0, `${there} are there`],
  )
}

/** All digits: 12,345人, 1.2个百分点. */
const exactly = (amount: bigint, { unit, decimals }: RawMeasure): string =>
  digits({ n: amount, d: 10n ** BigInt(decimals) }, decimals) + (unit === '%' || unit === '百分点' ? '个百分点' : unit)

const ceil = (amount: bigint, by: bigint): bigint => (amount + by - 1n) / by

const verbs: Record<string, readonly [string, string]> = {
  points: ['扩大', '缩小'],
  rate: ['提高', '降低'],
  count: ['增加', '减少'],
}

const pastVerbs: Record<string, readonly [string, string]> = { ...verbs, rate: ['提高', '下降'] }

const kindOf = ({ unit }: RawMeasure): string =>
  unit === '百分点' ? 'points' : unit === '%' || unit.includes('/') ? 'rate' : 'count'

const verbOf = (measure: RawMeasure): string =>
  (verbs[kindOf(measure)] as readonly [string, string])[measure.direction === 'higher' ? 0 : 1]

/** What is left to do, in words; null when the day of the target has come. */
function leftToDo(city: Reckoner, measure: RawMeasure, own: Fraction, target: number, year: number): string | null {
  const quarters = BigInt(year * 4 + 3 - quarterNumber(city.now.period))
  if (quarters <= 0n) return null
  const { decimals, direction, isRunning } = measure
  const [have, aim] = [steps(own, decimals), steps(exactOf(target), decimals)]
  const isLow = direction === 'lower'
  const goal = `${year}年目标${spoken(exactOf(target), measure.unit, decimals)}`
  const ofYear = goal.replace('目标', '全年目标')
  const say = (amount: bigint): string => exactly(amount, measure)
  const rest = `年内其余${quarters}个季度`
  if (isRunning && year > yearIn(city.now.period)) {
    const fourth = isLow ? `每季平均不超过${say(aim / 4n)}` : `每季平均需完成${say(ceil(aim, 4n))}`
    return `${goal}从当年年初重新计算，${fourth}`
  }
  const far = isLow ? have - aim : aim - have
  if (isRunning && isLow && far > 0n) return `已超过${ofYear.replace('目标', '控制目标')}，超出${say(far)}`
  if (isRunning && isLow) {
    const each = quarters === 1n ? '' : `，每季不超过${say(-far / quarters)}`
    return `要控制在${ofYear}以内，${rest}${far === 0n ? '不能再增加' : `合计不超过${say(-far)}${each}`}`
  }
  if (far <= 0n) return isRunning ? `已完成${ofYear}` : `已达到${goal}`
  if (isRunning) {
    const each = quarters === 1n ? '' : `，每季至少${say(ceil(far, quarters))}`
    return `要完成${ofYear}，${rest}还需完成${say(far)}${each}`
  }
  const each =
    quarters === 1n ? '，只余1个季度' : `，其余${quarters}个季度每季至少${verbOf(measure)}${say(ceil(far, quarters))}`
  return `要达到${goal}，还需${verbOf(measure)}${say(far)}${each}`
}

export const need: Check = ({ subject = '', tail = '', year = '', ago }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const holder = holderOf(spot)
  const own = city.of(measure, holder)
  const target = targetOf(city, measure, holder, Number(year))
  if (own.value === null || !isWholeOwn(own, city)) return 'said of no whole figure of the quarter'
  if (target === null) return `no target in ${year}`
  const words = leftToDo(city, measure, own.value, target, Number(year))
  return unless(
    [tail === words, `it is ${words}`],
    [
      ago === undefined || ago === sinceYearAgo(city, measure, holder, own.value),
      `a year ago: ${sinceYearAgo(city, measure, holder, own.value)}`,
    ],
  )
}

/** 过去一年共提高1.5个百分点 · 与一年前持平; null where the two do not compare. */
function sinceYearAgo(city: Reckoner, measure: RawMeasure, holder: string, own: Fraction): string | null {
  const then = sameAgo(city, measure, holder)
  if (then === null) return null
  const side = order(printed(own, measure.decimals), printed(then, measure.decimals))
  const [up, down] = pastVerbs[kindOf(measure)] as readonly [string, string]
  return side === 0 ? '与一年前持平' : `过去一年共${side > 0 ? up : down}${apart(own, then, measure)}`
}

export const slipped: Check = ({ subject = '', when = '', before, now, value, side, aim }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const holder = holderOf(spot)
  const [then, own] = [city.of(measure, holder, periodOf(when)), city.of(measure, holder)]
  const expected = city.expected(measure, holder, own.from)
  if (own.value === null || then.value === null || expected === null) return 'a side has no value'
  const say = (one: Fraction): string => spoken(one, measure.unit, measure.decimals)
  const isAlike = !measure.isRunning || then.from[5] === own.from[5]
  const isSame = holder !== 'CITY' || ((then as CityFigure).isWhole && (own as CityFigure).isWhole)
  return unless(
    [city.quarter(periodOf(when)) !== null && periodOf(when) < city.now.period, 'no such quarter'],
    [!isBroken(measure, periodOf(when), city.now.period), 'the definition changed in between'],
    [city.light(measure, holder, periodOf(when)) === 'met' && then.from === periodOf(when), 'it was not met then'],
    [!measure.isRunning || yearIn(periodOf(when)) === yearIn(city.now.period), 'each year begins anew'],
    [city.light(measure, holder) !== 'met' && city.light(measure, holder) !== null, 'it is met, or not judged'],
    [
      aim === say(expected) && side === (measure.direction === 'higher' ? '低于' : '高于'),
      `expected are ${say(expected)}`,
    ],
    [before === undefined || (before === say(then.value) && isAlike && isSame), `it was ${say(then.value)}`],
    [before === undefined || !reaches(own.value, then.value, measure), 'it is no worse than it was'],
    [(value ?? now) === say(own.value), `it is ${say(own.value)}`],
    [value === undefined || own.from === city.now.period, 'a carried figure is called this quarter’s'],
  )
}

export const baseBeyond: Check = ({ subject = '', start, base, side, year, aim, now, below }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const holder = holderOf(spot)
  const own = city.of(measure, holder)
  const known = city.world.baselines[measure.code]?.[holder]
  const last = Object.entries(city.world.targets[measure.code]?.[holder] ?? {})
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .at(-1)
  if (known === undefined || last === undefined) return 'no baseline or target'
  const [from, to] = [exactOf(known.value), exactOf(last[1])]
  const say = (one: Fraction): string => spoken(one, measure.unit, measure.decimals)
  const at = order(printed(from, measure.decimals), printed(to, measure.decimals))
  const worse = measure.direction === 'higher' ? '低于' : '高于'
  return unless(
    [!measure.isRunning && !isBroken(measure, known.period, city.now.period), 'the baseline does not compare'],
    [Number(start) === yearIn(known.period) && base === say(from), `the baseline is ${say(from)}`],
    [year === last[0] && aim === say(to), `the last target is ${say(to)}`],
    [reaches(from, to, measure), 'the baseline falls short'],
    [side === (at === 0 ? '等于' : at > 0 ? '高于' : '低于'), 'another side'],
    [now === undefined || (isWholeOwn(own, city) && now === say(own.value as Fraction)), 'another figure today'],
    [
      below === undefined || (below === worse && own.value !== null && !reaches(own.value, to, measure)),
      'today’s figure is there',
    ],
  )
}
