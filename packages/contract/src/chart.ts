import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import {
  chartAxes,
  chartCuts,
  chartRows,
  chartSpans,
  scoreReferences,
  spineBases,
  targetFilters,
  targetGroupings,
} from './chart-choices.ts'
import { CodeText, PeriodText, ReleaseCodeText, strictObject } from './schema.ts'

/** The charts a release can be drawn as. */
export const chartKinds = [
  'district-ranking',
  'dumbbell',
  'bump',
  'rank-interval',
  'contribution',
  'waterfall',
  'dimensions',
  'tile-map',
  'map',
  'trend',
  'by-unit',
  'multiples',
  'funnel',
  'breakdown',
  'worker-groups',
  'group-gaps',
  'tartan',
  'spine',
  'targets',
  'target-lights',
  'target-history',
  'unit-history',
  'gaps',
  'gap-trend',
  'resource-need',
  'swarm',
  'kpi',
  'difference',
] as const
export type ChartKind = (typeof chartKinds)[number]

export const chartFormats = ['png', 'svg', 'pptx', 'xlsx', 'csv'] as const
export type ChartFormat = (typeof chartFormats)[number]

/** Picture sizes: 幻灯整页, 幻灯半页, 公文版心宽, 手机转发, 大图 4K, 方形. */
export const chartPresets = ['slide', 'half', 'document', 'phone', 'poster', 'square'] as const
export type ChartPreset = (typeof chartPresets)[number]

/** 政务蓝, 党建红 (the frame alone: data colours stay), 深色, 黑白打印. */
export const chartThemes = ['light', 'red', 'dark', 'print'] as const
export type ChartThemeName = (typeof chartThemes)[number]

/** weak: in `tartan`, units and indicators with most weak spots first. */
export const chartSorts = ['value', 'protocol', 'weak'] as const

export const chartBackgrounds = ['white', 'transparent'] as const

/** Of an SVG: letters as text, or as outlines of the export font (文字转曲). */
export const chartLetters = ['text', 'outlines'] as const
export type ChartLetters = (typeof chartLetters)[number]

const specProperties = {
  kind: Type.Enum([...chartKinds], { description: '图表类型' }),
  /** An indicator's code, or `score`. Left out: the composite score (kpi, gaps, tartan: all that the facts hold). */
  measure: Type.Optional(CodeText),
  /**
   * Unit to highlight (强调单位); the one whose score is taken apart in `contribution` and `waterfall`, whose figures `spine`
   * shows, whose commitments `targets` and `target-history` list (left out there: the city's).
   */
  focus: Type.Optional(CodeText),
  /** In `district-ranking` the unit whose towns are ranked among themselves. Left out: the city's units. */
  within: Type.Optional(CodeText),
  /** A second unit to highlight. */
  compare: Type.Optional(CodeText),
  sort: Type.Optional(Type.Enum([...chartSorts])),
  /** 考核组 to narrow to: 城区, 县域, 园区. */
  group: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  /** Of `tartan`; left out: target. */
  cut: Type.Optional(Type.Enum([...chartCuts])),
  /** What the rows of `tartan` are; left out: units. */
  rows: Type.Optional(Type.Enum([...chartRows])),
  /** Codes of the units to keep in `tartan`, `unit-history` and `multiples`, joined by commas; left out: all. */
  units: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,60}(,[A-Za-z0-9_.:-]{1,60}){0,11}$' })),
  /**
   * Block of indicators for `tartan`, `targets`, `target-history` and `spine`: SKILLS, RIGHTS …; ALL for every one in `spine`.
   * Left out: the assessed ones. In `district-ranking` of the score the block whose points are ranked; left out: the whole.
   */
  dimension: Type.Optional(CodeText),
  /** Year of `targets` and `target-lights`. Left out: the release's own. */
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2199 })),
  /** Lead department to narrow `targets` and `target-lights` to. */
  department: Type.Optional(CodeText),
  /** Light to narrow `targets` to. */
  standing: Type.Optional(Type.Enum([...targetFilters])),
  /** Left out: by block of indicators. */
  groupBy: Type.Optional(Type.Enum([...targetGroupings])),
  /** Axis of `breakdown`: size, cluster; in `group-gaps` the group of workers. Left out: the first. */
  axis: Type.Optional(CodeText),
  /** What stands beside the unit in `spine`. Left out: the city. */
  base: Type.Optional(Type.Enum([...spineBases])),
  /** What the score is held against in `waterfall`. Left out: last quarter. */
  against: Type.Optional(Type.Enum([...scoreReferences])),
  /** Which gap of `measure` in `gap-trend`, by its name: 规上—中小微. Left out: the widest. */
  pair: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** 本季 or 累计 in `trend` and `multiples`, where the figure has both. Left out: as it is defined. */
  span: Type.Optional(Type.Enum([...chartSpans])),
  /** In `multiples`, an axis of its own for each unit. Left out: one for all. */
  axes: Type.Optional(Type.Enum([...chartAxes])),
  /** First and last quarter of `trend`, `multiples` and the histories. Left out: all there are. */
  from: Type.Optional(PeriodText),
  to: Type.Optional(PeriodText),
  /** Which 45 units of `multiples`, counted from 1. */
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** Version of the city's own outlines for `map`. Left out: the one in use in the release's quarter. */
  map: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The other release of `difference`, by its number: what this one is held against. */
  before: Type.Optional(CodeText),
  /** Replaces the generated title; never checked against the data, so the file says 自拟标题 in its alt text. */
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
}

