import type { StatementBoard, StatementsWaiting, WantedStatement } from '@cg/contract/statement'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { walk } from './walk.ts'

/*
 * 滞后说明 as people write them: the department that leads an indicator is told on its own page, states cause and measures,
 * gets them back with a reason, corrects them; another person accepts; the next release says so to leaders, on screen and in
 * files. The steps build on each other.
 */

const cause = '部分企业的联络员调岗后没有及时补配'
const vague = '加强督促，尽快完成补配工作'
const measures = '由基层组织处逐企核对，十二月底前补配到位'
const reason = '请附补配名单并写明时限'
const release = 'CG-2026Q3-01'

let city: City
let department: Page
let reviewer: Page
let leader: Page
let figure: WantedStatement

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  department = await city.person('zgh')
  reviewer = await city.person('shenhe')
  leader = await city.person('lingdao')
  const reply = await department.request.get('/api/v1/statements')
  const { wanted } = (await reply.json()) as StatementBoard
  figure = must(wanted.find(({ kind, unitName, mayWrite }) => kind === 'late' && unitName !== '全市' && mayWrite))
})

afterAll(async () => {
  await city?.stop()
})

const name = () => `${figure.unitName}${figure.indicatorName}`
const headline = (page: Page) => page.locator('main h1')
const own = (page: Page) => page.locator('.statement').filter({ hasText: cause })
const hint = (page: Page, label: string) => page.getByRole('complementary', { name: label })

describe('the department that leads an indicator', () => {
  it('is told on its own page, and has stated the cause after four clicks', async () => {
    const { page, click, took } = await walk(department, '/fill')
    const waiting = hint(page, '待办的滞后说明')
    await waiting.waitFor()
    expect(await waiting.textContent()).toMatch(/2026年第三季度，您单位牵头的指标有\d+项滞后/)
    await click(waiting.getByRole('link', { name: '写说明 →' }))
    await click(page.getByRole('button', { name: `写说明：${name()}` }))
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toMatch(/本期.+，时序目标/)
    expect(await barriers(page)).toEqual([])
    await dialog.getByLabel(/原因/).click()
    await page.keyboard.type(cause)
    await page.keyboard.press('Tab')
    await page.keyboard.type(vague)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type(must(figure.expected).toFixed(figure.decimals))
    await click(dialog.getByRole('button', { name: '报送' }))
    await page.getByText('说明已报送，待审核').waitFor()
    await took(4)
    expect(await own(page).textContent()).toContain('待审核')
    expect(await own(page).getByRole('button', { name: /采纳/ }).count()).toBe(0)
  })

  it('is refused an expectation that is no figure, in words, and its text stays', async () => {
    await department
      .getByRole('button', { name: /^写说明：/ })
      .first()
      .click()
    const dialog = department.getByRole('dialog')
    await dialog.getByLabel(/原因/).fill(cause)
    await dialog.getByLabel(/措施/).fill(vague)
    await dialog.getByLabel(/预计值/).fill('约九成')
    await dialog.getByRole('button', { name: '报送' }).click()
    await dialog.getByText(/^预计值.+。$/).waitFor()
    expect(await dialog.getByLabel(/原因/).inputValue()).toBe(cause)
    await department.keyboard.press('Escape')
  })
})

describe('the reviewer', () => {
  it('is led there from the queue and returns it with a reason', async () => {
    const { page, click, took } = await walk(reviewer, '/review')
    await click(hint(page, '待审核的滞后说明').getByRole('link', { name: '去审核 →' }))
    await click(own(page).getByRole('button', { name: /^退回/ }))
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '退回' }).isDisabled()).toBe(true)
    expect(await barriers(page)).toEqual([])
    await dialog.getByLabel(/退回原因/).fill(reason)
    await click(dialog.getByRole('button', { name: '退回' }))
    await page.getByText('说明已退回').waitFor()
    await took(3)
    expect(await own(page).textContent()).toContain(`赵一鸣 退回：${reason}`)
  })
})

