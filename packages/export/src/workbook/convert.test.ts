import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { convertToXlsx, findConverter, foreignKind } from './convert.ts'
import { matchForm } from './form-match.ts'
import { writeFormTemplate } from './form-template.ts'
import { form } from './form.fixture.ts'
import { markUpload } from './mark-upload.ts'
import { readWorkbook } from './read.ts'

const converter = await findConverter()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cg-foreign-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A program that stands in for the converter. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o700)
  return path
}

const old = (...words: string[]): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    ...words.map((word) => Buffer.from(`${word}\0`, 'utf16le')),
    Buffer.alloc(500),
  ])

async function open(more: Record<string, string> = {}): Promise<Uint8Array> {
  const zip = new JSZip()
  zip.file('mimetype', 'application/vnd.oasis.opendocument.spreadsheet', { compression: 'STORE' })
  zip.file('content.xml', '<office/>')
  for (const [name, text] of Object.entries(more)) zip.file(name, text, { createFolders: false })
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
}

const reasonOf = async (bytes: Uint8Array, by: string | null, limitMs?: number): Promise<string | null> => {
  const kind = foreignKind(bytes)
  if (kind === null) throw new Error('not foreign')
  const made = await convertToXlsx(bytes, kind, { converter: by, ...(limitMs === undefined ? {} : { limitMs }) })
  return made.ok ? null : made.reason
}

describe('a file of another spreadsheet program', () => {
  it('is known by what it holds, not by its name', async () => {
    expect(foreignKind(old('Workbook'))).toBe('xls')
    expect(foreignKind(await open())).toBe('ods')
    for (const other of [await writeFormTemplate(form), new Uint8Array(), Buffer.from('指标,安平区')])
      expect(foreignKind(other)).toBe(null)
  })

  it('is refused with what to do where the machine has no converter, or it makes nothing of the file', async () => {
    for (const bytes of [old('Workbook'), await open()]) {
      expect(await reasonOf(bytes, null)).toMatch(
        /没有安装转换程序，不能直接读取。请在 Excel 或 WPS 中打开原文件，另存为/,
      )
      expect(await reasonOf(bytes, await program('fails', 'exit 3'))).toContain('不能转换为 xlsx')
      expect(await reasonOf(bytes, join(folder, 'no-such-program'))).toContain('不能转换为 xlsx')
    }
  })

  it('with macros, a password, a bomb or no sheet in it never reaches the converter', async () => {
    const trace = join(folder, 'reached')
    const by = await program('traces', `touch '${trace}'`)
    expect(await reasonOf(old('Workbook', '_VBA_PROJECT'), by)).toContain('含有宏')
    expect(await reasonOf(old('EncryptedPackage'), by)).toContain('打开密码')
    expect(await reasonOf(old('WordDocument'), by)).toContain('不是 xlsx 工作簿')
    expect(await reasonOf(await open({ 'Basic/Standard/Module1.xml': '<x/>' }), by)).toContain('含有宏')
    expect(await reasonOf(await open({ 'Pictures/a.xml': '0'.repeat(3_000_000) }), by)).toContain('解开后过大')
    expect(await readdir(folder)).not.toContain('reached')
    await reasonOf(old('Workbook'), by)
    expect(await readdir(folder)).toContain('reached')
  })

  it('that keeps the converter busy is given up with all that it started, and leaves nothing behind', async () => {
    const noted = join(folder, 'pid')
    const by = await program('hangs', `sleep 600 & echo $! > '${noted}'; pwd > '${join(folder, 'where')}'; wait`)
    expect(await reasonOf(old('Workbook'), by, 8_000)).toContain('没有在规定时间内转换完')
    const pid = Number(await readFile(noted, 'utf8'))
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false)
    const where = (await readFile(join(folder, 'where'), 'utf8')).trim()
    await expect(readdir(where)).rejects.toThrow('ENOENT')
  })
})

/** A process that ended and was not asked for yet counts as ended. */
async function isRunning(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return state !== null && !/\) Z /.test(state)
}

describe.skipIf(converter === null)('LibreOffice', { timeout: 300_000 }, () => {
  const saved = async (bytes: Uint8Array, kind: string): Promise<Uint8Array> => {
    const own = await mkdtemp(join(folder, 'made-'))
    const source = join(own, 'a.xlsx')
    await writeFile(source, bytes)
    // One profile for all: making one costs more than a conversion.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const made = join(own, 'made')
    await promisify(execFile)(converter ?? '', [profile, '--headless', '--convert-to', kind, '--outdir', made, source])
    return readFile(join(made, `a.${kind}`))
  }

  it.each(['xls', 'ods'])('makes of a template saved as %s the workbook it was', async (kind) => {
    const bytes = await saved(await writeFormTemplate(form), kind)
    expect(foreignKind(bytes)).toBe(kind)
    const made = await convertToXlsx(bytes, kind === 'xls' ? 'xls' : 'ods', { converter, limitMs: 240_000 })
    const book = made.ok ? await readWorkbook(made.bytes) : made
    if (!book.ok) throw new Error(book.reason)
    const match = matchForm(book, form)
    expect(match.ok && match.cells.map(({ text }) => text)).toEqual(['12000', '0', '', '不适用', '7', '8'])
    expect(match).toMatchObject({ matchedBy: 'template', errors: [], ignored: [] })
  })

  it('saves a template, fresh or sent back with marks, so that it uploads as before and keeps its lists', async () => {
    const read = async (bytes: Uint8Array) => {
      const book = await readWorkbook(bytes)
      const match = book.ok ? matchForm(book, form) : book
      if (!book.ok || !match.ok) throw new Error('not read')
      return { book, match }
    }
    const template = await writeFormTemplate(form)
    const place = '技能培训情况表!D7'
    const marked = await markUpload({ bytes: template, isOwn: true, ...(await read(template)) }, form, [
      { place, message: '不是数字', kind: 'wrong' },
    ])
    for (const file of [template, marked.bytes]) {
      const back = await saved(file, 'xlsx')
      const { match, book } = await read(back)
      expect(match.cells.map(({ text }) => text)).toEqual(['12000', '0', '', '不适用', '7', '8'])
      expect(match).toMatchObject({ matchedBy: 'template', errors: [], ignored: [] })
      expect(book.sheets[0]?.rows[6]?.[5] ?? '').toBe(file === template ? '' : 'D7：不是数字')
      const sheet = await (await JSZip.loadAsync(back)).file('xl/worksheets/sheet1.xml')?.async('string')
      const list = /<dataValidation [^>]*type="list"[^>]*>/.exec(sheet ?? '')?.[0]
      expect(list).toBeDefined()
      expect(list).not.toMatch(/showErrorMessage="(?:1|true)"/)
    }
  })
})
