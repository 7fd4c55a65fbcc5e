import { textWidth } from '@cg/charts/text-layout'
import type { ChartModel } from '@cg/charts/model'
import type { PageCell, PageTable } from '@cg/charts/page/page-model'
import { tablesOf } from '@cg/charts/page/tables'
import type { ISectionOptions } from 'docx'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import JSZip from 'jszip'
import { refuseMissingLetters } from '../image/letters.ts'
import { renderPng } from '../image/png.ts'
import { qrCells, qrPng, qrWords } from '../image/qr.ts'
import { settleZip } from '../sheet/chart-workbook.ts'
import { modelsOf, skins, theme } from './frame.ts'
import { definitionOf, measuresTitle, measuresWords, sourceOf } from './measures.ts'
import type { PackCommon, PackSlide, Tell } from './slides.ts'

/* A material as a paper of A4: each page a heading with its picture at 300 dpi, its figures as a table, its sentences. */

/** Twentieths of a point: what margins of 27 mm leave of A4, and a picture of 156 mm in px of 96 dpi. */
const textTwips = 8844
const margin = 1531
const picture = { width: 590, height: 332 } as const

export async function renderPackDocx(pack: PackCommon, slides: readonly PackSlide[], tell: Tell): Promise<Uint8Array> {
  const children: (Paragraph | Table)[] = [...titleBlock(pack)]
  for (const [at, slide] of slides.entries()) {
    tell(slide.number)
    const isFirst = slides[at - 1]?.page !== slide.page
    const isLast = slides[at + 1]?.page !== slide.page
    children.push(...(isFirst ? headOf(slide) : []), ...bodyOf(slide))
    if (isLast) children.push(...remarkOf(slide), ...tablesUnder(slide))
  }
  children.push(...measuresUnder(pack), ...qrUnder(pack, 2 * slides.length + 2))
  const document = new Document({
    title: pack.name,
    creator: '产改进展监测平台',
    description: pack.foot.release,
    styles: stylesOf(pack),
    sections: [section(pack, children)],
  })
  const bytes = new Uint8Array(await Packer.toBuffer(document))
  return await settled(bytes, pack.generatedAt)
}

