import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * 定时发布 as the office runs it: signed now, counted down, called back, decided anew, out at its moment with nobody there,
 * also when the server was down at that moment; and nothing of it for anybody else until then. The steps build on each other.
 */

const [form, cell] = ['RSJ-SKILLS/RSJ', { item: 'N_TRAIN', unit: 'DWQ' }]
const quarter = '2026年第三季度'
const [first, second] = ['CG-2026Q3-01', 'CG-2026Q3-02']
const reason = '东湾区培训场次少报一场，经核对后更正'
/** What only the office may read yet. */
const unpublished = /CG-2026Q3|试看-2026|定于/
/** How late a release may come out, and a little more. */
const aLook = 20_000

let city: City
let leader: Page
/** A wall in a meeting room, opened by a link that follows the newest release. */
let wall: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'], { isClockOurs: true })
  leader = await city.person('lingdao')
  wall = await openWall()
})

afterAll(async () => {
  await city?.stop()
})

async function openWall(): Promise<Page> {
  const admin = await city.person('admin')
  await admin.goto('/admin?part=system')
  await admin.getByRole('button', { name: '启用会议链接' }).click()
  await admin.getByRole('button', { name: '停用会议链接' }).waitFor()
  await admin.context().close()
  const data = { address: '/screen', release: null, purpose: '会议室大屏', hours: 24 }
  const made = (await (await leader.request.post('/api/v1/shares', { data })).json()) as {
    link: { id: number }
    token: string
  }
  const context = await city.browser.newContext({ baseURL: city.base, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.goto(`/share/${made.link.id}#${made.token}`)
  await page.getByText('CG-2026Q2-01').first().waitFor()
  return page
}

/** An act of the interface whose page is walked elsewhere. */
async function call(page: Page, path: string, data: unknown = {}, method: 'POST' | 'PUT' = 'POST'): Promise<void> {
  const version = form === path.split('/').slice(-3, -1).join('/') ? await formVersion(page) : null
  const headers = version === null ? {} : { 'if-match': `"${version}"` }
  const reply = await page.request.fetch(path, { method, headers, ...(data === null ? {} : { data }) })
  expect([path, reply.status(), await reply.text()]).toEqual([path, 200, expect.any(String)])
}

type Standing = { submission: { version: number } }

async function formVersion(page: Page): Promise<number> {
  const review = await page.request.get(`/api/v1/review/forms/2026Q3/${form}`)
  if (review.ok()) return ((await review.json()) as { form: Standing }).form.submission.version
  const own = await page.request.get(`/api/v1/forms/2026Q3/${form}`)
  return ((await own.json()) as Standing).submission.version
}

/** All that a leader and a guest are told, by what they ask. */
async function told(): Promise<Record<string, string>> {
  const codes = [first, '试看-2026Q3-01', '试看-2026Q3-02'].map(encodeURIComponent)
  const parts = [
    'overview',
    'matrix',
    'equity',
    'targets',
    'rankings/score',
    'passport?indicator=JN03&unit=DWQ',
    'book',
    'difference?from=CG-2026Q2-01',
    'charts/export?kind=district-ranking&format=csv',
    'pages/export?address=%2F&format=pdf',
  ]
  const paths = [
    '/api/v1/releases',
    '/api/v1/previews',
    '/api/v1/previews/1',
    ...codes.flatMap((code) => parts.map((part) => `/api/v1/releases/${code}/${part}`)),
  ]
  const answers: Record<string, string> = {}
  const keep = async (who: string, page: Page, path: string) => {
    const reply = await page.request.get(path)
    answers[`${who} ${path}`] = `${reply.status()} ${(await reply.text()).replace(/"requestId":"[^"]*"/, '')}`
  }
  for (const path of paths) await keep('leader', leader, path)
  for (const path of ['/', '/rank', '/u/DWQ', '/screen', '/releases', '/?p=2026Q3'])
    answers[`page ${path}`] = unpublished.exec(await (await leader.request.get(path)).text())?.[0] ?? 'nothing'
  for (const release of [first, '试看-2026Q3-01']) {
    const share = await leader.request.post('/api/v1/shares', {
      data: { address: '/rank', release, purpose: '调度会', hours: 4 },
    })
    answers[`share ${release}`] = String(share.status())
  }
  return answers
}

/** yyyy-mm-ddThh:mm in Shanghai. */
function inMinutes(minutes: number): string {
  const at = new Date(city.now().getTime() + minutes * 60_000 + 8 * 3_600_000)
  return at.toISOString().slice(0, 16)
}

async function decide(publisher: Page, minutes: number): Promise<void> {
  await publisher.goto('/publish')
  await publisher.getByRole('button', { name: '定时发布…' }).click()
  const dialog = publisher.getByRole('dialog')
  await dialog.getByLabel(/发布时间/).fill(inMinutes(minutes))
  await dialog.getByRole('button', { name: '签发并定时' }).click()
  await publisher.getByText(/^定于 2026年.+自动发布$/).waitFor()
}

const codes = async (): Promise<string[]> => {
  const reply = await leader.request.get('/api/v1/releases')
  const { items } = (await reply.json()) as { items: { head: { code: string } }[] }
  return items.map(({ head }) => head.code)
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('while it waits for its time', () => {
  let before: Record<string, string>

  it('a release that is signed is nothing to leaders, guests, files, links and first answers', async () => {
    before = await told()
    expect(before['page /']).toBe('nothing')
    const reviewer = await city.person('shenhe')
    await call(reviewer, `/api/v1/review/forms/2026Q3/${form}/accept`)
    await reviewer.goto('/publish')
    await reviewer.getByRole('listitem', { name: quarter }).getByRole('button', { name: '生成试看' }).click()
    await reviewer.getByText('须由另一位发布人复核签发').waitFor()
    const publisher = await city.person('fuhe')
    await decide(publisher, 9)
    await publisher.getByText(/^还有[89]分钟$/).waitFor()
    await publisher.getByText(/签发$/).waitFor()
    expect(await told()).toEqual(before)
    await leader.goto('/')
    await leader.getByText('CG-2026Q2-01').first().waitFor()
    expect(await leader.content()).not.toMatch(unpublished)
    expect(await wall.content()).not.toMatch(unpublished)
    // The reviewer sees when it comes, and is offered neither to take it back nor to prepare another.
    await reviewer.reload()
    await reviewer.getByText(/^定于 2026年.+自动发布$/).waitFor()
    for (const name of ['收回定时发布…', '重新生成', '废弃', '生成试看', '重新生成试看'])
      expect([name, await reviewer.getByRole('button', { name, exact: true }).count()]).toEqual([name, 0])
    await reviewer.context().close()
    await publisher.context().close()
  })

  it('called back it never comes, and the office reads who called it back and why', async () => {
    const publisher = await city.person('fabu')
    await publisher.goto('/publish')
    await publisher.getByRole('button', { name: '收回定时发布…' }).click()
    const dialog = publisher.getByRole('dialog')
    await dialog.getByLabel(/收回原因/).fill('等待市领导审定后再定时间')
    await dialog.getByRole('button', { name: '收回', exact: true }).click()
    await publisher.getByText(/定时发布已由 钱向东 收回.+等待市领导审定后再定时间/).waitFor()
    await publisher.context().close()
    city.pass(10)
    await wait(aLook)
    expect(await told()).toEqual(before)
  })

  it('decided anew, it comes out although the server was down at its moment, signed by who decided', async () => {
    const publisher = await city.person('fuhe')
    await decide(publisher, 3)
    await publisher.context().close()
    await city.whileDown(() => city.pass(5))
    await expect.poll(async () => (await codes())[0], { timeout: aLook }).toBe(first)
    const list = (await (await leader.request.get('/api/v1/releases')).json()) as {
      items: { head: { publishedAt: string }; publishedBy: string; preparedBy: string }[]
    }
    const [made] = list.items
    expect([made?.preparedBy, made?.publishedBy]).toEqual(['赵一鸣', '孙立群'])
    expect(Math.abs(Date.parse(made?.head.publishedAt ?? '') - city.now().getTime())).toBeLessThan(60_000)
    await leader.goto('/')
    await leader.getByText(`发布编号 ${first}`).first().waitFor()
  }, 180_000)
})

describe('a correction', () => {
  it('comes out at its moment while nobody of the office is there, on every page and on the wall', async () => {
    const reviewer = await city.person('shenhe')
    const cells = [cell]
    const [name, reporter] = form.split('/')
    await call(reviewer, '/api/v1/periods/2026Q3/corrections', {
      form: name,
      reporter,
      reasonClass: 'error',
      reason,
      cells,
    })
    const filler = await city.person('rsj')
    const own = (await (await filler.request.get(`/api/v1/forms/2026Q3/${form}`)).json()) as {
      rows: { item: string }[]
      units: { code: string }[]
      cells: { value: number[]; version: number[] }
    }
    const at = own.rows.findIndex(({ item }) => item === cell.item) * own.units.length
    const place = at + own.units.findIndex(({ code }) => code === cell.unit)
    const text = String((own.cells.value[place] ?? 0) + 1)
    const typed = { ...cell, breakdown: '', text, version: own.cells.version[place] }
    await call(filler, `/api/v1/forms/2026Q3/${form}/cells`, { source: 'grid', cells: [typed] }, 'PUT')
    await call(filler, `/api/v1/forms/2026Q3/${form}/submit`, null)
    await call(reviewer, `/api/v1/review/forms/2026Q3/${form}/accept`)
    await call(reviewer, '/api/v1/periods/2026Q3/preview', { reason })
    const publisher = await city.person('fuhe')
    await decide(publisher, 6)
    for (const page of [reviewer, filler, publisher]) await page.context().close()
    expect(await codes()).not.toContain(second)
    await leader.goto('/rank')
    await leader.getByText(`发布编号 ${first}`).first().waitFor()
    expect(await leader.content()).not.toMatch(/2026Q3-02|更正/)
    city.pass(7)
    await expect.poll(async () => (await codes())[0], { timeout: aLook + 10_000 }).toBe(second)
    await leader.goto(`/rank?pub=${first}`)
    await leader.getByText(`本发布已被 ${second} 更正`).waitFor()
    await leader.getByText(reason, { exact: false }).first().waitFor()
    await leader.getByRole('button', { name: `期次：${quarter} 已更正` }).click()
    await leader.getByRole('menuitemcheckbox', { name: /最新/ }).click()
    await leader.getByText(`发布编号 ${second}`).first().waitFor()
    await wall.reload()
    await wall.getByText(second).first().waitFor()
  })
})

it('threw no error on any page and asked no other host', () => {
  expect(city.faults).toEqual([])
})
