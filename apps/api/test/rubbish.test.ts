import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { crc32, deflateRawSync } from 'node:zlib'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  expectStatus,
  fileQuarter,
  formPath,
  openTestCity,
  publishQuarter,
  refusalFault,
  rsjForm,
  save,
  skills,
  typed,
} from './city.ts'
import type { Answer, City, Login } from './city.ts'
import { brokenBodies, naughtyStrings, naughtyValues, seededRandom } from './naughty.ts'
import { openDescription } from './described.ts'
import { table } from './rights.table.ts'
import type { Row } from './rights.table.ts'

/* What bad input gets (S3, S4, S12): a sentence, a 4xx, and nothing written by halves. */

let city: City
const now = '2026-10-05T02:00:00.000Z'

beforeAll(async () => {
  // Calls are counted in each process.
  city = await openTestCity({ isAlone: true })
  const [trained, total] = [
    { AP: 80, BS: 70, CX: 60 },
    { AP: 100, BS: 100, CX: 100 },
  ]
  city.setNow('2026-07-05T02:00:00.000Z')
  await fileQuarter(city, { quarter: '2026Q2', trained, total })
  await publishQuarter(city, '2026Q2')
  city.setNow(now)
  expectStatus(await save(city, 'rsj', rsjForm, skills(trained)), 200)
  await city.ask('rsj', 'GET /api/v1/session')
})

afterAll(() => city.close())

/** Ends sessions or costs a password's hash with every call: tried elsewhere. */
const left = new Set(['DELETE /api/v1/session', 'POST /api/v1/session', 'POST /api/v1/admin/backups'])
/** Refused sign-ins are kept on purpose. */
const rows = table.filter((row) => !left.has(row.route))
const random = seededRandom(20_261_005)
/** Each round asks every route once; a trial asks for more requests than a test has time for. */
const fuzzRounds = Math.max(18, Math.ceil(Number(process.env['FUZZ_REQUESTS'] ?? 0) / rows.length))
const callers: readonly (Login | null)[] = [null, 'leader', 'rsj', 'zgh', 'reviewer', 'publisher', 'admin', 'auditor']

/** Any text as a part of a path or query; a lone surrogate has no encoding. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

function mangledPath(row: Row): string {
  const [, pattern = ''] = row.route.split(' ')
  const [, real = ''] = row.path.split(' ')
  const parts = (real.split('?')[0] ?? '').split('/')
  const names = pattern.split('/')
  const path = parts
    .map((part, at) => {
      const isParameter = names[at]?.startsWith(':') === true
      if (!isParameter) return part
      // Ids that exist are the table of rights' business.
      if (part === 'PREVIEW' || part === 'SPARE') return encoded(random.pick(naughtyStrings))
      return random.chance(0.4) ? encoded(random.pick(naughtyStrings)) : part
    })
    .join('/')
  return `${row.route.split(' ')[0]} ${path}${mangledQuery(real.split('?')[1])}`
}

const parameters = [
  'period',
  'state',
  'item',
  'unit',
  'breakdown',
  'indicator',
  'from',
  'limit',
  'before',
  'actor',
  'kind',
]

function mangledQuery(given: string | undefined): string {
  const parts = given === undefined || random.chance(0.3) ? [] : given.split('&')
  while (random.chance(0.4)) parts.push(`${random.pick(parameters)}=${encoded(random.pick(naughtyStrings))}`)
  if (random.chance(0.1)) parts.push('__proto__[a]=1', 'a[b][c]=1', '%', '&&=')
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** A copy with one place spoilt: another value, another type, a property too many or too few. */
function spoilt(value: unknown): unknown {
  if (random.chance(0.25)) return random.chance(0.5) ? random.pick(naughtyStrings) : random.pick(naughtyValues)
  if (Array.isArray(value)) {
    if (random.chance(0.2)) return [...value, ...value]
    const at = Math.floor(random.next() * value.length)
    return value.map((one, here) => (here === at ? spoilt(one) : one))
  }
  if (value === null || typeof value !== 'object')
    return random.chance(0.5) ? random.pick(naughtyStrings) : random.pick(naughtyValues)
  const entries = Object.entries(value)
  const at = Math.floor(random.next() * entries.length)
  if (random.chance(0.2)) return Object.fromEntries(entries.filter((_, here) => here !== at))
  if (random.chance(0.2)) return { ...value, [random.pick(naughtyStrings)]: random.pick(naughtyValues) }
  return Object.fromEntries(entries.map(([key, one], here) => [key, here === at ? spoilt(one) : one]))
}

