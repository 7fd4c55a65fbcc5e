import type { ChartKind } from '@cg/contract/chart'
import type { Claim } from '@cg/contract/claims'
import type { Light } from '@cg/contract/figure-schema'
import type { ResultState } from '@cg/domain/cell'

/**
 * What a chart says, once: screen, picture, slide and workbook are all made from it. Plain data (it crosses to a
 * worker), every number beside the text that prints it; `null` means no number and `state` says why.
 */
export type ChartModel = {
  readonly kind: ChartKind
  /** A sentence proved by the data, or the neutral title when none holds. */
  readonly title: string
  readonly neutralTitle: string
  readonly titleSource: 'claim' | 'neutral' | 'given'
  /** What the title rests on; null under a neutral title. A given title keeps the claim it replaced. */
  readonly claim: Claim | null
  readonly lines: ChartLines
  /** `lines.note` with every name where a picture gives only their count; for files and the 说明 panel. */
  readonly fullNote: string | null
  /** By which rules and tests figures and places were found: in 说明 of files and pages, in no picture. */
  readonly methods: readonly string[]
  /** 试看 · 未发布 across the picture; null for a published release. */
  readonly watermark: string | null
  /** Words that stay whole wherever a line breaks. */
  readonly unbroken: readonly string[]
  /** When the release was made, ISO 8601: the time files carry, so that the same chart is the same bytes. */
  readonly generatedAt: string
  readonly body: ChartBody
  /** The same figures as a table, in the order drawn: table view, screen readers, 图数据. */
  readonly table: ChartTable
  /** One record per figure with its parts, and every other figure that is drawn: 数据, CSV. */
  readonly records: ChartTable
  /** Places in their order: 排名; null where nothing is ranked. */
  readonly ranking: ChartTable | null
  /** 原因、措施、预计 of the late and missing figures among these; left out where there are none: a sheet of the workbook. */
  readonly stated?: ChartTable
  /** What a screen reader says and what stands as alt text in files. */
  readonly altText: string
  readonly file: { readonly period: string; readonly subject: string; readonly view: string; readonly release: string }
  /** The release that corrected this one; left out where none did. */
  readonly correction?: string
  /** By what the file is known again; left out on screen. */
  readonly stamp?: Stamp
}

/** By what a file is known again (ux 4.1). */
export type Stamp = {
  /** Ten letters and digits, without the dash. */
  readonly code: string
  /** Where its code is looked up; null where the platform does not know its own address. */
  readonly link: string | null
  /** The seal that closed the publication of its release; left out where it names none. */
  readonly seal?: string
}

/** The lines every artefact carries besides its title (ux 4.1). */
export type ChartLines = {
  /** Measure, unit, scope, period. */
  readonly subtitle: string
  /** 数据来源：… */
  readonly source: string
  /** 截至 2026年9月30日 */
  readonly asOf: string
  /** 口径：… */
  readonly definition: string
  /** 注：…; null when there is nothing to note. */
  readonly note: string | null
  /** 审图号：GS(2024)1234号（某某省自然资源厅编制，图形经简化）; on maps alone. */
  readonly map?: string
  /** 发布编号：CG-2026Q3-01（正式发布） */
  readonly release: string
  /** 生成时间：… */
  readonly generated: string
  /** 演示数据, while the figures are invented. */
  readonly demo: string | null
}

export type ChartTable = {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly TableCell[])[]
  /** The row of the unit in focus. */
  readonly focus?: number
}

/** `decimals` null: a column of words. */
export type TableColumn = {
  readonly key: string
  readonly header: string
  readonly unit: string
  readonly decimals: number | null
}

/** `value` is rounded as printed; null in a number column: `text` says why. */
export type TableCell = { readonly text: string; readonly value: number | null }

export type ChartBody =
  | BarsBody
  | DumbbellBody
  | BumpBody
  | IntervalBody
  | LinesBody
  | PanesBody
  | FunnelBody
  | GridBody
  | SpineBody
  | StepsBody
  | GoalsBody
  | TilesBody
  | MapBody
  | PlaneBody
  | BulletBody

