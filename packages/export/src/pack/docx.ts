import { chineseOrdinal } from '@cg/charts/bulletin/written'
import type { ChartModel } from '@cg/charts/model'
import { formOf } from '@cg/charts/options/forms'
import { tablesOf } from '@cg/charts/page/tables'
import type { ISectionOptions } from 'docx'
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import type { Table } from 'docx'
import JSZip from 'jszip'
import { refuseMissingLetters } from '../image/letters.ts'
import { givenBack } from '../image/given-back.ts'
import { renderPanelPng } from '../image/png.ts'
import { qrCells, qrPng, qrWords } from '../image/qr.ts'
import { settleZip } from '../sheet/chart-workbook.ts'
import { skins } from '../skins.ts'
import { face, tableOf } from './docx-table.ts'
import { modelsOf, theme } from './frame.ts'
import { definitionOf, measuresTitle, measuresWords, sourceOf } from './measures.ts'
import type { PackCommon, PackSlide, Tell } from './slides.ts'

/* A material as a paper of A4: each page a heading with its drawing at 300 dpi, its figures as a table, its sentences. */

/** Twentieths of a point: 27 mm. */
const margin = 1531
/** A drawing is 156 mm wide, 590 px of 96 dpi, and of px in which its letters print at about 10 points. */
const printed = 590
const drawn = { width: 600, fontSize: 13.5, theme: 'light' } as const
/** A row of a profile holds more columns than that is wide for. */
const profileWidth = 820
/** Of the height that a page of the platform gives its rows, and the highest drawing that leaves room for what it is called. */
const tight = 0.8
const highest = { alone: 720, paired: 190, onePage: 230 } as const

export async function renderPackDocx(pack: PackCommon, slides: readonly PackSlide[], tell: Tell): Promise<Uint8Array> {
  // A paper of one page stays one: the code stands in its foot.
  const isOnePage = slides.length === 1
  const children: (Paragraph | Table)[] = [...titleBlock(pack)]
  for (const [at, slide] of slides.entries()) {
    tell(slide.number)
    const isFirst = slides[at - 1]?.page !== slide.page
    const isLast = slides[at + 1]?.page !== slide.page
    children.push(...(isFirst ? headOf(slide) : []), ...(await bodyOf(slide, isOnePage)))
    if (isLast) children.push(...remarkOf(slide), ...tablesUnder(slide))
    await givenBack()
  }
  children.push(...measuresUnder(pack), ...(isOnePage ? [] : qrUnder(pack, 2 * slides.length + 2)))
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

const headFace = { ...face, eastAsia: '黑体' }

function stylesOf({ skin }: PackCommon) {
  const color = skins[skin].main.slice(1)
  const heading = (size: number, before: number) => ({
    run: { size, font: headFace, color },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  })
  return {
    default: {
      document: { run: { size: 24, font: face }, paragraph: { spacing: { line: 312, lineRule: LineRuleType.AUTO } } },
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
              new TextRun({ ...small, text: `${foot.unit} ｜ ${foot.asOf} ｜ ${foot.release}` }),
              new TextRun({ ...small, text: '第', break: 1 }),
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
  const look = { size: 21, color: theme.ink2 }
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(name)] }),
    centred([foot.unit, foot.asOf, foot.generated].join('　'), look),
    centred(foot.release, look),
  ]
}

function headOf({ page, shown }: PackSlide): Paragraph[] {
  switch (shown.kind) {
    case 'cover':
      return [centred(shown.subtitle, { size: 28, color: theme.ink2 })]
    case 'chapter':
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_1,
          children: [new TextRun(`${chineseOrdinal(Number(shown.number) - 1)}、${page.title}`)],
        }),
      ]
    case 'agenda':
    case 'closing':
      return []
    default:
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(page.title)] })]
  }
}

async function bodyOf({ shown, number }: PackSlide, isOnePage: boolean): Promise<Paragraph[]> {
  switch (shown.kind) {
    case 'chart':
      // A grid is a table on paper, and stands there as one.
      return shown.model.body.form === 'grid' ? [] : await pictureOf(shown.model, 2 * number, highest.alone)
    case 'two-charts':
      return [
        ...(await pictureOf(shown.left, 2 * number, isOnePage ? highest.onePage : highest.paired)),
        ...(await pictureOf(shown.right, 2 * number + 1, isOnePage ? highest.onePage : highest.paired)),
        ...(shown.told === null ? [] : [plain(shown.told.title, true), ...shown.told.items.map((item) => plain(item))]),
      ]
    case 'table':
      return [plain(shown.model.lines.subtitle)]
    case 'words':
      return shown.sections.flatMap(({ title, items }) => [
        ...(title === '' ? [] : [plain(title, true)]),
        ...items.map((item) => plain(item)),
      ])
    case 'refused':
      return [plain(shown.words)]
    default:
      return []
  }
}

/** `id`: the library counts its pictures through the life of the process. */
async function pictureOf(model: ChartModel, id: number, most: number): Promise<Paragraph[]> {
  refuseMissingLetters(model)
  const width = model.body.form === 'spine' ? profileWidth : drawn.width
  const height = Math.min(most, Math.round(formOf(model.body).height(model.body, width) * tight))
  const data = await renderPanelPng(model, { ...drawn, width, height }, 1843 / width)
  const transformation = { width: printed, height: Math.round((height * printed) / width) }
  const altText = { id: String(id), name: model.file.subject, title: model.title, description: model.altText }
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 80, after: 40 },
      children: [new ImageRun({ type: 'png', data, transformation, altText })],
    }),
    caption(model.lines.subtitle),
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
          spacing: { line: 264, lineRule: LineRuleType.AUTO, after: 60 },
          children: [
            new TextRun({ text: `${one.name}：`, bold: true, size: 21, font: face }),
            new TextRun({ text: `${definitionOf(one)}数据来源：${sourceOf(one)}。`, size: 21, font: face }),
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
  const { content } = page
  if (content.kind === 'table')
    return [...content.tables.flatMap((table) => [tableOf(table), plain('')]), linesUnder(content.model)]
  // Two charts are an overview: their figures are in the workbook.
  if (content.kind === 'two-charts')
    return [small([...new Set(modelsOf(shown).map(({ lines }) => lines.source))].join('　'))]
  // Whole, where its drawing goes over several.
  const models = content.kind === 'chart' ? [content.model] : []
  return models.flatMap((model) => [
    ...(model.body.form === 'grid' ? [caption(model.lines.subtitle)] : []),
    ...tablesOf(model).flatMap((table) => [tableOf(table), plain('')]),
    linesUnder(model),
  ])
}

function linesUnder({ lines, fullNote }: ChartModel): Paragraph {
  return small([lines.source, lines.definition, fullNote ?? ''].filter((part) => part !== '').join('。'))
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

/** What a drawing shows, beneath it. */
function caption(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 240, lineRule: LineRuleType.AUTO, after: 120 },
    children: [new TextRun({ text, size: 21, font: face, color: theme.ink2.slice(1) })],
  })
}

function centred(text: string, { size, color }: { readonly size: number; readonly color: string }): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, size, font: face, color: color.slice(1) })],
  })
}
