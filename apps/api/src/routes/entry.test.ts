import type { RegisterUpload } from '@cg/contract/register-upload'
import { session } from '@cg/db/schema'
import { entry, fullRsj, openCity } from '@cg/services/entry/entry.fixture'
import type { City, Login } from '@cg/services/entry/entry.fixture'
import { hashToken, newToken } from '@cg/services/session/actor'
import { withCells } from '@cg/export/testing/edited-cells'
import { cellName } from '@cg/export/workbook/grid'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'

const rsj = '/api/v1/forms/2026Q3/RSJ-SKILLS/RSJ'
const reviewOf = '/api/v1/review/forms/2026Q3/RSJ-SKILLS/RSJ'

let city: City
let app: FastifyInstance
const tokens = new Map<Login, string>()

async function start(): Promise<void> {
  city = await openCity()
  app = await buildApp({
    services: { store: city.store, now: () => new Date(city.clock.now) },
    config: { publicUrl: null, trustProxy: false, logLevel: 'silent', dataDir: '' },
    webFolder: null,
  })
  tokens.clear()
}

async function stop(): Promise<void> {
  await app.close()
  city.close()
}

async function signIn(login: Login): Promise<string> {
  const known = tokens.get(login)
  if (known !== undefined) return known
  const token = newToken()
  const { userId } = city.as(login).actor
  const at = city.clock.now
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(session).values({
      tokenHash: hashToken(token),
      userId,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: '2026-10-05T12:00:00Z',
      address: '',
    })
  })
  tokens.set(login, token)
  return token
}

