import { inOneLine } from '@cg/domain/claim/words'
import type { ChartSpec } from '@cg/contract/chart'
import type { EquityFacts, SwarmFacts } from '@cg/contract/release/equity'
import { median } from '@cg/domain/check/outlier'
import { must } from '@cg/domain/must'
import { formatProse, formatState, formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, PlaneDot, PlaneRow } from '../model.ts'
import { nothingToDraw } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'

/** Fewer dots are no swarm, and point at whom they stand for (decision 11). */
export const leastDots = 5

/** 重点企业与其他企业: a swarm of units for each kind of enterprise, a dot's area being how many enterprises stand behind it. */
export function swarm(facts: EquityFacts, spec: ChartSpec): ChartModel {
  const { release, units } = facts
  const alike = facts.swarm.filter(({ unit }) => unit === facts.swarm[0]?.unit)
  const drawn = alike.filter((row) => known(row) >= leastDots)
  const neutral = `各区县${namesOf(alike)}推进情况`
  const [first] = drawn
  if (first === undefined) throw nothingToDraw(alike.length === 0 ? '各类企业推进情况' : neutral, release.period)
  const format = { unit: spokenUnit(first.unit), decimals: first.decimals }
  const scale = niceScale(
    drawn.flatMap(({ value }) => [...value]),
    { format, startsAtZero: false },
  )
  const title = titleOf(neutral)
  const table = swarmTable(facts, alike)
  const subtitle = `${alike.map(({ indicatorName }) => indicatorName).join('、')}，圆点大小表示企业数，竖线为各单位中位数，${periodWords(release.period)}，${format.unit}`
  return {
    kind: 'swarm',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle,
      source: [...new Set(alike.map(({ source }) => source))].join('、'),
      definition: inOneLine(alike.map(({ definition }) => definition)),
      notes: [...hiddenNotes(facts, alike), ...axisNotes(scale), ...facts.notes],
    }),
    ...releaseParts(release),
    body: {
      form: 'plane',
      x: scale,
      xWord: format.unit,
      y: null,
      yWord: '',
      rows: drawn.map((row) => ({
        key: row.indicator,
        name: row.name,
        note: `${known(row)}个单位`,
        mark: medianMark(row),
      })),
      path: [],
      even: null,
      dots: drawn.flatMap((row, at) => dotsOf(facts, row, at, spec)),
    },
    table,
    records: {
      columns: [wordColumn('period', '期次'), ...table.columns, wordColumn('release', '发布编号')],
      rows: table.rows.map((row) => [wordCell(release.period), ...row, wordCell(release.code)]),
    },
    ranking: null,
    altText: `${title.text}。${subtitle}。${drawn.map((row) => `${row.name}（${medianMark(row)?.text ?? ''}）：${units.map((unit, u) => `${unit.shortName}${textOf(row, u)}`).join('、')}`).join('；')}`,
    file: { period: release.period, subject: neutral, view: '分布', release: release.code },
  }
}

/** Where the middle unit of the row stands. */
function medianMark({ value, decimals }: SwarmFacts): PlaneRow['mark'] {
  const middle = roundHalfAway(median(value.filter((one) => one !== null)), decimals)
  return { value: middle, text: `中位数 ${formatValue(middle, { unit: '', decimals })}` }
}

function known({ value }: SwarmFacts): number {
  return value.filter((one) => one !== null).length
}

function namesOf(rows: readonly SwarmFacts[]): string {
  return rows.map(({ name }) => name).join('与')
}

function textOf({ value, state, unit, decimals }: SwarmFacts, u: number): string {
  const own = value[u] ?? null
  return own === null ? formatState(must(state[u])) : formatProse(own, { unit, decimals })
}

/** （2025年第四季度） where the figure is carried from there. */
function carriedWords({ carriedFrom }: SwarmFacts, u: number): string {
  const from = carriedFrom[u] ?? null
  return from === null ? '' : `（${periodWords(from)}）`
}

/** The ends of each row and the unit in focus bear their names. */
function dotsOf({ units }: EquityFacts, row: SwarmFacts, at: number, { focus }: ChartSpec): PlaneDot[] {
  const values = row.value.filter((one) => one !== null)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const most = Math.max(1, ...row.base.map((one) => one ?? 0))
  const isOnly = (value: number): boolean => values.filter((one) => one === value).length === 1
  return units.flatMap(({ code, shortName }, u): PlaneDot[] => {
    const [value, base] = [row.value[u] ?? null, row.base[u] ?? null]
    if (value === null) return []
    const isFocus = code === focus
    return [
      {
        key: `${row.indicator}:${code}`,
        name: shortName,
        tone: isFocus ? 'focus' : 'plain',
        detail: [
          `${shortName} ${row.name}`,
          `${row.indicatorName}：${textOf(row, u)}${carriedWords(row, u)}`,
          ...(base === null ? [] : [`企业数：${formatValue(base, { unit: '', decimals: 0 })}`]),
        ],
        x: value,
        y: at,
        weight: base === null ? 0 : base / most,
        isNamed: isFocus || ((value === low || value === high) && low < high && isOnly(value)),
      },
    ]
  })
}

/** Whose dot is not there and why: small cells first, then each state; a whole row that is too small. */
function hiddenNotes({ units }: EquityFacts, rows: readonly SwarmFacts[]): string[] {
  return rows.flatMap((row) => {
    if (known(row) < leastDots) return [`${row.name}可公布的单位不足${leastDots}个，不画分布`]
    const states = Map.groupBy(
      units.flatMap((unit, u) => ((row.value[u] ?? null) === null ? [{ unit, state: must(row.state[u]) }] : [])),
      ({ state }) => state,
    )
    return [...states].map(([state, own]) => {
      const names = own.map(({ unit }) => unit.shortName)
      // Who has so few enterprises is not told by a picture of them.
      if (state === 'withheld') return `${row.name}过少、按规定不公布的${names.length}个单位未画`
      const some = `${names.slice(0, 3).join('、')}${names.length > 3 ? `等${names.length}个单位` : ''}`
      return `${row.name}${formatState(state)}：${some}`
    })
  })
}

function swarmTable({ units, release }: EquityFacts, rows: readonly SwarmFacts[]): ChartTable {
  return {
    columns: [
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('kind', '企业类型'),
      wordColumn('indicator', '指标'),
      numberColumn('value', '值', { unit: must(rows[0]).unit, decimals: must(rows[0]).decimals }),
      numberColumn('base', '企业数', { unit: '家', decimals: 0 }),
      wordColumn('observed', '数据所属期'),
    ],
    rows: rows.flatMap((row) =>
      units.map(({ code, name }, u) => [
        wordCell(code),
        wordCell(name),
        wordCell(row.name),
        wordCell(row.indicatorName),
        numberCell(figureOf(row.value[u], must(row.state[u]), { unit: row.unit, decimals: row.decimals })),
        numberCell(companion(row.base[u], { unit: '', decimals: 0 })),
        wordCell(periodWords(row.carriedFrom[u] ?? release.period)),
      ]),
    ),
  }
}
