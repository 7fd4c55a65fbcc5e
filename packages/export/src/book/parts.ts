import { lapseSummary, lapseTitle, statedTable } from '@cg/charts/lapses'
import type { LapseRow } from '@cg/charts/lapses'
import type { ChartFacts } from '@cg/charts/from-spec'
import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartModel, ChartTable, TableCell, TableColumn } from '@cg/charts/model'
import { formOf } from '@cg/charts/options/forms'
import { placeBuilt } from '@cg/charts/page/place'
import { toldIn } from '@cg/charts/reading-notes'
import { ChartRefusal } from '@cg/charts/refusal'
import type { ChartSpec } from '@cg/contract/chart'
import type { BookFacts } from '@cg/contract/release/book'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { renderPanel } from '../image/panel.ts'
import { cleanModel } from '../clean-model.ts'
import { xmlText } from '../inert-text.ts'
import { compactSvg } from './compact-svg.ts'
import type { Markup } from './html.ts'
import { html, trusted } from './html.ts'

/** The width of a plot in the book, px; narrower windows and paper scale it. */
const plotWidth = 880

type Built = { readonly model: ChartModel } | { readonly refusal: string }

/** A chart of the book, or why the release has none. */
export function build(spec: ChartSpec, facts: ChartFacts): Built {
  try {
    return { model: cleanModel(chartFromSpec(spec, facts)) }
  } catch (error) {
    if (error instanceof ChartRefusal) return { refusal: error.what }
    throw error
  }
}

type FigureOptions = {
  /** Its figures as a table beneath. */
  readonly table?: 'open' | 'none'
  /** neutral: where the leaf's heading is the finding already. */
  readonly title?: 'finding' | 'neutral'
  /** own: source and definition stand on the leaf already. */
  readonly notes?: 'all' | 'own'
}

/** The figures of a chart alone, with what they cannot be read without; nothing where the release has none. */
export function chartTable(spec: ChartSpec, facts: ChartFacts): Markup | null {
  const built = build(spec, facts)
  if ('refusal' in built) return null
  const { table, neutralTitle, body } = built.model
  return html`${dataTable(table, neutralTitle)} ${toldIn(body).map((words) => html`<p class="note">${words}</p>`)}`
}

type ChartOptions = FigureOptions & { readonly spec: ChartSpec; readonly facts: ChartFacts }

/** One chart of the book; the words why not where the release has none. */
export function chartFigure({ spec, facts, ...options }: ChartOptions): Markup {
  const built = build(spec, facts)
  return 'refusal' in built ? html`<p class="none">${built.refusal}</p>` : modelFigure(built.model, options)
}

/** Where a measure is high and low, over the city's own map where it has one in use; null: there is nothing to draw. */
export function placeFigure({ sheet }: Pick<BookFacts, 'sheet'>, facts: RankingFacts): Markup | null {
  const built = placeBuilt(facts, { measure: facts.measure.code }, { sheet })
  return 'model' in built ? modelFigure(cleanModel(built.model), { notes: 'own' }) : null
}

/** Title, plot, figures as a table and the notes of one chart: the panel of the page, on paper. */
function modelFigure(model: ChartModel, { table = 'none', title = 'finding', notes = 'all' }: FigureOptions): Markup {
  const { source, definition, subtitle } = model.lines
  const told = [...(notes === 'all' ? [source, definition] : []), model.fullNote, ...model.methods]
  return html`<figure>
    <figcaption><b>${title === 'neutral' ? model.neutralTitle : model.title}</b><span>${subtitle}</span></figcaption>
    ${plot(model)} ${table === 'open' ? dataTable(model.table, model.neutralTitle) : null}
    <p class="note">${told.filter((note) => note !== null && note !== '').join(' ｜ ')}</p>
  </figure>`
}

/** The plot as SVG text in the faces of the reader's machine, named by what it says; nobody points at it. */
function plot(model: ChartModel): Markup {
  const height = Math.ceil(formOf(model.body).height(model.body, plotWidth))
  const svg = renderPanel(model, { width: plotWidth, height, theme: 'light' })
  const words = `<title>${xmlText(model.title)}</title><desc>${xmlText(model.altText)}</desc>`
  const drawn = svg
    .replace(/ (?:ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/<(path|rect|circle|line|polygon|polyline|ellipse)([^>]*)><\/\1>/g, '<$1$2/>')
    .replace(
      /^<svg[^>]*>/,
      (tag) => `${tag.replace(/ (?:xmlns|font-family)="[^"]*"/g, '').slice(0, -1)} role="img">${words}`,
    )
  return html`<div class="plot">${trusted(compactSvg(drawn))}</div>`
}

/** A table of the model: numbers to the right, missing ones by their word. */
export function dataTable({ columns, rows }: ChartTable, caption: string): Markup {
  return html`<div class="wide">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => headCell(column))}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, at) => bodyCell(cell, columns[at]))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function headCell({ header, unit, decimals }: TableColumn): Markup {
  const words = unit === '' ? header : `${header}（${unit}）`
  return decimals === null ? html`<th scope="col">${words}</th>` : html`<th scope="col" class="num">${words}</th>`
}

function bodyCell(cell: TableCell, column: TableColumn | undefined): Markup {
  return column?.decimals === null ? html`<td>${cell.text}</td>` : html`<td class="num">${cell.text}</td>`
}

/** 原因、措施、预计 of late and missing figures; nothing where nothing is late. */
export function statedFigures(rows: readonly LapseRow[] | null, head: '单位' | '指标'): Markup | null {
  if (rows === null || rows.length === 0) return null
  return html`<h2>${lapseTitle}</h2>
    ${dataTable(statedTable(rows, head), lapseSummary(rows, head === '单位' ? '个' : '项'))}`
}

/** Whole sentences, each in its own line; nothing without any. */
export function sentences(items: readonly string[]): Markup | null {
  return items.length === 0
    ? null
    : html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`
}

/** One leaf of the book: what a link leads to, and what is printed on a sheet of its own. */
export function leaf(id: string, title: string, body: readonly (Markup | null)[]): Markup {
  return html`<section id="${id}" tabindex="-1">
    <h1>${title}</h1>
    ${body.filter((part) => part !== null)}
  </section>`
}

/** Where the working of a figure stands; the city's is named '-'. */
export function figureId(indicator: string, unit: string): string {
  return `f-${indicator}-${unit}`
}
