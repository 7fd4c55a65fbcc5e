import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { IndicatorCode, ItemCode, UnitCode } from '@cg/domain/indicator'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { computeFigures, seriesOf } from './compute/figures.ts'
import type { Figures } from './compute/figures.ts'
import { indicatorFacts, matrixFacts } from './facts/indicator.ts'
import { overviewFacts } from './facts/overview.ts'
import { rankingFacts } from './facts/ranking.ts'
import { prepareRendering } from './facts/rendering.ts'
import type { EarlierQuarter } from './input/input.ts'
import { Reckoner, quarterName, quarterNumber } from './said.world.fixture.ts'
import type { Spot } from './said.evaluator.fixture.ts'
import type { RawCell, RawMeasure, RawQuarter, RawUnit, World } from './said.world.fixture.ts'
import type { BasisIndicator, BasisItem, BasisUnit, ReleaseBasis } from './stored/basis.ts'
import { cellTable } from './stored/cell-table.ts'
import type { CellTable, ReleasedCell } from './stored/cell-table.ts'
import { releaseHead } from './stored/head.ts'

/* Random cities, and what the product says of them. */

/** Numbers between 0 and 1, the same for the same seed (G. Marsaglia's xorshift). */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) | 0 || 1
    for (let warm = 0; warm < 8; warm++) this.next()
  }

  next(): number {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    return (this.state >>> 0) / 2 ** 32
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  one<T>(from: readonly T[]): T {
    return must(from[this.below(from.length)])
  }
}

const plain = {
  every: 1,
  isRunning: false,
  isSummed: false,
  isShare: false,
  isAssessed: false,
  hasSizes: false,
  breaks: [],
} as const

const rateOf = { unit: '%', decimals: 1, direction: 'higher', times: 100, isShare: true } as const

/** One of each length and kind: shares, a flow over the year, a plan, counts, a survey twice a year. */
export const measures: readonly RawMeasure[] = [
  {
    ...plain,
    ...rateOf,
    code: 'RATE',
    name: '技能培训覆盖率',
    topic: '覆盖率',
    upper: 'X',
    lower: 'N',
    isAssessed: true,
    hasSizes: true,
    department: '市人社局',
  },
  {
    ...plain,
    ...rateOf,
    code: 'MEMB',
    name: '建会率',
    topic: '入会率',
    upper: 'M',
    lower: 'N',
    isAssessed: true,
    department: '市总工会',
  },
  {
    ...plain,
    code: 'HEADS',
    name: '产业工人总数',
    topic: '人数',
    unit: '人',
    decimals: 0,
    direction: 'neutral',
    upper: 'N',
    lower: null,
    times: 1,
    department: '市人社局',
  },
  {
    ...plain,
    code: 'ACCR',
    name: '工伤事故发生率',
    topic: '发生率',
    unit: '起/万人',
    decimals: 2,
    direction: 'lower',
    upper: 'ACC',
    lower: 'N',
    times: 10000,
    isRunning: true,
    isSummed: true,
    isAssessed: true,
    department: '市人社局',
  },
  {
    ...plain,
    code: 'PLAN',
    name: '累计评定人数',
    topic: '评定人数',
    unit: '人',
    decimals: 0,
    direction: 'higher',
    upper: 'CUM',
    lower: null,
    times: 1,
    isRunning: true,
    department: '市总工会',
  },
  {
    ...plain,
    ...rateOf,
    code: 'SURV',
    name: '问卷满意率',
    topic: '满意率',
    upper: 'YES',
    lower: 'ASK',
    every: 2,
    isAssessed: true,
    hasSizes: true,
    department: '市总工会',
  },
  {
    ...plain,
    code: 'TALKS',
    name: '集体协商企业数',
    topic: '企业数',
    unit: '家',
    decimals: 0,
    direction: 'higher',
    upper: 'T',
    lower: null,
    times: 1,
    department: '市总工会',
  },
]

