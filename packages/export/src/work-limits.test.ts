import { deflateSync } from 'node:zlib'
import JSZip from 'jszip'
import { expect, test } from 'vitest'
import { judgeTemplateApart, readDraftApart } from './paper/read-apart.ts'
import { readStampedFile } from './stamp/read.ts'
import { readCsvApart } from './workbook/read.ts'

/* Files that are small on the way and make much work: refused by what they hold, in a sentence that names the remedy. */

/** A zip whose directory understates the size of one part. */
async function understated(files: Readonly<Record<string, string>>, name: string, size: number): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const [path, text] of Object.entries(files)) zip.file(path, text)
  const bytes = Buffer.from(await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' }))
  for (const [signature, sizeAt, nameAt] of [
    [0x04034b50, 22, 30],
    [0x02014b50, 24, 46],
  ] as const)
    for (let at = 0; at < bytes.length - nameAt; at++)
      if (
        bytes.readUInt32LE(at) === signature &&
        bytes.toString('latin1', at + nameAt, at + nameAt + name.length) === name
      )
        bytes.writeUInt32LE(size, at + sizeAt)
  return bytes
}

const document = { '[Content_Types].xml': '<Types/>', 'word/styles.xml': '<w:styles/>' }
const long = (part: string, megabytes: number) => part.repeat(Math.ceil((megabytes * 2 ** 20) / part.length))

test('a document whose text unpacks to more than it says is broken, as a draft and as a template', async () => {
  const bomb = await understated({ ...document, 'word/document.xml': long('<w:p/>', 60) }, 'word/document.xml', 1000)
  expect(await readDraftApart(bomb)).toEqual({ ok: false, reason: expect.stringContaining('文件已损坏') as unknown })
  expect(await judgeTemplateApart(bomb)).toEqual({
    ok: false,
    reason: expect.stringContaining('不是 Word 文档') as unknown,
  })
})

test('a draft of more nodes than any speech has is refused with what to leave in it', async () => {
  const zip = new JSZip()
  for (const [path, text] of Object.entries(document)) zip.file(path, text)
  zip.file('word/document.xml', '<a/>'.repeat(2_000_001))
  const read = await readDraftApart(await zip.generateAsync({ type: 'uint8array', compression: 'STORE' }))
  expect(read).toEqual({ ok: false, reason: expect.stringContaining('请只留下正文后再上传') as unknown })
})

test('a table of text with more cells than any form has is refused before it is split', async () => {
  const read = await readCsvApart(new TextEncoder().encode(','.repeat(300_001)))
  expect(read).toEqual({ ok: false, reason: expect.stringContaining('请删去多余的行、列') as unknown })
})

/** 30,000 × 30,000 pixels of one colour in a hundred kilobytes: 3.6 GB as a picture. */
function hugePng(): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length, 0)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(30_000, 0)
  header.writeUInt32BE(30_000, 4)
  header.set([1, 0], 8)
  const lines = deflateSync(Buffer.alloc(30_000 * 3_751))
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', lines)])
}

test('a picture of more pixels than any of ours is refused by its head', async () => {
  const read = await readStampedFile(hugePng())
  expect(read).toEqual({ ok: false, reason: expect.stringContaining('像素过多') as unknown })
})

test('an Office file with a part that lies about its size is not unpacked', async () => {
  const files = { '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>', 'ppt/a.xml': long('<a/>', 40) }
  const read = await readStampedFile(await understated(files, 'ppt/a.xml', 100_000))
  expect(read).toEqual({ ok: false, reason: expect.stringContaining('读不出内容') as unknown })
})
