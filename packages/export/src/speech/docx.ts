import { sealWords } from '@cg/charts/stamp'
import type { SpeechChange, SpeechCheck, SpeechFinding } from '@cg/contract/speech'
import { formatDate, formatDateTime, formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { speechMarkWords } from '@cg/domain/speech/book'
import { printedStampCode } from '@cg/domain/stamp-code'
import JSZip from 'jszip'
import { xmlText } from '../inert-text.ts'

export type SpeechPaper = SpeechCheck & {
  readonly text: string
  readonly changes: readonly SpeechChange[]
  /** The code of the release (核验码); null of a preview. */
  readonly stamp: string | null
  /** The seal that closed its publication; null: it has none. */
  readonly seal?: string | null
}

/**
 * A checked draft as Word file: what was put in stands as tracked changes for its author to accept, behind the text the
 * findings as a table and where the figures come from. The same draft, changes and release give the same bytes.
 */
export async function renderSpeechDocx(paper: SpeechPaper): Promise<Uint8Array> {
  const zip = new JSZip()
  const date = new Date(madeAt(paper))
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', types],
    ['_rels/.rels', rootRelations],
    ['word/document.xml', documentXml(paper)],
    ['word/_rels/document.xml.rels', relations],
    ['word/styles.xml', styles],
  ]
  for (const [name, content] of parts) zip.file(name, content, { date, createFolders: false })
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', platform: 'DOS' })
}

const madeAt = ({ release }: SpeechPaper): string => release.publishedAt ?? release.preparedAt

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

function documentXml(paper: SpeechPaper): string {
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
  const content = [
    draftXml(paper),
    paragraph('SpeechHead', run('核对结果')),
    ...linesOf(paper).map((line) => paragraph('SpeechNote', run(line))),
    tableXml(paper),
    paragraph('SpeechNote', ''),
  ]
  return `${declaration}<w:document ${space}><w:body>${content.join('')}${page}</w:body></w:document>`
}

const paragraph = (style: string, content: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p>`
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`

/** A paragraph for each line; no change reaches over the end of one. */
function draftXml(paper: SpeechPaper): string {
  const { text, changes } = paper
  const paragraphs: string[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const end = start + line.length
    const own = changes.filter((one) => one.start >= start && one.end <= end)
    paragraphs.push(paragraph('SpeechText', lineXml(paper, { start, end, own })))
    start = end + 1
  }
  return paragraphs.join('')
}

type Line = { readonly start: number; readonly end: number; readonly own: readonly SpeechChange[] }

function lineXml(paper: SpeechPaper, { start, end, own }: Line): string {
  const parts: string[] = []
  let from = start
  for (const change of own) {
    const id = paper.changes.indexOf(change) * 2 + 1
    const who = `w:author="产改进展监测平台" w:date="${madeAt(paper)}"`
    const old = xmlText(paper.text.slice(change.start, change.end))
    if (change.start > from) parts.push(run(paper.text.slice(from, change.start)))
    parts.push(
      `<w:del w:id="${id}" ${who}><w:r><w:delText xml:space="preserve">${old}</w:delText></w:r></w:del>`,
      `<w:ins w:id="${id + 1}" ${who}>${run(change.text)}</w:ins>`,
    )
    from = change.end
  }
  if (from < end) parts.push(run(paper.text.slice(from, end)))
  return parts.join('')
}

/** The six lines of every file. */
function linesOf(paper: SpeechPaper): string[] {
  const { release, findings, changes, stamp, seal } = paper
  const count = findings.length === 0 ? '稿子里没有要核对的数' : `共核对${findings.length}个数`
  const isPreview = release.state === 'preview'
  return [
    `数据来源：${release.city}产改进展监测平台，各区县及市直部门报送`,
    `截至${formatDate(release.asOf)}`,
    '口径：各项指标的口径见平台指标说明',
    `注：${count}，用修订方式改了${changes.length}处；下表是改动以前的核对结果${release.isDemo ? '；数据为演示数据' : ''}`,
    `${isPreview ? '试看编号' : '发布编号'}：${release.code}${isPreview ? '（试看 · 未发布）' : ''}${stamp === null ? '' : `，核验码 ${printedStampCode(stamp)}`}${sealWords(seal)}`,
    `生成时间：${formatDateTime(madeAt(paper))}`,
  ]
}

const columns = [
  ['序号', 700],
  ['原文', 1500],
  ['结论', 1100],
  ['发布值', 1600],
  ['指标', 2000],
  ['说明', 1944],
] as const

function tableXml({ findings, text }: SpeechPaper): string {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('')
  const grid = columns.map(([, width]) => `<w:gridCol w:w="${width}"/>`).join('')
  const head = rowXml(
    columns.map(([name]) => name),
    '<w:tblHeader/>',
  )
  const rows = findings.map((finding, at) =>
    rowXml(
      [
        String(at + 1),
        text.slice(finding.start, finding.end),
        speechMarkWords[finding.mark],
        finding.expected ?? '',
        whatOf(finding),
        finding.reason,
      ],
      '',
    ),
  )
  return `<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders>${sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${rows.join('')}</w:tbl>`
}

function rowXml(cells: readonly string[], kind: string): string {
  const drawn = cells.map((cell, at) => {
    const width = columns[at]?.[1] ?? 0
    return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph('SpeechCell', run(cell))}</w:tc>`
  })
  return `<w:tr><w:trPr><w:cantSplit/>${kind}</w:trPr>${drawn.join('')}</w:tr>`
}

function whatOf({ measureName, placeName, period }: SpeechFinding): string {
  if (measureName === null) return ''
  const when = period === null ? '' : formatPeriod(parsePeriod(period))
  return [measureName, placeName ?? '', when].filter((part) => part !== '').join('，')
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const types = `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/></Types>`
const rootRelations = `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rDocument" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`
const relations = `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rStyles" Type="${office}/styles" Target="styles.xml"/></Relationships>`

/** Half points and twentieths of a point, as Word counts. */
function styleXml(
  id: string,
  name: string,
  { face, size, paragraph: ways }: { face: string; size: number; paragraph: string },
): string {
  return `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr>${ways}</w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`
}
const styles = `${declaration}<w:styles ${space}>${[
  styleXml('SpeechText', '讲话稿正文', {
    face: '仿宋_GB2312',
    size: 32,
    paragraph: '<w:spacing w:line="578" w:lineRule="exact"/>',
  }),
  styleXml('SpeechHead', '核对结果标题', {
    face: '黑体',
    size: 32,
    paragraph: '<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="120"/>',
  }),
  styleXml('SpeechNote', '核对结果说明', { face: '宋体', size: 21, paragraph: '<w:spacing w:after="40"/>' }),
  styleXml('SpeechCell', '核对结果表文', {
    face: '宋体',
    size: 18,
    paragraph: '<w:spacing w:before="20" w:after="20"/>',
  }),
].join('')}</w:styles>`
