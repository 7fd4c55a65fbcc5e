import { formatValue } from '@cg/domain/number/number-format'
import { partText } from '@cg/export/testing/zip'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  apForm,
  act,
  expectStatus,
  fileQuarter,
  formPath,
  openTestCity,
  publishQuarter,
  refusalFault,
  reviewPath,
  rsjForm,
  save,
  skills,
  tjjForm,
  typed,
  workers,
} from './city.ts'
import type { Answer, City } from './city.ts'

/* The whole way of one number, over HTTP alone: typed by a department, ranked, drawn, corrected. The tests go on from each other. */

let city: City

beforeAll(async () => {
  city = await openTestCity()
  city.setNow('2026-07-05T02:00:00.000Z')
  await fileQuarter(city, {
    quarter: '2026Q2',
    trained: { AP: 30, BS: 60, CX: 41 },
    total: { AP: 90, BS: 100, CX: 80 },
  })
  await publishQuarter(city, '2026Q2')
  city.setNow('2026-10-05T02:00:00.000Z')
})

afterAll(() => city.close())

const first = 'CG-2026Q3-01'
const second = 'CG-2026Q3-02'
const measured = { unit: '%', decimals: 1 }

async function form(): Promise<Answer['body']> {
  return expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200).body
}

function finding(detail: Answer['body'], rule: string): Record<string, unknown> | undefined {
  return detail.findings.find((one: { rule: string }) => one.rule === rule)
}

async function answersOf(code: string): Promise<Map<string, { text: string; etag: unknown }>> {
  const names = ['overview', 'rankings/JN03', 'rankings/score', 'indicators/JN03', 'matrix']
  const found = new Map<string, { text: string; etag: unknown }>()
  for (const name of names) {
    const answer = expectStatus(await city.ask('leader', `GET /api/v1/releases/${code}/${name}`), 200)
    found.set(name, { text: answer.text, etag: answer.headers['etag'] })
  }
  return found
}

async function ranking(code: string): Promise<Answer['body']> {
  return expectStatus(await city.ask('leader', `GET /api/v1/releases/${code}/rankings/JN03`), 200).body
}

async function exported(code: string, format: string): Promise<Answer> {
  const query = `kind=district-ranking&measure=JN03&format=${format}`
  return expectStatus(await city.ask('leader', `GET /api/v1/releases/${code}/charts/export?${query}`), 200)
}

/** The numbers a chart part holds, in its order. */
function cached(xml: string): number[] {
  const values = /<c:val>([^]*?)<\/c:val>/.exec(xml)?.[1] ?? ''
  return [...values.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map((match) => Number(match[1]))
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)

it('a figure is typed, read as people write it, and a broken rule marks it without losing it', async () => {
  expectStatus(await save(city, 'tjj', tjjForm, workers({ AP: 90, BS: 100, CX: 80 })), 200)
  expectStatus(await act(city, 'tjj', tjjForm, 'submit'), 200)
  expectStatus(await act(city, 'reviewer', tjjForm, 'accept'), 200)
  const cells = skills({ AP: 33, BS: 70, CX: 45 })
  expectStatus(await save(city, 'rsj', rsjForm, cells), 200)
  const wrong = [typed('P_TRAIN:AP', '２５０ 人次', 1)]
  const saved = expectStatus(await save(city, 'rsj', rsjForm, wrong), 200).body
  expect(saved.outcomes[0]).toMatchObject({ outcome: 'saved', current: { value: 250 } })
  expect(finding(saved, 'R09')).toMatchObject({ class: 'block', unit: 'AP' })
})

it('the 强制性 rule stops the submission and names the cell', async () => {
  const stopped = expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 409)
  expect(refusalFault(stopped)).toBe(null)
  expect(stopped.body).toMatchObject({
    reason: 'submission.blocking_errors',
    cells: [{ rule: 'R09', item: 'P_TRAIN', unit: 'AP' }],
  })
})

it('once it is mended, the 核实性 rule asks for an explanation', async () => {
  const mended = [
    typed('P_TRAIN:AP:size:above', '150', 1),
    typed('P_TRAIN:AP:size:msme', '100', 1),
    typed('P_TRAIN_SR:AP', '20', 1),
  ]
  const saved = expectStatus(await save(city, 'rsj', rsjForm, mended), 200).body
  expect(finding(saved, 'R09')).toBe(undefined)
  const stopped = expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 409)
  expect(stopped.body).toMatchObject({ reason: 'submission.unexplained', cells: [{ rule: 'R32', unit: 'AP' }] })
  const items = stopped.body.cells.map(({ rule, item, unit, breakdown }: Record<string, string>) => ({
    rule,
    item,
    unit,
    breakdown,
    text: '三季度集中开展岗位技能培训',
    version: 0,
  }))
  expectStatus(await city.ask('rsj', `PUT ${formPath(rsjForm)}/explanations`, { body: { items } }), 200)
  const receipt = expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200).body.receipt
  expect(receipt).toMatchObject({ receiptNo: '2026Q3-RSJ-SKILLS-RSJ-1', isLate: false, submittedBy: '用户rsj' })
})

