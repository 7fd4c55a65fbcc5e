import type { ChartModel } from '@cg/charts/model'
import { formOf } from '@cg/charts/options/forms'
import type { PageCell, PageTable } from '@cg/charts/page/page-model'
import type { PackEmblem, Told } from '@cg/charts/pack/pack-model'
import { unreachable } from '@cg/domain/must'
import { renderPanel } from '../image/panel.ts'
import { qrCells, qrSvg, qrWords } from '../image/qr.ts'
import type { Source } from '../page/typst-text.ts'
import { quoted, text, typst } from '../page/typst-text.ts'
import { pageFamily, pageRareFamily } from '../page/page-fonts.ts'
import type { Frame } from '../slides/layout.ts'
import { tableLook } from '../page/slide-table.ts'
import { emblemBox, qrBox } from './masters.ts'
import {
  agendaColumns,
  agendaGap,
  agendaRow,
  footOf,
  halfTitles,
  halvesOf,
  headInches,
  roomOf,
  setTitle,
  subtitleOf,
  toldPoints,
} from './frame.ts'
import type { AgendaLine, PackCommon, PackSlide, Shown } from './slides.ts'
import { wordColumns } from './word-points.ts'

/** Keeps a drawing and answers by which name the source finds it. */
export type Keep = (svg: string) => string

type Setting = { readonly pack: PackCommon; readonly total: number; readonly keep: Keep }

/** One slide as a page of Typst. */
export function slideSource(slide: PackSlide, setting: Setting): Source {
  const { shown } = slide
  const { pack } = setting
  const words = (value: string): Source => text(value, pack.unbroken)
  switch (shown.kind) {
    case 'cover':
      return typst`#cover(${words(slide.title)}, ${words(shown.subtitle)}, (${shown.lines.map((line) => typst`${words(line)},`)}), ${emblemSource(shown.emblem, setting.keep)})`
    case 'chapter':
      return typst`#chapter(${shown.number}, ${words(slide.title)}, [${slide.number} / ${setting.total}])`
    case 'closing':
      return typst`#closing(${words(slide.title)}, (${shown.lines.map((line) => typst`${words(line)},`)}), ${qrSource(setting)})`
    default:
      return contentSlide(slide, shown, setting)
  }
}

/** The emblem in its place on the cover; \`none\` without one. */
function emblemSource(emblem: PackEmblem | null, keep: Keep): Source {
  if (emblem === null) return { source: 'none' }
  const { png, width, height } = emblem
  const name = keep(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${png}"/></svg>`,
  )
  const { x, y, w, h } = emblemBox(emblem)
  return typst`place(top + left, dx: ${x}in, dy: ${y}in, image(bytes(sys.inputs.at(${name})), format: "svg", width: ${w}in, height: ${h}in, alt: "标识"))`
}

/** The code of the file in its place on the last slide; none in a preview. */
function qrSource({ pack, keep }: Setting): Source {
  const cells = qrCells(pack)
  if (cells === undefined) return { source: 'none' }
  const { x, y, w, h } = qrBox
  return typst`place(top + left, dx: ${x}in, dy: ${y}in, image(bytes(sys.inputs.at(${keep(qrSvg(cells))})), format: "svg", width: ${w}in, height: ${h}in, alt: ${qrWords}))`
}

type ContentShown = Exclude<Shown, { readonly kind: 'cover' | 'chapter' | 'closing' }>

function contentSlide(slide: PackSlide, shown: ContentShown, setting: Setting): Source {
  const { pack, total } = setting
  const foot = footOf(shown, pack)
  const { points, lines } = setTitle(slide.title, pack.unbroken)
  const room = roomOf(shown, foot)
  const title = lines.map((line, at) => typst`#${text(line)}${{ source: at < lines.length - 1 ? ' \\\n' : '' }}`)
  return typst`#content(title: [${{ source: title.map(({ source }) => source).join('') }}], size: ${points}pt, subtitle: ${text(subtitleOf(shown), pack.unbroken)}, demo: ${pack.foot.demo ?? ''}, foot: (${foot.lines.map((line) => typst`${text(line)},`)}), foot-size: ${foot.points}pt, foot-top: ${foot.top}in, number: [${slide.number} / ${total}])[
${bodySource(slide, shown, room, setting)}
]`
}

