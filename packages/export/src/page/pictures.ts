import type { ChartModel } from '@cg/charts/model'
import { formOf } from '@cg/charts/options/forms'
import { renderPanel } from '../image/panel.ts'
import { pagesOf } from '../slides/model-pages.ts'
import { pageFamily, pageRareFamily } from './page-fonts.ts'

/** Points a px is printed at: letters of a chart are then 9.4 points. */
const pointsPerPx = 493 / 680

/** Points across a page inside its margins, and the highest drawing that still leaves room for its title: upright and on its side. */
const papers = { upright: { width: 493, height: 620 }, wide: { width: 739, height: 400 } } as const

/** A drawing, and its size on paper in points. */
export type Picture = { readonly svg: string; readonly width: number; readonly height: number }

type Paper = { readonly density: number; readonly isWide: boolean }

/** A chart as SVG; of more rows than a page takes, one after another. `density` below 1: lower, with smaller letters. */
export function drawnParts(model: ChartModel, { density, isWide }: Paper): Picture[] {
  const paper = isWide ? papers.wide : papers.upright
  const width = Math.round(paper.width / pointsPerPx / density)
  const scale = paper.width / width
  const whole = heightOf(model, width) * scale
  const parts = whole <= paper.height ? [model] : pagesOf(model).map(({ model: part }) => part)
  return parts.map((part) => {
    const height = heightOf(part, width)
    const svg = renderPanel(part, { width, height, theme: 'light' })
    return { svg: forPaper(svg), width: paper.width, height: height * scale }
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
