import type { IndicatorCode, ItemCode, UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { computeFigures, seriesOf } from '../compute/figures.ts'
import type { Figures } from '../compute/figures.ts'
import type { EarlierQuarter } from '../input/input.ts'
import type { BasisIndicator, BasisItem, BasisUnit, ReleaseBasis } from '../stored/basis.ts'
import { cellTable } from '../stored/cell-table.ts'
import type { CellTable, ReleasedCell } from '../stored/cell-table.ts'
import { basisScheme } from './product-scheme.fixture.ts'
import { everybody, parents } from './worker-groups.fixture.ts'
import type { RawMeasure, RawQuarter, RawUnit, World } from './world.fixture.ts'

/* The figures of a made-up city by the product. */

const kindOf: Record<string, BasisItem['periodKind']> = {
  ACC: 'FLOW_Q',
  CUM: 'YTD_CUM',
  YES: 'SURVEY',
  ASK: 'SURVEY',
  SES: 'FLOW_Q',
}

const itemUnits: Record<string, string> = { ACC: '起', YES: '份', ASK: '份', T: '家', PY: '个', PN: '个', SES: '场' }

const itemCodes = ['X', 'N', 'M', 'ACC', 'CUM', 'YES', 'ASK', 'T', 'PY', 'PN', 'SES', 'ALL', 'XM', 'NM', 'XY', 'NY']

function basisItem(start: BasisItem, code: string): BasisItem {
  return {
    ...start,
    code: code as ItemCode,
    name: `数据项${code}`,
    unit: itemUnits[code] ?? '人',
    periodKind: kindOf[code] ?? 'STOCK_EOQ',
    parent: (parents[code] ?? null) as ItemCode | null,
    breakdowns: ['X', 'N', 'YES', 'ASK'].includes(code) ? ['size'] : [],
  }
}

function basisIndicator(start: BasisIndicator, measure: RawMeasure): BasisIndicator {
  const { flowForm: _flowForm, ...rest } = start
  return {
    ...rest,
    code: measure.code as IndicatorCode,
    name: measure.name,
    phrase: { subject: '', measure: measure.topic },
    unit: measure.unit,
    decimals: measure.decimals,
    direction: measure.direction,
    periodKind: periodKindOf(measure),
    frequency: frequencies[measure.every],
    isCityOnly: measure.area !== null,
    ...(measure.isSummed ? { flowForm: 'ytd' as const } : {}),
    breakdowns: measure.hasSizes ? ['size'] : [],
    isAssessed: measure.isAssessed,
    leadDepartment: measure.department,
    breaks: measure.breaks.map(parsePeriod),
    formula: formulaOf(measure),
  }
}

const frequencies = { 1: 'Q', 2: 'H', 4: 'Y' } as const

function periodKindOf({ every, isSummed, isRunning, area }: RawMeasure): BasisIndicator['periodKind'] {
  if (every === 4) return 'ANNUAL'
  if (every === 2) return 'SURVEY'
  if (isSummed || area?.kind === 'ratio') return 'FLOW_Q'
  return isRunning ? 'YTD_CUM' : 'STOCK_EOQ'
}

function formulaOf({ upper, lower, times: multiplier, area }: RawMeasure): BasisIndicator['formula'] {
  const term = (item: string) => [{ item: item as ItemCode, coefficient: 1 }]
  if (area?.kind === 'gap') {
    return { kind: 'areaGap', indicator: area.of as IndicatorCode, minuend: 'centre', subtrahend: 'remote' }
  }
  if (area !== null)
    return { kind: 'areaRatio', item: upper as ItemCode, numerator: 'remote', denominator: 'centre', multiplier }
  return lower === null
    ? { kind: 'sum', terms: term(upper), multiplier }
    : { kind: 'quotient', numerator: term(upper), denominator: term(lower), multiplier }
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
      ...(unit.base === undefined ? {} : { industrialBase: unit.base }),
      assessmentGroup: unit.area,
      countsInParent: !unit.isInside,
      protocolOrder: at + 1,
    })),
  ]
}