const pairs = [{ high: 'RATE', low: 'MEMB', highName: '受训工人', lowName: '入会工人' }]

const kindOf: Record<string, BasisItem['periodKind']> = { ACC: 'FLOW_Q', CUM: 'YTD_CUM', YES: 'SURVEY', ASK: 'SURVEY' }
const itemUnits: Record<string, string> = { ACC: '起', YES: '份', ASK: '份', T: '家' }
const itemCodes = ['X', 'N', 'M', 'ACC', 'CUM', 'YES', 'ASK', 'T']

function basisItem(start: BasisItem, code: string): BasisItem {
  return {
    ...start,
    code: code as ItemCode,
    name: `数据项${code}`,
    unit: itemUnits[code] ?? '人',
    periodKind: kindOf[code] ?? 'STOCK_EOQ',
    breakdowns: ['X', 'N', 'YES', 'ASK'].includes(code) ? ['size'] : [],
  }
}

function basisIndicator(start: BasisIndicator, measure: RawMeasure): BasisIndicator {
  const term = (item: string) => [{ item: item as ItemCode, coefficient: 1 }]
  const { flowForm: _flowForm, ...rest } = start
  return {
    ...rest,
    code: measure.code as IndicatorCode,
    name: measure.name,
    phrase: { subject: '', measure: measure.topic },
    unit: measure.unit,
    decimals: measure.decimals,
    direction: measure.direction,
    periodKind:
      measure.every === 2 ? 'SURVEY' : measure.isSummed ? 'FLOW_Q' : measure.isRunning ? 'YTD_CUM' : 'STOCK_EOQ',
    frequency: measure.every === 2 ? 'H' : 'Q',
    ...(measure.isSummed ? { flowForm: 'ytd' as const } : {}),
    breakdowns: measure.hasSizes ? ['size'] : [],
    isAssessed: measure.isAssessed,
    leadDepartment: measure.department,
    breaks: measure.breaks.map(parsePeriod),
    formula:
      measure.lower === null
        ? { kind: 'sum', terms: term(measure.upper), multiplier: measure.times }
        : {
            kind: 'quotient',
            numerator: term(measure.upper),
            denominator: term(measure.lower),
            multiplier: measure.times,
          },
  }
}

function basisUnits(start: readonly BasisUnit[], units: readonly RawUnit[]): BasisUnit[] {
  const [city, first] = [must(start[0]), must(start[1])]
  return [
    city,
    ...units.map((unit, at): BasisUnit => ({
      ...first,
      code: unit.code as UnitCode,
      name: unit.name,
      shortName: unit.name,
      kind: unit.isInside ? 'zone' : 'county',
      parent: unit.isInside ? (must(units[0]).code as UnitCode) : city.code,
      areaType: unit.area,
      countsInParent: !unit.isInside,
      protocolOrder: at + 1,
    })),
  ]
}

/** The basis of one quarter of a made-up city. */
function basisOf(start: ReleaseBasis, world: World, quarter: RawQuarter): ReleaseBasis {
  const units = basisUnits(start.units, quarter.units)
  const codes = ['CITY', ...quarter.units.map((unit) => unit.code)]
  const aims = Object.entries(world.targets).map(([code, byUnit]) => {
    const years = [...new Set(Object.values(byUnit).flatMap((own) => Object.keys(own)))].sort()
    return [
      code,
      years.map((year) => ({
        year: Number(year),
        values: codes.map((unit) => byUnit[unit]?.[Number(year)] ?? null),
        source: '方案',
      })),
    ] as const
  })
  const bases = Object.entries(world.baselines).map(([code, byUnit]) => {
    const own = codes.map((unit) => byUnit[unit])
    const periods = own.map((one) => (one === undefined ? null : parsePeriod(one.period)))
    return [code, { periods, values: own.map((one) => one?.value ?? null) }] as const
  })
  return {
    ...start,
    period: parsePeriod(quarter.period),
    units,
    departments: { 市人社局: '市人社局', 市总工会: '市总工会' },
    items: itemCodes.map((code) => basisItem(must(start.items[0]), code)),
    indicators: world.measures.map((measure) => basisIndicator(must(start.indicators[0]), measure)),
    targets: Object.fromEntries(aims),
    baselines: Object.fromEntries(bases),
    scheme: null,
    forms: [],
    asked: {},
    quality: {},
    bases: [],
    corrects: null,
    smallCellLimit: 0,
    coverageLimit: 2 / 3,
    cards: world.cards,
    guide: {
      ...start.guide,
      people: world.people as IndicatorCode,
      gapPairs: world.pairs.map((pair) => ({
        ...pair,
        name: '受训—入会',
        high: pair.high as IndicatorCode,
        low: pair.low as IndicatorCode,
      })),
    },
  }
}