it('a returned cell is mended, sent again and accepted', async () => {
  expectStatus(await act(city, 'reviewer', rsjForm, 'begin'), 200)
  const marks = [{ item: 'P_TRAIN_UNQ', unit: 'BS', reasonCode: 'wrong_number', reason: '与台账不符' }]
  expectStatus(await act(city, 'reviewer', rsjForm, 'return', { body: { marks } }), 200)
  expect((await form()).returnMarks).toMatchObject([{ item: 'P_TRAIN_UNQ', unit: 'BS', reason: '与台账不符' }])
  // Time goes on: what changed after the return is what the reviewer is shown.
  city.setNow('2026-10-06T02:00:00.000Z')
  expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:BS', '68', 1)]), 200)
  expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
  const review = expectStatus(await city.ask('reviewer', `GET ${reviewPath(rsjForm)}`), 200).body
  expect(review.before).toEqual([{ state: 'reported', value: 70 }])
  expectStatus(await act(city, 'reviewer', rsjForm, 'accept'), 200)
  for (const login of ['leader', 'rsj', 'auditor'] as const)
    expectStatus(await city.ask(login, `GET /api/v1/releases/${first}/overview`), 404)
})

it('a preview is for the office alone; a second person publishes it', async () => {
  const made = expectStatus(await city.ask('publisher', 'POST /api/v1/periods/2026Q3/preview', { body: {} }), 200).body
  const path = `/api/v1/previews/${made.id}`
  const page = `/api/v1/releases/${encodeURIComponent(made.head.code)}`
  const tried = expectStatus(await city.ask('reviewer', `GET ${page}/rankings/JN03`), 200).body
  expect(tried.release).toMatchObject({ state: 'preview' })
  for (const login of ['leader', 'rsj', 'admin', 'auditor'] as const)
    expectStatus(await city.ask(login, `GET ${page}/rankings/JN03`), 403)
  const check = expectStatus(await city.ask('publisher2', `GET ${path}`), 200).body
  expect(check.obstacles).toEqual([])
  const closing: string = check.closing.digest
  const done = await city.ask('publisher2', `POST ${path}/publish`, { version: made.version, body: { closing } })
  expect(expectStatus(done, 200).body.head).toMatchObject({ code: first, state: 'published', sequence: 1 })
  const published = await ranking(first)
  expect(published.value).toEqual(tried.value)
})

it('leaders see the ranking, with the same figure in list, indicator, matrix and passport', async () => {
  const shown = await ranking(first)
  expect(shown.units.code).toEqual(['AP', 'BS', 'CX'])
  const printed = shown.value.map((value: number) => formatValue(value, measured))
  expect(printed).toEqual(['36.7', '68.0', '56.3'])
  expect(shown.rank).toEqual([3, 1, 2])
  // A running total has no place last quarter; the same quarter of last year was never published.
  expect([shown.previousRank, shown.compared]).toEqual([[null, null, null], null])
  const at = `GET /api/v1/releases/${first}`
  const indicator = expectStatus(await city.ask('leader', `${at}/indicators/JN03`), 200).body
  expect(indicator.current.value).toEqual(shown.value)
  expect(indicator.periods).toEqual(['2026Q2', '2026Q3'])
  const matrix = expectStatus(await city.ask('leader', `${at}/matrix`), 200).body
  expect(matrix.value[0]).toEqual(shown.value)
  const passport = expectStatus(await city.ask('leader', `${at}/passport?indicator=JN03&unit=BS`), 200).body
  expect(passport).toMatchObject({ fact: { value: shown.value[1], numerator: 68, denominator: 100 } })
  expect(passport.working).toContain('68')
})

it('every exported file holds the ranking’s figures and its release', async () => {
  const shown = await ranking(first)
  const printed: string[] = shown.value.map((value: number) => formatValue(value, measured))
  const csv = await exported(first, 'csv')
  const lines = csv.text.split('\r\n')
  for (const [u, name] of shown.units.shortName.entries()) {
    const line = lines.find((one) => one.split(',').slice(0, 5).includes(name))
    expect(line?.split(',').map(Number)).toContain(Number(printed[u]))
  }
  const svg = (await exported(first, 'svg')).raw.toString('utf8')
  expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=/i)
  const slide = await exported(first, 'pptx')
  const chart = await partText(slide.raw, 'ppt/charts/chart1.xml')
  expect(sorted(cached(chart)).map((value) => formatValue(value, measured))).toEqual(
    sorted(shown.value).map((value) => formatValue(value, measured)),
  )
  const sheet = await partText((await exported(first, 'xlsx')).raw, 'xl/charts/chart1.xml')
  expect(cached(sheet)).toEqual(cached(chart))
  for (const text of [...printed, first]) {
    expect(csv.text).toContain(text)
    expect(svg).toContain(text)
  }
  expect(await partText(slide.raw, 'ppt/slides/slide1.xml')).toContain(first)
  const picture = await exported(first, 'png')
  expect(picture.raw.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect([picture.raw.readUInt32BE(16), picture.raw.readUInt32BE(20)]).toEqual([1920, 1080])
  expect((await exported(first, 'png')).raw.equals(picture.raw)).toBe(true)
  for (const answer of [csv, slide, picture])
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(first)
})

