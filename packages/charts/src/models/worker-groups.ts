import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { GroupSide, WorkerGroupsFact } from '@cg/contract/release/worker-groups'
import { groupBaseWords } from '@cg/domain/claim/worker-group'
import { must } from '@cg/domain/must'
import { distance, printedOrder } from '@cg/domain/number/difference'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { differenceUnit, formatProse, formatState } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, partFigure, wordCell, wordColumn } from '../figure.ts'
import type { BarRow, ChartModel, ChartTable, TableCell } from '../model.ts'
import { observedCell, observedColumn, quarterWords } from '../observed.ts'
import { ChartRefusal } from '../refusal.ts'
import { niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'
import { lackingWords } from './trend-lines.ts'

export function groupsOf({ indicator, workerGroups }: IndicatorFacts): WorkerGroupsFact {
  if (workerGroups === null || workerGroups === undefined) throw new ChartRefusal(`${indicator.name}没有按人群的数据`)
  return workerGroups
}

/** The city's figure of everybody and of each group of workers. */
export function workerGroups(facts: IndicatorFacts): ChartModel {
  const fact = groupsOf(facts)
  const format = indicatorFormat(facts)
  const sides = [fact.whole, ...fact.groups]
  const rows = sides.map((side) => sideRow(facts, side, format))
  const told = [
    ...baseNotes(fact, fact.groups),
    ...sides.flatMap((side) => lackingOf(facts, side).map((words) => `${side.name}${words}`)),
  ]
  const neutral = `${fact.topic}按${fact.name}`
  return indicatorModel(facts, {
    kind: 'worker-groups',
    view: `按${fact.name}`,
    title: titleOf(neutral, cityClaim(facts, fact.groups)),
    neutralTitle: neutral,
    subtitle: `全市${fact.topic}（按${fact.name}），${quarterWords(facts.release.period, sides)}，${format.unit}`,
    table: () => ({
      columns: [
        wordColumn('group', fact.name),
        numberColumn('value', fact.topic, format),
        numberColumn('apart', `与${fact.whole.name}相差`, differenceFormat(format)),
      ],
      rows: sides.map((side, at) => [
        wordCell([side.name, ...lackingOf(facts, side)].join('，')),
        numberCell(must(rows[at]).figure),
        apartCell(side, fact.whole, format),
      ]),
    }),
    records: () => sideRecords(facts, sides),
    notes: [...told, ...hiddenNote(sides)],
    body: {
      form: 'bars',
      mark: 'bar',
      brackets: [],
      unit: format.unit,
      decimals: format.decimals,
      rows,
      scale: niceScale(
        rows.map((row) => row.figure.value),
        { format, startsAtZero: true },
      ),
      reference: null,
      outside: [],
      targetWord: null,
      told,
    },
  })
}

function sideRow(facts: IndicatorFacts, side: GroupSide, format: NumberFormat): BarRow {
  const figure = figureOf(side.value, side.state, format)
  const printed = figure.value === null ? figure.text : formatProse(figure.value, format)
  return {
    key: side.indicator,
    name: side.name,
    rank: '',
    tone: 'plain',
    detail: [side.name, `${side.indicatorName}：${printed}`, ...lackingOf(facts, side)],
    figure,
    light: null,
    target: null,
    reason: figure.value === null ? figure.text : null,
    full: null,
    move: null,
  }
}

/** The one group that there is is told; of several none before the others. */
function cityClaim({ claims, workerGroups }: IndicatorFacts, groups: readonly GroupSide[]): Claim | null {
  const own = workerGroups?.own ?? ''
  const [only] = groups.filter(({ group }) => own === '' || group === own)
  return only === undefined || (own === '' && groups.length > 1)
    ? null
    : findClaim(claims, 'worker_group', ({ group }) => group === only.name)
}

/** The units that the city's figure lacks: 缺岚谷县. */
function lackingOf({ units }: IndicatorFacts, { state, value, missing }: GroupSide): string[] {
  if (state !== 'partial' || value === null) return []
  return [lackingWords(missing.map((code) => units.shortName[units.code.indexOf(code)] ?? code))]
}

export function baseNotes({ whole }: WorkerGroupsFact, groups: readonly GroupSide[]): string[] {
  return groups.flatMap(({ name, base, isSameBase }) =>
    groupBaseWords({ whole: whole.name, group: name, isSameBase, bases: { whole: whole.base, group: base } }),
  )
}

function hiddenNote(sides: readonly Pick<GroupSide, 'state'>[]): string[] {
  return sides.some(({ state }) => state === 'withheld') ? ['样本过少或按规定不公布的不列数值'] : []
}

export function differenceFormat({ unit, decimals }: NumberFormat): NumberFormat {
  return { unit: differenceUnit(unit), decimals }
}

export type Measured = Pick<GroupSide, 'group' | 'value' | 'carriedFrom'>

/** Of the printed values; null for everybody, without one of the two, and where they were measured in different quarters. */
export function apartOf(side: Measured, whole: Measured, { decimals }: NumberFormat): number | null {
  if (side.group === '' || side.value === null || whole.value === null || side.carriedFrom !== whole.carriedFrom)
    return null
  return distance(side.value, whole.value, decimals) * printedOrder(side.value, whole.value, decimals)
}

function apartCell(side: Measured, whole: Measured, format: NumberFormat): TableCell {
  return numberCell(companion(apartOf(side, whole, format), differenceFormat(format)))
}

function sideRecords(facts: IndicatorFacts, sides: readonly GroupSide[]): ChartTable {
  const format = indicatorFormat(facts)
  const whole = { unit: '', decimals: 0 }
  const { release } = facts
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('group', must(facts.workerGroups).name),
      wordColumn('indicatorCode', '指标代码'),
      wordColumn('indicator', '指标'),
      numberColumn('value', '值', format),
      numberColumn('numerator', '分子', whole),
      numberColumn('denominator', '分母', whole),
      wordColumn('base', '分母口径'),
      wordColumn('state', '状态'),
      observedColumn,
      wordColumn('release', '发布编号'),
    ],
    rows: sides.map((side) => [
      wordCell(release.period),
      wordCell(side.name),
      wordCell(side.indicator),
      wordCell(side.indicatorName),
      numberCell(figureOf(side.value, side.state, format)),
      numberCell(partFigure(side.numerator)),
      numberCell(partFigure(side.denominator)),
      wordCell(side.base),
      wordCell(formatState(side.state)),
      observedCell(release.period, side),
      wordCell(release.code),
    ]),
  }
}