/** The two units in focus are coloured, the rest recede; `plain` when there is no focus. */
export type Tone = 'plain' | 'focus' | 'compare' | 'context'

export type Row = {
  readonly key: string
  readonly name: string
  /** '1', or '' for rows that are not ranked. */
  readonly rank: string
  readonly tone: Tone
  /** Lines of the tooltip; plain text. */
  readonly detail: readonly string[]
}

/** A number as drawn and as printed. */
export type Figure = {
  readonly value: number | null
  readonly state: ResultState
  readonly text: string
  /** Of a quarter before a merge, reckoned again from the units of before; left out of any other. */
  readonly isRestated?: true
}

/** A value axis with all its marks chosen; `unit` is what its texts are in (万人 where the figures are 人). */
export type Scale = {
  readonly unit: string
  readonly from: number
  readonly to: number
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
}

/** target: solid; compare (the city's value): dashed; outside (a figure of elsewhere): a hollow diamond. */
export type Reference = {
  readonly value: number
  readonly text: string
  readonly role: 'target' | 'compare' | 'base' | 'outside'
}

/** Rows `first` to `last` (counted from 0) that cannot be told apart; ranges may overlap. */
export type Bracket = { readonly first: number; readonly last: number }

/** ↑2, ↓1, –: arrow and count, with the same in words. */
export type RankMove = { readonly text: string; readonly words: string }

export type BarRow = Row & {
  readonly figure: Figure
  readonly light: Light | null
  /** Own target, when units have different ones. */
  readonly target: Figure | null
  /** Why it stands below the rule without a bar; null for drawn rows. */
  readonly reason: string | null
  /** Length of the grey track behind the bar: points that could be had; null without one. */
  readonly full: number | null
  /** Change of place since the quarter before; null without a place. */
  readonly move: RankMove | null
}

/** What a picture cannot be read without, besides its axis: whom a figure lacks, what stands under the line. */
type Told = { readonly told?: readonly string[] }

export type BarsBody = Told & {
  readonly form: 'bars'
  /** A length is read from zero; where the axis starts elsewhere every row is a dot. */
  readonly mark: 'bar' | 'dot'
  readonly unit: string
  readonly decimals: number
  readonly rows: readonly BarRow[]
  readonly brackets: readonly Bracket[]
  readonly scale: Scale
  /** One line for all rows: the common target. */
  readonly reference: Reference | null
  /** What the short marks mean when units have targets of their own. */
  readonly targetWord: string | null
  /** Figures from outside, each a mark with its name below the rows. */
  readonly outside: readonly Reference[]
}

export type DumbbellRow = Row & {
  readonly start: Figure
  readonly end: Figure
  readonly light: Light | null
  /** The difference in words: 提高21.4个百分点. */
  readonly change: string
  /** The same where room is short: +21.4. */
  readonly changeShort: string
  readonly reason: string | null
}

export type DumbbellBody = Told & {
  readonly form: 'dumbbell'
  readonly unit: string
  readonly decimals: number
  readonly rows: readonly DumbbellRow[]
  readonly scale: Scale
  readonly reference: Reference | null
  readonly startWord: string
  readonly endWord: string
  readonly changeWord: string
  /** Print the start beside its mark too. */
  readonly printsStart: boolean
}

export type BumpSeries = {
  readonly key: string
  readonly name: string
  readonly tone: Tone
  readonly ranks: readonly (number | null)[]
  readonly detail: readonly string[]
  /** Written at the line's end; '' when another line of the same place carries both names. */
  readonly endLabel: string
}

export type BumpBody = {
  readonly form: 'bump'
  readonly periods: readonly string[]
  readonly series: readonly BumpSeries[]
  /** Lowest place that occurs. */
  readonly places: number
}

export type IntervalRow = Row & {
  readonly place: number | null
  readonly low: number | null
  readonly high: number | null
  readonly reason: string | null
}

export type IntervalBody = {
  readonly form: 'interval'
  readonly rows: readonly IntervalRow[]
  readonly brackets: readonly Bracket[]
  readonly places: number
  readonly bracketWord: string
}