function tableOf(quarter: RawQuarter): CellTable {
  const cells = [...quarter.cells].map(([key, cell]): ReleasedCell => {
    const [item = '', unit = '', breakdown = ''] = key.split(' ')
    const own = { item, unit, breakdown, version: 1 }
    return typeof cell === 'number' ? { ...own, state: 'reported', value: cell } : { ...own, state: cell, value: null }
  })
  return cellTable(
    quarter.units.map((unit) => unit.code),
    cells,
  )
}

/** The last quarter's figures, each earlier one published before; `first`: what the last one was before its correction. */
export function figuresOf(start: ReleaseBasis, world: World, first: RawQuarter | null = null): Figures {
  const earlier: EarlierQuarter[] = []
  const compute = (quarter: RawQuarter, corrected: ReturnType<typeof seriesOf> | null): Figures => {
    const bases = earlier.map((one) => ({ period: one.period, code: one.code, hash: '' }))
    const corrects = corrected === null ? null : { code: `CG-${quarter.period}-01`, hash: '' }
    const basis = { ...basisOf(start, world, quarter), bases, corrects }
    return computeFigures({ basis, cells: tableOf(quarter), earlier: [...earlier], corrected })
  }
  for (const quarter of world.quarters.slice(0, -1)) {
    const period = parsePeriod(quarter.period)
    const series = seriesOf(compute(quarter, null))
    earlier.push({ period, code: `CG-${period}-01`, cells: tableOf(quarter), series, forms: [] })
  }
  const last = must(world.quarters.at(-1))
  return compute(last, first === null ? null : seriesOf(compute(first, null)))
}

export type Said = { readonly words: string; readonly spot: Spot; readonly on: string }

/** Every sentence that the answers of the last quarter print. */
export function saidOf(world: World, figures: Figures): Said[] {
  const head = releaseHead(figures.basis, { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null }, null)
  const rendering = prepareRendering(head, figures)
  const pages = world.measures.flatMap((measure, i) => [
    ...saidOfIndicator(indicatorFacts(rendering, i), measure),
    ...saidOfRanking(rankingFacts(rendering, i), measure),
  ])
  const matrix = matrixFacts(rendering).claims.map((claim) => ({
    words: sentence(claim),
    spot: { measure: null },
    on: 'matrix',
  }))
  return [...pages, ...matrix, ...saidOfOverview(overviewFacts(rendering))]
}

function saidOfIndicator(facts: IndicatorFacts, measure: RawMeasure): Said[] {
  const { claims, notes, trend, forecast, changeSplit, inequality } = facts
  const more = [trend?.words, forecast?.words, changeSplit?.words, inequality?.words]
  const all = [...claims.map(sentence), ...notes, ...more]
  return all.flatMap((words) =>
    words === undefined || words === '' ? [] : [{ words, spot: { measure }, on: `indicator/${measure.code}` }],
  )
}

function saidOfRanking(facts: RankingFacts, measure: RawMeasure): Said[] {
  return [...facts.claims.map(sentence), ...facts.notes].map((words) => ({
    words,
    spot: { measure },
    on: `ranking/${measure.code}`,
  }))
}