async function ask(login: Login, options: InjectOptions) {
  const answer = await app.inject({ ...options, cookies: { [app.cookieName]: await signIn(login) } })
  return { status: answer.statusCode, headers: answer.headers, raw: answer.rawPayload, body: parse(answer.body) }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

const put = (login: Login, cells: unknown) =>
  ask(login, { method: 'PUT', url: `${rsj}/cells`, payload: { source: 'grid', cells } as Record<string, unknown> })

function multipart(bytes: Uint8Array, name = 'a.xlsx'): Pick<InjectOptions, 'payload' | 'headers'> {
  const boundary = 'xxBOUNDARYxx'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** The places of a district's cells in a template, by the hidden codes of the rows and of the district: 'E7'. */
async function placesOf(bytes: Uint8Array, unit: string, codes: readonly [string, string]): Promise<[string, string]> {
  const { sheets } = await readXlsx(bytes)
  const rows = sheets[0]?.rows ?? []
  const column = rows.map((row) => row.indexOf(unit)).find((at) => at >= 0) ?? -1
  const place = (code: string) =>
    cellName(
      rows.findIndex(([first]) => first === code),
      column,
    )
  return [place(codes[0]), place(codes[1])]
}

/** How often each text stands in the first sheet. */
async function wordsIn(bytes: Uint8Array): Promise<Map<string, number>> {
  const { sheets } = await readXlsx(bytes)
  const texts = (sheets[0]?.rows ?? []).flat().filter((value) => typeof value === 'string')
  return new Map([...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length]))
}

describe('a quarter over HTTP', () => {
  beforeEach(start)
  afterEach(stop)

  it('fill, submit, return, mend, send again, accept', async () => {
    expect((await put('rsj', fullRsj())).status).toBe(200)
    const sent = await ask('rsj', {
      method: 'POST',
      url: `${rsj}/submit`,
      headers: { 'if-match': '"1"', 'idempotency-key': 'key-0001' },
    })
    expect(sent).toMatchObject({ status: 200, body: { receipt: { receiptNo: '2026Q3-RSJ-SKILLS-RSJ-1' } } })
    const queue = await ask('reviewer', { method: 'GET', url: '/api/v1/review/queue' })
    expect(queue).toMatchObject({ status: 200, body: { items: [{ form: 'RSJ-SKILLS', version: 2 }] } })
    const returned = await ask('reviewer', {
      method: 'POST',
      url: `${reviewOf}/return`,
      headers: { 'if-match': '"2"' },
      payload: { marks: [{ item: 'P_TRAIN_SR', unit: 'BS', reasonCode: 'wrong_number', reason: '与台账不符' }] },
    })
    expect(returned).toMatchObject({ status: 200, body: { submission: { state: 'returned', version: 3 } } })
    expect((await put('rsj', [entry('P_TRAIN_SR:BS', '25', 1)])).body).toMatchObject({
      outcomes: [{ outcome: 'saved' }],
    })
    expect((await ask('rsj', { method: 'POST', url: `${rsj}/submit`, headers: { 'if-match': '"4"' } })).status).toBe(
      200,
    )
    const accepted = await ask('reviewer', {
      method: 'POST',
      url: `${reviewOf}/accept`,
      headers: { 'if-match': '"5"' },
      payload: {},
    })
    expect(accepted).toMatchObject({ status: 200, body: { submission: { state: 'accepted' } } })
    for (const url of [
      rsj,
      `${rsj}/sheet`,
      `${rsj}/receipt`,
      '/api/v1/work',
      `${rsj}/history?item=P_TRAIN_SR&unit=BS`,
    ]) {
      expect((await ask('rsj', { method: 'GET', url })).status).toBe(200)
    }
    for (const url of [reviewOf, '/api/v1/review/matrix', '/api/v1/review/reminders?period=2026Q3']) {
      expect((await ask('reviewer', { method: 'GET', url })).status).toBe(200)
    }
  })

  it('a stale single cell is 412 with both values, a missing version 428', async () => {
    await put('rsj', [entry('P_TRAIN:AP', '100')])
    const stale = await put('rsj2', [entry('P_TRAIN:AP', '120')])
    expect(stale.status).toBe(412)
    expect(stale.body).toMatchObject({
      code: 'stale',
      detail: expect.stringContaining('rsj同志'),
      current: { current: { value: 100 }, mine: { value: 120 } },
    })
    expect((await put('rsj2', [entry('P_TRAIN:AP', '120', null)])).status).toBe(428)
  })

  it('submit without If-Match is 428 for the owner and 403 for a stranger', async () => {
    await put('rsj', fullRsj())
    expect((await ask('rsj', { method: 'POST', url: `${rsj}/submit` })).status).toBe(428)
    expect((await ask('tjj', { method: 'POST', url: `${rsj}/submit` })).status).toBe(403)
    expect((await ask('rsj', { method: 'POST', url: `${rsj}/submit`, headers: { 'if-match': 'abc' } })).status).toBe(
      400,
    )
  })
})

describe('a workbook over HTTP', () => {
  beforeEach(start)
  afterEach(stop)

  it('of a register: template out, filled and shown, kept once as it was shown', async () => {
    const contest = '/api/v1/registers/CONTEST'
    const template = await ask('rsj', { method: 'GET', url: `${contest}/template.xlsx` })
    const filled = await withCells(template.raw, { B4: 'AP', C4: '焊工大赛', D4: '2026-02-11', E4: '120' })
    const shown = await ask('rsj', { method: 'POST', url: `${contest}/upload`, ...multipart(filled) })
    expect(shown.body).toMatchObject({ faultCount: 0, rows: [{ line: 4, id: null, unit: 'AP' }] })
    const { fileName, fileHash, rows } = shown.body as RegisterUpload
    const kept = rows.map(({ id, version, unit, values, reason }) => ({ id, version, unit, values, reason }))
    const keep = () =>
      ask('rsj', {
        method: 'POST',
        url: `${contest}/upload/keep`,
        headers: { 'idempotency-key': 'key-of-a-file' },
        payload: { fileName, fileHash, rows: kept },
      })
    expect((await keep()).body).toMatchObject({ records: [{ values: { name: '焊工大赛', people: 120 } }] })
    expect((await keep()).body).toMatchObject({ kind: { counts: { submitted: 1 } } })
  })

  it('of a register: with faults comes back marked, and a sound or another one is told so', async () => {
    const contest = '/api/v1/registers/CONTEST'
    const template = await ask('rsj', { method: 'GET', url: `${contest}/template.xlsx` })
    const send = (bytes: Uint8Array, name = '竞赛.xlsx') =>
      ask('rsj', { method: 'POST', url: `${contest}/upload/marked`, ...multipart(bytes, name) })
    const faulty = await send(await withCells(template.raw, { B4: 'AP', C4: '焊工大赛', D4: '去年', E4: '120' }))
    expect(faulty.status).toBe(200)
    expect(decodeURIComponent(String(faulty.headers['content-disposition']))).toContain('竞赛（已标出问题）.xlsx')
    expect([...(await wordsIn(faulty.raw)).keys()].filter((words) => words.startsWith('D4：'))).toHaveLength(1)
    const sound = await withCells(template.raw, { B4: 'AP', C4: '焊工大赛', D4: '2026-02-11', E4: '120' })
    expect(await send(sound)).toMatchObject({ status: 400, body: { reason: 'upload.sound' } })
    const csv = Buffer.from('区县,竞赛名称,举办日期,参赛人数（人）\r\nAP,焊工大赛,去年,120\r\n')
    expect(await send(csv, '竞赛.csv')).toMatchObject({ status: 400, body: { reason: 'upload.not_markable' } })
  })

  it('template out, upload back unchanged, then changed, then applied once', async () => {
    await put('rsj', fullRsj())
    const template = await ask('rsj', { method: 'GET', url: `${rsj}/template.xlsx` })
    expect(template.status).toBe(200)
    expect(template.headers['content-type']).toContain('spreadsheetml')
    const same = await ask('rsj', { method: 'POST', url: `${rsj}/upload`, ...multipart(template.raw) })
    expect(same).toMatchObject({ status: 200, body: { matchedBy: 'template', changes: [], errors: [] } })
    const own = await writeXlsx({
      sheets: [
        {
          name: '数据',
          rows: [
            ['指标', '安平区', '北山区', '长溪县'],
            ['P_TRAIN', '1.2万', '约300', 100],
            ['P_TRAIN_SR', 20, 20, '=1+1'],
          ],
        },
      ],
    })
    const upload = await ask('rsj', { method: 'POST', url: `${rsj}/upload`, ...multipart(own, '<b>我的表.xlsx') })
    expect(upload).toMatchObject({
      status: 200,
      body: {
        fileName: 'b我的表.xlsx',
        matchedBy: 'labels',
        changes: [{ item: 'P_TRAIN', unit: 'AP', oldValue: 100, newValue: 12_000, place: '数据!B2', version: 1 }],
        unchanged: 3,
      },
    })
    const { errors, changes, fileHash } = upload.body as {
      errors: { place: string }[]
      changes: Record<string, unknown>[]
      fileHash: string
    }
    expect(errors.map((error) => error.place)).toEqual(['数据!C2', '数据!D3'])
    expect(changes[0]?.['warnings']).toEqual([expect.stringContaining('12,000')])
    const before = await ask('rsj', { method: 'GET', url: `${rsj}/history?item=P_TRAIN&unit=AP` })
    expect((before.body['revisions'] as unknown[]).length).toBe(1)
    const apply = () =>
      ask('rsj', {
        method: 'POST',
        url: `${rsj}/apply`,
        headers: { 'idempotency-key': 'apply-0001' },
        payload: {
          fileHash,
          cells: changes.map(({ item, unit, breakdown, text, version }) => ({ item, unit, breakdown, text, version })),
        },
      })
    const first = await apply()
    expect(first).toMatchObject({
      status: 200,
      body: { outcomes: [{ outcome: 'saved', current: { value: 12_000, version: 2 } }] },
    })
    expect((await apply()).body).toEqual(first.body)
    const after = await ask('rsj', { method: 'GET', url: `${rsj}/history?item=P_TRAIN&unit=AP` })
    expect(after.body['revisions']).toMatchObject([{ version: 2, source: 'excel' }, { version: 1 }])
  })

  it('with faults comes back marked, and that very file corrected is taken', async () => {
    await put('rsj', fullRsj())
    const template = await ask('rsj', { method: 'GET', url: `${rsj}/template.xlsx` })
    const [wrongCell, doubtfulCell] = await placesOf(template.raw, 'AP', ['P_TRAIN|', 'P_TRAIN_SR|'])
    const planted = await withCells(template.raw, { [wrongCell]: '约300', [doubtfulCell]: 9999 })
    const send = (file: Uint8Array, url = 'upload', name = '我的表.xlsx') =>
      ask('rsj', { method: 'POST', url: `${rsj}/${url}`, ...multipart(file, name) })
    const first = await send(planted)
    expect(first.body).toMatchObject({
      errors: [{ place: expect.stringContaining(`!${wrongCell}`) }],
      changes: [{ item: 'P_TRAIN_SR', newValue: 9999, warnings: [expect.stringContaining('9,999')] }],
    })
    const marked = await send(planted, 'upload/marked')
    expect(marked.status).toBe(200)
    expect(decodeURIComponent(String(marked.headers['content-disposition']))).toContain('我的表（已标出问题）.xlsx')
    expect(marked.headers['cache-control']).toBe('no-store')
    const said = await wordsIn(marked.raw)
    expect(said.get('错误说明')).toBe(1)
    const texts = [...said.keys()]
    expect(texts.filter((text) => text.includes(`${wrongCell}：P_TRAIN：`))).toHaveLength(1)
    expect(texts.filter((text) => text.includes(`${doubtfulCell}`) && text.includes('9,999'))).not.toEqual([])
    // The same file with its faults still in it is marked again; nothing was written so far.
    expect((await send(marked.raw)).body).toEqual({ ...first.body, fileHash: expect.any(String) })
    const mended = await withCells(marked.raw, { [wrongCell]: 100, [doubtfulCell]: 21 })
    const second = await send(mended)
    expect(second.body).toMatchObject({ matchedBy: 'template', errors: [], ignored: [] })
    const { changes, fileHash } = second.body as { changes: Record<string, unknown>[]; fileHash: string }
    expect(changes.map(({ item, newValue }) => [item, newValue])).toEqual([['P_TRAIN_SR', 21]])
    const cells = changes.map(({ item, unit, breakdown, text, version }) => ({ item, unit, breakdown, text, version }))
    const applied = await ask('rsj', { method: 'POST', url: `${rsj}/apply`, payload: { fileHash, cells } })
    expect(applied.body).toMatchObject({ outcomes: [{ outcome: 'saved' }] })
    const sound = await ask('rsj', { method: 'GET', url: `${rsj}/template.xlsx` })
    expect((await send(sound.raw)).body).toMatchObject({ changes: [], errors: [], findings: [] })
    expect(await send(sound.raw, 'upload/marked')).toMatchObject({ status: 400, body: { reason: 'upload.sound' } })
  })

  it('as csv is read, and comes back as a template with its figures and the marks', async () => {
    await put('rsj', fullRsj())
    const csv = new TextEncoder().encode('指标,安平区,北山区\r\nP_TRAIN,约300,"1,200"\r\n')
    const send = (url: string) => ask('rsj', { method: 'POST', url: `${rsj}/${url}`, ...multipart(csv, '台账.csv') })
    expect((await send('upload')).body).toMatchObject({
      matchedBy: 'labels',
      errors: [{ place: '数据!B2' }],
      changes: [{ item: 'P_TRAIN', unit: 'BS', newValue: 1200, place: '数据!C2' }],
    })
    const marked = await send('upload/marked')
    expect(decodeURIComponent(String(marked.headers['content-disposition']))).toContain(
      '台账（已改为模板并标出问题）.xlsx',
    )
    const back = await ask('rsj', { method: 'POST', url: `${rsj}/upload`, ...multipart(marked.raw) })
    expect(back.body).toMatchObject({ matchedBy: 'template', changes: [{ unit: 'BS', newValue: 1200 }] })
    expect((back.body['errors'] as unknown[]).length).toBe(1)
  })

  it('rules that the stored figures break are told of cells that the file leaves as they are', async () => {
    await put('rsj', [entry('P_TRAIN:AP', '10'), entry('P_TRAIN_SR:AP', '20')])
    const template = await ask('rsj', { method: 'GET', url: `${rsj}/template.xlsx` })
    const same = await ask('rsj', { method: 'POST', url: `${rsj}/upload`, ...multipart(template.raw) })
    const findings = same.body['findings'] as { place: string; message: string }[]
    const places = await placesOf(template.raw, 'AP', ['P_TRAIN|', 'P_TRAIN_SR|'])
    expect(same.body).toMatchObject({ changes: [], errors: [] })
    for (const place of places) expect(findings.filter((one) => one.place.endsWith(`!${place}`))).not.toEqual([])
  })

  it('a value that a colleague changed after the download is not put back in silence', async () => {
    await put('rsj', fullRsj())
    const template = await ask('rsj', { method: 'GET', url: `${rsj}/template.xlsx` })
    await put('rsj2', [entry('P_TRAIN_SR:AP', '33', 1)])
    const upload = await ask('rsj', { method: 'POST', url: `${rsj}/upload`, ...multipart(template.raw) })
    expect(upload.body).toMatchObject({ changes: [], ignored: [{ message: expect.stringContaining('rsj2同志') }] })
  })

  it('is refused to strangers before the file is looked at, and bad files get a sentence', async () => {
    const rubbish = multipart(new Uint8Array([1, 2, 3]))
    expect((await ask('leader', { method: 'POST', url: `${rsj}/upload`, ...rubbish })).status).toBe(403)
    const refused = await ask('rsj', { method: 'POST', url: `${rsj}/upload`, ...rubbish })
    expect(refused.status).toBe(400)
    expect(refused.body['detail']).toContain('另存为')
    expect((await ask('rsj', { method: 'POST', url: `${rsj}/upload`, payload: {} })).status).toBe(415)
    const cut = multipart(new Uint8Array(2000))
    const truncated = await ask('rsj', {
      method: 'POST',
      url: `${rsj}/upload`,
      headers: cut.headers ?? {},
      payload: (cut.payload as Buffer).subarray(0, 500),
    })
    expect(truncated.status).toBe(400)
    const big = await ask('rsj', {
      method: 'POST',
      url: `${rsj}/upload`,
      ...multipart(new Uint8Array(5 * 1024 * 1024 + 10)),
    })
    expect(big.status).toBe(413)
    for (const login of ['tjj', 'reviewer', 'admin'] as const) {
      expect((await ask(login, { method: 'GET', url: `${rsj}/template.xlsx` })).status).toBe(403)
    }
  })
})

describe('rubbish', () => {
  beforeAll(start)
  afterAll(stop)

  const rubbish: (InjectOptions & { url: string })[] = [
    { method: 'GET', url: '/api/v1/forms/2026Q9/RSJ-SKILLS/RSJ' },
    { method: 'GET', url: '/api/v1/forms/2099Q1/RSJ-SKILLS/RSJ' },
    { method: 'GET', url: '/api/v1/forms/2026Q3/%00/RSJ' },
    { method: 'GET', url: '/api/v1/forms/2026Q3/__proto__/RSJ' },
    { method: 'GET', url: "/api/v1/forms/2026Q3/RSJ-SKILLS/' OR 1=1 --" },
    { method: 'GET', url: `/api/v1/forms/2026Q3/RSJ-SKILLS/${'R'.repeat(200)}` },
    { method: 'GET', url: '/api/v1/work?period=<script>' },
    { method: 'GET', url: '/api/v1/work?period=2099Q1' },
    { method: 'GET', url: `${rsj}/history` },
    { method: 'GET', url: `${rsj}/history?item=NO&unit=NO` },
    {
      method: 'PUT',
      url: `${rsj}/cells`,
      payload: '{"source":"grid","cells":[',
      headers: { 'content-type': 'application/json' },
    },
    { method: 'PUT', url: `${rsj}/cells`, payload: { source: 'grid', cells: [] } },
    { method: 'PUT', url: `${rsj}/cells`, payload: { source: 'seed', cells: [entry('P_TRAIN:AP', '1')] } },
    {
      method: 'PUT',
      url: `${rsj}/cells`,
      payload: { source: 'grid', cells: [{ ...entry('P_TRAIN:AP', '1'), __proto__x: 1 }] },
    },
    {
      method: 'PUT',
      url: `${rsj}/cells`,
      payload: { source: 'grid', cells: [{ ...entry('P_TRAIN:AP', '1'), text: 5 }] },
    },
    {
      method: 'PUT',
      url: `${rsj}/cells`,
      payload: { source: 'grid', cells: [{ ...entry('P_TRAIN:AP', '1'), version: -1 }] },
    },
    {
      method: 'PUT',
      url: `${rsj}/cells`,
      payload: { source: 'grid', cells: [{ ...entry('P_TRAIN:AP', '1'), version: 1e300 }] },
    },
    {
      method: 'PUT',
      url: `${rsj}/explanations`,
      payload: { items: [{ rule: 'X', item: 'P', unit: 'U', text: '\u0000', version: 0 }] },
    },
    { method: 'POST', url: `${rsj}/submit`, headers: { 'if-match': '99999999' } },
    { method: 'POST', url: `${rsj}/withdraw`, headers: { 'if-match': '1' } },
    { method: 'POST', url: `${rsj}/apply`, payload: { fileHash: 'x', cells: [] } },
    {
      method: 'POST',
      url: `${reviewOf}/accept`,
      payload: { note: '<img src=x onerror=alert(1)>' },
      headers: { 'if-match': '1' },
    },
    { method: 'PUT', url: `${reviewOf}/extension`, payload: { dueAt: 'tomorrow', reason: 'x' } },
  ]

  it.each(rubbish.map((options) => [`${options.method} ${options.url}`, options] as const))(
    '%s gets a Chinese 4xx problem and changes nothing',
    async (_, options) => {
      for (const login of ['rsj', 'reviewer', 'leader'] as const) {
        const answer = await ask(login, options)
        const isEmptyList = answer.status === 200 && options.method === 'GET'
        if (isEmptyList) continue
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
        expect(answer.body['detail']).toMatch(/[一-鿿]/)
      }
    },
  )

  it('a direction control refuses its cell by name, in the figure and in the note, and saves the others', async () => {
    const form = await ask('rsj', { method: 'GET', url: rsj })
    const versions = (form.body['cells'] as { version: number[] }).version
    const [first, second, third] = ['P_TRAIN:AP', 'P_TRAIN:BS', 'P_TRAIN:CX']
    const reply = await put('rsj', [
      entry(first ?? '', '\u202e123', versions[0] ?? 0),
      { ...entry(second ?? '', '5', versions[1] ?? 0), note: '见\u2067附件' },
      entry(third ?? '', '7', versions[2] ?? 0),
    ])
    const outcomes = reply.body['outcomes'] as { outcome: string; message: string | null }[]
    expect(outcomes.map((one) => one.outcome).slice(0, 2)).toEqual(['refused', 'refused'])
    expect(outcomes[0]?.message).toContain('含有不可见的方向控制符（U+202E）')
    expect(outcomes[1]?.message).toContain('备注含有不可见的方向控制符（U+2067）')
    expect(outcomes[2]?.outcome).toBe('saved')
  })

  it.each([
    '-5',
    '1.5',
    '85.1%',
    '1,23',
    'NaN',
    '1e9',
    '=cmd()',
    '#REF!',
    '9'.repeat(40),
    '{{7*7}}',
    "'; DROP TABLE cell;--",
    '\u202e123',
    '一百二十',
  ])('the text %j in a cell is read right or refused in words', async (text) => {
    const form = await ask('rsj', { method: 'GET', url: rsj })
    const version = (form.body['cells'] as { version: number[] }).version[1] ?? 0
    const reply = await put('rsj', [entry('P_TRAIN:AP', text, version)])
    expect(reply.status).toBe(200)
    const [outcome] = reply.body['outcomes'] as {
      outcome: string
      message: string | null
      current: { value: number } | null
    }[]
    if (outcome?.outcome === 'refused') expect(outcome.message).toMatch(/[一-鿿]/)
    else expect(Number.isInteger(outcome?.current?.value)).toBe(true)
  })
})
