import type { ChartSpec } from '@cg/contract/chart'
import type { SpineBase } from '@cg/contract/chart-choices'
import { dimensionNames } from '@cg/contract/dimension'
import type { IndicatorFact } from '@cg/contract/release/fact'
import { toldBefore } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { compareHeld, comparisonWords, termsIn } from '@cg/domain/claim/comparison'
import { claimCount } from '@cg/domain/claim/goal'
import { isRedefined, redefinedWord } from '@cg/domain/claim/redefined'
import { placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatProse, formatState, isRelativeUnit, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { quantileOf } from '@cg/domain/statistics/quantile'
import { companion, figureOf, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { captionParts, periodTick, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, Figure, SpineRow, SpineTick } from '../model.ts'
import { goalWord } from '../ranking-rows.ts'
import { lightWord } from '../ranking-table.ts'
import { ChartRefusal } from '../refusal.ts'
import { statusMarks } from '../theme.ts'
import { titleOf } from '../titles.ts'
import { yardstickMarks } from '../yardsticks.ts'
import { gridRecords } from './tartan-tables.ts'

/** Every indicator, for `dimension`. */
export const allIndicators = 'ALL'

const baseWords: Readonly<Record<SpineBase, string>> = { city: '全市', group: '同组中位数', target: goalWord }

/** One unit among all, indicator by indicator: every unit is a tick between the worst and the best, this one stands out. */
export function spine(facts: MatrixFacts, spec: ChartSpec): ChartModel {
  const u = facts.units.code.findIndex((code) => code === spec.focus)
  if (u < 0) throw new ChartRefusal(`没有代码为 ${spec.focus ?? '（未指明）'} 的单位`, '请检查 focus 参数')
  const base = spec.base ?? 'city'
  const chosen = chosenRows(facts, spec)
  const rows = chosen.map((i) => spineRow({ facts, i, u, base }))
  const hasOutside = rows.some((row) => row.outside.length > 0)
  const [name, shortName] = [must(facts.units.name[u]), must(facts.units.shortName[u])]
  const neutral = `${shortName}各项指标在各单位中的位置`
  const lights = chosen.map((i) => ({ light: facts.light[i]?.[u] ?? null }))
  const isAssessed = spec.dimension === undefined && spec.measure === undefined
  const title = titleOf(
    neutral,
    isAssessed ? claimCount('indicators', '考核指标', lights, { holder: shortName }) : null,
  )
  return {
    kind: 'spine',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(facts.release, {
      subtitle: `${name}${scopeWords(spec)}，${periodWords(facts.release.period)}，与${baseWords[base]}对照`,
      source: '各牵头部门报送数据汇总',
      definition: `短线为各单位，菱形为${shortName}，竖线为${baseWords[base]}，短粗线为${goalWord}${hasOutside ? '，空心菱形为外部参照' : ''}；自左向右由差到好，没有优劣方向的指标由小到大`,
      notes: spineNotes(facts, rows, { u, base }),
    }),
    ...releaseParts(facts.release),
    body: { form: 'spine', rows, unitName: shortName, baseWord: baseWords[base], goalWord },
    table: spineTable(rows, base),
    records: spineRecords(facts, chosen, rows, base),
    ranking: null,
    altText: `${title.text}。${rows.map((row) => row.detail.join('，')).join('；')}`,
    file: {
      period: facts.release.period,
      subject: shortName,
      view: '指标画像',
      release: facts.release.code,
    },
  }
}

function scopeWords({ dimension, measure }: ChartSpec): string {
  if (measure !== undefined) return '所选指标'
  if (dimension === undefined) return '考核指标'
  return dimension === allIndicators ? '全部指标' : `${dimensionNames[dimension] ?? dimension}指标`
}

/** By block in the catalogue's order; of a release without assessed indicators all of them. */
function chosenRows(facts: MatrixFacts, { measure, dimension }: ChartSpec): number[] {
  const all = facts.indicators.map((_, i) => i).filter((i) => isByUnit(facts, i))
  const of = (i: number): IndicatorFact => must(facts.indicators[i])
  const assessed = all.filter((i) => of(i).isAssessed)
  const byDefault = assessed.length === 0 ? all : assessed
  const chosen =
    measure !== undefined
      ? all.filter((i) => of(i).code === measure)
      : dimension === undefined
        ? byDefault
        : all.filter((i) => dimension === allIndicators || of(i).dimension === dimension)
  const blocks = Object.keys(dimensionNames)
  return chosen.toSorted(
    (left, right) => blocks.indexOf(of(left).dimension) - blocks.indexOf(of(right).dimension) || left - right,
  )
}

/** False for what is counted for the city alone. */
function isByUnit(facts: MatrixFacts, i: number): boolean {
  return must(facts.state[i]).some((state) => state !== 'not_applicable')
}

type Asked = { readonly facts: MatrixFacts; readonly i: number; readonly u: number; readonly base: SpineBase }

function spineRow(asked: Asked): SpineRow {
  const { facts, i, u } = asked
  const indicator = must(facts.indicators[i])
  const format = { unit: spokenUnit(indicator.unit), decimals: indicator.decimals }
  const figure = figureOf(facts.value[i]?.[u], must(facts.state[i]?.[u]), format)
  const carriedFrom = facts.beside?.carriedFrom[i]?.[u] ?? null
  const carried = carriedFrom === null ? null : periodTick(carriedFrom)
  const light = figure.value === null ? null : (facts.light[i]?.[u] ?? null)
  const goal = light === null ? null : (facts.beside?.expected[i]?.[u] ?? null)
  const base = baseOf(asked, format)
  const own = facts.value[i]?.[u] ?? null
  const yardsticks = isRelativeUnit(indicator.unit) ? (must(facts.city[i]).yardsticks ?? []) : []
  const outside = yardstickMarks(yardsticks, format, facts.release.period)
  const strip = stripOf(asked, [base.value, goal, ...outside.map(({ value }) => value)])
  const rank = facts.rank[i]?.[u] ?? null
  const row = {
    key: indicator.code,
    name: carried === null ? indicator.name : `${indicator.name}（${carried}）`,
    rank: '',
    tone: 'plain' as const,
    section: dimensionNames[indicator.dimension] ?? indicator.dimension,
    measured: format.unit,
    figure,
    carried,
    change: changeOf(asked, format),
    base,
    goal: companion(goal, format),
    place: placeText(must(facts.rank[i]), rank),
    light,
    ticks: ticksOf(asked, strip),
    own: own === null ? null : strip(own),
    baseAt: base.value === null ? null : strip(base.value),
    goalAt: goal === null ? null : strip(goal),
    outside: outside.map(({ value, text }) => ({ at: strip(value), text })),
    isOrdered: indicator.direction !== 'neutral',
  }
  return { ...row, detail: detailOf(asked, row, { rank, goal, format }) }
}

/** 3, or 并列3 where another unit has the place too. */
function placeText(ranks: readonly (number | null)[], rank: number | null): string {
  if (rank === null) return '—'
  return ranks.filter((other) => other === rank).length > 1 ? `并列${rank}` : String(rank)
}

/** The city's figure, the median of the group's figures (three or more), or today's expectation. */
function baseOf({ facts, i, u, base }: Asked, format: NumberFormat): Figure {
  if (base === 'target') {
    const isJudged = (facts.light[i]?.[u] ?? null) !== null
    return companion(isJudged ? facts.beside?.expected[i]?.[u] : null, format)
  }
  if (base === 'city') {
    const city = must(facts.city[i])
    return figureOf(city.value, city.state, format)
  }
  const group = facts.units.group[u] ?? null
  const values = facts.units.group.flatMap((other, at) =>
    group !== null && other === group ? [facts.value[i]?.[at] ?? null].filter((value) => value !== null) : [],
  )
  return companion(values.length < 3 ? null : quantileOf(values, 0.5), format)
}

/** Position on the strip: 0 is the worst of what is drawn, 1 the best; the middle where all are alike. */
function stripOf({ facts, i, base }: Asked, marks: readonly (number | null)[]): (value: number) => number {
  const { unit, direction } = must(facts.indicators[i])
  // The city's count is a sum of the units' and lies beyond them.
  const drawn = base === 'city' && !isRelativeUnit(unit) ? marks.slice(1) : marks
  const all = [...must(facts.value[i]), ...drawn].filter((value) => value !== null)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const at = (value: number): number => (high === low ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low))))
  return (value) => (direction === 'lower' ? 1 - at(value) : at(value))
}

