import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { must } from '@cg/domain/must'
import { formatProse, formatState, isRelativeUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, partFigure, wordCell, wordColumn } from '../figure.ts'
import { observedCell, observedColumn, quarterWords } from '../observed.ts'
import type { BarRow, ChartModel, ChartTable } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { lackingWords } from './trend-lines.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'

type Breakdown = IndicatorFacts['breakdowns'][number]

/** The city's value by group of one axis, in the catalogue's order; small cells stay withheld. */
export function breakdown(facts: IndicatorFacts, spec: ChartSpec): ChartModel {
  const axis =
    spec.axis === undefined ? facts.breakdowns[0] : facts.breakdowns.find((candidate) => candidate.axis === spec.axis)
  if (axis === undefined)
    throw new ChartRefusal(
      `${facts.indicator.name}没有${spec.axis === undefined ? '' : `名为 ${spec.axis} 的`}分组数据`,
    )
  const format = indicatorFormat(facts)
  const rows = axis.groups.map((group): BarRow => {
    const figure = figureOf(group.value, group.state, format)
    return {
      key: group.key,
      name: group.name,
      rank: '',
      tone: 'plain',
      detail: [
        group.name,
        `${facts.indicator.name}：${figure.value === null ? figure.text : formatProse(figure.value, format)}`,
        ...lackingOf(group),
      ],
      figure,
      light: null,
      target: null,
      reason: figure.value === null ? figure.text : null,
      full: null,
      move: null,
    }
  })
  // The total of a count is no yardstick for its parts and would squeeze their bars.
  const city = companion(isRelativeUnit(format.unit) ? facts.city.value : null, format)
  const told = axis.groups.flatMap((group) => lackingOf(group).map((words) => `${group.name}${words}`))
  const neutral = `${facts.indicator.name}按${axis.axisName}`
  return indicatorModel(facts, {
    kind: 'breakdown',
    view: `按${axis.axisName}`,
    title: titleOf(neutral, groupClaim(facts, rows)),
    neutralTitle: neutral,
    subtitle: `全市${facts.indicator.name}（按${axis.axisName}），${quarterWords(facts.release.period, axis.groups)}，${format.unit}`,
    table: () => groupTable(facts, axis, rows),
    records: () => groupRecords(facts, axis, rows),
    notes: [...told, ...(rows.some((row) => row.figure.state === 'withheld') ? ['样本过少的分组不予公布'] : [])],
    body: {
      form: 'bars',
      mark: 'bar',
      brackets: [],
      unit: format.unit,
      decimals: format.decimals,
      rows,
      scale: niceScale([...rows.map((row) => row.figure.value), city.value], { format, startsAtZero: true }),
      reference:
        city.value === null
          ? null
          : { value: city.value, text: `全市 ${formatProse(city.value, format)}`, role: 'compare' },
      outside: [],
      targetWord: null,
      told,
    },
  })
}

/** 缺岚谷县 */
function lackingOf({ state, value, lacking = [] }: Breakdown['groups'][number]): string[] {
  return state === 'partial' && value !== null ? [lackingWords(lacking)] : []
}

function groupClaim(facts: IndicatorFacts, rows: readonly BarRow[]): Claim | null {
  const names = new Set(rows.map((row) => row.name))
  return findClaim(facts.claims, 'gap', (gap) => names.has(gap.upper.name) && names.has(gap.lower.name))
}

function groupTable(facts: IndicatorFacts, axis: Breakdown, rows: readonly BarRow[]): ChartTable {
  return {
    columns: [wordColumn('group', axis.axisName), numberColumn('value', facts.indicator.name, indicatorFormat(facts))],
    rows: rows.map((row) => [wordCell(row.name), numberCell(row.figure)]),
  }
}

function groupRecords(facts: IndicatorFacts, axis: Breakdown, rows: readonly BarRow[]): ChartTable {
  const whole = { unit: '', decimals: 0 }
  const { city, indicator, release } = facts
  const all = figureOf(city.value, city.state, indicatorFormat(facts))
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('axis', '分组'),
      wordColumn('group', '组别'),
      wordColumn('indicatorCode', '指标代码'),
      wordColumn('indicator', '指标'),
      numberColumn('value', '值', indicatorFormat(facts)),
      numberColumn('numerator', '分子', whole),
      numberColumn('denominator', '分母', whole),
      wordColumn('state', '状态'),
      observedColumn,
      wordColumn('release', '发布编号'),
    ],
    rows: [
      ...rows.map((row, at) => [
        wordCell(facts.release.period),
        wordCell(axis.axisName),
        wordCell(row.name),
        wordCell(facts.indicator.code),
        wordCell(facts.indicator.name),
        numberCell(row.figure),
        numberCell(partFigure(axis.groups[at]?.numerator)),
        numberCell(partFigure(axis.groups[at]?.denominator)),
        wordCell(formatState(row.figure.state)),
        observedCell(release.period, must(axis.groups[at])),
        wordCell(facts.release.code),
      ]),
      [
        wordCell(release.period),
        wordCell('全市'),
        wordCell(release.city),
        wordCell(indicator.code),
        wordCell(indicator.name),
        numberCell(all),
        numberCell(partFigure(city.numerator)),
        numberCell(partFigure(city.denominator)),
        wordCell(formatState(all.state)),
        observedCell(release.period, city),
        wordCell(release.code),
      ],
    ],
  }
}