it('a correction is release 02 with a reason; 01 stays as it was, to the byte', async () => {
  const before = await answersOf(first)
  const csv = await exported(first, 'csv')
  const reopen = {
    form: 'RSJ-SKILLS',
    reporter: 'RSJ',
    reasonClass: 'error',
    reason: '安平区漏报一所技校的学员',
    cells: [{ item: 'P_TRAIN_UNQ', unit: 'AP' }],
  }
  for (const login of ['leader', 'rsj', 'publisher', 'admin'] as const)
    expectStatus(await city.ask(login, 'POST /api/v1/periods/2026Q3/corrections', { body: reopen }), 403)
  expectStatus(await city.ask('reviewer', 'POST /api/v1/periods/2026Q3/corrections', { body: reopen }), 200)
  // Eight days after the deadline: what the office itself opened again is not late.
  city.setNow('2026-10-23T10:00:00.000Z')
  const dunned = await city.ask('reviewer', 'GET /api/v1/review/reminders?period=2026Q3')
  expect(dunned.body.items).toMatchObject([{ form: 'RSJ-SKILLS', isReopened: true, daysLate: 0 }])
  expect(dunned.body.allText).toContain('更正，退回待改 1 格，不计逾期')
  const late = expectStatus(await save(city, 'ap', apForm, [typed('E_OPEN:AP', '5', 0)]), 409)
  expect(late.body.detail).toContain('没有计入')
  const other = expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:CX', '80', 1)]), 200)
  expect(other.body.outcomes[0].outcome).toBe('refused')
  expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:AP', '63', 1)]), 200)
  expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
  expectStatus(await act(city, 'reviewer', rsjForm, 'accept'), 200)
  const silent = await city.ask('publisher', 'POST /api/v1/periods/2026Q3/preview', { body: {} })
  expect(refusalFault(expectStatus(silent, 400))).toBe(null)
  expect(await publishQuarter(city, '2026Q3', reopen.reason)).toBe(second)

  const corrected = await ranking(second)
  expect(corrected.release.reason).toBe(reopen.reason)
  expect(corrected.value[0]).toBe(70)
  expect(corrected.rank).toEqual([1, 2, 3])
  expect(await answersOf(first)).toEqual(before)
  // Its figures stand; only the line of the release says that it was corrected.
  // What a superseded file adds: that it is, and the ways to the correction and the difference.
  const lines = (text: string) =>
    text
      .split('\r\n')
      .filter((line) => !/^(生成时间|发布编号)/.test(line) && !/^(更正后的发布|两次发布的差异),/.test(line))
  const again = (await exported(first, 'csv')).text
  expect(lines(again)).toEqual(lines(csv.text))
  expect(again).toContain(`本发布已被 ${second} 更正`)
  expect(again).toContain(`/releases/difference?from=${first}&to=${second}`)
  const difference = await city.ask('leader', `GET /api/v1/releases/${second}/difference?from=${first}`)
  expect(expectStatus(difference, 200).body.cells).toMatchObject([
    { item: 'P_TRAIN_UNQ', unit: 'AP', from: { value: 33 }, to: { value: 63 } },
  ])
  const list = expectStatus(await city.ask('leader', 'GET /api/v1/releases'), 200).body.items
  expect(list.map((one: Answer['body']) => [one.head.code, one.isCurrent])).toEqual([
    [second, true],
    [first, false],
    ['CG-2026Q2-01', true],
  ])
  expect(list[0].previousHash).toBe(list[1].contentHash)
  for (const code of [first, second]) {
    const sound = await city.ask('auditor', `GET /api/v1/releases/${code}/verification`)
    expect(expectStatus(sound, 200).body.isSound).toBe(true)
  }
})

it('a release is read by its ETag: asked every time, sent once', async () => {
  const path = `GET /api/v1/releases/${first}/rankings/JN03`
  const answer = expectStatus(await city.ask('leader', path), 200)
  expect(answer.headers['cache-control']).toBe('private, no-cache')
  const headers = { 'if-none-match': String(answer.headers['etag']) }
  const again = expectStatus(await city.ask('leader', path, { headers }), 304)
  expect(again.raw).toHaveLength(0)
  expectStatus(await city.ask(null, path, { headers }), 401)
})