function ticksOf({ facts, i, u }: Asked, strip: (value: number) => number): SpineTick[] {
  const group = facts.units.group[u] ?? null
  return must(facts.value[i]).flatMap((value, at) =>
    value === null || at === u
      ? []
      : [
          {
            key: must(facts.units.code[at]),
            name: must(facts.units.shortName[at]),
            at: strip(value),
            isPeer: group !== null && facts.units.group[at] === group,
          },
        ],
  )
}

/** 较上季提高1.8个百分点, against the quarter that the indicator's span asks for; — where nothing compares. */
function changeOf({ facts, i, u }: Asked, format: NumberFormat): string {
  const compared = facts.beside?.compared[i] ?? null
  if (compared === null) {
    const hasFigure = (facts.value[i]?.[u] ?? null) !== null
    return hasFigure && isRedefined(must(facts.indicators[i]), facts.release.period) ? redefinedWord : '—'
  }
  const period = parsePeriod(facts.release.period)
  const then = parsePeriod(compared.period)
  const carried = facts.beside?.carriedFrom[i]?.[u] ?? null
  const common = { units: [must(facts.units.code[u])], coverage: null }
  const indicator = must(facts.indicators[i])
  const value = facts.value[i]?.[u] ?? null
  const observed = carried === null ? period : parsePeriod(carried)
  const found = compareHeld(
    { ...common, ...termsIn(indicator, observed), value, period, observed },
    { ...common, ...termsIn(indicator, then), value: toldBefore(compared, u), period: then, observed: then },
    { against: compared.against },
  )
  return typeof found === 'string' ? '—' : (comparisonWords(found, format) ?? '—')
}

