import type { StampAnswer } from '@cg/contract/stamp'
import { must } from '@cg/domain/must'
import { printedStampCode, stampCodesIn } from '@cg/domain/stamp-code'
import { readZip, writeZip } from '@cg/export/archive/zip'
import { inspectFile } from '@cg/export/stamp/inspect'
import { officeFindings } from '@cg/export/testing/office'
import { resavedOffice, resavedPng } from '@cg/export/testing/resaved'
import { partText } from '@cg/export/testing/zip'
import { plainQuarter } from '@cg/services/release/release.fixture'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

let api: ReleaseApi
let asked = 0

/** One after another: each may ask a dozen times a minute. */
const askers = ['filler', 'leader', 'auditor', 'admin', 'reviewer', 'publisher', 'second'] as const
const somebody = () => api.cookiesOf(must(askers[asked++ % askers.length]))

beforeAll(async () => {
  api = await openReleaseApi()
  await api.publish(plainQuarter)
})

afterAll(() => api.close())

const chart = 'charts/export?kind=district-ranking&measure=RATE&format='
const formats = ['png', 'svg', 'pptx', 'xlsx', 'csv'] as const

async function take(tail: string, release = 'CG-2026Q3-01'): Promise<Buffer> {
  const url = `/api/v1/releases/${release}/${tail}`
  const reply = await api.app.inject({ method: 'GET', url, cookies: api.cookiesOf('leader') })
  expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
  return reply.rawPayload
}

async function ask(url: string, payload: object | Buffer, headers = {}): Promise<StampAnswer> {
  const reply = await api.app.inject({ method: 'POST', url, payload, headers, cookies: somebody() })
  expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
  return reply.json()
}

const form = (bytes: Uint8Array) => ({
  payload: Buffer.concat([
    Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'),
    bytes,
    Buffer.from('\r\n--x--\r\n'),
  ]),
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
})

const upload = (bytes: Uint8Array) => ask('/api/v1/stamps/check/file', form(bytes).payload, form(bytes).headers)
const type = (code: string) => ask('/api/v1/stamps/check', { code })

async function codeIn(bytes: Uint8Array): Promise<string> {
  const found = await inspectFile(bytes)
  return found.ok ? (found.codes[0] ?? '') : found.reason
}

describe('a file that was handed out', () => {
  it.each(formats)(
    '%s bears one code in what it says, and is the same bytes whenever it is asked for',
    async (format) => {
      const bytes = await take(`${chart}${format}`)
      expect(await codeIn(bytes)).toMatch(/^[3479ACDEFGHJKMNPQRTUWXY]{10}$/)
      expect(await take(`${chart}${format}`)).toEqual(bytes)
      const answer = await upload(bytes)
      expect(answer).toMatchObject({ verdict: 'original', standing: 'current', file: { format, kind: 'chart' } })
      expect(answer.sentence).toBe('这是本平台生成的原件，未经改动。它取自 CG-2026Q3-01，是2026年第三季度的现行数据。')
      expect(await type((await codeIn(bytes)).toLowerCase())).toMatchObject({ verdict: 'named', standing: 'current' })
    },
  )

  it.each([`${chart}svg`, `${chart}csv`, `${chart}xlsx`, `${chart}pptx`, 'pages/indicator?i=RATE&format=pdf'])(
    'prints the seal that closed the publication: %s',
    async (tail) => {
      const reply = await api.app.inject({ url: '/api/v1/releases', cookies: api.cookiesOf('leader') })
      const [newest] = reply.json<{ items: { seal?: string }[] }>().items
      expect(newest?.seal).toMatch(/^\d+-[0-9a-f]{12}$/)
      const found = await inspectFile(await take(tail))
      const says = found.ok ? found.texts.join('').replaceAll(/\s/gu, '') : found.reason
      expect(says).toContain(`封签${newest?.seal ?? ''}`)
    },
  )

  it('has another code for another wish', async () => {
    const wishes = ['png', 'svg', 'png&theme=print', 'png&preset=half', 'png&title=另一个标题', 'png&focus=A']
    const codes = new Set<string>()
    for (const tail of wishes) codes.add(await codeIn(await take(`${chart}${tail}`)))
    expect(codes.size).toBe(wishes.length)
  })

  it.each(['pptx', 'xlsx'] as const)('%s with its code is what Office allows', async (format) => {
    expect(await officeFindings(await take(`${chart}${format}`), format)).toEqual([])
  })

  it.each(['pdf', 'pptx'] as const)('a whole page as %s is known again', async (format) => {
    const bytes = await take(`pages/indicator?i=RATE&format=${format}`)
    expect(await upload(bytes)).toMatchObject({ verdict: 'original', file: { format, kind: 'page' } })
    expect(await type(await codeIn(bytes))).toMatchObject({ verdict: 'named' })
  })
})

