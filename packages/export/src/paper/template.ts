import { ChartRefusal } from '@cg/charts/refusal'
import JSZip from 'jszip'
import { inflate } from '../workbook/clean-zip.ts'
import { readOfficeFile } from '../workbook/zip-directory.ts'
import { paperStyles } from './docx-styles.ts'
import type { PaperStyle } from './docx-styles.ts'
import { lookOf } from './template-look.ts'
import type { TemplateLook } from './template-look.ts'

/** An office's own .docx, as far as a 通报 takes it over. */
export type PaperTemplate = TemplateLook & {
  /** Its styles.xml. */
  readonly styles: string
  /** By our style its id there; those it lacks are ours. */
  readonly ids: Readonly<Partial<Record<PaperStyle, string>>>
}

/** A letterhead with its pictures; more is no template. */
const most = { bytes: 1024 * 1024, inflated: 8 * 1024 * 1024 }

/** Without these there is nothing to be set by. */
const needed = ['title', 'salutation', 'text', 'heading', 'topic'] as const satisfies readonly PaperStyle[]

const forbidden = /vbaProject|activeX|oleObject|embeddings\//iu

/** Reads a template. Throws ChartRefusal, in words, for what is none or lacks styles; nothing of it is run or followed. */
export async function readTemplate(bytes: Uint8Array): Promise<PaperTemplate> {
  if (bytes.byteLength > most.bytes) throw new ChartRefusal('模板不能超过 1 MB。请删去其中的大图片后再上传。')
  const directory = readOfficeFile(bytes)
  if (!directory.ok) throw notDocument
  const { entries } = directory
  if (entries.reduce((sum, { size }) => sum + size, 0) > most.inflated)
    throw new ChartRefusal('模板解开后过大。请只保留页眉、页脚和样式，另存后再上传。')
  if (!entries.every((entry) => entry.isFolder || inflate(bytes, entry) !== null)) throw notDocument
  if (entries.some(({ name }) => forbidden.test(name)))
    throw new ChartRefusal('模板里有宏或嵌入的对象。请删去后另存为“Word 文档（*.docx）”再上传。')
  const zip = await JSZip.loadAsync(bytes).catch(() => {
    throw notDocument
  })
  const [document, styles] = await Promise.all([partOf(zip, 'word/document.xml'), partOf(zip, 'word/styles.xml')])
  if (document === null || styles === null) throw notDocument
  const ids = styleIds(styles)
  const lacking = needed.filter((style) => ids[style] === undefined).map((style) => paperStyles[style].name)
  if (lacking.length > 0)
    throw new ChartRefusal(
      `模板里缺少这些样式：${lacking.join('、')}。请先下载一份通报，在 Word 或 WPS 里修改其中的样式和版面，再作为模板上传。`,
    )
  return { styles, ids, ...(await lookOf(zip, document, partOf)) }
}

const notDocument = new ChartRefusal('这个文件不是 Word 文档。请在 Word 或 WPS 中另存为“Word 文档（*.docx）”后再上传。')

/** A part as text; null where there is none. A document type could name files of the machine. */
async function partOf(zip: JSZip, name: string): Promise<string | null> {
  const text = (await zip.file(name)?.async('string')) ?? null
  if (text !== null && /<!(?:DOCTYPE|ENTITY)/iu.test(text)) throw notDocument
  return text
}

/** Paragraph styles of our names. */
function styleIds(styles: string): Partial<Record<PaperStyle, string>> {
  const found: Partial<Record<PaperStyle, string>> = {}
  for (const [style] of styles.matchAll(/<w:style\s[^>]*?>.*?<\/w:style>/gsu)) {
    const name = /<w:name\s+w:val="([^"]*)"/u.exec(style)?.[1]
    const id = /^<w:style\s[^>]*?w:styleId="([^"]*)"/u.exec(style)?.[1]
    const own = Object.entries(paperStyles).find((one) => one[1].name === name)
    if (own !== undefined && id !== undefined) found[own[0] as PaperStyle] = id
  }
  return found
}
