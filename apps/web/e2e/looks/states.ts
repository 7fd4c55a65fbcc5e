import type { Size, Theme } from './camera.ts'
import type { StillCity } from './cities.ts'
import { demoPreview, startDemo, startMadeUp } from './cities.ts'
import type { Browser } from 'playwright-core'

/** A screen of the program: the whole page, or the window where something lies over the page or fills it. */
export type Screen = {
  readonly name: string
  readonly path: string
  readonly isWindow?: boolean
  /** What must stand before it is looked at, where that comes after the page. */
  readonly mark?: string
}

export const sizes = {
  desk: { width: 1440, height: 900 },
  'meeting room': { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const satisfies Record<string, Size>

/** What one page is led through. */
export type Round = {
  readonly size: keyof typeof sizes
  readonly theme: Theme
  readonly screens: readonly Screen[]
}

export const cities = {
  demo: startDemo,
  many: (browser) => startMadeUp(browser, { name: 'looks-many', units: 45 }),
  tileless: (browser) => startMadeUp(browser, { name: 'looks-tileless', units: 12, hasTiles: false }),
} as const satisfies Record<string, (browser: Browser) => Promise<StillCity>>

export type State = {
  readonly name: string
  readonly city: keyof typeof cities
  /** Who looks; left out, a leader. */
  readonly login?: string
  readonly rounds: readonly Round[]
}

type Wish = {
  readonly unit: string
  /** The quarter; left out, the newest. */
  readonly period?: string
  readonly pub?: string
}

const withRelease = (path: string, { period, pub }: Omit<Wish, 'unit'>): string => {
  const wish = new URLSearchParams({ ...(period && { p: period }), ...(pub && { pub }) }).toString()
  return wish === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${wish}`
}

/** The screens of a release. */
function screensOf(wish: Wish): Screen[] {
  const of = (path: string) => withRelease(path, wish)
  return [
    { name: '总览', path: of('/') },
    { name: '排名', path: of('/rank') },
    { name: '指标目录', path: of('/i') },
    { name: '指标', path: of('/i/JN03') },
    { name: '区县画像', path: of(`/u/${wish.unit}`) },
    { name: '对比', path: of('/compare') },
    { name: '指标出处', path: of(`/i/JN03?passport=${wish.unit}`), isWindow: true, mark: '.passport-hash' },
    { name: '均衡性', path: of('/equity') },
    { name: '目标', path: of('/targets') },
    { name: '大屏', path: of('/screen'), isWindow: true },
  ]
}

/** They name releases and show none, so that they are the same in every quarter of a city. */
const records: readonly Screen[] = [
  { name: '发布记录', path: '/releases' },
  { name: '两次发布的差异', path: '/releases/difference' },
]

const otherViews = (wish: Wish): Screen[] =>
  ['dumbbell&by=JN03', 'bump', 'interval', 'dimensions', 'table'].flatMap((view) => [
    { name: `排名 ${view}`, path: withRelease(`/rank?view=${view}`, wish) },
  ])

const wall = (wish: Wish): Screen[] =>
  ['ranking', 'unit', 'weak', 'equity', 'targets'].map((slide) => ({
    name: `大屏 ${slide}`,
    path: withRelease(`/screen?pages=${slide}&focus=${wish.unit}`, wish),
    isWindow: true,
  }))

const inEveryLook = (screens: readonly Screen[]): Round[] =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['desk', 'meeting room', 'phone'] as const).map((size) => ({ size, theme, screens })),
  )

/**
 * Every size once and both themes: a theme changes colours and a size changes places, and both are seen together in the
 * full state. Which sizes are dark differs from state to state, so that every pair of the three meets.
 */
const inThreeLooks = (dark: readonly Round['size'][], screens: readonly Screen[]): Round[] =>
  (['desk', 'meeting room', 'phone'] as const).map((size) => ({
    size,
    theme: dark.includes(size) ? 'dark' : 'light',
    screens,
  }))

/** What a preview has beside its mark is seen in the other states. */
const isMarkedPreview = ({ name }: Screen): boolean => ['总览', '排名', '区县画像', '目标'].includes(name)

const full: Wish = { unit: 'YLX', period: '2026Q1' }

export const states: readonly State[] = [
  {
    name: 'full',
    city: 'demo',
    rounds: [
      ...inEveryLook([...screensOf(full), ...records]),
      { size: 'desk', theme: 'light', screens: otherViews(full) },
      { size: 'phone', theme: 'dark', screens: otherViews(full) },
      { size: 'meeting room', theme: 'light', screens: wall(full) },
      { size: 'meeting room', theme: 'dark', screens: wall(full) },
    ],
  },
  {
    name: 'one-unit-missing',
    city: 'demo',
    rounds: inThreeLooks(['meeting room'], screensOf({ unit: 'LGX' })),
  },
  {
    name: 'first-quarter',
    city: 'demo',
    rounds: inThreeLooks(['desk', 'phone'], screensOf({ unit: 'YLX', period: '2021Q4' })),
  },
  {
    name: 'no-scheme',
    city: 'demo',
    rounds: inThreeLooks(['meeting room'], screensOf({ unit: 'YLX', period: '2023Q1' })),
  },
  {
    name: 'forty-five-units',
    city: 'many',
    rounds: inThreeLooks(['desk'], [...screensOf({ unit: 'U0007' }), ...records]),
  },
  {
    name: 'no-tile-positions',
    city: 'tileless',
    rounds: inThreeLooks(['meeting room', 'phone'], [...screensOf({ unit: 'U0007' }), ...records]),
  },
  {
    name: 'preview',
    city: 'demo',
    login: 'fabu',
    rounds: inThreeLooks(['phone'], screensOf({ unit: 'YLX', pub: demoPreview }).filter(isMarkedPreview)),
  },
]
