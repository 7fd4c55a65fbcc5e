import type { Dice } from './dice.fixture.ts'
import { apart, exactOf, order, printed, quarterName, quarterNumber, spoken } from './exact.fixture.ts'
import type { Form } from './form.fixture.ts'
import { figureWords } from './form.fixture.ts'
import { isBroken, measureOf, period, periodOf, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { Plant } from './planting.fixture.ts'
import { nobody, other, redefined, swap } from './planting.fixture.ts'
import type { RawMeasure, RawYardstick, World } from './world.fixture.ts'

/* The city beside figures from outside: made up, read, reckoned again, and made false. */

const isRelative = ({ unit }: RawMeasure): boolean =>
  unit === '%' || unit === '百分点' || unit === '倍' || unit.includes('/')

/** One or two outside figures of some indicators, of this quarter or an earlier one. */
export function randomYardsticks(
  dice: Dice,
  measures: readonly RawMeasure[],
  last: number,
): NonNullable<World['yardsticks']> {
  const own = measures.filter((measure) => isRelative(measure) && dice.chance(0.3))
  return Object.fromEntries(
    own.map(({ code, decimals }) => {
      const names = dice.chance(0.3) ? (['全省平均', '甲市'] as const) : (['全省平均'] as const)
      const rows = names.flatMap((name) =>
        [0, dice.below(10)].map((back): RawYardstick => ({
          name,
          period: quarterName(last - (dice.chance(0.5) ? 0 : back)),
          value: 1 + dice.below(990) / 10,
          decimals: Math.min(decimals, dice.below(3)),
        })),
      )
      const once = new Map(rows.map((row) => [`${row.name} ${row.period}`, row]))
      return [
        code,
        [...once.values()].toSorted((left, right) => quarterNumber(left.period) - quarterNumber(right.period)),
      ]
    }),
  )
}

/** The newest one of that name that counts as long a time under today's definition, at most two years old. */
function shown(measure: RawMeasure, name: string, city: Reckoner): RawYardstick | null {
  const now = quarterNumber(city.now.period)
  const fitting = (city.world.yardsticks?.[measure.code] ?? []).filter((one) => {
    const at = quarterNumber(one.period)
    const isLong = !measure.isRunning || at % 4 === now % 4
    return one.name === name && now - at <= 8 && isLong && !isBroken(measure, one.period, city.now.period)
  })
  return fitting.at(-1) ?? null
}

const beside: Check = ({ subject = '', side, far, about, low, name, level, rough, observed }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const [own, yard] = [city.city(measure), shown(measure, name ?? level ?? '', city)]
  if (own.value === null || !own.isWhole || own.state !== 'reported') return 'the city has no whole figure'
  if (yard === null) return 'there is no such figure outside'
  const rougher = { ...measure, decimals: yard.decimals }
  const way = order(printed(own.value, yard.decimals), printed(exactOf(yard.value), yard.decimals))
  const isRough = yard.decimals < measure.decimals
  return unless(
    [own.from === yard.period, 'of two quarters'],
    [(observed ?? city.now.period) === own.from, 'of another quarter'],
    [way === (side === '高于' ? 1 : side === '低于' ? -1 : 0), `the way is ${way}`],
    [side === undefined || far === apart(own.value, exactOf(yard.value), rougher), 'another distance'],
    [((about ?? rough) !== undefined) === isRough, 'as fine as it is not'],
    [side === undefined || (low !== undefined) === (measure.direction === 'lower'), 'the better way'],
  )
}

const notBeside: Check = ({ subject = '', name = '', yard: said = '', when = '' }, city, spot) => {
  const measure = measureOf(subject, city, spot)
  if (measure === null) return `no such measure: ${subject}`
  const [own, yard] = [city.city(measure), shown(measure, name, city)]
  if (own.value === null || own.state !== 'reported') return 'the city has no whole figure'
  if (yard === null) return 'there is no such figure outside'
  return unless(
    [own.from !== yard.period, 'of one quarter'],
    [periodOf(when) === yard.period, `it is of ${yard.period}`],
    [said === spoken(exactOf(yard.value), measure.unit, yard.decimals), 'it is another figure'],
  )
}

export const yardstickForms: readonly Form[] = [
  {
    name: 'yardstick',
    pattern:
      /^(?<subject>[^，]+?)(?:(?<side>高于|低于)(?<name>全省平均|甲市)(?<about>约)?(?<far>[\d,.]+[^，。；（）]*)(?<low>（该指标数值越低越好）)?|与(?<level>全省平均|甲市)(?<rough>大体)?持平)$/,
    check: beside,
  },
  {
    name: 'yardstick apart',
    pattern: new RegExp(
      `^(?<name>全省平均|甲市)为(?<yard>${figureWords})（(?<when>${period})），与(?<subject>.+?)不是同一期，不作高低比较$`,
    ),
    check: notBeside,
  },
]

export const plantedOfYardsticks: readonly Plant[] = [
  ['yardstick: which side', /^[^，]+高于全省平均/, { words: swap('高于', '低于') }],
  ['yardstick: how far', /(?:高于|低于)全省平均约?[\d.]+/, { words: other(/平均约?[\d.]+/) }],
  ['yardstick: whose', /(?:高于|低于)甲市/, { words: swap('甲市', '全省平均') }],
  ['yardstick: not so fine', /(?:高于|低于)全省平均约/, { words: swap('约', '') }],
  ['yardstick: which way is better', /（该指标数值越低越好）$/, { words: swap('（该指标数值越低越好）', '') }],
  ['yardstick: level', /^[^，]+与全省平均大体持平$/, { words: swap(/与全省平均大体持平/, '高于全省平均约1个百分点') }],
  ['yardstick: nothing was reported', /^[^，]+高于全省平均/, { world: nobody }],
  ['yardstick: what it means changed', /^全市[^，]+为?.*不是同一期|不是同一期，不作高低比较$/, { world: redefined }],
  ['yardstick apart: when', /不是同一期/, { words: swap(/（\d{4}/, '（2019') }],
  ['yardstick apart: what it is', /不是同一期/, { words: other(/为[\d.,]+/) }],
  [
    'yardstick apart: it is not compared',
    /^全省平均为[\d.,]+%（.+不是同一期/,
    { words: swap(/^(全省平均)为([\d.,]+)%（.+），与(.+?)不是同一期.*$/, '$3高于$11.0个百分点') },
  ],
]