describe('the department', () => {
  it('reads on its own page what came back and why, and sends it again corrected', async () => {
    const { page, click, took } = await walk(department, '/fill')
    const back = hint(page, '待办的滞后说明').getByRole('listitem').filter({ hasText: reason })
    expect(await back.textContent()).toContain(`${name()}的说明被退回（赵一鸣）：${reason}。`)
    await click(back.getByRole('link', { name: '修改后再报 →' }))
    await click(own(page).getByRole('button', { name: /^修改后再报/ }))
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`退回意见：${reason}`).waitFor()
    await dialog.getByLabel(/措施/).fill(measures)
    await click(dialog.getByRole('button', { name: '报送' }))
    await page.getByText('说明已报送，待审核').waitFor()
    await took(3)
  })

  it('is told on the page of an indicator what that one still wants', async () => {
    const { wanted } = (await (await department.request.get('/api/v1/statements/waiting')).json()) as StatementsWaiting
    const { indicator, late, notReported } = must(wanted[0])
    await department.goto(`/i/${indicator}`)
    const told = hint(department, '待办的滞后说明')
    await told.waitFor()
    const counted = [late > 0 ? `${late}项滞后` : '', notReported > 0 ? `${notReported}项逾期未报` : '']
    expect(await told.textContent()).toContain(`本指标有${counted.filter(Boolean).join('、')}，原因和措施待说明。`)
  })
})

describe('the office', () => {
  it('accepts it by another hand, and sees before publishing what is stated and what is not', async () => {
    await reviewer.goto('/statements?quarter=2026Q3')
    await own(reviewer).getByRole('button', { name: /^采纳/ }).click()
    await reviewer.getByRole('dialog').getByRole('button', { name: '采纳' }).click()
    await reviewer.getByText('说明已采纳').waitFor()
    await reviewer.goto('/publish')
    await reviewer
      .getByRole('listitem')
      .filter({ hasText: '2026年第三季度' })
      .getByRole('button', { name: '生成试看' })
      .click()
    const line = reviewer.getByRole('listitem').filter({ hasText: '原因和措施已采纳' })
    await line.waitFor()
    expect(await line.textContent()).toMatch(/滞后、未报 \d+ 项，原因和措施已采纳 \d+ 项，.*不影响发布/)
    await line.getByRole('link', { name: '查看说明 →' }).click()
    await expect.poll(() => headline(reviewer).textContent()).toMatch(/^滞后说明：/)
    expect(new URL(reviewer.url()).searchParams.get('quarter')).toBe('2026Q3')
  })

  it('publishes it with the quarter, and the page then says that more waits for a correction', async () => {
    const publisher = await city.person('fuhe')
    await publisher.goto('/publish')
    await publisher.getByRole('button', { name: '复核并发布' }).click()
    await publisher
      .getByRole('dialog')
      .getByRole('button', { name: /^发布(并关闭 \d+ 张)?$/ })
      .click()
    await publisher.getByText(`已发布 ${release}`).waitFor()
    await reviewer.goto('/statements?quarter=2026Q3')
    await reviewer.getByText(`2026年第三季度已发布（${release}），此后采纳的说明在更正发布时才会列出`).waitFor()
  })
})

describe('a leader', () => {
  it('reads cause, measures and expectation where the figure is: indicator, district, target', async () => {
    for (const place of [`/i/${figure.indicator}`, `/u/${figure.unit}`]) {
      await leader.goto(place)
      const panel = leader.getByRole('region', { name: '滞后与未报：原因和措施' })
      const said = panel.getByRole('listitem').filter({ hasText: cause })
      await said.waitFor()
      const words = await said.textContent()
      for (const part of [measures, '2026年第四季度达到', '采纳'])
        expect([place, words]).toEqual([place, expect.stringContaining(part)])
    }
    await leader.goto(`/targets?unit=${figure.unit}&row=${figure.indicator}`)
    const drawer = leader.getByRole('dialog')
    await drawer.getByText(cause).waitFor()
    expect(await drawer.textContent()).toContain(measures)
  })

  it('takes them along in the workbook, on their own sheet, and nothing that was not accepted', async () => {
    const query = `kind=district-ranking&measure=${figure.indicator}&format=xlsx`
    const file = await leader.request.get(`/api/v1/releases/${release}/charts/export?${query}`)
    expect(file.status()).toBe(200)
    const zip = await JSZip.loadAsync(await file.body())
    expect(await must(zip.file('xl/workbook.xml')).async('string')).toContain('原因和措施')
    const parts = await Promise.all(zip.file(/^xl\/.*\.xml$/).map((part) => part.async('string')))
    const words = parts.join('\n')
    expect([words.includes(cause), words.includes(measures), words.includes(vague)]).toEqual([true, true, false])
  })
})

it('threw no error on any page and asked no other host', () => {
  expect(city.faults).toEqual([])
})