type Told = { readonly rank: number | null; readonly goal: number | null; readonly format: NumberFormat }

function detailOf(
  { facts, i, base }: Asked,
  row: Omit<SpineRow, 'detail'>,
  { rank, goal, format }: Told,
): readonly string[] {
  const of = must(facts.rank[i]).filter((place) => place !== null).length
  const value = row.figure.value === null ? row.figure.text : formatProse(row.figure.value, format)
  const isPartial = base === 'city' && must(facts.city[i]).state === 'partial'
  return [
    row.name,
    `本期：${value}`,
    ...(row.base.value === null
      ? []
      : [`${baseWords[base]}：${formatProse(row.base.value, format)}${isPartial ? '（按已报单位汇总）' : ''}`]),
    ...(rank === null ? [] : [`位次：${placeWords(rank, row.place.startsWith('并列'))}（共${of}个单位）`]),
    ...(goal === null || base === 'target' ? [] : [`${goalWord}：${formatProse(goal, format)}`]),
    ...(row.light === null ? [] : [`状态：${statusMarks[row.light].word}`]),
    ...(row.change === '—' ? [] : [row.change]),
    ...row.outside.map(({ text }) => `参照：${text}`),
  ]
}

function spineNotes(
  facts: MatrixFacts,
  rows: readonly SpineRow[],
  { u, base }: { u: number; base: SpineBase },
): string[] {
  const partial = facts.city.filter((city, i) => city.state === 'partial' && isShown(facts, i, rows)).length
  const inside = facts.units.shortName.filter((_, at) => facts.units.countsInParent[at] === false)
  return [
    ...(base === 'group' ? [`同组：${facts.units.group[u] ?? '未分组'}，取各单位数值的中位数，不足3个单位的不列`] : []),
    ...(base === 'city' && partial > 0 ? [`${partial}项指标的全市数据按已报单位汇总，尚不完整`] : []),
    ...(rows.some((row) => row.carried !== null) ? ['指标后括注期次的，为沿用该期数据，与上季不作比较'] : []),
    ...(inside.length === 0 ? [] : [`${inside.join('、')}位于其他区县内`]),
    ...outsideNotes(facts, rows),
  ]
}

