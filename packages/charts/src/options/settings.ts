import type { ChartTheme } from '../theme.ts'

/** How a model is drawn. The option depends on the size: build it again when the panel is resized. */
export type DrawingSettings = {
  readonly width: number
  readonly height: number
  readonly theme: ChartTheme
  /** picture: title, footer and watermark are drawn inside; panel: the page writes them around the plot. */
  readonly frame: 'picture' | 'panel'
  readonly animation: boolean
  /** Null: transparent. */
  readonly background: string | null
  readonly fontFamily: string
  /** Base size of labels in px. */
  readonly fontSize: number
  /** Least height in px of a row where a panel cannot grow: of what has no room both ends are kept. Left out: it grows with its rows. */
  readonly leastRow?: number | undefined
  /** 党建红: the colour of a picture's band and title, which data never have. */
  readonly brand?: string | undefined
  /** A QR code beside the lines of a picture; `module`: px of one of its cells. */
  readonly qr?: { readonly cells: readonly (readonly boolean[])[]; readonly module: number } | undefined
  /** Words that stay whole wherever a line breaks: the model's own, set by who draws it. */
  readonly unbroken?: readonly string[]
}

/** A rectangle in px. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** A part of a drawing that stands for something: where the keyboard, a click and a screen reader find it. */
export type Target = {
  readonly key: string
  readonly detail: readonly string[]
  readonly box: Box
  /** Where the pointer meets it when that is no rectangle: an SVG path within the drawing, which reaches to this width and height. */
  readonly area?: { readonly path: string; readonly width: number; readonly height: number }
}

/** The box in which the pointer finds a point: a finger's width, and no further than half way to the next. */
export function pointBox(x: number, y: number, step: number): Box {
  const half = Math.min(12, step / 2)
  return { left: x - half, top: y - 12, width: half * 2, height: 24 }
}

/** Text without the two marks that ECharts reads as rich text: names are user input. */
export function plain(text: string): string {
  return text.replaceAll('{', '｛').replaceAll('}', '｝').replaceAll('|', '｜')
}