describe('a 通报', () => {
  const draw = async (format: string): Promise<Buffer> => {
    const url = '/api/v1/releases/CG-2026Q3-01/bulletin/file'
    const reply = await api.app.inject({
      method: 'POST',
      url,
      payload: { format },
      cookies: api.cookiesOf('publisher'),
    })
    expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
    return reply.rawPayload
  }

  it.each(['docx', 'pdf'])('as %s bears a code, and is known again', async (format) => {
    const bytes = await draw(format)
    expect(await draw(format)).toEqual(bytes)
    expect(await upload(bytes)).toMatchObject({ verdict: 'original', file: { kind: 'bulletin', format } })
    expect(await type(await codeIn(bytes))).toMatchObject({ verdict: 'named', standing: 'current' })
  })

  it('that an office wrote into says which words are not ours, and is sound with its code', async () => {
    const bytes = await draw('docx')
    expect(await officeFindings(bytes, 'docx')).toEqual([])
    const resaved = await resavedOffice(bytes, (_, text) => text)
    expect(await upload(resaved)).toMatchObject({ verdict: 'resaved' })
    const [number = ''] = /(?<=>)\d+\.\d+(?=<\/w:t>)/.exec(await partText(bytes, 'word/document.xml')) ?? []
    const altered = await resavedOffice(bytes, (name, text) =>
      name === 'word/document.xml' ? text.replace(`>${number}</w:t>`, '>99.99</w:t>') : text,
    )
    const answer = await upload(altered)
    expect(answer).toMatchObject({ verdict: 'altered', texts: { total: 2 } })
    expect(answer.texts?.added[0]).toContain('99.99')
  })
})

describe('the archive of a release', () => {
  it('is known by the code of its seal, and by itself as long as nothing in it was changed', async () => {
    const bytes = await take('archive')
    const files = await readZip(bytes)
    const [code = ''] = stampCodesIn(Buffer.from(must(files.get('说明.txt'))).toString())
    const about = { standing: 'current', file: { kind: 'archive', release: 'CG-2026Q3-01', code }, faults: [] }
    expect(await type(code)).toMatchObject({ verdict: 'named', ...about })
    expect(await upload(bytes)).toMatchObject({ verdict: 'original', ...about })
    const book = await take('book')
    expect(book.toString()).toContain(printedStampCode(code))
    files.set('data.csv', Buffer.from('x'))
    const altered = await upload(await zipOf(files))
    expect(altered).toMatchObject({ verdict: 'altered', standing: 'current' })
    expect(altered.faults[0]).toBe('data.csv 与清单不符，被改动过。')
    const manifest = Buffer.from(must(files.get('manifest.json'))).toString()
    files.set('manifest.json', Buffer.from(manifest.replaceAll('CG-2026Q3-01', 'CG-2030Q3-01')))
    expect(await upload(await zipOf(files))).toMatchObject({ verdict: 'unknown', file: null })
    const stranger = await inspectFile(await zipOf(new Map([['a.txt', Buffer.from('x')]])))
    expect(stranger.ok ? '' : stranger.reason).toContain('不是发布存档')
  })
})

