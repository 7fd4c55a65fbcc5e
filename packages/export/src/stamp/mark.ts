import { crc32 } from 'node:zlib'
import type { FileFormat } from '@cg/contract/media'
import { printedStampCode } from '@cg/domain/stamp-code'
import JSZip from 'jszip'
import { xmlText } from '../inert-text.ts'

/** What a file says of itself where only programs look. */
export type Mark = { readonly code: string; readonly release: string; readonly generatedAt: string }

/** The names of a mark's two parts, in every format that has names. */
export const markNames = { code: '核验码', release: '发布编号' } as const

/** The file with its code and release as metadata, where its format has a place for them; the same bytes for the same file. */
export async function withMark(bytes: Uint8Array, format: FileFormat, mark: Mark): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return markPng(bytes, mark)
    case 'svg':
      return markSvg(bytes, mark)
    case 'pptx':
    case 'xlsx':
    case 'docx':
      return await markOffice(bytes, mark)
    default:
      // A PDF has it among its keywords when it is set; a CSV has lines only.
      return bytes
  }
}

const headEnd = 33

/** Behind IHDR. tEXt is Latin-1; a preview's number has Chinese letters. */
function markPng(bytes: Uint8Array, { code, release }: Mark): Uint8Array {
  const texts = [
    chunk('tEXt', Buffer.from(`Comment\0stamp ${printedStampCode(code)}`, 'latin1')),
    chunk('iTXt', Buffer.from(`Source\0\0\0\0\0${release}`, 'utf8')),
  ]
  return Buffer.concat([bytes.subarray(0, headEnd), ...texts, bytes.subarray(headEnd)])
}

function chunk(type: string, data: Buffer): Buffer {
  const whole = Buffer.alloc(data.length + 12)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, 'latin1')
  data.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8)
  return whole
}

function markSvg(bytes: Uint8Array, { code, release }: Mark): Uint8Array {
  const words = `${markNames.code} ${printedStampCode(code)} ${markNames.release} ${xmlText(release)}`
  const text = new TextDecoder().decode(bytes)
  return new TextEncoder().encode(text.replace('</desc>', `</desc><metadata>${words}</metadata>`))
}

const customPart = 'docProps/custom.xml'
const customType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'
const customRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties'

/** Custom properties: kept by PowerPoint, Word, Excel and WPS when they save the file again. */
async function markOffice(bytes: Uint8Array, mark: Mark): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes)
  const options = { date: new Date(mark.generatedAt), createFolders: false }
  const edit = async (name: string, change: (text: string) => string): Promise<void> => {
    const text = await zip.file(name)?.async('string')
    if (text === undefined) throw new Error(`an Office file without ${name}`)
    zip.file(name, change(text), options)
  }
  const known = await zip.file(customPart)?.async('string')
  if (known === undefined) {
    const type = `<Override PartName="/${customPart}" ContentType="${customType}"/>`
    await edit('[Content_Types].xml', (text) => text.replace('</Types>', `${type}</Types>`))
    const relation = `<Relationship Id="rIdStamp" Type="${customRelation}" Target="${customPart}"/>`
    await edit('_rels/.rels', (text) => text.replace('</Relationships>', `${relation}</Relationships>`))
  }
  zip.file(customPart, withProperties(known ?? noProperties, mark), options)
  for (const file of Object.values(zip.files)) if (file.name.endsWith('.png')) file.options.compression = 'STORE'
  return await zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

/** The class of custom properties (ECMA-376 22.3). */
const propertyClass = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}'

const noProperties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>`

/** The file's own properties with those of its mark behind them, numbered on. */
function withProperties(xml: string, { code, release }: Mark): string {
  const last = Math.max(1, ...[...xml.matchAll(/ pid="(\d+)"/g)].map((match) => Number(match[1])))
  const properties = [
    [markNames.code, printedStampCode(code)],
    [markNames.release, release],
  ].map(
    ([name, value], at) =>
      `<property fmtid="${propertyClass}" pid="${last + 1 + at}" name="${name}"><vt:lpwstr>${xmlText(value ?? '')}</vt:lpwstr></property>`,
  )
  return xml.replace('</Properties>', () => `${properties.join('')}</Properties>`)
}
