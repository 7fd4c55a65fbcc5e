import type { ChartThemeName } from '@cg/contract/chart'
import type { Light } from '@cg/contract/figure-schema'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import type { GridCell } from './model.ts'

/** Colours of one theme (ux 3.1, 3.4). The web makes its CSS variables from the same object. */
export type ChartTheme = {
  readonly page: string
  readonly card: string
  readonly line: string
  readonly lineStrong: string
  readonly track: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly brandBlue: string
  readonly brandRed: string
  readonly brandGold: string
  readonly primary: string
  readonly highlight: string
  readonly contextLine: string
  readonly contextMark: string
  readonly interval: string
  readonly focusTint: string
  readonly missingFill: string
  readonly missingLine: string
  /** Change in an indicator without polarity. */
  readonly neutralChange: string
  readonly categorical: readonly string[]
  readonly sequential: readonly string[]
  /** Label colour on each sequential class, contrast at least 4.5. */
  readonly sequentialInk: readonly string[]
  /** Worse to better. */
  readonly diverging: readonly string[]
  /** Label colour on each diverging class, contrast at least 4.5. */
  readonly divergingInk: readonly string[]
  readonly status: Readonly<Record<Light, StatusColours>>
}

export type StatusColours = {
  readonly fill: string
  readonly outline: string
  readonly tint: string
  readonly ink: string
}

export type StatusShape = 'circle' | 'triangle' | 'square'

/** Shape and word never change meaning; colour only repeats them. */
export const statusMarks: Readonly<
  Record<Light, { readonly shape: StatusShape; readonly glyph: string; readonly word: string }>
> = {
  met: { shape: 'circle', glyph: '●', word: '达标' },
  near: { shape: 'triangle', glyph: '▲', word: '临近' },
  late: { shape: 'square', glyph: '■', word: '滞后' },
}

/** How a place without a number is marked: a dashed frame where a figure was due, nothing where none is. */
export const missingMarks: Readonly<Record<ResultState, 'none' | 'dashed' | 'dash'>> = {
  reported: 'none',
  partial: 'none',
  not_reported: 'dashed',
  not_available: 'dashed',
  invalid: 'dashed',
  withheld: 'dashed',
  not_applicable: 'dash',
  zero_denominator: 'dash',
  uncomputable: 'dashed',
  not_established: 'dash',
}

/** Ground and letters of a grid's cell; a cell that is not compared has no ground. */
export function cellColours(
  { tint, value }: Pick<GridCell, 'tint' | 'value'>,
  theme: ChartTheme,
): { readonly fill: string; readonly ink: string } {
  if (tint === null) return { fill: theme.card, ink: value === null ? theme.ink3 : theme.ink }
  if (tint.palette === 'status') return { fill: theme.status[tint.light].tint, ink: theme.status[tint.light].ink }
  return tint.palette === 'diverging'
    ? { fill: must(theme.diverging[tint.step]), ink: must(theme.divergingInk[tint.step]) }
    : { fill: must(theme.sequential[tint.step]), ink: must(theme.sequentialInk[tint.step]) }
}

