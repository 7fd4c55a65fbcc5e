import { mediaTypes } from '@cg/contract/media'
import { cleanTexts } from '../clean-model.ts'
import { joinedFileName } from '../file-name.ts'
import { pageFamily, pageRareFamily } from '../page/page-fonts.ts'
import { refuseMissingPageLetters } from '../page/page-letters.ts'
import { dateSource } from '../page/pdf-frame.ts'
import { forgetTypeset, typeset } from '../page/typeset.ts'
import { text, typst } from '../page/typst-text.ts'
import type { Source } from '../page/typst-text.ts'
import { watermarkSource } from '../page/watermark.ts'
import type { RenderedFile } from '../render.ts'

export type LedgerTable = {
  readonly title: string
  /** `share`: of the width that is left beside the narrow ones; 0: as wide as its words. */
  readonly columns: readonly { readonly header: string; readonly share: number }[]
  readonly rows: readonly (readonly string[])[]
}

/** A ledger to be printed: tables on A4 that lies on its side. */
export type LedgerModel = {
  readonly title: string
  readonly subtitle: string
  readonly tables: readonly LedgerTable[]
  /** Beneath the tables: where it is from, by what it was reckoned. */
  readonly notes: readonly string[]
  /** On every page: 截至, the release. */
  readonly foot: string
  readonly demo: string | null
  readonly watermark: string | null
  readonly generatedAt: string
  /** Parts of the file's name. */
  readonly file: readonly string[]
}

/**
 * A ledger as PDF: A4 on its side, heads repeated on every page, tagged (PDF/UA-1). The same model gives the same bytes.
 * Throws ChartRefusal where a letter is in none of the committed fonts.
 */
export async function renderLedgerPdf(given: LedgerModel): Promise<RenderedFile> {
  const model = cleanTexts(given) as LedgerModel
  const isRare = refuseMissingPageLetters(model, 'Excel')
  try {
    const { source } = documentSource(model)
    const bytes = (await typeset({ source, pictures: {} }, isRare)).pdf()
    return { bytes, mediaType: mediaTypes.pdf, fileName: joinedFileName([...model.file], 'pdf') }
  } finally {
    forgetTypeset()
  }
}

function documentSource(model: LedgerModel): Source {
  const { title, subtitle, tables, notes, foot, demo } = model
  return typst`#set document(title: ${title}, author: "产改进展监测平台", date: ${dateSource(model.generatedAt)})
#set text(font: (${pageFamily}, ${pageRareFamily}), fallback: false, lang: "zh", region: "cn", cjk-latin-spacing: none, size: 9pt)
#set par(leading: 4.5pt, spacing: 6pt, justify: false)
#let small(body) = text(size: 8pt, body)
#set table.cell(breakable: false)
#show heading.where(level: 1): it => block(width: 100%, above: 0pt, below: 8pt, align(center, text(size: 18pt, weight: "bold", it.body)))
#show heading.where(level: 2): it => block(above: 12pt, below: 6pt, sticky: true, text(size: 11pt, weight: "bold", it.body))
#set page(paper: "a4", flipped: true, margin: (x: 15mm, top: 15mm, bottom: 17mm), footer-descent: 20%, footer: context {
  set text(size: 7.5pt)
  line(length: 100%, stroke: 0.5pt)
  v(-4pt)
  block[#${text(demo === null ? foot : `${foot} ｜ ${demo}`)}#h(1fr)第#counter(page).display()页，共#counter(page).final().first()页]
}${watermarkSource(model.watermark, { degrees: 28, points: 54 })})
= #${text(title)}
#block(width: 100%, below: 8pt, align(center, small(${text(subtitle)})))
${tables.map(tableSource)}
${notes.map((note) => typst`#block(above: 6pt, below: 0pt, small(${text(note)}))`)}
#context [#metadata(1)<end>]
`
}

function tableSource({ title, columns, rows }: LedgerTable): Source {
  const widths = columns.map(({ share }) => (share === 0 ? 'auto, ' : `${share}fr, `)).join('')
  const head = columns.map(({ header }) => typst`table.cell(align: center + horizon)[#strong(${text(header)})],`)
  const body = rows.flatMap((row) => row.map((cell) => typst`table.cell(align: left + horizon, ${text(cell)}),`))
  return typst`#heading(level: 2, ${text(title)})
#table(columns: (${{ source: widths }}), stroke: 0.5pt, inset: (x: 4pt, y: 4pt), table.header(${head}), ${body})`
}