export type Incomplete = { readonly at: number; readonly words: string }

export type LineSeries = {
  readonly key: string
  readonly name: string
  /** value: solid with marks; expected: dashed path; target: steps; outside: hollow diamonds of figures from elsewhere. */
  readonly role: 'value' | 'expected' | 'target' | 'outside'
  readonly tone: Tone
  readonly figures: readonly Figure[]
  /** Positions whose figure was corrected after publication. */
  readonly revised: readonly number[]
  /** Positions whose figure lacks units, each with its word (缺岚谷县): marked, and the line to and from it dashed. */
  readonly incomplete: readonly Incomplete[]
  /** What is told of the quarters before its unit began; left out where it was there all along. */
  readonly past?: string
}

/** Two lines held apart at one period: from the lower to the upper value, with their difference between them. */
export type Apart = { readonly at: number; readonly from: number; readonly to: number; readonly text: string }

export type LinesBody = {
  readonly form: 'lines'
  /** time: quarter after quarter; year: the four quarters of a year, one line for each year. */
  readonly across: 'time' | 'year'
  readonly unit: string
  readonly decimals: number
  readonly periods: readonly string[]
  readonly series: readonly LineSeries[]
  readonly scale: Scale
  /** Positions in `periods` where a new definition began. */
  readonly breaks: readonly { readonly at: number; readonly text: string }[]
  /** Where the space between the two lines is measured; it is shaded then. Empty for lines that are no pair. */
  readonly apart: readonly Apart[]
}

/** A unit by its size and its figure. */
export type FunnelPoint = Row & {
  readonly figure: Figure
  /** The denominator. */
  readonly size: Figure
  /** Within both limits, between them, or outside both. */
  readonly level: 'within' | 'alert' | 'alarm'
  /** Where it lies, in words. */
  readonly standing: string
}

/** Units by the size of their denominator, between limits that widen as it shrinks. */
export type FunnelBody = {
  readonly form: 'funnel'
  readonly unit: string
  readonly decimals: number
  readonly points: readonly FunnelPoint[]
  readonly scale: Scale
  readonly sizes: Scale
  readonly sizeWord: string
  readonly centre: Reference
  /** From the smallest size to the largest. */
  readonly limits: readonly {
    readonly size: number
    readonly inner: { readonly low: number; readonly high: number }
    readonly outer: { readonly low: number; readonly high: number }
  }[]
  readonly innerWord: string
  readonly outerWord: string
}

/** One unit's small chart. `light`, `figure` and `target` are of the last period. */
export type Pane = Row & {
  readonly figures: readonly Figure[]
  /** A quieter line beside it: the city's, or the unit's own of the year before; null without one. */
  readonly beside: readonly Figure[] | null
  /** The last period's. */
  readonly figure: Figure
  readonly light: Light | null
  /** The year's target; null without one. */
  readonly target: Reference | null
  /** The same for all panes unless `isOwnScale`. */
  readonly scale: Scale
}

/** The same small chart for unit after unit, over the same periods. */
export type PanesBody = Told & {
  readonly form: 'panes'
  readonly unit: string
  readonly decimals: number
  readonly periods: readonly string[]
  readonly panes: readonly Pane[]
  /** Every pane has an axis of its own, so that heights do not compare across panes. */
  readonly isOwnScale: boolean
  /** What the line of a unit and the one beside it are; '' without one. */
  readonly ownWord: string
  readonly besideWord: string
  /** Positions in `periods` where a new definition begins: no line leads there. */
  readonly breaks: readonly { readonly at: number; readonly text: string }[]
  readonly targetWord: string
  /** Position from which on the year's target stands; half a step before the first period of the year. */
  readonly targetFrom: number
}

/** A colour of a grid's cell: a light, or one of the five steps of a palette. */
export type GridTint =
  | { readonly palette: 'status'; readonly light: Light }
  | { readonly palette: 'diverging' | 'sequential'; readonly step: 0 | 1 | 2 | 3 | 4 }