it('the data of a release are known by their own bytes, and each line that was changed is told', async () => {
  const bytes = await take('data?format=csv')
  const about = { standing: 'current', file: { format: 'csv', release: 'CG-2026Q3-01' } }
  expect(await upload(bytes)).toMatchObject({ verdict: 'original', texts: null, ...about })
  const lines = bytes.toString().split('\r\n')
  const at = lines.findIndex((line) => line.includes('RATE'))
  const changed = lines.with(at, must(lines[at]).replace(/,\d[\d.]*,%,/u, ',12.3,%,'))
  const answer = await upload(Buffer.from(changed.join('\r\n')))
  expect(answer).toMatchObject({ verdict: 'altered', texts: { total: 2 }, ...about })
  expect(answer.texts?.added[0]).toContain('，12.3，%，')
  const other = Buffer.from(bytes.toString().replaceAll('CG-2026Q3-01', 'CG-2030Q3-01'))
  expect(await upload(other)).toMatchObject({ verdict: 'unmarked' })
})

it('a checked speech bears the code of its release, and none of its words are kept or compared', async () => {
  const url = '/api/v1/releases/CG-2026Q3-01/speech/file'
  const payload = { text: '内部材料：全市指标RATE达到95.0%。', changes: [] }
  const reply = await api.app.inject({ method: 'POST', url, payload, cookies: api.cookiesOf('leader') })
  expect(reply.statusCode).toBe(200)
  const [code = ''] = stampCodesIn((await partText(reply.rawPayload, 'word/document.xml')).replaceAll(/<[^>]+>/gu, ''))
  const answer = { verdict: 'named', standing: 'current', texts: null, file: { release: 'CG-2026Q3-01', code } }
  expect(await upload(reply.rawPayload)).toMatchObject(answer)
  expect(await type(code)).toMatchObject(answer)
})

