import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatProse, isRelativeUnit } from '@cg/domain/number/number-format'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { companion, numberCell, numberColumn, stateWord, wordCell, wordColumn } from '../figure.ts'
import { periodTick, periodWords } from '../lines.ts'
import type { ChartModel, ChartTable, Figure, Pane, PanesBody, Reference } from '../model.ts'
import { focusRow, toneOf } from '../ranking-rows.ts'
import { ownAxesNote } from '../reading-notes.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { recordCells, recordColumns } from '../records.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'
import { measuredNotes, measuredOnly, measuredQuarters, quartersBetween } from './trend-measured.ts'
import type { TrendSource } from './trend-lines.ts'
import { figuresOf, inYear, pastNotes, quarterNames, trendSource } from './trend-lines.ts'

/** More small charts than these cannot be taken in at once: the rest stand on further pages. */
export const panesOnAPage = 45

/** What an address says of small charts: axes, first and last quarter, which 45 units. */
export type MultiplesChoice = { [K in 'axes' | 'from' | 'to' | 'page']?: ChartSpec[K] | undefined }
type UnitsChoice = { [K in 'focus' | 'group' | 'sort' | 'span' | 'units']?: ChartSpec[K] | undefined }

/** The spec of an indicator's small charts; what is undefined is left out. */
export function multiplesSpec(measure: string, choice: MultiplesChoice, units: UnitsChoice): ChartSpec {
  const { axes, from, to, page } = choice
  const asked = Object.entries({ ...units, axes, from, to, page }).filter(([, value]) => value !== undefined)
  return { kind: 'multiples', measure, ...Object.fromEntries(asked) }
}

type UnitPane = Omit<Pane, 'scale'> & { readonly at: number; readonly history: readonly Figure[] }

/**
 * One small line chart a unit on the same axis, unless asked otherwise: quarter after quarter beside the city, or, for what
 * grows through the year, this year beside the last one.
 */
export function multiples(published: IndicatorFacts, spec: ChartSpec): ChartModel {
  const facts = quartersBetween(measuredOnly(published), spec)
  const format = indicatorFormat(facts)
  const source = trendSource(facts, spec)
  const city = cityFigures(facts, source)
  const all = unitPanes(facts, { source, city }, spec)
  const { shown, notes } = pageOf(all, spec.page ?? 1)
  const told = pastNotes(facts, unitCodes(shown), '虚线')
  const isOwnScale = spec.axes === 'own'
  const startsAtZero = source.isYearToDate || !isRelativeUnit(format.unit)
  const common = niceScale(drawnIn(all), { format, startsAtZero })
  const scaleOf = (pane: UnitPane) => (isOwnScale ? niceScale(drawnIn([pane]), { format, startsAtZero }) : common)
  const spanWord = source.isOwn ? '' : source.isYearToDate ? '（累计）' : '（本季）'
  const neutral = `${facts.indicator.name}各单位走势${spanWord}`
  return indicatorModel(facts, {
    kind: 'multiples',
    view: `各单位走势${spanWord}`,
    title: titleOf(neutral),
    neutralTitle: neutral,
    subtitle: `${spec.group ?? '各单位'}${facts.indicator.name}${spanWord}，${rangeWords(facts, source)}，${format.unit}，${isOwnScale ? '各用纵轴' : '同一纵轴'}`,
    table: () => paneTable(facts, all, city),
    records: () => paneRecords(facts, all, city),
    notes: [
      ...notes,
      ...(isOwnScale ? [ownAxesNote] : axisNotes(common)),
      ...breakNotes(facts, source),
      ...told,
      ...measuredNotes(facts),
    ],
    body: {
      form: 'panes',
      ...(told.length === 0 ? {} : { told }),
      unit: format.unit,
      decimals: format.decimals,
      panes: shown.map((unit) => {
        const { at: _, history: __, ...pane } = unit
        return { ...pane, scale: scaleOf(unit) }
      }),
      isOwnScale,
      targetWord: shown.some((pane) => pane.target !== null) ? `${thisYear(facts)}年目标` : '',
      ...acrossOf(facts, source, shown),
    },
  })
}

function unitCodes(panes: readonly UnitPane[]): string[] {
  return panes.map(({ key }) => key)
}