function saidOfOverview({ claims, alerts, notes, gaps }: OverviewFacts): Said[] {
  const trends = gaps.flatMap(({ trend, highName, lowName, measureName }) => {
    const words = trend?.name ?? ''
    return words === '' ? [] : [`${highName}与${lowName}的${measureName}：${words}`]
  })
  // A gap's two lines are two sentences; the lines of the others complete each other.
  const lines = alerts.flatMap(({ kind, title, detail }) =>
    kind === 'gap' ? [title, detail] : [`${title}；${detail}`],
  )
  const all = [...claims.map(sentence), ...lines, ...notes, ...trends]
  return all.map((words) => ({ words, spot: { measure: null }, on: 'overview' }))
}

const names = ['安平县', '丰泽县', '东湾区', '岚谷县', '青石县', '云岭区', '经开区', '高新区']

function randomUnits(dice: Dice): RawUnit[] {
  const count = dice.chance(0.06) ? 1 : 2 + dice.below(6)
  return Array.from({ length: count }, (_, at) => ({
    code: `U${at}`,
    name: must(names[at]),
    area: dice.one(['centre', 'centre', 'remote', 'remote', 'suburb'] as const),
    isInside: at > 0 && dice.chance(0.15),
  }))
}

type Habit = {
  /** Highest denominator: small ones give ties, zero denominators and wide intervals. */
  readonly top: number
  readonly missing: number
  /** Each unit's own usual share, so that quarters resemble each other. */
  readonly usual: ReadonlyMap<string, number>
}

function randomState(dice: Dice, missing: number): RawCell | null {
  if (!dice.chance(missing)) return null
  return dice.one([
    'not_reported',
    'not_reported',
    'not_reported',
    'not_applicable',
    'not_available',
    'withheld',
  ] as const)
}

function randomCells(
  dice: Dice,
  period: string,
  units: readonly RawUnit[],
  { top, missing, usual }: Habit,
): Map<string, RawCell> {
  const cells = new Map<string, RawCell>()
  const quarter = Number(period[5])
  const isAsked = quarter % 2 === 0 ? !dice.chance(0.1) : dice.chance(0.05)
  for (const { code } of units) {
    const put = (key: string, number: number): Map<string, RawCell> =>
      cells.set(key, randomState(dice, missing) ?? number)
    const share = (of: number): number => {
      const own = must(usual.get(code)) + (dice.next() - 0.5) * 0.2
      return Math.round(of * Math.min(1, Math.max(0, own)))
    }
    const workers = dice.chance(0.04) ? 0 : dice.below(top + 1)
    put(`N ${code}`, workers)
    put(`X ${code}`, dice.chance(0.02) ? workers + 1 : share(workers))
    put(`M ${code}`, share(workers))
    put(`ACC ${code}`, dice.below(dice.chance(0.5) ? 3 : 12))
    put(`CUM ${code}`, quarter * (5 + dice.below(dice.chance(0.3) ? 2 : 40)))
    put(`T ${code}`, dice.below(dice.chance(0.4) ? 4 : 30_000))
    const large = dice.below(workers + 1)
    put(`N ${code} size:above`, large)
    put(`N ${code} size:msme`, workers - large)
    put(`X ${code} size:above`, share(large))
    put(`X ${code} size:msme`, share(workers - large))
    if (!isAsked) continue
    const asked = dice.below(200)
    put(`ASK ${code}`, asked)
    put(`YES ${code}`, share(asked))
    const askedLarge = dice.below(asked + 1)
    if (dice.chance(0.15)) continue
    put(`ASK ${code} size:above`, askedLarge)
    put(`YES ${code} size:above`, share(askedLarge))
    put(`ASK ${code} size:msme`, asked - askedLarge)
    put(`YES ${code} size:msme`, share(asked - askedLarge))
  }
  return cells
}

