import type { BulletCard, ChartModel } from '@cg/charts/model'
import type { PageBlock, PageCell, PageTable, PanelBlock } from '@cg/charts/page/page-model'
import { lightCell } from '@cg/charts/page/tables'
import { textWidth } from '@cg/charts/text-layout'
import { formatState } from '@cg/domain/number/number-format'
import { unreachable } from '@cg/domain/must'
import type { Source } from './typst-text.ts'
import { quoted, text, typst } from './typst-text.ts'

/** A drawing that the document names, and its size in points. */
export type Drawn = { readonly name: string; readonly width: number; readonly height: number }
type Draw = (model: ChartModel) => readonly Drawn[]
type Words = readonly string[]

/** One block of the page as source. */
export function blockSource(block: PageBlock, unbroken: Words, draw: Draw): Source {
  switch (block.kind) {
    case 'cards':
      return panel(block.title, '', cards(block.model, unbroken), unbroken)
    case 'sentences':
      return panel(block.title, block.subtitle, sentences(block.lists, unbroken), unbroken)
    case 'facts':
      return panel(block.title, block.subtitle, facts(block.pairs, unbroken), unbroken)
    case 'panel':
      return chartPanel(block, unbroken, draw)
    case 'table':
      return tables(block.title, block.subtitle, [block.table], { unbroken, before: nothing })
    default:
      return unreachable(block)
  }
}

const nothing: Source = { source: '' }

function panel(title: string, subtitle: string, body: Source, unbroken: Words): Source {
  return typst`#panel(${text(title, unbroken)}, ${subtitle === '' ? { source: 'none' } : text(subtitle, unbroken)}, [${body}])`
}

function list(items: readonly string[], unbroken: Words): Source {
  return { source: `#list(${items.map((item) => text(item, unbroken).source).join(', ')})` }
}

type Lists = Extract<PageBlock, { kind: 'sentences' }>['lists']

function sentences(lists: Lists, unbroken: Words): Source {
  const parts = lists.map(({ title, items, empty }) => {
    const body = items.length > 0 ? list(items, unbroken) : empty === '' ? nothing : typst`#small(${text(empty)})`
    return title === '' ? body : typst`#heading(level: 3, ${text(title, unbroken)})\n${body}`
  })
  return typst`${parts}`
}

type Pairs = Extract<PageBlock, { kind: 'facts' }>['pairs']

/** Wider than half of the page, in letters. */
const halfLine = 20

/** Term and words; two pairs a line while all of them are short. */
function facts(pairs: Pairs, unbroken: Words): Source {
  if (pairs.length === 0) return nothing
  const isShort = pairs.every(([term, words]) => textWidth(words) <= halfLine && textWidth(term) <= 10)
  const term = Math.max(...pairs.map(([one]) => textWidth(one))) * 9.5 + 10
  const cells = pairs.map(
    ([name, words]) => typst`[#text(fill: ink2, ${text(name, unbroken)})], ${text(words, unbroken)},`,
  )
  const columns = isShort ? `(${term}pt, 1fr, ${term}pt, 1fr)` : `(${term}pt, 1fr)`
  return typst`#grid(columns: ${{ source: columns }}, row-gutter: 7pt * density, column-gutter: 6pt, ${cells})`
}

function cards({ body }: ChartModel, unbroken: Words): Source {
  if (body.form !== 'bullet') return nothing
  const across = body.cards.length === 4 ? 2 : 3
  return typst`#grid(columns: (1fr,) * ${across}, gutter: 7pt, ${body.cards.map((card) => kpi(card, unbroken))})`
}

function kpi(card: BulletCard, unbroken: Words): Source {
  const isFigure = card.figure.value !== null
  const light = lightCell(card.light, isFigure ? '' : formatState(card.figure.state))
  return typst`card(${text(card.name, unbroken)}, ${text(card.number)}, ${text(card.unit)}, ${coloured(light, unbroken)}, ${text(card.change)}, ${text(card.target?.text ?? '')}),`
}