/** What runs along the panes. */
function acrossOf(
  facts: IndicatorFacts,
  source: TrendSource,
  shown: readonly UnitPane[],
): Pick<PanesBody, 'periods' | 'ownWord' | 'besideWord' | 'breaks' | 'targetFrom'> {
  const hasBeside = shown.some((pane) => pane.beside?.some((figure) => figure.value !== null) === true)
  if (source.isYearToDate) {
    const names = measuredQuarters(facts.indicator.frequency).map((quarter) => must(quarterNames[quarter - 1]))
    const year = lastYear(facts)
    return {
      periods: names,
      ownWord: `${year}年`,
      besideWord: hasBeside ? `${year - 1}年` : '',
      breaks: [],
      targetFrom: Math.max(0, names.length - 1.5),
    }
  }
  const first = facts.periods.findIndex((period) => yearOf(parsePeriod(period)) === lastYear(facts))
  return {
    periods: facts.periods.map(periodTick),
    ownWord: '本单位',
    besideWord: hasBeside ? '全市' : '',
    breaks: breaksIn(facts),
    targetFrom: Math.max(0, first - 0.5),
  }
}

/** The city as a line beside its units: of rates, for the total of counts is no yardstick for its parts. */
function cityFigures(facts: IndicatorFacts, source: TrendSource): readonly Figure[] | null {
  return isRelativeUnit(indicatorFormat(facts).unit) ? figuresOf(facts, source.city) : null
}

function drawnIn(panes: readonly UnitPane[]): (number | null)[] {
  return panes.flatMap((pane) => [
    ...[...pane.figures, ...(pane.beside ?? [])].map((figure) => figure.value),
    pane.target?.value ?? null,
  ])
}

function thisYear(facts: IndicatorFacts): number {
  return yearOf(parsePeriod(facts.release.period))
}

/** The year of the newest quarter shown. */
function lastYear({ periods }: IndicatorFacts): number {
  return yearOf(parsePeriod(must(periods.at(-1))))
}

function rangeWords(facts: IndicatorFacts, { isYearToDate }: TrendSource): string {
  const { periods } = facts
  if (isYearToDate) return `${lastYear(facts)}年各季累计`
  const [first, last] = [must(periods[0]), must(periods.at(-1))]
  return first === last ? periodWords(first) : `${periodWords(first)}—${periodWords(last)}`
}

/** The 45 of a page; a page beyond the last one is refused. */
function pageOf(
  all: readonly UnitPane[],
  page: number,
): { readonly shown: readonly UnitPane[]; readonly notes: string[] } {
  if (all.length <= panesOnAPage && page === 1) return { shown: all, notes: [] }
  const from = (page - 1) * panesOnAPage
  const shown = all.slice(from, from + panesOnAPage)
  if (shown.length === 0) throw new ChartRefusal(`共${all.length}个单位，没有第${page}页`)
  return { shown, notes: [`图中为第${from + 1}—${from + shown.length}个单位，共${all.length}个，数据表列出全部`] }
}

/** The units that small charts are asked of, by their places in the facts. */
export function paneUnits({ units }: IndicatorFacts, { group, units: asked }: ChartSpec): number[] {
  const wanted = asked === undefined ? null : new Set(asked.split(','))
  return units.code.flatMap((code, at) =>
    (group === undefined || units.group[at] === group) && (wanted?.has(code) ?? true) ? [at] : [],
  )
}

/** A unit's lines, and the city's that stands beside each of them. */
type Lines = { readonly source: TrendSource; readonly city: readonly Figure[] | null }

function unitPanes(facts: IndicatorFacts, lines: Lines, spec: ChartSpec): UnitPane[] {
  const wanted = spec.units === undefined ? null : spec.units.split(',')
  const panes = paneUnits(facts, spec).map((at) => unitPane(facts, lines, spec, at))
  if (wanted !== null) return panes.toSorted((left, right) => wanted.indexOf(left.key) - wanted.indexOf(right.key))
  if (spec.sort === 'protocol') return panes
  const sign = facts.indicator.direction === 'lower' ? 1 : -1
  return panes.toSorted((left, right) => byValue(left, right, sign) || left.at - right.at)
}

/** Units without a number stand last. */
function byValue(left: UnitPane, right: UnitPane, sign: number): number {
  const [one, other] = [left.figure.value, right.figure.value]
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return (one - other) * sign
}