function bodySource(slide: PackSlide, shown: ContentShown, room: Frame, { pack, keep }: Setting): Source {
  switch (shown.kind) {
    case 'chart':
      return drawn(shown.model, room, keep)
    case 'two-charts': {
      const titles = halfTitles(slide)
      const { charts, told } = halvesOf(room, shown.told)
      const below = told === null || shown.told === null ? nothing : placed(told, toldSource(shown.told, pack.unbroken))
      return typst`${[shown.left, shown.right].map((model, at) => half(model, titles[at] ?? '', charts[at] ?? room, { pack, keep }))}
${below}`
    }
    case 'table':
      return placed(room, tableSource(shown.table, room, pack.unbroken))
    case 'agenda':
      return placed(room, agendaSource(shown.lines, room, pack.unbroken))
    case 'words':
      return wordsSource(shown, room, pack.unbroken)
    case 'refused':
      return placed(room, typst`#refused(${text(shown.words, pack.unbroken)})`)
    default:
      return unreachable(shown)
  }
}

const nothing: Source = { source: '' }

function toldSource({ title, items }: Told, unbroken: readonly string[]): Source {
  const list = { source: items.map((item) => text(item, unbroken).source).join(', ') }
  const body = items.length === 0 ? nothing : typst`#list(spacing: 7pt, ${list})`
  return typst`#set text(size: ${toldPoints}pt)
#set par(leading: 6pt)
#block(below: 8pt, text(weight: "bold", ${text(title, unbroken)}))
${body}`
}

function placed({ x, y, w, h }: Frame, body: Source): Source {
  return typst`#place(top + left, dx: ${x}in, dy: ${y}in, block(width: ${w}in, height: ${h}in)[${body}])`
}

function half(model: ChartModel, title: string, frame: Frame, { pack, keep }: Pick<Setting, 'pack' | 'keep'>): Source {
  const head = { ...frame, y: frame.y - headInches, h: headInches }
  const words = typst`#text(size: 16pt, weight: "bold", ${text(title, pack.unbroken)}) \\ #text(size: 14pt, fill: ink2, ${text(model.lines.subtitle, pack.unbroken)})`
  return typst`${placed(head, words)}
${drawn(model, frame, keep)}`
}

/** Rows of a page leave room for a finger; where they do not fit, this share is enough, and less where no chip stands in them. */
function tightOf({ body }: ChartModel): number {
  return body.form === 'bars' && body.rows.every(({ light }) => light === null) ? 0.55 : 0.66
}

/**
 * A drawing as large as its frame. What is set smaller for its many rows gets larger letters instead: the smallest, two px
 * below the others, are still of 14 points. Half a slide does not hold that many rows: there they move together. Cards say
 * less where their letters would be too small.
 */
function drawn(model: ChartModel, frame: Frame, keep: Keep): Source {
  const [width, height] = [frame.w * 72, frame.h * 72]
  const fitting = (part: number): number | undefined =>
    shares.find((one) => heightOf(model, width / one) * part * one <= height)
  const whole = model.body.form === 'bullet' ? 1 : fitting(1)
  const share = whole ?? fitting(tightOf(model)) ?? 0.5
  const fontSize = whole === undefined ? 14 : Math.round(16 / share)
  const [px, natural] = [Math.round(width / share), heightOf(model, width / share)]
  const high = Math.round(Math.min(height / share, Math.max(natural, Math.min(natural * 1.4, height / share))))
  const name = keep(forDocument(renderPanel(model, { width: px, height: high, theme: 'light', fontSize })))
  const shrunk = Math.min(1, height / (high * share))
  return typst`#place(top + left, dx: ${frame.x}in, dy: ${frame.y}in, image(bytes(sys.inputs.at(${name})), format: "svg", width: ${px * share * shrunk}pt, height: ${high * share * shrunk}pt, alt: ${model.altText}))`
}

