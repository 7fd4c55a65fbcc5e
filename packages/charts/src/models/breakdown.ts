import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts } from '@cg/contract/release'
import { formatChange, formatProse, formatState, isRelativeUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, partFigure, wordCell, wordColumn } from '../figure.ts'
import { periodWords } from '../lines.ts'
import type { BarRow, ChartModel, ChartTable } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { niceScale } from '../scale.ts'
import { chooseTitle } from '../titles.ts'
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
  const neutral = `${facts.indicator.name}按${axis.axisName}`
  const table = groupTable(facts, axis, rows)
  return indicatorModel(facts, {
    kind: 'breakdown',
    view: `按${axis.axisName}`,
    title: chooseTitle(neutral, [() => groupGap(facts, rows)]),
    neutralTitle: neutral,
    subtitle: `全市${facts.indicator.name}（按${axis.axisName}），${periodWords(facts.release.period)}，${format.unit}`,
    table,
    records: groupRecords(facts, axis, rows),
    notes: rows.some((row) => row.figure.state === 'withheld') ? ['样本过少的分组不予公布'] : [],
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
      targetWord: null,
    },
  })
}

/** 规模以上与中小微企业技能培训覆盖率相差37.5个百分点; three or more groups: the ends, when each is held alone. */
function groupGap(facts: IndicatorFacts, rows: readonly BarRow[]): string | null {
  const known = rows
    .filter((row) => row.figure.value !== null)
    .toSorted((left, right) => (right.figure.value ?? 0) - (left.figure.value ?? 0))
  const first = known[0]
  const last = known.at(-1)
  const format = indicatorFormat(facts)
  if (first === undefined || last === undefined || known.length < 2 || format.unit !== '%') return null
  const change = formatChange(first.figure.value, last.figure.value, format)
  if (change.direction !== 'up') return null
  const gap = change.text.replace(/^提高/, '')
  if (rows.length === 2) return `${first.name}${facts.indicator.name}高于${last.name}${gap}`
  if (
    known.length < rows.length ||
    known[1]?.figure.text === first.figure.text ||
    known.at(-2)?.figure.text === last.figure.text
  )
    return null
  return `${facts.indicator.name}${first.name}最高、${last.name}最低，相差${gap}`
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
        wordCell(release.code),
      ],
    ],
  }
}
