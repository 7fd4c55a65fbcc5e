import type { ChartPreset, ChartThemeName } from '@cg/contract/chart'
import type { DrawingSettings } from './options/settings.ts'
import { fontStack, themes } from './theme.ts'

/** A picture size: logical px, pixels per logical px, dots per inch written into the file. */
export type PictureSize = {
  readonly width: number
  readonly height: number
  readonly ratio: number
  readonly dpi: number
  readonly fontSize: number
}

/** ux 4.2. `document` is 156 mm at 300 dpi: its letters print at about 7.5 pt. */
export const pictureSizes: Readonly<Record<ChartPreset, PictureSize>> = {
  slide: { width: 960, height: 540, ratio: 2, dpi: 144, fontSize: 14 },
  half: { width: 480, height: 540, ratio: 2, dpi: 144, fontSize: 13 },
  document: { width: 700, height: 394, ratio: 1843 / 700, dpi: 300, fontSize: 12 },
  phone: { width: 540, height: 720, ratio: 2, dpi: 144, fontSize: 14 },
  poster: { width: 960, height: 540, ratio: 4, dpi: 300, fontSize: 14 },
  square: { width: 540, height: 540, ratio: 2, dpi: 144, fontSize: 13 },
}

export type PictureOptions = {
  readonly preset: ChartPreset
  readonly theme: ChartThemeName
  readonly isTransparent: boolean
  /** The cells of a QR code, dark is true; left out: none. */
  readonly qr?: readonly (readonly boolean[])[] | undefined
}

/** Px of a cell of a QR code: a telephone reads it from a slide's picture, and on paper at half a millimetre. */
const qrModule = 2

/** Settings of an exported picture: everything inside, nothing moves. */
export function pictureSettings({ preset, theme, isTransparent, qr }: PictureOptions): DrawingSettings {
  const { width, height, fontSize, ratio } = pictureSizes[preset]
  return {
    width,
    height,
    fontSize,
    theme: themes[theme],
    frame: 'picture',
    animation: false,
    background: isTransparent ? null : themes[theme].card,
    fontFamily: fontStack,
    ...(theme === 'red' ? { brand: themes.red.brandRed } : {}),
    // Whole pixels, or its edges blur.
    ...(qr === undefined ? {} : { qr: { cells: qr, module: Math.round(qrModule * ratio) / ratio } }),
  }
}

export type PanelOptions = {
  readonly width: number
  readonly height: number
  readonly theme: ChartThemeName
  readonly animation: boolean
  readonly fontSize?: number | undefined
  readonly leastRow?: number | undefined
}

/** Settings of a panel on a page: only the plot, transparent. */
export function panelSettings({ width, height, theme, animation, fontSize, leastRow }: PanelOptions): DrawingSettings {
  return {
    width,
    height,
    theme: themes[theme],
    frame: 'panel',
    animation,
    background: null,
    fontFamily: fontStack,
    fontSize: fontSize ?? 13,
    leastRow,
  }
}