function chartPanel(block: PanelBlock, unbroken: Words, draw: Draw): Source {
  const { model, told } = block
  const drawn = block.isDrawn ? draw(model) : []
  const pictures = drawn.map(
    ({ name, width, height }, at) =>
      typst`#drawing(${name}, ${width}pt, ${height}pt, ${at === 0 ? model.altText : `${model.title}（续）`}, ${{ source: String(at === 0) }})`,
  )
  const notes = block.notes.map((note) => typst`#block(above: 4pt, below: 4pt, small(${text(note, unbroken)}))`)
  const said = told.length === 0 ? nothing : list(told, unbroken)
  const before = typst`${[...pictures, said]}`
  if (block.tables.length === 0) return panel(block.title, block.subtitle, typst`${[before, ...notes]}`, unbroken)
  return tables(block.title, block.subtitle, block.tables, { unbroken, before, after: notes })
}

type Around = { readonly unbroken: Words; readonly before: Source; readonly after?: readonly Source[] }

function tables(title: string, subtitle: string, given: readonly PageTable[], around: Around): Source {
  const { unbroken, before, after = [] } = around
  return panel(title, subtitle, typst`${[before, ...given.map((one) => table(one, unbroken)), ...after]}`, unbroken)
}

function table({ columns, rows, legend, isWide }: PageTable, unbroken: Words): Source {
  const size = isWide ? 7.5 : 8.5
  const widths = columns.map((_, at) => columnWidth({ columns, rows }, at))
  const head = columns.map(
    ({ header, isNumber }) =>
      typst`table.cell(align: ${{ source: isNumber ? 'right + bottom' : 'left + bottom' }})[#text(fill: ink2, weight: "bold", ${text(header, unbroken)})],`,
  )
  const body = rows.map((row) => {
    if (row.kind === 'section')
      return typst`table.cell(colspan: ${columns.length}, inset: (x: 3pt, top: 7pt, bottom: 3pt), breakable: false)[#text(weight: "bold", ${text(row.text, unbroken)})],`
    return typst`${row.cells.map((cell, at) => bodyCell(cell, columns[at]?.isNumber === true, row.isFocus, unbroken))}`
  })
  const key = legend === '' ? nothing : typst`#block(above: 4pt, below: 6pt, small(${text(legend, unbroken)}))`
  return typst`#block(above: 6pt, below: 6pt, [#set text(size: ${size}pt)
#set par(leading: 4pt)
#table(columns: (${{ source: widths.map((width) => `${width}, `).join('') }}), stroke: (x, y) => (bottom: 0.5pt + (if y == 0 { strong-rule } else { rule })), inset: (x: 3pt, y: 3.6pt * density), table.header(${head}), ${body})])
${key}`
}

/** Figures and short words as wide as they are; names and long words share what is left. */
function columnWidth({ columns, rows }: Pick<PageTable, 'columns' | 'rows'>, at: number): string {
  if (at === columns.findIndex(({ isNumber }) => !isNumber)) return '1.5fr'
  const widest = Math.max(0, ...rows.map((row) => (row.kind === 'row' ? textWidth(row.cells[at]?.text ?? '') : 0)))
  return columns[at]?.isNumber === true || widest <= 8 ? 'auto' : '1fr'
}

function bodyCell(cell: PageCell, isNumber: boolean, isFocus: boolean, unbroken: Words): Source {
  const fill = cell.fill === null ? 'none' : `rgb(${quoted(cell.fill).source})`
  const words = coloured(cell, unbroken)
  return typst`table.cell(align: ${{ source: isNumber ? 'right' : 'left' }}, fill: ${{ source: fill }})[${isFocus ? typst`#strong(${words})` : typst`#${words}`}],`
}

function coloured({ text: words, ink }: PageCell, unbroken: Words): Source {
  return ink === null ? text(words, unbroken) : typst`[#text(fill: rgb(${ink}), ${text(words, unbroken)})]`
}
