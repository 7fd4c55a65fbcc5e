import type { Standing } from '@cg/domain/target/standing'
/* Choices of a chart that an address names too: apart from the schemas, which the shell of the web does not need. */

/** Each quarter by itself, or the year so far. */
export const chartSpans = ['quarter', 'yearToDate'] as const

/** What one unit's figures stand beside in `spine`: the city's, the median of its group, or what is expected today. */
export const spineBases = ['city', 'group', 'target'] as const
export type SpineBase = (typeof spineBases)[number]

/** What a score is held against in `waterfall`. */
export const scoreReferences = ['lastQuarter', 'ahead', 'group', 'groupAhead'] as const
export type ScoreReference = (typeof scoreReferences)[number]

/** Standings that `targets` narrows to; `none`: whatever else is not judged. */
export const targetFilters = [
  'met',
  'near',
  'late',
  'not_reported',
  'not_available',
  'withheld',
  'uncomputable',
  'invalid',
  'not_applicable',
  'none',
] as const satisfies readonly (Standing | 'none')[]
export type TargetFilter = (typeof targetFilters)[number]

/** By what the rows of `targets` stand together. */
export const targetGroupings = ['dimension', 'department'] as const
export type TargetGrouping = (typeof targetGroupings)[number]

/** What each cell of `tartan` is held against: its 时序目标, the city's figure, the other units, the earlier quarter of its span. */
export const chartCuts = ['target', 'city', 'rank', 'change'] as const
export type ChartCut = (typeof chartCuts)[number]

/** What the rows of `tartan` are. */
export const chartRows = ['units', 'indicators'] as const

/** How 分布 is drawn where the city has a map of its own in use. */
export const placeForms = ['tiles', 'map'] as const
export type PlaceForm = (typeof placeForms)[number]

/** Besides one axis for all units: each its own. */
export const chartAxes = ['own'] as const

/** What stands over the quarters in 对比: one unit's indicators, or one indicator's units. */
export const compareOvers = ['indicators', 'units'] as const