/** By name, how many indicators it is drawn at; the figures and their sources stand with each indicator. */
function outsideNotes(facts: MatrixFacts, rows: readonly SpineRow[]): string[] {
  const shown = facts.city.flatMap((city, i) => (isShown(facts, i, rows) ? (city.yardsticks ?? []) : []))
  const byName = [...Map.groupBy(shown, ({ name }) => name)]
  if (byName.length === 0) return []
  return [
    `外部参照：${byName.map(([name, own]) => `${name}${own.length}项`).join('、')}，来源见各指标，不参与排名和计分`,
  ]
}

function isShown({ indicators }: MatrixFacts, i: number, rows: readonly SpineRow[]): boolean {
  return rows.some((row) => row.key === must(indicators[i]).code)
}

function spineTable(rows: readonly SpineRow[], base: SpineBase): ChartTable {
  const mixed = { unit: '', decimals: 1 }
  const hasGoal = base !== 'target'
  return {
    columns: [
      wordColumn('section', '维度'),
      wordColumn('name', '指标'),
      numberColumn('value', '本期', mixed),
      wordColumn('measured', '单位'),
      wordColumn('change', '变化'),
      numberColumn('base', baseWords[base], mixed),
      ...(hasGoal ? [numberColumn('goal', goalWord, mixed)] : []),
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      wordColumn('light', '状态'),
    ],
    rows: rows.map((row) => [
      wordCell(row.section),
      wordCell(row.name),
      numberCell(row.figure),
      wordCell(row.measured),
      wordCell(row.change),
      numberCell(row.base),
      ...(hasGoal ? [numberCell(row.goal)] : []),
      placeCell(row.place === '—' ? null : Number(row.place.replace('并列', ''))),
      wordCell(row.figure.value === null ? formatState(row.figure.state) : lightWord(row.light)),
    ]),
  }
}

/** The records of the heat map, and those of what the units stand beside. */
function spineRecords(facts: MatrixFacts, chosen: readonly number[], rows: readonly SpineRow[], base: SpineBase) {
  const records = gridRecords(facts, { indicators: chosen, units: [...facts.units.code.keys()] })
  const beside = rows.flatMap((row, at) => {
    const { code, name } = must(facts.indicators[must(chosen[at])])
    const line = (word: string, figure: Figure) => [
      wordCell(facts.release.period),
      wordCell(''),
      wordCell(word),
      wordCell(code),
      wordCell(name),
      wordCell(row.measured),
      numberCell(figure),
      wordCell('—'),
      placeCell(null),
      wordCell('—'),
      wordCell('—'),
      wordCell('—'),
      wordCell(formatState(figure.state)),
      ...(facts.beside === undefined ? [] : [wordCell('')]),
      wordCell(facts.release.code),
    ]
    const own = must(facts.city[must(chosen[at])]).yardsticks ?? []
    const outside = own.map((one) =>
      line(
        `${one.name}（${periodTick(one.period)}）`,
        companion(one.value, { unit: row.measured, decimals: one.decimals }),
      ),
    )
    const goal = base === 'target' || row.goal.value === null ? [] : [line(goalWord, row.goal)]
    return [...(row.base.value === null ? [] : [line(baseWords[base], row.base)]), ...goal, ...outside]
  })
  return { ...records, rows: [...records.rows, ...beside] }
}
