import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { GroupSide, WorkerGroupsFact } from '@cg/contract/release/worker-groups'
import { must } from '@cg/domain/must'
import { besideWords } from '@cg/domain/number/difference'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatProse, formatState, formatValue } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import type { ChartModel, ChartTable, DumbbellRow, Figure } from '../model.ts'
import { dated, observedCell, observedColumn, quarterWords } from '../observed.ts'
import { toneOf } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'
import type { Measured } from './worker-groups.ts'
import { apartOf, baseNotes, differenceFormat, groupsOf } from './worker-groups.ts'

type UnitRow = DumbbellRow & { readonly at: number; readonly apart: number | null }

/** Everybody and one group in each unit, the group worst off first; the city's own row leads. */
export function groupGaps(facts: IndicatorFacts, spec: ChartSpec): ChartModel {
  const fact = groupsOf(facts)
  const side = groupOf(facts, fact, spec.axis)
  const format = indicatorFormat(facts)
  const { whole, topic } = fact
  const rows = unitRows(facts, side, spec)
  const shown = shownRows(rows)
  const scale = niceScale(
    [cityRow(facts, side), ...rows].flatMap(({ start, end }) => [start.value, end.value]),
    { format, startsAtZero: false },
  )
  const told = [...baseNotes(fact, [side]), ...thinNote(facts, side)]
  const neutral = `各区县${side.name}与${whole.name}的${topic}`
  const figures = [whole, side].flatMap(({ units }) => dated(units.value, units.carriedFrom))
  return indicatorModel(facts, {
    kind: 'group-gaps',
    view: `${side.name}与${whole.name}`,
    title: titleOf(
      neutral,
      findClaim(facts.claims, 'group_units', ({ group }) => group === side.name),
    ),
    neutralTitle: neutral,
    subtitle: `${neutral}，${quarterWords(facts.release.period, figures)}，${format.unit}`,
    table: () => unitTable(facts, side, rows),
    records: () => unitRecords(facts, side, rows),
    notes: [...told, ...axisNotes(scale), ...shown.notes],
    body: {
      form: 'dumbbell',
      unit: format.unit,
      decimals: format.decimals,
      rows: [cityRow(facts, side), ...shown.rows],
      scale,
      reference: null,
      startWord: whole.name,
      endWord: side.name,
      changeWord: `比${fact.wholeShort}`,
      printsStart: true,
      told,
    },
  })
}

/** The group that is asked for; left out, the one that the page is of, else the first. */
function groupOf(
  { indicator }: IndicatorFacts,
  { own, groups, name }: WorkerGroupsFact,
  asked: string | undefined,
): GroupSide {
  const wanted = asked ?? (own === '' ? undefined : own)
  const found = wanted === undefined ? groups[0] : groups.find(({ group }) => group === wanted)
  if (found === undefined) throw new ChartRefusal(`${indicator.name}的${name}中没有 ${wanted ?? ''}`)
  return found
}

/** Units to whom neither applies are left out. */
function unitRows(facts: IndicatorFacts, side: GroupSide, spec: ChartSpec): UnitRow[] {
  const { whole } = must(facts.workerGroups)
  const applies = (at: number): boolean => [whole, side].some(({ units }) => units.state[at] !== 'not_applicable')
  const rows = facts.units.code.flatMap((code, at): UnitRow[] =>
    applies(at)
      ? [
          {
            at,
            ...pairRow(facts, side, { unit: at, key: code, name: must(facts.units.shortName[at]) }),
            tone: toneOf(spec, code),
          },
        ]
      : [],
  )
  if (spec.sort === 'protocol') return rows
  const worst = facts.indicator.direction === 'lower' ? -1 : 1
  return rows.toSorted((left, right) => {
    if (left.apart === null || right.apart === null) return Number(left.apart === null) - Number(right.apart === null)
    return (left.apart - right.apart) * worst || left.at - right.at
  })
}

function cityRow(facts: IndicatorFacts, side: GroupSide): DumbbellRow {
  return pairRow(facts, side, { unit: null, key: 'city', name: '全市' })
}

type Of = { readonly unit: number | null; readonly key: string; readonly name: string }

