import type { ChartModel } from '@cg/charts/model'
import { formOf } from '@cg/charts/options/forms'
import { renderPanel } from '../image/panel.ts'
import { pagesOf } from '../slides/model-pages.ts'
import { pageFamily, pageRareFamily } from './page-fonts.ts'

/** The width a chart is drawn at, px: its letters are then 9.4 points on a page upright. */
const drawnWidth = 680

/** Points across a page upright inside its margins. */
const paperWidth = 493

/** The highest drawing that still leaves room for its title on a page, points. */
const paperHeight = 620

/** A drawing, and its size on paper in points. */
export type Picture = { readonly svg: string; readonly width: number; readonly height: number }

/** A chart as SVG; of more rows than a page takes, one after another. `density` below 1: lower, with smaller letters. */
export function drawnParts(model: ChartModel, density: number): Picture[] {
  const width = Math.round(drawnWidth / density)
  const scale = paperWidth / width
  const whole = heightOf(model, width) * scale
  const parts = whole <= paperHeight ? [model] : pagesOf(model).map(({ model: part }) => part)
  return parts.map((part) => {
    const height = heightOf(part, width)
    const svg = renderPanel(part, { width, height, theme: 'light' })
    return { svg: forPaper(svg), width: paperWidth, height: height * scale }
  })
}

function heightOf({ body }: ChartModel, width: number): number {
  return Math.ceil(formOf(body).height(body, width))
}

/** Nobody points at paper; its fonts are those of the document. */
function forPaper(svg: string): string {
  return svg
    .replace(/ (?:ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/ font-family="[^"]*"/g, ` font-family="'${pageFamily}', '${pageRareFamily}'"`)
}