/** What to draw. The same spec on screen, in a link and on the server gives the same figures. */
export const ChartSpec = strictObject(specProperties)
export type ChartSpec = Static<typeof ChartSpec>

/** A QR code of the place where the file can be checked. Left out: in pictures of the size of a slide or document. */
export const chartMarks = ['with', 'without'] as const

/** Letters of an own 水印. */
export const longestWatermark = 20

/** A spec and what to make of it; flat, so that a link reproduces the file. */
export const ChartExportQuery = strictObject({
  ...specProperties,
  format: Type.Enum([...chartFormats]),
  preset: Type.Optional(Type.Enum([...chartPresets])),
  theme: Type.Optional(Type.Enum([...chartThemes])),
  background: Type.Optional(Type.Enum([...chartBackgrounds])),
  letters: Type.Optional(Type.Enum([...chartLetters])),
  /** Of a picture. */
  qr: Type.Optional(Type.Enum([...chartMarks])),
  /** Own words across a picture: 内部资料. A preview keeps its own. */
  watermark: Type.Optional(Type.String({ minLength: 1, maxLength: longestWatermark })),
})
export type ChartExportQuery = Static<typeof ChartExportQuery>

export const panelThemes = ['light', 'dark'] as const

/** A spec and the size of the panel on the page it is drawn for, in CSS px. */
export const ChartPanelQuery = strictObject({
  ...specProperties,
  width: Type.Integer({ minimum: 120, maximum: 4000 }),
  height: Type.Integer({ minimum: 40, maximum: 4000 }),
  theme: Type.Optional(Type.Enum([...panelThemes])),
})
export type ChartPanelQuery = Static<typeof ChartPanelQuery>

/** Which reply of a release each kind of chart is drawn from. */
export const factsOfKind = {
  'district-ranking': 'ranking',
  dumbbell: 'ranking',
  bump: 'ranking',
  'rank-interval': 'ranking',
  contribution: 'ranking',
  waterfall: 'ranking',
  dimensions: 'ranking',
  'tile-map': 'ranking',
  map: 'ranking',
  trend: 'indicator',
  'by-unit': 'indicator',
  multiples: 'indicator',
  funnel: 'indicator',
  breakdown: 'indicator',
  'worker-groups': 'indicator',
  'group-gaps': 'indicator',
  tartan: 'matrix',
  spine: 'matrix',
  targets: 'targets',
  'target-lights': 'targets',
  'target-history': 'targets',
  'unit-history': 'indicator',
  gaps: 'overview',
  'gap-trend': 'equity',
  'resource-need': 'equity',
  swarm: 'equity',
  kpi: 'overview',
  difference: 'difference',
} as const satisfies Readonly<
  Record<ChartKind, 'ranking' | 'indicator' | 'overview' | 'matrix' | 'targets' | 'equity' | 'difference'>
>
export type FactsOfKind = typeof factsOfKind

export type FactsNeed =
  | { readonly facts: 'ranking'; readonly measure: string; readonly within?: string }
  | { readonly facts: 'indicator'; readonly indicator: string }
  | { readonly facts: 'overview' }
  | { readonly facts: 'matrix' }
  | { readonly facts: 'targets'; readonly unit: string | null }
  | { readonly facts: 'equity' }
  | { readonly facts: 'difference'; readonly before: string }

/** The facts a spec needs; null when an indicator chart names no indicator, a difference no other release. */
export function factsNeeded(spec: ChartSpec): FactsNeed | null {
  const facts = factsOfKind[spec.kind]
  if (facts === 'ranking')
    return {
      facts,
      measure: spec.measure ?? 'score',
      ...(spec.within === undefined ? {} : { within: spec.within }),
    }
  if (facts === 'indicator') return spec.measure === undefined ? null : { facts, indicator: spec.measure }
  // The lights of all units stand in the city's answer.
  if (facts === 'targets') return { facts, unit: spec.kind === 'target-lights' ? null : (spec.focus ?? null) }
  if (facts === 'difference') return spec.before === undefined ? null : { facts, before: spec.before }
  return { facts }
}

export const exportChart = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/charts/export',
  summary: 'One chart of a release as PNG, SVG, PPTX, XLSX or CSV; the link reproduces the file',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText }),
  query: ChartExportQuery,
  reply: null,
  file: chartFormats,
})

export const drawChartPanel = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/charts/panel',
  summary:
    'The plot of one chart as SVG at the size of a panel: what a page shows before its charting library is there',
  access: 'signed-in',
  params: Type.Object({ code: ReleaseCodeText }),
  query: ChartPanelQuery,
  reply: null,
  file: ['svg'],
})