const shares = [1.15, 1, 0.9, 0.8, 0.75, 0.7, 0.6]

function heightOf({ body }: ChartModel, width: number): number {
  return Math.ceil(formOf(body).height(body, width))
}

/** Nobody points at a slide; its fonts are those of the document. */
function forDocument(svg: string): string {
  return svg
    .replace(/ (?:ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/ font-family="[^"]*"/g, ` font-family="'${pageFamily}', '${pageRareFamily}', sans-serif"`)
}

function agendaSource(lines: readonly AgendaLine[], room: Frame, unbroken: readonly string[]): Source {
  const columns = agendaColumns(lines)
  const scale = columns.length === 1 ? 1 : 0.82
  const height = agendaRow(Math.max(...columns.map((column) => column.length)), room)
  const grids = columns.map((column) => {
    const rows = column.map(
      ({ text: words, slide, isChapter, number }) =>
        typst`agenda-line(${number}, ${text(words, unbroken)}, [${slide}], ${{ source: String(isChapter) }}, ${scale}),`,
    )
    return typst`grid(columns: 100%, rows: ${height}in, align: horizon, ${rows}),`
  })
  return typst`#grid(columns: (1fr,) * ${columns.length}, column-gutter: ${agendaGap}in, align: top, ${grids})`
}

type Words = Extract<Shown, { readonly kind: 'words' }>

function wordsSource(shown: Words, room: Frame, unbroken: readonly string[]): Source {
  if (shown.sections.length === 0) return placed(room, typst`#refused(${text('本期没有可列的内容', unbroken)})`)
  const columns = wordColumns(shown, room).map(({ own, frame, gap }) => {
    const parts = own.map(({ title, items }, at) => {
      const list = typst`#list(spacing: ${gap + 4}pt, ${{ source: items.map((item) => text(item, unbroken).source).join(', ') }})`
      const above = at === 0 ? 0 : gap + 6
      const head = typst`#block(above: ${above}pt, below: ${gap + 2}pt, text(weight: "bold", ${text(title, unbroken)}))`
      return title === '' ? list : typst`${[head, list]}`
    })
    return placed(
      frame,
      typst`#set text(size: ${shown.points}pt)
${parts}`,
    )
  })
  return typst`${columns}`
}

function tableSource(table: PageTable, room: Frame, unbroken: readonly string[]): Source {
  const look = tableLook(table, room)
  const head = table.columns.map(
    ({ header, isNumber }) =>
      typst`table.cell(align: ${{ source: isNumber ? 'right + horizon' : 'left + horizon' }}, fill: ground)[#text(fill: ink2, weight: "bold", ${text(header, unbroken)})],`,
  )
  const body = table.rows.map((row) => {
    if (row.kind === 'section')
      return typst`table.cell(colspan: ${table.columns.length})[#text(weight: "bold", ${text(row.text, unbroken)})],`
    return typst`${row.cells.map((cell, at) => bodyCell(cell, table.columns[at]?.isNumber === true, row.isFocus, unbroken))}`
  })
  const widths = look.widths.map((width) => `${width}in`).join(', ')
  return typst`#set text(size: ${look.points}pt)
#table(columns: (${{ source: widths }},), stroke: (rest: none, bottom: 0.5pt + rule), inset: (x: 4pt, y: 5.5pt), table.header(${head}), ${body})
${table.legend === '' ? { source: '' } : typst`#text(size: 12pt, fill: ink3, ${text(table.legend, unbroken)})`}`
}

function bodyCell(cell: PageCell, isNumber: boolean, isFocus: boolean, unbroken: readonly string[]): Source {
  const fill = cell.fill === null ? 'none' : `rgb(${quoted(cell.fill).source})`
  const ink = cell.ink === null ? typst`ink` : typst`rgb(${cell.ink})`
  const weight = isFocus ? 'bold' : 'regular'
  return typst`table.cell(align: ${{ source: isNumber ? 'right' : 'left' }}, fill: ${{ source: fill }})[#text(fill: ${ink}, weight: ${weight}, ${text(cell.text, unbroken)})],`
}