export type GridCell = Figure & {
  /** Null: not compared, whatever the reason. */
  readonly tint: GridTint | null
  /** Shape or place before the value: ● ◆ ↑ 第3; '' where nothing is compared. */
  readonly mark: string
  /** What mark and colour say: 达标, 优于全市5%以上, 第3位, 较上季提高1.8个百分点. */
  readonly words: string
  /** Counts in the totals. */
  readonly isWeak: boolean
  /** The quarter that a carried value was observed in. */
  readonly carriedFrom: string | null
  /** In a row of quarters: another definition holds from here on than in the cell before. */
  readonly startsDefinition?: true
}

/** A row or a column: `group` is the block of an indicator, '' of others; `unit` what an indicator is counted in. */
export type GridLine = {
  readonly of: 'unit' | 'city' | 'indicator' | 'dimension' | 'quarter' | 'difference'
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly group: string
}

export type GridBody = {
  readonly form: 'grid'
  /** Over the names of the rows: 单位, 指标. */
  readonly corner: string
  readonly columns: readonly GridLine[]
  readonly rows: readonly (GridLine & {
    readonly tone: Tone
    readonly cells: readonly GridCell[]
    /** How many of its cells are weak: 3项. */
    readonly total: string
  })[]
  /** The last row: how many are weak in each column. */
  readonly totals: readonly string[]
  /** What the last row and the last column count: 滞后单位, 滞后指标. */
  readonly totalsWord: string
  readonly rowTotalsWord: string
  /** The marks and what they mean, best first; the last says what bears none. */
  readonly legend: readonly { readonly mark: string; readonly tint: GridTint | null; readonly words: string }[]
}

/** A unit on a strip from the worst (0) to the best (1); of what has no direction from the smallest to the largest. */
export type SpineTick = {
  readonly key: string
  readonly name: string
  readonly at: number
  /** Of the same group of assessment. */
  readonly isPeer: boolean
}

export type SpineRow = Row & {
  /** The block of indicators. */
  readonly section: string
  readonly measured: string
  readonly figure: Figure
  /** 25Q4, where the figure is carried from there. */
  readonly carried: string | null
  /** 较上季提高1.8个百分点; — where nothing compares. */
  readonly change: string
  readonly base: Figure
  /** What its light was judged by; '—' without one. */
  readonly goal: Figure
  /** 3, 并列3; — without one. */
  readonly place: string
  readonly light: Light | null
  readonly ticks: readonly SpineTick[]
  /** Where the unit, what it stands beside and today's goal lie on the strip; null: not on it. */
  readonly own: number | null
  readonly baseAt: number | null
  readonly goalAt: number | null
  /** Figures from outside, where they lie on the strip. */
  readonly outside: readonly { readonly at: number; readonly text: string }[]
  /** Has a better and a worse end. */
  readonly isOrdered: boolean
}

export type SpineBody = {
  readonly form: 'spine'
  readonly rows: readonly SpineRow[]
  readonly unitName: string
  readonly baseWord: string
  readonly goalWord: string
}

/** From one score to another: a floating bar for each step; the two scores are marks, so that the axis may begin elsewhere. */
export type StepRow = Row & {
  readonly role: 'start' | 'step' | 'end'
  /** A score, or the signed points of a step. */
  readonly figure: Figure
  readonly from: number
  readonly to: number
}

export type StepsBody = {
  readonly form: 'steps'
  readonly unit: string
  readonly decimals: number
  readonly rows: readonly StepRow[]
  readonly scale: Scale
}

/** One commitment: its figure on a scale of its own between where it started and what is asked of it. */
export type GoalRow = Row & {
  /** Block of indicators or lead department: rows of one group follow each other. */
  readonly group: string
  readonly owner: string
  readonly unit: string
  readonly figure: Figure
  readonly light: Light | null
  /** 达标 … or why there is no light: 未报, 不评价, 未到期. */
  readonly standing: string
  /** 按期, 偏慢, 停滞, 倒退; '' without one. */
  readonly pace: string
  /** What stands beside the light: 达标后回落, 基期已达目标. */
  readonly marks: readonly string[]
  /** What is still to be done by the year's end, short; '' where nothing may be said. */
  readonly need: string
  readonly scale: Scale
  readonly base: Reference | null
  readonly expected: Reference | null
  /** Of the year shown, and of the last year where that is another. */
  readonly target: Reference | null
  readonly final: Reference | null
}