function pairRow(facts: IndicatorFacts, side: GroupSide, { unit, key, name }: Of): Omit<UnitRow, 'at'> {
  const format = indicatorFormat(facts)
  const { whole } = must(facts.workerGroups)
  const [all, own] = [measuredAt(whole, unit), measuredAt(side, unit)]
  const [start, end] = [figureOf(all.value, all.state, format), figureOf(own.value, own.state, format)]
  const apart = apartOf(own, all, format)
  const printed = (figure: Figure): string => (figure.value === null ? figure.text : formatProse(figure.value, format))
  const words = apart === null ? '—' : besideWords(must(own.value), must(all.value), format)
  const nothing = start.text === end.text ? `两者均${end.text}` : `${side.name}：${end.text}`
  const reason = own.value === null ? (all.value === null ? nothing : `${side.name}：${end.text}`) : null
  return {
    key,
    name,
    rank: '',
    tone: 'plain',
    detail: [
      name,
      `${whole.name}：${printed(start)}`,
      `${side.name}：${printed(end)}`,
      ...(apart === null ? [] : [`${side.name}${words}`]),
    ],
    start,
    end,
    light: null,
    change: start.value === null && reason === null ? `${whole.name}：${start.text}` : words,
    changeShort: apart === null ? '' : signed(apart, format),
    reason,
    apart,
  }
}

type At = Measured & Pick<GroupSide, 'state'>

/** A unit's figure of one side, or the city's. */
function measuredAt({ group, value, state, carriedFrom, units }: GroupSide, unit: number | null): At {
  if (unit === null) return { group, value, state, carriedFrom }
  return {
    group,
    value: units.value[unit] ?? null,
    state: must(units.state[unit]),
    carriedFrom: units.carriedFrom[unit] ?? null,
  }
}

/** +0.6, −8.3 */
function signed(apart: number, { decimals }: NumberFormat): string {
  const sign = apart > 0 ? '+' : apart < 0 ? '−' : ''
  return `${sign}${formatValue(Math.abs(apart), { unit: '', decimals })}`
}

function thinNote({ units }: IndicatorFacts, side: GroupSide): string[] {
  const names = units.shortName.filter((_, at) => side.units.isThin[at] === true && side.units.value[at] !== null)
  return names.length === 0 ? [] : [`${names.join('、')}的${side.name}人数很少，偶然波动大`]
}

function unitTable(facts: IndicatorFacts, side: GroupSide, rows: readonly UnitRow[]): ChartTable {
  const format = indicatorFormat(facts)
  const { whole } = must(facts.workerGroups)
  const all = [{ ...cityRow(facts, side), apart: apartOf(side, whole, format) }, ...rows]
  return {
    columns: [
      wordColumn('name', '单位'),
      numberColumn('whole', whole.name, format),
      numberColumn('part', side.name, format),
      numberColumn('apart', '相差', differenceFormat(format)),
    ],
    rows: all.map(({ name, start, end, apart }) => [
      wordCell(name),
      numberCell(start),
      numberCell(end),
      numberCell(companion(apart, differenceFormat(format))),
    ]),
  }
}

/** One row for each unit and side, the city's first. */
function unitRecords(facts: IndicatorFacts, side: GroupSide, rows: readonly UnitRow[]): ChartTable {
  const format = indicatorFormat(facts)
  const { release, units } = facts
  const holders = [
    { unit: null, code: '', name: release.city },
    ...rows
      .toSorted((left, right) => left.at - right.at)
      .map(({ at }) => ({ unit: at, code: must(units.code[at]), name: must(units.name[at]) })),
  ]
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('group', must(facts.workerGroups).name),
      wordColumn('indicatorCode', '指标代码'),
      wordColumn('indicator', '指标'),
      numberColumn('value', '值', format),
      wordColumn('base', '分母口径'),
      wordColumn('state', '状态'),
      observedColumn,
      wordColumn('release', '发布编号'),
    ],
    rows: holders.flatMap(({ unit, code, name }) =>
      [must(facts.workerGroups).whole, side].map((one) => {
        const { value, state, carriedFrom } = measuredAt(one, unit)
        return [
          wordCell(release.period),
          wordCell(code),
          wordCell(name),
          wordCell(one.name),
          wordCell(one.indicator),
          wordCell(one.indicatorName),
          numberCell(figureOf(value, state, format)),
          wordCell(one.base),
          wordCell(formatState(state)),
          observedCell(release.period, { value, carriedFrom }),
          wordCell(release.code),
        ]
      }),
    ),
  }
}