function randomAims(dice: Dice, units: readonly RawUnit[]): Pick<World, 'targets' | 'baselines'> {
  const targets: Record<string, Record<string, Record<number, number>>> = {}
  const baselines: Record<string, Record<string, { period: string; value: number }>> = {}
  for (const { code, unit, direction } of measures) {
    const draw = (): number => {
      if (unit === '%') return 50 + dice.below(101) / 2
      return unit === '人' || unit === '家' ? dice.below(dice.chance(0.5) ? 400 : 60_000) : dice.below(200) / 4
    }
    const holders = ['CITY', ...units.map((one) => one.code)]
    if (direction !== 'neutral' && dice.chance(0.7)) {
      targets[code] = Object.fromEntries(
        holders
          .filter(() => dice.chance(0.85))
          .map((holder) => [holder, dice.chance(0.3) ? { 2026: draw(), 2027: draw() } : { 2026: draw() }]),
      )
    }
    if (dice.chance(0.6)) {
      const period = dice.chance(0.7) ? '2021Q4' : dice.one(['2021Q1', '2022Q4', '2021Q3'])
      const value = unit === '%' && dice.chance(0.4) ? () => 1 + dice.below(30) : draw
      baselines[code] = Object.fromEntries(
        holders.filter(() => !dice.chance(0.05)).map((holder) => [holder, { period, value: value() }]),
      )
    }
  }
  return { targets, baselines }
}

/** A unit that comes or goes, or nobody. */
function unitsIn(dice: Dice, all: readonly RawUnit[], count: number): (at: number) => readonly RawUnit[] {
  if (all.length < 3 || count < 2 || !dice.chance(0.25)) return () => all
  const which = 1 + dice.below(all.length - 1)
  const when = 1 + dice.below(count - 1)
  const comes = dice.chance(0.5)
  const without = all.filter((_, at) => at !== which)
  return (at) => (at >= when === comes ? all : without)
}

export type RandomCity = { readonly world: World; readonly first: RawQuarter | null }

export function randomCity(seed: number): RandomCity {
  const dice = new Dice(seed)
  const all = randomUnits(dice)
  const count = 1 + dice.below(dice.chance(0.1) ? 9 : 6)
  const last = 2026 * 4 + dice.below(4)
  const habit = {
    top: dice.one([6, 40, 400, 4000, 90_000]),
    missing: dice.one([0, 0, 0.02, 0.08, 0.3]),
    usual: new Map(all.map(({ code }) => [code, dice.one([0.3, 0.5, 0.7, 0.9, 0.95])])),
  }
  const there = unitsIn(dice, all, count)
  const quarters = Array.from({ length: count }, (_, at): RawQuarter => {
    const period = quarterName(last - count + 1 + at)
    return { period, units: there(at), cells: randomCells(dice, period, there(at), habit) }
  }).filter((quarter) => quarterNumber(quarter.period) === last || !dice.chance(0.03))
  const cards = ['RATE', 'MEMB', 'ACCR', 'PLAN', 'SURV', 'HEADS'].filter(() => dice.chance(0.55))
  const own = measures
    .filter(() => dice.chance(0.6))
    .map((measure) => (dice.chance(0.03) ? { ...measure, breaks: [quarterName(last - dice.below(4))] } : measure))
  const isOwn = (code: string): boolean => own.some((measure) => measure.code === code)
  const aims = randomAims(dice, all)
  const world = {
    quarters,
    measures: own,
    cards: cards.filter(isOwn),
    people: 'HEADS',
    ...aims,
    pairs: pairs.filter(({ high, low }) => isOwn(high) && isOwn(low)),
  }
  const now = must(quarters.at(-1))
  const first = dice.chance(0.08) ? { ...now, cells: randomCells(dice, now.period, now.units, habit) } : null
  return { world, first }
}

export const reckon = (world: World): Reckoner => new Reckoner(world)