type Sent = { who: Login | null; route: string; body?: unknown; headers: Record<string, string> }

function randomRequest(row: Row): Sent {
  const headers: Record<string, string> = {}
  const version = random.pick(['"0"', '"1"', '2', 'W/"1"', '', '*', 'abc', '"-1"', '"1e9"', '999999999999', '"\u00e9"'])
  if (random.chance(0.8)) headers['if-match'] = version
  if (random.chance(0.2)) headers['idempotency-key'] = random.pick(['x', 'key-000001', 'k'.repeat(500), 'ключ-ключ'])
  const sent: Sent = { who: random.pick(callers), route: mangledPath(row), headers }
  if (row.route.startsWith('GET')) return sent
  const isBroken = random.chance(0.25)
  const types = ['application/json', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data', 'x']
  headers['content-type'] = random.chance(0.85) ? 'application/json' : random.pick(types)
  sent.body = isBroken ? random.pick(brokenBodies) : JSON.stringify(spoilt(row.request?.body ?? {}))
  return sent
}

async function send({ who, route, body, headers }: Sent): Promise<Answer> {
  return city.ask(who, route, { headers, ...(body === undefined ? {} : { body }) })
}

/** A material goes on being made after its answer, and its files are kept then: no other request wrote them. */
async function untilMade({ who }: Sent, { body }: Answer): Promise<void> {
  for (let job = body; job?.state === 'waiting' || job?.state === 'running';) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    job = (await city.ask(who, `GET /api/v1/packs/${body.id}`)).body
  }
}

/** Null when the answer is one that a person could read. */
function answerFault(answer: Answer): string | null {
  if (answer.status < 400) return answer.headers['content-security-policy'] === undefined ? 'no security headers' : null
  return refusalFault(answer)
}

/** What the two databases answer alike was seen at length on the one. */
const rounds = isOnPostgres ? 6 : fuzzRounds