const light: ChartTheme = {
  page: '#F5F7FA',
  card: '#FFFFFF',
  line: '#E4E8EE',
  lineStrong: '#D5DAE1',
  track: '#E9EDF3',
  ink: '#1B2430',
  ink2: '#4A5565',
  ink3: '#667085',
  brandBlue: '#1B4B91',
  brandRed: '#B3191F',
  brandGold: '#B98A2F',
  primary: '#1F5FBF',
  highlight: '#E26B16',
  contextLine: '#CBD3DE',
  contextMark: '#98A2B3',
  interval: '#CADAF3',
  focusTint: '#EEF4FC',
  missingFill: '#F2F4F7',
  missingLine: '#98A2B3',
  neutralChange: '#1F5FBF',
  categorical: ['#1F5FBF', '#E26B16', '#8E0049', '#7F9A78', '#9A86B8', '#3F4A1F'],
  sequential: ['#E3ECF8', '#B4CDEB', '#7CA7DA', '#3F78BF', '#163F7D'],
  sequentialInk: ['#1B2430', '#1B2430', '#1B2430', '#FFFFFF', '#FFFFFF'],
  diverging: ['#A34A00', '#E39A52', '#EFEFEC', '#7FA8D9', '#1C4E93'],
  divergingInk: ['#FFFFFF', '#1B2430', '#1B2430', '#1B2430', '#FFFFFF'],
  status: {
    met: { fill: '#128A70', outline: '#128A70', tint: '#E3F4EF', ink: '#0B6250' },
    near: { fill: '#F2B705', outline: '#7A5200', tint: '#FEF4D6', ink: '#6B4700' },
    late: { fill: '#A8201A', outline: '#A8201A', tint: '#FBE6E4', ink: '#8E1610' },
  },
}

const dark: ChartTheme = {
  page: '#0B1220',
  card: '#121C2E',
  line: '#22304A',
  lineStrong: '#2A3650',
  track: '#22304A',
  ink: '#EAF0F8',
  ink2: '#B3BFCF',
  ink3: '#8593A6',
  brandBlue: '#7FB2FF',
  brandRed: '#E8503A',
  brandGold: '#D9B566',
  primary: '#6EA8FF',
  highlight: '#D05418',
  contextLine: '#3A4A66',
  contextMark: '#6F7F97',
  interval: '#2B4C82',
  focusTint: '#18263F',
  missingFill: '#121C2E',
  missingLine: '#6F7F97',
  neutralChange: '#6EA8FF',
  categorical: ['#6EA8FF', '#D05418', '#F3C175', '#AD5EA9', '#758768', '#E7D6F8'],
  sequential: ['#1B2D4D', '#2B4C82', '#3F73BD', '#6EA8FF', '#B7D4FF'],
  sequentialInk: ['#EAF0F8', '#EAF0F8', '#FFFFFF', '#0B1220', '#0B1220'],
  diverging: ['#F08A3C', '#9A5B2A', '#2A3446', '#3A6FB5', '#8CC0FF'],
  divergingInk: ['#0B1220', '#FFFFFF', '#EAF0F8', '#FFFFFF', '#0B1220'],
  status: {
    met: { fill: '#3FCBB0', outline: '#3FCBB0', tint: '#12352F', ink: '#7FE3CF' },
    near: { fill: '#FFE08A', outline: '#FFE08A', tint: '#3A3216', ink: '#FFE08A' },
    late: { fill: '#E8503A', outline: '#E8503A', tint: '#3D1B17', ink: '#FFA797' },
  },
}

/** Black on white, for paper that may be copied in grey. */
const print: ChartTheme = {
  ...light,
  page: '#FFFFFF',
  line: '#D9D9D9',
  lineStrong: '#999999',
  track: '#E6E6E6',
  ink: '#000000',
  ink2: '#333333',
  ink3: '#555555',
  primary: '#1B4B91',
  contextLine: '#BBBBBB',
  contextMark: '#8A8A8A',
  interval: '#D0D8E4',
  focusTint: '#F2F2F2',
  missingFill: '#FFFFFF',
  missingLine: '#777777',
}

export const themes: Readonly<Record<ChartThemeName, ChartTheme>> = { light, red: light, dark, print }

/** The face of exports first, then what screens have (ux 3.5). */
export const exportFontFamily = 'Noto Sans SC'
/** Names in single quotes: ECharts writes them into double-quoted SVG attributes as they are. */
/** Chinese characters beyond GBK; bundled with exports only. */
export const rareFontFamily = 'Noto Sans SC Rare'

export const fontStack =
  "'Noto Sans SC', 'Noto Sans SC Rare', -apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'HarmonyOS Sans SC', 'Source Han Sans SC', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