describe('a file that came back', () => {
  it('that an office program packed anew says the same', async () => {
    const bytes = await take(`${chart}pptx`)
    const resaved = await resavedOffice(bytes, (_, text) => text)
    expect(await upload(resaved)).toMatchObject({ verdict: 'resaved', texts: null })
  })

  it('with one number of its chart changed is told, with both numbers', async () => {
    const bytes = await take(`${chart}pptx`)
    const altered = await resavedOffice(bytes, (name, text) =>
      name.includes('/charts/chart') ? text.replace('<c:v>95', '<c:v>99') : text,
    )
    const answer = await upload(altered)
    expect(answer.verdict).toBe('altered')
    expect(answer.sentence).toContain('与原件不符')
    expect(answer.texts?.missing.some((text) => text.startsWith('95'))).toBe(true)
    expect(answer.texts?.added.some((text) => text.startsWith('99'))).toBe(true)
  })

  it('with one number in the sheet behind its chart changed is told, with its cell; without any sheet it is the same', async () => {
    const bytes = await take(`${chart}pptx`)
    const deck = await readZip(bytes)
    const name = must([...deck.keys()].find((one) => one.startsWith('ppt/embeddings/')))
    const book = await readZip(must(deck.get(name)))
    const sheet = must([...book.keys()].find((one) => one.endsWith('sheet1.xml')))
    const xml = Buffer.from(must(book.get(sheet))).toString()
    const numbers = xml.replaceAll(/<c [^>]*t="s"[^>]*>[^]*?<\/c>/gu, '')
    const [cell = '', address = '', value = ''] = /<c r="([A-Z]+\d+)"[^>]*><v>(\d+\.?\d*)<\/v>/u.exec(numbers) ?? []
    book.set(sheet, Buffer.from(xml.replace(cell, cell.replace(`<v>${value}<`, '<v>12.3<'))))
    deck.set(name, await zipOf(book))
    const answer = await upload(await zipOf(deck))
    expect(answer).toMatchObject({ verdict: 'altered', texts: { total: 2 } })
    expect(answer.texts?.added[0]).toMatch(new RegExp(`^图中数据表 .+!${address} 12\\.3$`, 'u'))
    deck.delete(name)
    expect(await upload(await zipOf(deck))).toMatchObject({ verdict: 'resaved' })
  })

  it('with a cell of a workbook, a line of a table, a word of a drawing changed is told with its place', async () => {
    const book = await take(`${chart}xlsx`)
    const changedBook = await resavedOffice(book, (name, text) =>
      name.includes('worksheets/sheet2') ? text.replace(/<v>95[.\d]*<\/v>/, '<v>99</v>') : text,
    )
    const inBook = await upload(changedBook)
    expect(inBook).toMatchObject({ verdict: 'altered', texts: { total: 2 } })
    expect(inBook.texts?.added[0]).toMatch(/^数据![A-Z]+\d+ 99$/)
    const csv = (await take(`${chart}csv`)).toString('utf8')
    expect(await upload(Buffer.from(csv.replace(/,95[.\d]*,/, ',99,')))).toMatchObject({ verdict: 'altered' })
    const svg = (await take(`${chart}svg`)).toString('utf8')
    expect(await upload(Buffer.from(svg.replace('>95', '>99')))).toMatchObject({ verdict: 'altered' })
  })

  it('a picture written again with the same pixels is the same, one with others is not', async () => {
    const bytes = await take(`${chart}png`)
    expect(await upload(await resavedPng(bytes, false))).toMatchObject({ verdict: 'resaved' })
    expect(await upload(await resavedPng(bytes, true))).toMatchObject({ verdict: 'altered', texts: null })
  })

  it('turned into another format is named, and not called true', async () => {
    const svg = (await take(`${chart}svg`)).toString('utf8')
    const [code = ''] = stampCodesIn(svg)
    expect(await upload(Buffer.from(`单位,值\r\n核验码：${code},1\r\n`))).toMatchObject({ verdict: 'otherFormat' })
  })

  it('of nobody is nobody’s', async () => {
    expect(await upload(Buffer.from('单位,值\r\n甲,1\r\n'))).toMatchObject({ verdict: 'unmarked', file: null })
    expect(await type('KRNQC-WMRFC')).toMatchObject({ verdict: 'unknown', file: null })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from([0, 1, 2, 3, 0, 9])],
    ['half a deck', Buffer.from('PK\x03\x04ppt/presentation.xml', 'latin1')],
    ['half a PDF', Buffer.from('%PDF-1.7\nnothing')],
    ['half a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['a photograph', Buffer.from('\xff\xd8\xff\xe0', 'latin1')],
  ])('%s is refused in words', async (_, bytes) => {
    const cookies = somebody()
    const reply = await api.app.inject({ method: 'POST', url: '/api/v1/stamps/check/file', ...form(bytes), cookies })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ reason: 'stamp.unreadable', detail: expect.stringContaining('核验码') })
  })

  it.each([
    ['AAAAA-AAAAC', '可能看错或抄错了一位'],
    ['K7QF3-MXNA', '应为10位字母和数字'],
    ['K7QF3-MXNA0', '没有 0、1、2'],
  ])('a code with a slip of the pen is refused as such: %s', async (code, words) => {
    const cookies = somebody()
    const reply = await api.app.inject({ method: 'POST', url: '/api/v1/stamps/check', payload: { code }, cookies })
    expect([reply.statusCode, reply.json().reason]).toEqual([400, 'stamp.mistyped'])
    expect(reply.json().detail).toContain(words)
  })
})

it('of a corrected release tells which, and each of its figures before and now', async () => {
  const bytes = await take(`${chart}pptx`)
  await api.publish({ ...plainQuarter, 'X A': 90_000 }, '错报')
  const answer = await upload(bytes)
  expect(answer).toMatchObject({ verdict: 'original', standing: 'superseded', correction: 'CG-2026Q3-02' })
  expect(answer.sentence).toMatch(/已被 CG-2026Q3-02 更正，所列指标中有\d+处变动，请改用更正后的数据。$/)
  expect(answer.changes.every(({ indicator }) => indicator === 'RATE')).toBe(true)
  expect(answer.changes.length).toBeGreaterThan(0)
  for (const { from, to } of answer.changes) expect(from).not.toEqual(to)
  // Taken again it says that it was corrected: another file, with another code.
  expect(await codeIn(await take(`${chart}pptx`))).not.toBe(await codeIn(bytes))
})

const zipOf = (files: ReadonlyMap<string, Uint8Array>) =>
  writeZip(
    [...files].map(([path, bytes]) => ({ path, bytes })),
    new Date(0),
  )