function basisYardsticks({ yardsticks = {} }: World): ReleaseBasis['yardsticks'] {
  const outside = { numerator: null, denominator: null, source: '公报', publishedOn: '2026-01-01' }
  return Object.fromEntries(
    Object.entries(yardsticks).map(([code, rows]) => [
      code,
      rows.map(({ name, period, value, decimals }) => ({
        ...outside,
        kind: name === '全省平均' ? ('province' as const) : ('city' as const),
        name,
        period,
        value,
        decimals,
      })),
    ]),
  )
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
    yardsticks: basisYardsticks(world),
    scheme: world.scheme === null ? null : basisScheme(world.scheme),
    matters: [],
    statements: [],
    forms: [],
    asked: {},
    quality: {},
    bases: [],
    corrects: null,
    smallCellLimit: world.small,
    smallCellExempt: [],
    coverageLimit: 2 / 3,
    cards: world.cards,
    guide: {
      ...start.guide,
      people: world.people as IndicatorCode,
      axes: [
        {
          code: 'size',
          name: '企业规模',
          groups: [
            { code: 'above', name: '规上企业' },
            { code: 'msme', name: '中小微企业' },
          ],
        },
      ],
      groupGaps: [
        { name: '规上—中小微', axis: 'size', high: 'above', low: 'msme', highName: '规上企业', lowName: '中小微企业' },
      ],
      areas: world.areas,
      swarm: [],
      resources: resourcesOf(world),
      workerGroups: workerGroupsOf(world),
      gapPairs: world.pairs.filter(isNoGroup(world)).map((pair) => ({
        ...pair,
        name: '受训—入会',
        high: pair.high as IndicatorCode,
        low: pair.low as IndicatorCode,
      })),
    },
  }
}

/** What is said of a group of workers is said of a pair too, but by the guide's own rule. */
const isNoGroup =
  ({ groups = [] }: World) =>
  ({ low }: World['pairs'][number]): boolean =>
    !groups.some(({ part }) => part === low)

function workerGroupsOf({ groups = [] }: World): ReleaseBasis['guide']['workerGroups'] {
  return {
    name: '人群',
    whole: everybody,
    wholeShort: '全体',
    groups: groups.map(({ part, name }) => ({ code: part.toLowerCase(), name })),
    measures: groups.map(({ part, whole }) => ({
      group: part.toLowerCase(),
      whole: whole as IndicatorCode,
      part: part as IndicatorCode,
    })),
  }
}

/** Firms that bargain, against the people: any two counts will do. */
function resourcesOf({ measures, people }: World): ReleaseBasis['guide']['resources'] {
  const [resource, need] = ['TALKS', people].map((code) => measures.find((one) => one.code === code))
  if (resource === undefined || need === undefined) return []
  return [
    {
      resource: resource.code as IndicatorCode,
      need: need.code as IndicatorCode,
      resourceName: resource.name,
      needName: need.name,
    },
  ]
}

export function tableOf(quarter: RawQuarter): CellTable {
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
  const last = must(world.quarters.at(-1))
  const compute = (quarter: RawQuarter, corrected: ReturnType<typeof seriesOf> | null): Figures => {
    const bases = earlier.map((one) => ({ period: one.period, code: one.code, hash: '' }))
    const corrects = corrected === null ? null : { code: `CG-${quarter.period}-01`, hash: '' }
    // History is restated under today's scheme; those of earlier quarters are not asked.
    const own = quarter === last ? world : { ...world, scheme: null }
    const basis = { ...basisOf(start, own, quarter), bases, corrects }
    return computeFigures({ basis, cells: tableOf(quarter), earlier: [...earlier], corrected })
  }
  for (const quarter of world.quarters.slice(0, -1)) {
    const period = parsePeriod(quarter.period)
    const series = seriesOf(compute(quarter, null))
    const code = `CG-${period}-01`
    earlier.push({ period, code, cells: tableOf(quarter), restated: null, series, forms: [], matters: [] })
  }
  return compute(last, first === null ? null : seriesOf(compute(first, null)))
}