describe('rubbish', () => {
  it(
    'gets a readable refusal from every route, and is never written by halves',
    async ({ task }) => {
      const faults: string[] = []
      const undescribed = new Set<string>()
      const describedFault = await openDescription(city)
      const seen = new Map<number, number>()
      for (let round = 0; round < rounds; round++) {
        for (const row of rows) {
          const request = randomRequest(row)
          const before = JSON.stringify(city.trace())
          const answer = await send(request)
          await untilMade(request, answer)
          seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
          const fault = answerFault(answer)
          if (fault !== null) faults.push(`${JSON.stringify(request).slice(0, 300)}: ${fault}`)
          const missing = describedFault(row.route, answer)
          if (missing !== null) undescribed.add(`${row.route}: ${missing}`)
          // A wrong current password is counted and audited, as a wrong one at the door is.
          const isGuess = request.route.startsWith('POST /api/v1/session/password')
          if (answer.status >= 400 && !isGuess && JSON.stringify(city.trace()) !== before)
            faults.push(
              `${JSON.stringify(request).slice(0, 300)}: refused with ${answer.status}, but something was written`,
            )
        }
      }
      expect(faults).toEqual([])
      task.meta.counted = { 'fuzzed requests': rounds * rows.length }
      // It must have got past the door, to the rights, to the verbs and through them.
      for (const status of [200, 400, 401, 403, 404]) expect(seen.get(status) ?? 0).toBeGreaterThan(rounds)
      // A request that happened to be right may have sent the form: it is taken back for what follows.
      const own = expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200)
      if (own.body.submission.state === 'submitted') expectStatus(await act(city, 'rsj', rsjForm, 'withdraw'), 200)
      expect([...undescribed]).toEqual([])
    },
    10_000 * rounds,
  )

  it('is read as a number or sent back, never guessed, in every cell', async () => {
    let version = 1
    for (const text of naughtyStrings.map((one) => one.slice(0, 200))) {
      const answer = await save(city, 'rsj', rsjForm, [typed('P_TRAIN_SR:AP', text, version)])
      const [outcome] = expectStatus(answer, 200).body.outcomes
      expect(['saved', 'unchanged', 'refused']).toContain(outcome.outcome)
      if (outcome.outcome === 'refused') expect(outcome.message).toMatch(/[\u4e00-\u9fff]/)
      if (outcome.outcome === 'saved') version = outcome.current.version
      const value: unknown = outcome.current.value
      if (outcome.outcome === 'saved' && value !== null) expect(Number.isInteger(value), text).toBe(true)
      expect(JSON.stringify(answer.body)).not.toContain('polluted')
    }
    const readable = new Map([
      ['1.2万', 12_000],
      ['１２３', 123],
    ])
    for (const [text, value] of readable) {
      const answer = await save(city, 'rsj', rsjForm, [typed('P_TRAIN_SR:BS', text, value === 123 ? 2 : 1)])
      expect(expectStatus(answer, 200).body.outcomes[0].current.value).toBe(value)
    }
  })

  it('in names and notes comes back as it was typed, as JSON and nothing else', async () => {
    for (const [at, note] of ['<script>alert(1)</script>', '=cmd|x', "'; DROP TABLE cell; --", '{{7*7}}'].entries()) {
      const cell = { ...typed('P_TRAIN_UNQ:AP', String(80 + at), at + 1), note }
      const answer = expectStatus(await save(city, 'rsj', rsjForm, [cell]), 200)
      expect(answer.body.outcomes[0].current.note).toBe(note)
      expect(answer.headers['content-type']).toContain('application/json')
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('of an address is refused with the same headers, though no hook has run', async () => {
    for (const tail of [
      '%zz',
      '%',
      'forms/%E4%A/x/y',
      `releases/${'x'.repeat(5_000)}/overview`,
      'none',
      '..%2f..%2f',
    ]) {
      for (const who of [null, 'leader'] as const) {
        const answer = await city.ask(who, `GET /api/v1/${tail}`)
        expect(refusalFault(answer), tail).toBe(null)
      }
    }
  })

  it('is refused before its body is read when nobody is signed in', async () => {
    for (const body of brokenBodies) {
      const answer = await send({
        who: null,
        route: `PUT ${formPath(rsjForm)}/cells`,
        body,
        headers: { 'content-type': 'application/json' },
      })
      expectStatus(answer, 401)
    }
  })

  it('leaves the figures, their history and the program whole', async () => {
    if (city.raw.file !== null) {
      expect(city.raw.file.pragma('quick_check', { simple: true })).toBe('ok')
      expect(city.raw.file.pragma('foreign_key_check')).toEqual([])
    }
    const torn = city.raw
      .prepare(
        `SELECT cell.id FROM cell LEFT JOIN cell_revision ON cell_id = cell.id GROUP BY cell.id
         HAVING count(*) <> cell.version OR max(cell_revision.version) <> cell.version`,
      )
      .all()
    expect(torn).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined)
    const chain = expectStatus(await city.ask('auditor', 'GET /api/v1/audit/verification'), 200)
    expect(chain.body.isIntact).toBe(true)
    const sound = await city.ask('auditor', 'GET /api/v1/releases/CG-2026Q2-01/verification')
    expect(expectStatus(sound, 200).body.isSound).toBe(true)
  })
})

describe('bytes that are no request', () => {
  let port = 0
  beforeAll(async () => {
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    port = (city.app.server.address() as AddressInfo).port
  })

  const speak = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      socket.setTimeout(25_000, () => socket.destroy(new Error('no answer')))
      socket.on('data', (part) => (heard += part.toString('utf8')))
      socket.on('close', () => resolve(heard))
      socket.on('error', reject)
    })

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['an unknown method', 'FROB / HTTP/1.1\r\nhost: x\r\n\r\n', 400],
    ['a broken header', 'GET /api/v1/welcome HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n', 400],
    ['two lengths', 'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na', 400],
    [
      'a length and chunks',
      'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is answered as a problem in Chinese, and the next one is served', async (_, bytes, status) => {
    const heard = await speak(bytes)
    const [head = '', body = ''] = heard.split('\r\n\r\n')
    expect(head).toContain(`HTTP/1.1 ${status} `)
    expect(head).toContain('application/problem+json')
    expect(head).toContain('nosniff')
    expect(JSON.parse(body).detail).toMatch(/[\u4e00-\u9fff]/)
    expect(await speak('GET /api/v1/welcome HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toContain(' 200 OK')
  })
})

type Entry = { readonly name: string; readonly bytes: Buffer; readonly claims?: number }

/** A zip as small as can be; `claims` lies about the unpacked size. */
function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, claims = bytes.length } of entries) {
    const packed = deflateRawSync(bytes, { level: 9 })
    const title = Buffer.from(name)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x800, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(claims, 18)
    head.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), head, tail, title]))
    parts.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, listed, Buffer.from('PK\u0005\u0006'), end])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const book = (sheet: string): Entry[] =>
  Object.entries({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="数据" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
  }).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const sheetOf = (...lines: string[][]) =>
  `${xml}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines
    .map((line) => `<row>${line.join('')}</row>`)
    .join('')}</sheetData></worksheet>`
