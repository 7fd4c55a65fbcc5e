import { must } from '@cg/domain/must'
import { Dice } from './dice.fixture.ts'
import { apart, minus, order, printed, size, spoken, spokenOf } from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { figureWords } from './form.fixture.ts'
import type { Form } from './form.fixture.ts'
import { rateOf } from './measures.fixture.ts'
import { nobody, oneOnly, other, swap } from './planting.fixture.ts'
import type { Plant } from './planting.fixture.ts'
import { unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import type { RawCell, RawGroup, RawMeasure, RawQuarter } from './world.fixture.ts'

/* Groups of workers beside everybody: made up, read, reckoned again, and made false. */

export const everybody = '全体工人'

/** One whose people under the line are among everybody's there, and one with other people under it. */
export const groups: readonly RawGroup[] = [
  { part: 'MIGR', whole: 'RATE', name: '外来工', isSameBase: true },
  { part: 'YOUN', whole: 'RATE', name: '青工', isSameBase: false },
]

const ofGroup = { ...rateOf, topic: '覆盖率', department: '市人社局' }

export const groupMeasures: readonly RawMeasure[] = [
  { ...ofGroup, code: 'MIGR', name: '外来工技能培训覆盖率', upper: 'XM', lower: 'NM' },
  { ...ofGroup, code: 'YOUN', name: '青工技能培训覆盖率', upper: 'XY', lower: 'NY' },
]

/** The total of which an item is a part. */
export const parents: Readonly<Record<string, string>> = { XM: 'X', NM: 'N', XY: 'X', N: 'ALL', NY: 'ALL' }

/** By its seed and not by the dice, so that everything else of the city stays as it was: two cities of three have groups. */
export function withGroups(quarters: readonly RawQuarter[], seed: number, top: number): readonly RawQuarter[] {
  const dice = new Dice(seed + 3_000_003)
  const missing = dice.one([0, 0, 0.03, 0.2])
  const put = (number: number): RawCell =>
    dice.chance(missing)
      ? dice.one(['not_reported', 'not_reported', 'not_applicable', 'not_available', 'withheld'] as const)
      : number
  return quarters.map((quarter) => {
    const cells = new Map(quarter.cells)
    for (const { code } of quarter.units) {
      const [all, trained] = ['N', 'X'].map((item) => cells.get(`${item} ${code}`))
      const most = typeof all === 'number' ? all : top
      const people = dice.chance(0.2) ? Math.max(0, most - dice.below(4)) : dice.below(most + 1)
      const known = Math.min(people, typeof trained === 'number' ? trained : people)
      const counted = dice.chance(0.2) ? Math.max(0, known - dice.below(3)) : dice.below(known + 1)
      cells.set(`NM ${code}`, put(people)).set(`XM ${code}`, put(counted))
      const young = dice.below(top + 1)
      cells.set(`NY ${code}`, put(young)).set(`XY ${code}`, put(dice.below(Math.min(young, known) + 1)))
    }
    return { ...quarter, cells }
  })
}

/** The group of that name, with its measure and everybody's; null: the city has none. */
function named({ world }: Reckoner, name: string, topic: string) {
  const group = world.groups?.find((one) => one.name === name)
  const find = (code: string | undefined) => world.measures.find((one) => one.code === code)
  const [part, whole] = [find(group?.part), find(group?.whole)]
  if (group === undefined || part === undefined || whole === undefined || topic !== whole.topic) return null
  return { group, part, whole }
}

const beside: Check = ({ group = '', topic = '', value, side, far, within, level, base }, city) => {
  const found = named(city, group, topic)
  if (found === null) return `no such group: ${group}`
  const { part, whole } = found
  const [own, all] = [city.city(part), city.city(whole)]
  if ([own, all].some((one) => one.value === null || one.state !== 'reported')) return 'a side is not whole'
  if ([own, all].some(({ from }) => from !== city.now.period)) return 'a side is carried'
  const [left, right] = [own.value as Fraction, all.value as Fraction]
  const way = order(printed(left, part.decimals), printed(right, part.decimals))
  return unless(
    [value === spokenOf(left, part), 'the group has another figure'],
    [way === (level === undefined ? (side === '高于' ? 1 : -1) : 0), `the way is ${way}`],
    [level !== undefined || far === apart(left, right, part), 'another distance'],
    [within === `含${group}`, 'the group is among everybody'],
    [(base === undefined) === found.group.isSameBase, 'what is under the line'],
  )
}

/** So few people are a handful. */
const thin = 30n

const inUnits: Check = ({ group = '', topic = '', some, count, worse, all, not, side, most, far }, city) => {
  const found = named(city, group, topic)
  if (found === null) return `no such group: ${group}`
  const { part, whole } = found
  const rows = city.now.units.flatMap(({ code, name }) => {
    const [own, rest] = [city.figure(part, code), city.figure(whole, code)]
    if (own.state === 'not_applicable' || rest.state === 'not_applicable') return []
    const isHeld = [own, rest].every((one) => one.state === 'reported' && one.from === city.now.period)
    return [{ name, own, rest, isHeld }]
  })
  const held = rows
    .filter(({ isHeld }) => isHeld)
    .map(({ name, own, rest }) => {
      const [left, right] = [own.value, rest.value].map((one) => printed(one as Fraction, part.decimals))
      return { name, people: own.n, lower: minus(right as Fraction, left as Fraction) }
    })
  const below = held.filter(({ lower }) => lower.n > 0n)
  const told = not !== undefined ? 0 : all !== undefined ? held.length : Number(worse)
  const furthest = below.toSorted((left, right) => order(right.lower, left.lower))
  const [first, second] = furthest
  return unless(
    [side === '低于', 'higher is better'],
    [Number(count) === held.length && held.length >= 3, `${held.length} units compare`],
    [(some === undefined) === (held.length === rows.length), `of ${rows.length}`],
    [told === below.length && (all === undefined || not !== undefined || told > 0), `${below.length} are below`],
    [
      most === undefined || (most === first?.name && far === spoken(size(first.lower), '百分点', part.decimals)),
      'who is',
    ],
    [
      most === undefined ||
        (first !== undefined && first.people >= thin && (second === undefined || order(first.lower, second.lower) > 0)),
      'it cannot be told',
    ],
  )
}

const names = groups.map(({ name }) => name).join('|')

export const groupForms: readonly Form[] = [
  {
    name: 'worker group',
    pattern: new RegExp(
      `^(?<group>${names})的(?<topic>[^，]+?)为(?<value>${figureWords})，(?:(?<side>高于|低于)${everybody}（(?<within>[^）]+)）(?<far>[^，]+)|(?<level>与)${everybody}（含(?:${names})）持平)(?<base>，两者分母口径不同)?$`,
    ),
    check: (found, city, spot) =>
      beside(found['level'] === undefined ? found : { ...found, within: `含${must(found['group'])}` }, city, spot),
  },
  {
    name: 'group units',
    pattern: new RegExp(
      `^(?<some>可比的)?(?<count>\\d+)个单位(?:中有(?<worse>\\d+)个单位)?的(?<group>${names})(?<topic>[^，]+?)(?<all>均)?(?<not>不)?(?<side>低于|高于)本单位${everybody}(?:，(?<most>[^（]+?)相差最大（(?<far>[^）]+)）)?$`,
    ),
    check: inUnits,
  },
]

const city = /^(外来工|青工)的.*(低于|高于)全体工人（含/
const units = /个单位中有\d+个单位的(外来工|青工)/

export const plantedOfGroups: readonly Plant[] = [
  ['worker group: a digit', city, { words: other(/为[\d.]+/) }],
  ['worker group: how far', city, { words: other(/）[\d.]+/) }],
  ['worker group: which side', /^外来工的.*低于全体工人/, { words: swap('低于', '高于') }],
  ['worker group: whose', /^外来工的.*低于全体工人（含外来工）[\d.]+个百分点$/, { words: swap('外来工的', '青工的') }],
  ['worker group: apart from everybody', city, { words: swap('（含', '（不含') }],
  [
    'worker group: other people under the line',
    /^青工的.*，两者分母口径不同$/,
    { words: swap('，两者分母口径不同', '') },
  ],
  ['worker group: the same people under the line', /^外来工的.*个百分点$/, { words: swap(/$/, '，两者分母口径不同') }],
  [
    'worker group: level',
    /^外来工的.*与全体工人（含外来工）持平$/,
    { words: swap(/与(全体工人（含外来工）)持平/, '低于$11.0个百分点') },
  ],
  ['worker group: a unit is missing', city, { world: oneOnly }],
  ['worker group: nothing was reported', city, { world: nobody }],
  ['group units: how many', units, { words: other(/有\d+/) }],
  ['group units: of how many', units, { words: other(/^(?:可比的)?\d+/) }],
  ['group units: all for some', units, { words: swap(/中有\d+个单位的(.+?)低于/, '的$1均低于') }],
  ['group units: none for all', /个单位的(外来工|青工).*均低于/, { words: swap('均低于', '均不低于') }],
  ['group units: which side', units, { words: swap('低于', '高于') }],
  ['group units: some do not compare', /^可比的\d+个单位.*(外来工|青工)/, { words: swap('可比的', '') }],
  ['group units: where most', /本单位全体工人，.+相差最大/, { words: swap(/，[^（]+?(?=相差)/, '，城郊县') }],
  ['group units: how far', /本单位全体工人，.+相差最大/, { words: other(/（[\d.]+/) }],
]
