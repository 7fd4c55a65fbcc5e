import type { Stamp } from '@cg/charts/model'
import type { BulletinAnnex, BulletinLayout, BulletinModel, BulletinParagraph } from '@cg/contract/bulletin'
import { printedStampCode } from '@cg/domain/stamp-code'
import { cleanTexts } from '../clean-model.ts'
import { qrCells, qrSvg, qrWords } from '../image/qr.ts'
import { pageFamily, pageRareFamily } from '../page/page-fonts.ts'
import { refuseMissingPageLetters } from '../page/page-letters.ts'
import { forgetTypeset, typeset } from '../page/typeset.ts'
import { text, typst } from '../page/typst-text.ts'
import type { Source } from '../page/typst-text.ts'
import { watermarkSource } from '../page/watermark.ts'
import { signatureOf } from './docx-body.ts'
import { margins, usualLine, wideMargins } from './measure.ts'

/**
 * The same 通报 as PDF: the measures of the DOCX, tagged (PDF/UA-1), in the committed face, since the faces of official
 * documents may not be shipped. Throws ChartRefusal where a letter is in none of the committed fonts.
 */
export async function renderBulletinPdf(
  given: BulletinModel,
  layout: BulletinLayout,
  stamp?: Stamp,
): Promise<Uint8Array> {
  const model = cleanTexts(given) as BulletinModel
  const isRare = refuseMissingPageLetters({ ...model, numbers: [] }, 'DOCX')
  try {
    const { source } = documentSource(model, layout, stamp)
    const cells = qrCells({ stamp })
    return (await typeset({ source, pictures: cells === undefined ? {} : { [qrName]: qrSvg(cells) } }, isRare)).pdf()
  } finally {
    forgetTypeset()
  }
}

/** By this name the QR code is found by the source. */
const qrName = 'qr'

/** Letters of 16 points stand this high within their line. */
const letterHeight = 16

function documentSource(
  model: BulletinModel,
  { line = usualLine, bold = false }: BulletinLayout,
  stamp: Stamp | undefined,
): Source {
  const leading = `${line - letterHeight}pt`
  return typst`#set document(title: ${model.title.join('')}, author: "产改进展监测平台", keywords: (${model.release},${stampWord(stamp)}))
#set text(font: (${pageFamily}, ${pageRareFamily}), fallback: false, lang: "zh", region: "cn", cjk-latin-spacing: none, size: 16pt, tracking: -0.25pt, top-edge: 13pt, bottom-edge: -3pt)
#set par(leading: ${{ source: leading }}, spacing: ${{ source: leading }}, justify: true)
#let small(body) = block(above: 5pt, below: 5pt, text(size: 9pt, top-edge: "cap-height", bottom-edge: "baseline", body))
#let indented(body) = par(first-line-indent: (amount: 32pt, all: true), body)
#show heading.where(level: 1): it => block(width: 100%, above: 29pt, below: 29pt, align(center, text(size: 22pt, weight: "regular", tracking: 0pt, it.body)))
#show heading.where(level: 2): it => block(above: ${{ source: leading }}, below: ${{ source: leading }}, sticky: true, indented(text(size: 16pt, weight: "bold", it.body)))
#show heading.where(level: 3): it => block(above: ${{ source: leading }}, below: ${{ source: leading }}, sticky: true, indented(text(size: 16pt, weight: ${bold ? 'bold' : 'regular'}, it.body)))
#let number = context { let at = here().page(); align(if calc.odd(at) { right } else { left }, pad(x: 14pt, text(size: 14pt)[— #counter(page).display() —])) }
#set page(paper: "a4", margin: ${marginsSource(margins)}, header: small(${text(model.demo ?? '')}), footer-descent: 7mm, footer: number${watermarkSource(model.watermark, { degrees: 28, points: 54 })})
#grid(columns: (1fr, auto), ${text('〔　　　　〕号')}, ${text('签发人：〔　　　　〕')})
= ${{ source: model.title.map((part) => `#${text(part).source}`).join(' #linebreak() ') }}
${model.paragraphs.map(paragraphSource)}
${annexList(model)}
#v(29pt)
#align(right, pad(right: 32pt, ${text(signatureOf(model))}))
#align(right, pad(right: 64pt, ${text(model.date ?? '〔成文日期〕')}))
#v(20pt)
${footSource(model, stamp)}
${model.annexes.map((annex, at) => annexSource(annex, model.annexes.length === 1 ? '附件' : `附件${at + 1}`))}
#context [#metadata(1)<end>]
`
}

/** 核验码：K7QF3-MXNAD among the file's keywords. */
function stampWord(stamp: Stamp | undefined): Source {
  return stamp === undefined ? { source: '' } : typst` ${`核验码：${printedStampCode(stamp.code)}`},`
}

/** The lines of the release, with the code of the file beside them; never on two pages. */
function footSource({ foot }: BulletinModel, stamp: Stamp | undefined): Source {
  const lines = foot.map((words) => typst`#small(${text(words)})`)
  if (stamp === undefined) return typst`${lines}`
  return typst`#block(breakable: false, grid(columns: (1fr, 22mm), column-gutter: 10pt, [${lines}], image(bytes(sys.inputs.at(${qrName})), format: "svg", width: 22mm, height: 22mm, alt: ${qrWords})))`
}