const goodSheet = sheetOf(
  [text('指标'), text('安平区'), text('北山区'), text('长溪县')],
  [text('P_TRAIN'), '<c><v>101</v></c>', text('1.2万'), text('约300')],
)

const boundary = 'xxBOUNDARYxx'
function multipart(bytes: Buffer, fileName = '填报.xlsx', field = 'file'): { body: Buffer; type: string } {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return {
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}

const upload = (body: Buffer | string, type: string) =>
  city.ask('rsj', `POST ${formPath(rsjForm)}/upload`, { body, headers: { 'content-type': type } })

async function uploadFile(bytes: Buffer, fileName?: string): Promise<Answer> {
  const { body, type } = multipart(bytes, fileName)
  return upload(body, type)
}

describe('an upload', () => {
  it('of a sound book made by hand is read, whatever it is called', async () => {
    for (const name of ['填报.xlsx', '../../etc/passwd', 'a\\b.xls', '<b>.xlsx', 'x'.repeat(500), '无扩展名']) {
      const answer = expectStatus(await uploadFile(zip(book(goodSheet)), name), 200)
      expect(answer.body.changes).toHaveLength(2)
      expect(answer.body.errors).toMatchObject([{ place: '数据!D2' }])
      expect(answer.body.fileName).not.toMatch(/[<>"']/)
    }
  })

  it.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['zeros', () => Buffer.alloc(2_000)],
    ['a page called xls', () => Buffer.from('<html><table><tr><td>P_TRAIN</td><td>1</td></tr></table></html>')],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['an old xls', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_000)])],
    ['a csv', () => Buffer.from('指标,安平区\r\nP_TRAIN,1\r\n')],
    ['a zip that is no book', () => zip([{ name: 'readme.txt', bytes: Buffer.from('hello') }])],
    ['a cut book', () => zip(book(goodSheet)).subarray(0, 900)],
    ['a book without its head', () => zip(book(goodSheet)).subarray(50)],
    ['an empty sheet', () => zip(book(sheetOf()))],
    ['a sheet of another form', () => zip(book(sheetOf([text('指标'), text('安平区')], [text('W_TOTAL'), text('5')])))],
    ['broken XML', () => zip(book(goodSheet.slice(0, 250)))],
    [
      'an entity bomb',
      () =>
        zip(
          book(
            `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}">]>${goodSheet.replace('指标', '&c;')}`,
          ),
        ),
    ],
    ['a file outside', () => zip([...book(goodSheet), { name: '../../evil.sh', bytes: Buffer.from('x') }])],
    ['one name twice', () => zip([...book(goodSheet), ...book(goodSheet)])],
    [
      'a bomb',
      () => zip([...book(goodSheet), { name: 'xl/worksheets/sheet2.xml', bytes: Buffer.alloc(48 * 1024 * 1024) }]),
    ],
    [
      'a bomb that lies about its size',
      () =>
        zip([
          ...book(goodSheet),
          { name: 'xl/worksheets/sheet2.xml', bytes: Buffer.alloc(48 * 1024 * 1024), claims: 1_000 },
        ]),
    ],
    [
      'a thousand parts',
      () =>
        zip([
          ...book(goodSheet),
          ...Array.from({ length: 1_000 }, (_, at) => ({ name: `xl/media/${at}.xml`, bytes: Buffer.from('x') })),
        ]),
    ],
  ])('of %s is refused in words and changes nothing', async (_, make) => {
    const before = city.trace()
    const answer = await uploadFile(make(), '填报.xls')
    expect(answer.status).toBe(400)
    expect(refusalFault(answer)).toBe(null)
    expect(city.trace()).toEqual(before)
  })

  it.each([
    ['admin', '/admin/city'],
    ['admin', '/admin/catalogue/file'],
    ['admin', '/aims/file'],
    ['publisher', '/schemes/1/file'],
  ] as const)('of a book that would swell is refused before anything reads it whole: %s at %s', async (who, path) => {
    const before = city.trace()
    for (const lie of [{}, { claims: 1_000 }]) {
      const swelling = { name: 'xl/worksheets/sheet2.xml', bytes: Buffer.alloc(48 * 1024 * 1024), ...lie }
      const { body, type } = multipart(zip([...book(goodSheet), swelling]), '目标.xlsx')
      const answer = await city.ask(who, `POST /api/v1${path}`, { body, headers: { 'content-type': type } })
      expect([answer.status, answer.body.detail]).toEqual([
        400,
        expect.stringMatching(/^目标\.xlsx：(?:文件解开后过大|文件已损坏)/),
      ])
    }
    expect(city.trace()).toEqual(before)
  })

  it('that was damaged on its way is refused or read, never half and never an error of ours', async () => {
    const template = expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}/template.xlsx`), 200).raw
    const before = city.trace()
    for (let at = 0; at < 10; at++) {
      const bytes = Buffer.from(template)
      for (let bit = 0; bit < 3; bit++) {
        const place = Math.floor(random.next() * bytes.length)
        bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random.next() * 8))
      }
      const answer = await uploadFile(bytes)
      expect([200, 400]).toContain(answer.status)
      if (answer.status === 400) expect(refusalFault(answer)).toBe(null)
      else expect(answer.body.changes).toEqual([])
    }
    expect(city.trace()).toEqual(before)
  })

  it.each<[string, number, () => { body: Buffer | string; type: string }]>([
    [
      'cut in the middle',
      400,
      () => {
        const { body, type } = multipart(zip(book(goodSheet)))
        return { body: body.subarray(0, 400), type }
      },
    ],
    ['without a boundary', 400, () => ({ ...multipart(Buffer.from('x')), type: 'multipart/form-data' })],
    ['with another boundary', 400, () => ({ ...multipart(Buffer.from('x')), type: 'multipart/form-data; boundary=o' })],
    [
      'with no file in it',
      400,
      () => ({ body: `--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` }),
    ],
    [
      'with a field instead of a file',
      400,
      () => ({
        body: `--${boundary}\r\ncontent-disposition: form-data; name="file"\r\n\r\ntext\r\n--${boundary}--\r\n`,
        type: `multipart/form-data; boundary=${boundary}`,
      }),
    ],
    ['empty', 400, () => ({ body: '', type: `multipart/form-data; boundary=${boundary}` })],
    ['as JSON', 415, () => ({ body: '{}', type: 'application/json' })],
    ['as plain text', 415, () => ({ body: 'x', type: 'text/plain' })],
    ['too large', 413, () => multipart(Buffer.alloc(5 * 1024 * 1024 + 1))],
  ])('%s is answered with %i in words', async (_, status, make) => {
    const before = city.trace()
    const { body, type } = make()
    const answer = await upload(body, type)
    expect(refusalFault(answer)).toBe(null)
    expect(answer.status).toBe(status)
    expect(city.trace()).toEqual(before)
  })
})

it('a page of figures longer than allowed, or a body larger, is refused whole', async () => {
  const before = city.trace()
  const cells = Array.from({ length: 2_001 }, () => typed('P_TRAIN:AP', '1'))
  const long = await city.ask('rsj', `PUT ${formPath(rsjForm)}/cells`, { body: { source: 'paste', cells } })
  expect(refusalFault(expectStatus(long, 400))).toBe(null)
  const large = await city.ask('rsj', `PUT ${formPath(rsjForm)}/cells`, {
    body: JSON.stringify({ source: 'paste', cells: [{ ...typed('P_TRAIN:AP', '1'), note: 'x'.repeat(1_100_000) }] }),
    headers: { 'content-type': 'application/json' },
  })
  expect(refusalFault(expectStatus(large, 413))).toBe(null)
  const twice = await save(city, 'rsj', rsjForm, [typed('P_TRAIN:AP', '1', 1), typed('P_TRAIN:AP', '2', 1)])
  expect(refusalFault(expectStatus(twice, 400))).toBe(null)
  expect(city.trace()).toEqual(before)
})

it('expensive calls are counted by person: too many are 429 with a time to wait, and nobody else is held up', async () => {
  for (const [route, limit, who, other] of [
    ['GET /api/v1/releases/CG-2026Q2-01/charts/export', 120, 'publisher2', 'bs'],
    [`POST ${formPath(rsjForm)}/upload`, 60, 'rsj2', 'both'],
  ] as const) {
    for (let call = 0; call < limit; call++) expect((await city.ask(who, route, { body: {} })).status).not.toBe(429)
    const refused = expectStatus(await city.ask(who, route, { body: {} }), 429)
    expect(refusalFault(refused)).toBe(null)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await city.ask(other, route, { body: {} })).status).not.toBe(429)
  }
})