function unitPane(facts: IndicatorFacts, lines: Lines, spec: ChartSpec, at: number): UnitPane {
  const { source } = lines
  const history = figuresOf(facts, must(source.units[at]))
  const figure = must(history.at(-1))
  const isNow = facts.periods.at(-1) === facts.release.period && source.isOwn
  const key = must(facts.units.code[at])
  const target = isNow ? targetAt(facts, at) : null
  const place = isNow ? (facts.current.rank[at] ?? null) : null
  const format = indicatorFormat(facts)
  return {
    at,
    key,
    name: must(facts.units.shortName[at]),
    rank: place === null ? '' : String(place),
    tone: toneOf(spec, key),
    detail: [
      must(facts.units.name[at]),
      `${periodWords(must(facts.periods.at(-1)))}：${figure.value === null ? figure.text : formatProse(figure.value, format)}`,
      ...(place === null ? [] : [`位次：${placeWords(place, facts.current.isTied[at])}`]),
      ...(target === null ? [] : [target.text]),
    ],
    history,
    ...linesOf(facts, lines, history),
    figure,
    light: isNow ? (facts.current.light[at] ?? null) : null,
    target,
  }
}

function linesOf(
  facts: IndicatorFacts,
  { source, city }: Lines,
  history: readonly Figure[],
): Pick<Pane, 'figures' | 'beside'> {
  if (!source.isYearToDate) return { figures: history, beside: city }
  const year = lastYear(facts)
  const before = inYear(facts, history, year - 1)
  const isAlike = !facts.breaks.some((start) => start > `${year - 1}Q1` && start <= must(facts.periods.at(-1)))
  return { figures: inYear(facts, history, year), beside: isAlike ? before : null }
}

function targetAt(facts: IndicatorFacts, at: number): Reference | null {
  const format = indicatorFormat(facts)
  const { value } = companion(facts.current.target[at], format)
  return value === null
    ? null
    : { value, text: `${thisYear(facts)}年目标：${formatProse(value, format)}`, role: 'target' }
}

function breaksIn({ breaks, periods }: IndicatorFacts): { readonly at: number; readonly text: string }[] {
  return breaks.map((period) => ({ at: periods.indexOf(period), text: '口径调整' })).filter(({ at }) => at > 0)
}

function breakNotes(facts: IndicatorFacts, { isYearToDate }: TrendSource): string[] {
  const breaks = breaksIn(facts).map(({ at }) => periodWords(must(facts.periods[at])))
  if (breaks.length === 0) return []
  return [`${breaks.join('、')}起口径调整，${isYearToDate ? '' : '折线断开，'}前后不作比较`]
}

function paneTable(facts: IndicatorFacts, panes: readonly UnitPane[], city: readonly Figure[] | null): ChartTable {
  const format = indicatorFormat(facts)
  return {
    ...focusRow(panes),
    columns: [
      wordColumn('name', '单位'),
      ...facts.periods.map((period) => numberColumn(period, periodTick(period), format)),
      numberColumn('target', `${thisYear(facts)}年目标`, format),
    ],
    rows: [
      ...panes.map((pane) => [
        wordCell(pane.name),
        ...pane.history.map(numberCell),
        numberCell(companion(pane.target?.value, format)),
      ]),
      ...(city === null
        ? []
        : [[wordCell('全市'), ...city.map(numberCell), numberCell(companion(facts.city.target, format))]]),
    ],
  }
}

function paneRecords(facts: IndicatorFacts, panes: readonly UnitPane[], city: readonly Figure[] | null): ChartTable {
  const format = indicatorFormat(facts)
  const recordsOf = (
    unit: { readonly code: string; readonly name: string },
    figures: readonly Figure[],
    target: Figure,
  ) =>
    figures.map((figure, at) => [
      ...recordCells(must(facts.periods[at]), unit, facts.indicator),
      numberCell(figure),
      numberCell(at === figures.length - 1 ? target : companion(null, format)),
      wordCell(stateWord(figure)),
      wordCell(facts.release.code),
    ])
  return {
    columns: [
      ...recordColumns,
      numberColumn('value', '值', format),
      numberColumn('target', '年度目标', format),
      wordColumn('state', '状态'),
      wordColumn('release', '发布编号'),
    ],
    rows: [
      ...panes.flatMap((pane) =>
        recordsOf(
          { code: pane.key, name: must(facts.units.name[pane.at]) },
          pane.history,
          companion(pane.target?.value, format),
        ),
      ),
      ...(city === null
        ? []
        : recordsOf({ code: '', name: facts.release.city }, city, companion(facts.city.target, format))),
    ],
  }
}
