import type { ChartBody, ChartModel } from '@cg/charts/model'
import type { Axes, Frame, Margins } from './layout.ts'
import type { Slide } from './library.ts'
import type { NativeChart } from './native.ts'

/** How one form of chart becomes slides. Members are methods, so that the table of forms can be read through one type. */
export type SlideForm<B extends ChartBody> = ChartForm<B> | ShapeForm<B>

/** Office draws the chart; shapes add what its charts do not know. */
export type ChartForm<B extends ChartBody> = {
  readonly drawnBy: 'office'
  /** The bodies of the slides; more than one where a single slide would be too small to read. */
  pages(body: B): readonly B[]
  native(body: B, model: Pick<ChartModel, 'file'>): NativeChart
  /** The part of the room that the chart takes. */
  frame(body: B, room: Frame): Frame
  margins(body: B, native: NativeChart, frame: Frame): Margins
  /** Over the chart; the reference line stands behind it and is everybody's. */
  draw(slide: Slide, body: B, axes: Axes): void
}

/** A native table or native shapes. */
export type ShapeForm<B extends ChartBody> = {
  readonly drawnBy: 'shapes'
  pages(body: B): readonly B[]
  draw(slide: Slide, body: B, room: Frame, said: Pick<ChartModel, 'altText' | 'unbroken'>): void
}