export type GoalsBody = {
  readonly form: 'goals'
  readonly rows: readonly GoalRow[]
  /** What the figure and its marks mean. */
  readonly words: {
    readonly figure: string
    readonly base: string
    readonly expected: string
    readonly target: string
    readonly final: string
    readonly need: string
  }
}

/** A unit whose figure is told by its class. */
export type ClassedUnit = {
  readonly key: string
  readonly name: string
  readonly figure: Figure
  /** Class 0..4 from small to large; null without a number. */
  readonly shade: number | null
  readonly tone: Tone
  readonly detail: readonly string[]
}

export type ClassedBody = {
  readonly unit: string
  readonly decimals: number
  readonly classes: readonly { readonly text: string; readonly count: number }[]
  /** The states without a number that occur. */
  readonly missing: readonly ResultState[]
}

export type Tile = ClassedUnit & { readonly row: number; readonly column: number }

export type TilesBody = ClassedBody & {
  readonly form: 'tiles'
  readonly tiles: readonly Tile[]
  readonly rows: number
  readonly columns: number
}

/** Polygons, each an outer ring and its holes; a ring is x and y of its points in turn, in steps of the map's grid. */
export type AreaPolygons = readonly (readonly (readonly number[])[])[]

export type MapArea = ClassedUnit & { readonly polygons: AreaPolygons }

export type MapBody = ClassedBody & {
  readonly form: 'map'
  /** The city's own outlines; what lies over others comes last. */
  readonly areas: readonly MapArea[]
  /** Outlines of units that the chart does not speak of. */
  readonly quiet: readonly AreaPolygons[]
  /** Units without an outline of their own: they lie over others. */
  readonly beside: readonly ClassedUnit[]
  readonly width: number
  readonly height: number
  /** 审图号 and 制图单位, which stand on every map. */
  readonly approval: string
}

/** A unit on a plane; `y` is a value of the axis, or the number of a row. */
export type PlaneDot = {
  readonly key: string
  readonly name: string
  readonly tone: Tone
  readonly detail: readonly string[]
  readonly x: number
  readonly y: number
  /** Area of the dot as a share of the largest; null: all are alike. */
  readonly weight: number | null
  /** Its name stands beside it. */
  readonly isNamed: boolean
}

/** `mark`: a line across the row at that value with its words; null without one. */
export type PlaneRow = {
  readonly key: string
  readonly name: string
  readonly note: string
  readonly mark: { readonly value: number; readonly text: string } | null
}

/** A curve through dots over its diagonal, or dots that swarm along one axis, row by row. */
export type PlaneBody = {
  readonly form: 'plane'
  readonly x: Scale
  readonly xWord: string
  /** Null: dots stand in `rows`. */
  readonly y: Scale | null
  readonly yWord: string
  readonly rows: readonly PlaneRow[]
  readonly path: readonly (readonly [number, number])[]
  /** Words along the diagonal; null without one. */
  readonly even: string | null
  readonly dots: readonly PlaneDot[]
}

export type BulletCard = {
  readonly key: string
  readonly name: string
  readonly number: string
  readonly unit: string
  readonly figure: Figure
  readonly light: Light | null
  readonly scale: Scale
  readonly baseline: Reference | null
  readonly target: Reference | null
  /** Figures from outside. */
  readonly outside: readonly Reference[]
  readonly change: string
  readonly spark: readonly (number | null)[]
}

export type BulletBody = { readonly form: 'bullet'; readonly cards: readonly BulletCard[] }

/** The footer as it is drawn: the lines joined, in the fixed order. */
export function footerLines(lines: ChartLines): string[] {
  const parts = [...(lines.map === undefined ? [] : [lines.map]), lines.source, lines.asOf, lines.definition]
  if (lines.note !== null) parts.push(lines.note)
  parts.push(lines.release, lines.generated)
  if (lines.demo !== null) parts.push(lines.demo)
  return parts
}