function marginsSource({ top, bottom, left, right }: Readonly<Record<keyof typeof margins, number>>): Source {
  return { source: `(top: ${top}mm, bottom: ${bottom}mm, left: ${left}mm, right: ${right}mm)` }
}

function paragraphSource({ kind, runs }: BulletinParagraph): Source {
  const words = text(runs.map((run) => run.text).join(''))
  if (kind === 'heading') return typst`#heading(level: 2, ${words})`
  if (kind === 'topic') return typst`#heading(level: 3, ${words})`
  return kind === 'salutation' ? typst`#par(${words})` : typst`#indented(${words})`
}

function annexList({ annexes }: BulletinModel): Source {
  if (annexes.length === 0) return { source: '' }
  const listed = annexes.map(({ title }, at) => {
    const number = annexes.length === 1 ? '' : `${at + 1}. `
    return typst`#indented(${text(`${at === 0 ? '附件：' : '　　　'}${number}${title}`)})`
  })
  return typst`#v(13pt)\n${listed}`
}

/** On a page of its own, its head repeated on those that follow. */
function annexSource(annex: BulletinAnnex, label: string): Source {
  const { columns, rows, isWide, title, notes } = annex
  const size = columns.length > 8 ? 8.5 : 10.5
  const first = columns.findIndex(({ header }) => header === '指标' || header === '单位')
  const widths = columns.map((_, at) => (at === first ? '1fr, ' : 'auto, ')).join('')
  const align = (isNumber: boolean): Source => ({ source: isNumber ? 'right + horizon' : 'left + horizon' })
  const head = columns.map(({ header }) => typst`table.cell(align: center + horizon)[#strong(${text(header)})],`)
  const body = rows.flatMap((row) =>
    row.map((cell, at) => typst`table.cell(align: ${align(columns[at]?.isNumber === true)}, ${text(cell)}),`),
  )
  return typst`#set page(flipped: ${{ source: String(isWide) }}, margin: ${marginsSource(isWide ? wideMargins : margins)})
#pagebreak(weak: true)
#par(${text(label)})
#{
  show heading: it => block(width: 100%, above: 13pt, below: 10pt, sticky: true, align(center, text(size: 16pt, weight: "bold", it.body)))
  heading(level: 2, outlined: true, ${text(title)})
}
#block([#set text(size: ${size}pt, tracking: 0pt, top-edge: "cap-height", bottom-edge: "baseline")
#set par(leading: 4pt, justify: false)
#table(columns: (${{ source: widths }}), stroke: 0.5pt, inset: (x: 3pt, y: 4pt), table.header(${head}), ${body})])
${notes.map((note) => typst`#small(${text(`注：${note}`)})`)}`
}
