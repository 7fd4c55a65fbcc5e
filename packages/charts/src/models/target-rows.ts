import type { ChartSpec } from '@cg/contract/chart'
import { targetFilters } from '@cg/contract/chart-choices'
import type { TargetFilter, TargetGrouping } from '@cg/contract/chart-choices'
import { findClaim } from '@cg/contract/claims'
import { dimensionNames } from '@cg/contract/dimension'
import type { TargetRow, TargetsFacts, TargetYear } from '@cg/contract/release/targets'
import { baseBeyondMark, slippedMark } from '@cg/domain/claim/commitment'
import { needShort } from '@cg/domain/claim/need'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatFigure, spokenUnit } from '@cg/domain/number/number-format'
import { standingWords } from '@cg/domain/target/standing'
import type { Standing } from '@cg/domain/target/standing'
import { companion, figureOf } from '../figure.ts'
import { periodWords } from '../lines.ts'
import type { Figure, GoalRow, Reference } from '../model.ts'
import { niceScale } from '../scale.ts'

/** A commitment in the year that is shown. */
export type ChosenRow = { readonly row: TargetRow; readonly year: TargetYear; readonly group: string }

/** The year of a spec; the release's own, or the nearest with a target, where it names none or another. */
export function yearOf({ years, targetYear }: TargetsFacts, spec: { readonly year?: number | undefined }): number {
  const wished = spec.year ?? targetYear
  return (
    years.find((year) => year === wished) ?? years.find((year) => year === targetYear) ?? years.at(-1) ?? targetYear
  )
}

/** The rows that a spec asks for: by group in the catalogue's order, in each the late ones first. */
export function chosenRows(facts: TargetsFacts, spec: ChartSpec): ChosenRow[] {
  const at = facts.years.indexOf(yearOf(facts, spec))
  const found = facts.rows.flatMap((row): ChosenRow[] => {
    const year = row.years[at]
    if (year === undefined || year.standing === 'no_target') return []
    if (spec.department !== undefined && row.department !== spec.department) return []
    if (spec.dimension !== undefined && row.indicator.dimension !== spec.dimension) return []
    if (spec.standing !== undefined && filterOf(year.standing) !== spec.standing) return []
    return [{ row, year, group: groupOf(row, spec.groupBy) }]
  })
  const groups = groupOrder(facts, spec.groupBy)
  const place = ({ group }: ChosenRow): number => groups.indexOf(group)
  const isByLight = spec.sort !== 'protocol'
  return found.toSorted(
    (left, right) => place(left) - place(right) || (isByLight ? urgency(left.year) - urgency(right.year) : 0),
  )
}

/** Which filter of lights a commitment falls under; `none`: it has a figure or a time that is not judged. */
export function filterOf(standing: Standing): TargetFilter {
  return targetFilters.find((filter) => filter === standing) ?? 'none'
}

/** The word of a filter: 达标, 未报, 不可计算, 不评价. */
export function filterWord(filter: TargetFilter): string {
  return standingWords[filter === 'none' ? 'not_judged' : filter]
}

const order: readonly TargetFilter[] = ['late', 'near']

/** The late ones first, the met ones last; between them those without a light. */
function urgency({ standing }: TargetYear): number {
  const at = order.indexOf(filterOf(standing))
  return at >= 0 ? at : order.length + (standing === 'met' ? 1 : 0)
}

function groupOf({ indicator }: TargetRow, by: TargetGrouping = 'dimension'): string {
  return by === 'department' ? indicator.leadDepartment : (dimensionNames[indicator.dimension] ?? indicator.dimension)
}

function groupOrder({ rows, departments }: TargetsFacts, by: TargetGrouping = 'dimension'): string[] {
  return by === 'department' ? departments.map(({ name }) => name) : [...new Set(rows.map((row) => groupOf(row, by)))]
}

const paceWords = { on_time: '按期', slow: '偏慢', stalled: '停滞', backwards: '倒退' } as const

/** One row of the drawing. */
export function goalRow(facts: TargetsFacts, { row, year, group }: ChosenRow): GoalRow {
  const format = formatOf(row)
  const { indicator } = row
  const isPast = year.year < facts.targetYear
  const figure = shownFigure(row, year, isPast)
  const last = row.years.findLast((one) => one.target !== null)
  const base = mark(row.baseline, format, 'base')
  const isNow = year.year === facts.targetYear && year.standing !== 'not_judged'
  const expected = isNow ? mark(row.expected, format, 'compare') : null
  const own = isPast ? [] : marksOf(row)
  const target = mark(year.target, format, 'target')
  const final = last === undefined || last.year === year.year ? null : mark(last.target, format, 'target')
  const marks = [base, expected, target, final].map((one) => one?.value ?? null)
  const carried = isPast ? year.carriedFrom : row.carriedFrom
  const goal = {
    key: indicator.code,
    name: indicator.name,
    rank: '',
    tone: 'plain',
    group,
    owner: indicator.leadDepartment,
    unit: spokenUnit(indicator.unit),
    figure,
    light: year.light,
    standing: standingWords[year.standing],
    pace: isPast || row.progress === null ? '' : paceWords[row.progress],
    marks: own,
    need: needWord(row, year.year),
    scale: niceScale([figure.value, ...marks], { format, startsAtZero: true }),
    base,
    expected,
    target,
    final,
  } as const
  const said = isPast ? [] : row.claims.map(sentence)
  const dated = carried === null ? [] : [`沿用${periodWords(carried)}的数据`]
  return { ...goal, detail: [...headLines(goal, row, year), ...dated, ...own, ...said] }
}

function formatOf({ indicator }: TargetRow): NumberFormat {
  return { unit: indicator.unit, decimals: indicator.decimals }
}

/** A year that is over shows the figure of its end, all others today's. */
function shownFigure(row: TargetRow, year: TargetYear, isPast: boolean): Figure {
  const format = formatOf(row)
  if (!isPast) return figureOf(row.value, row.state, format)
  return year.state === null
    ? { value: null, state: 'not_reported', text: '未发布' }
    : figureOf(year.value, year.state, format)
}

function mark(value: number | null, format: NumberFormat, role: Reference['role']): Reference | null {
  const figure = companion(value, format)
  return figure.value === null ? null : { value: figure.value, text: figure.text, role }
}

function needWord({ claims }: TargetRow, year: number): string {
  const claim = findClaim(claims, 'need', (one) => one.year === year)
  return claim === null ? '' : needShort(claim)
}

function marksOf({ claims }: TargetRow): string[] {
  const slipped = findClaim(claims, 'slipped')
  const beyond = findClaim(claims, 'base_beyond')
  return [...(slipped === null ? [] : [slippedMark(slipped)]), ...(beyond === null ? [] : [baseBeyondMark])]
}

type Headed = Pick<GoalRow, 'name' | 'figure' | 'standing' | 'owner'>

function headLines({ name, figure, standing, owner }: Headed, row: TargetRow, year: TargetYear): string[] {
  const printed = figure.value === null ? { number: figure.text, unit: '' } : formatFigure(figure.value, formatOf(row))
  const targets = row.years.flatMap((one) => {
    const { value, text } = companion(one.target, formatOf(row))
    return value === null ? [] : [`${one.year}年目标 ${text}`]
  })
  return [
    `${name}：${printed.number}${printed.unit}，${standing}`,
    `${must(year.year)}年，牵头：${owner}`,
    targets.join('　'),
  ]
}