/** Every date in the file is the release's: the same material is the same bytes. */
async function settled(bytes: Uint8Array, generatedAt: string): Promise<Uint8Array> {
  const core = 'docProps/core.xml'
  const text = await (await JSZip.loadAsync(bytes)).file(core)?.async('string')
  const date = new Date(generatedAt)
  const stamp = date.toISOString().replace(/\.\d+Z$/u, 'Z')
  const dated = (text ?? '').replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${stamp}`)
  return await settleZip(bytes, date, { [core]: dated })
}

const face = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' }
const headFace = { ...face, eastAsia: '黑体' }

function stylesOf({ skin }: PackCommon) {
  const color = skins[skin].main.slice(1)
  const heading = (size: number, before: number) => ({
    run: { size, font: headFace, color },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  })
  return {
    default: {
      document: { run: { size: 24, font: face }, paragraph: { spacing: { line: 360, lineRule: LineRuleType.AUTO } } },
      title: {
        run: { size: 44, font: headFace, color },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 200 } },
      },
      heading1: heading(32, 360),
      heading2: heading(28, 280),
    },
  }
}

function section({ foot, name, watermark }: PackCommon, children: (Paragraph | Table)[]): ISectionOptions {
  const small = { size: 18, font: face, color: theme.ink2.slice(1) }
  return {
    properties: { page: { margin: { top: margin, bottom: margin, left: margin, right: margin } } },
    headers: {
      default: new Header({
        children: [
          new Paragraph({
            alignment: AlignmentType.RIGHT,
            children: [
              new TextRun({ ...small, text: [name, foot.demo ?? ''].filter((part) => part !== '').join('　') }),
              ...(watermark === null
                ? []
                : [
                    new TextRun({
                      ...small,
                      size: 28,
                      bold: true,
                      color: theme.brandRed.slice(1),
                      text: `　${watermark}`,
                    }),
                  ]),
            ],
          }),
        ],
      }),
    },
    footers: {
      default: new Footer({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [
              new TextRun({ ...small, text: `${foot.unit} ｜ ${foot.asOf} ｜ ${foot.release} ｜ 第` }),
              new TextRun({ ...small, children: [PageNumber.CURRENT] }),
              new TextRun({ ...small, text: '页，共' }),
              new TextRun({ ...small, children: [PageNumber.TOTAL_PAGES] }),
              new TextRun({ ...small, text: '页' }),
            ],
          }),
        ],
      }),
    },
    children,
  }
}

function titleBlock({ name, foot }: PackCommon): Paragraph[] {
  const under = [foot.unit, foot.asOf, foot.release, foot.generated].join('　')
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(name)] }),
    centred(under, { size: 21, color: theme.ink2 }),
  ]
}

function headOf({ page, shown }: PackSlide): Paragraph[] {
  switch (shown.kind) {
    case 'cover':
      return [centred(shown.subtitle, { size: 28, color: theme.ink2 })]
    case 'chapter':
      return [
        new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(`${shown.number}. ${page.title}`)] }),
      ]
    case 'agenda':
    case 'closing':
      return []
    default:
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(page.title)] })]
  }
}

function bodyOf({ shown, number }: PackSlide): Paragraph[] {
  switch (shown.kind) {
    case 'chart':
      return pictureOf(shown.model, 2 * number)
    case 'two-charts':
      return [
        ...[shown.left, shown.right].flatMap((model, at) => pictureOf(model, 2 * number + at)),
        ...(shown.told === null ? [] : [plain(shown.told.title, true), ...shown.told.items.map((item) => plain(item))]),
      ]
    case 'table':
      return [plain(shown.model.lines.subtitle)]
    case 'words':
      return shown.sections.flatMap(({ title, items }) => [
        ...(shown.sections.length === 1 ? [] : [plain(title, true)]),
        ...items.map((item) => plain(item)),
      ])
    case 'refused':
      return [plain(shown.words)]
    default:
      return []
  }
}

/** `id`: the library counts its pictures through the life of the process. */
function pictureOf(model: ChartModel, id: number): Paragraph[] {
  refuseMissingLetters(model)
  const data = renderPng(model, { preset: 'document', theme: 'light', isTransparent: false })
  const altText = { id: String(id), name: model.file.subject, title: model.title, description: model.altText }
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 80, after: 80 },
      children: [new ImageRun({ type: 'png', data, transformation: picture, altText })],
    }),
  ]
}

/** 备注（讲稿） beneath the pictures of its page. */
function remarkOf({ page: { remark } }: PackSlide): Paragraph[] {
  return remark === '' ? [] : `备注：${remark}`.split('\n').map((line) => plain(line))
}

/** 口径与来源 of all that the material names. */
function measuresUnder(pack: PackCommon): Paragraph[] {
  if (pack.measures.length === 0) return []
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(measuresTitle)] }),
    plain(`${measuresWords(pack)}。`),
    ...pack.measures.map(
      (one) =>
        new Paragraph({
          indent: { firstLine: 480 },
          children: [
            new TextRun({ text: `${one.name}：`, bold: true, font: face }),
            new TextRun({ text: `${definitionOf(one)}数据来源：${sourceOf(one)}。`, font: face }),
          ],
        }),
    ),
  ]
}

/** The code of the file at its end, 25 mm wide. */
function qrUnder(pack: PackCommon, id: number): Paragraph[] {
  const cells = qrCells(pack)
  if (cells === undefined) return []
  const altText = { id: String(id), name: qrWords, title: qrWords, description: pack.foot.release }
  const image = new ImageRun({ type: 'png', data: qrPng(cells), transformation: { width: 95, height: 95 }, altText })
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 240 }, keepNext: true, children: [image] }),
    centred(pack.foot.release, { size: 18, color: theme.ink2 }),
  ]
}

/** The figures of a page's charts, whole, behind the last of its pictures. */
function tablesUnder({ page, shown }: PackSlide): (Paragraph | Table)[] {
  if (page.content.kind === 'table') return page.content.tables.flatMap((table) => [tableOf(table), plain('')])
  return modelsOf(shown).flatMap((model) => [
    ...tablesOf(model).flatMap((table) => [tableOf(table), plain('')]),
    small([model.lines.source, model.lines.definition, model.fullNote ?? ''].filter((part) => part !== '').join('。')),
  ])
}

function tableOf(table: PageTable): Table {
  const size = table.columns.length > 7 ? 15 : 18
  const widest = table.columns.map(({ header }, at) =>
    Math.min(
      14,
      Math.max(
        textWidth(header) / (table.columns.length > 7 ? 2 : 1),
        ...table.rows.map((row) => (row.kind === 'row' ? textWidth(row.cells[at]?.text ?? '') : 0)),
        2,
      ) + 1,
    ),
  )
  const total = widest.reduce((sum, one) => sum + one, 0)
  const widths = widest.map((one) => Math.floor((one / total) * textTwips))
  const cell = (one: PageCell, at: number, isBold: boolean, span = 1): TableCell =>
    new TableCell({
      width: { size: span > 1 ? textTwips : (widths[at] ?? 0), type: WidthType.DXA },
      columnSpan: span,
      margins: { left: 60, right: 60, top: 20, bottom: 20 },
      ...(one.fill === null ? {} : { shading: { type: ShadingType.CLEAR, fill: one.fill.slice(1), color: 'auto' } }),
      children: [
        new Paragraph({
          alignment: table.columns[at]?.isNumber === true && span === 1 ? AlignmentType.RIGHT : AlignmentType.LEFT,
          spacing: { line: 240, lineRule: LineRuleType.AUTO },
          children: [
            new TextRun({ text: one.text, size, bold: isBold, font: face, color: (one.ink ?? theme.ink).slice(1) }),
          ],
        }),
      ],
    })
  const heads = table.columns.map(({ header }, at) =>
    cell({ text: header, fill: theme.page, ink: theme.ink2 }, at, true),
  )
  const rows = table.rows.map((row) =>
    row.kind === 'section'
      ? new TableRow({
          cantSplit: true,
          children: [cell({ text: row.text, fill: null, ink: null }, 0, true, table.columns.length)],
        })
      : new TableRow({ cantSplit: true, children: row.cells.map((one, at) => cell(one, at, row.isFocus)) }),
  )
  const border = { style: BorderStyle.SINGLE, size: 4, color: theme.lineStrong.slice(1) }
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: heads }), ...rows],
  })
}

/** A paragraph with two letters' room before it, or a heading of a list. */
function plain(text: string, isBold = false): Paragraph {
  return new Paragraph({
    indent: { firstLine: text === '' ? 0 : 480 },
    children: [new TextRun({ text, bold: isBold, font: face })],
  })
}

/** Source, definition and notes below a table. */
function small(text: string): Paragraph {
  return new Paragraph({
    spacing: { line: 240, lineRule: LineRuleType.AUTO, after: 120 },
    children: [new TextRun({ text, size: 18, font: face, color: theme.ink2.slice(1) })],
  })
}

function centred(text: string, { size, color }: { readonly size: number; readonly color: string }): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, size, font: face, color: color.slice(1) })],
  })
}
