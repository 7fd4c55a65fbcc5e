import type { TalkFacts } from '@cg/contract/release/talk'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { partText } from '@cg/export/testing/zip'
import { talkSections } from '@cg/charts/page/talk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'

/*
 * Every statement of the speech has a page and a file that shows it (issue 10): a figure of the demo city's release, a told
 * reason why there is none, or a page that is named.
 */

/** Measurable statements that nothing shows yet, by their ids: it may only become shorter. */
const open: readonly string[] = []

const release = '/api/v1/releases/CG-2026Q2-01'
/** What must stand on the page that shows a statement without a figure of its own. */
const contents: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  // 实施方案（2025-2027年）: the aims of each of its years, and how far they are reached.
  F001: async (page) => {
    for (const year of ['2025年', '2026年', '2027年'])
      await page.getByRole('group', { name: '年度' }).getByText(year, { exact: true }).waitFor()
    const { rows } = (await (await page.request.get(`${release}/targets`)).json()) as TargetsFacts
    for (const year of [2025, 2026, 2027])
      expect(
        rows.filter(({ years }) => years.some((one) => one.year === year && one.target !== null)).length,
      ).toBeGreaterThan(20)
    await page.getByRole('table', { name: '2026年目标完成情况' }).getByText('基本养老保险参保率').first().waitFor()
  },
  // 23个市直部门 and the office: what each leads, and of one its indicators.
  F002: async (page) => {
    const rows = page.getByRole('table', { name: '各部门' }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(24)
    await rows.filter({ hasText: '市医保局' }).click()
    await page.getByText('基本医疗保险参保率').first().waitFor()
  },
  // 基层单位: the districts and zones, and the towns of one that they report for.
  F005: async (page) => {
    await page.getByLabel('区县').selectOption('QHX')
    await page.getByRole('table', { name: '所辖乡镇街道数值' }).getByText('禾阳镇').waitFor()
  },
  // 分管领导: a district's leader begins at the own district.
  F006: async () => {
    const dongwan = await city.person('dongwan')
    await dongwan.goto('/u')
    await dongwan.getByRole('heading', { level: 1, name: /^东湾区/u }).waitFor()
  },
  // 推进不均衡: centre and remote, strong and weak industrial base.
  F086: async (page) => {
    await page
      .getByText(/产业基础较强地区与产业基础薄弱地区的/u)
      .first()
      .waitFor()
    const compared = await page.getByRole('combobox').locator('option').allTextContents()
    expect(compared).toEqual(expect.arrayContaining(['产业基础强—弱', '中心城区—偏远地区']))
    expect(await page.getByText(/产业基础较强地区与产业基础薄弱地区的.+本期为[\d.]+个百分点/u).count()).toBeGreaterThan(
      0,
    )
    expect(await page.getByText(/中心城区与偏远地区的.+本期为[\d.]+个百分点/u).count()).toBeGreaterThan(0)
  },
  // 考核排名: every district by its score from 2025 on, none of 2024.
  F087: async (page) => {
    const read = async (code: string) => page.request.get(`/api/v1/releases/${code}/rankings/score`)
    const { rank } = (await (await read('CG-2026Q2-01')).json()) as RankingFacts
    expect(rank.filter((place) => place !== null)).toHaveLength(12)
    expect((await read('CG-2025Q1-01')).status()).toBe(200)
    expect((await read('CG-2024Q4-01')).status()).toBe(404)
    await page.getByText('各区县综合得分').first().waitFor()
  },
  // 五项重点任务: five, each with measures and days.
  F116: async (page) => {
    await page.getByText(/5项重点任务的\d+条措施/u).waitFor()
    for (const number of [1, 2, 3, 4, 5])
      await page.getByRole('heading', { name: new RegExp(`^${number}\\. `, 'u') }).waitFor()
    expect(await page.getByText(/时限/u).count()).toBeGreaterThan(10)
  },
  // 思想政治工作纳入考核: its block has a weight in the score.
  F118: async (page) => {
    await page.getByText('分维度', { exact: true }).click()
    await page
      .getByText(/思想引领\d+\.\d%（\d项）/u)
      .first()
      .waitFor()
  },
}

let city: ReadCity
let leader: Page
let facts: TalkFacts

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
  facts = (await (await leader.request.get(`${release}/talk`)).json()) as TalkFacts
})

afterAll(async () => {
  await city?.stop()
})

describe('the speech', () => {
  it('has for every statement that can be measured a figure of the release, a told reason or a page', () => {
    const unshown = facts.points.filter(({ point, shown }) => {
      if (point.why !== undefined || point.page !== undefined) return false
      return (
        shown.length === 0 ||
        shown.some(({ isKnown, value, state }) => !isKnown || (value === null && state === 'reported'))
      )
    })
    const measurable = facts.points.filter(({ point }) => point.why === undefined)
    process.stdout.write(`statements of the speech: ${measurable.length} measurable, ${unshown.length} shown nowhere\n`)
    expect(measurable).toHaveLength(119)
    expect(unshown.map(({ point }) => point.id)).toEqual(open)
  })

  it('is shown by a page that really holds what the statement is about, where no figure can', async () => {
    const paged = facts.points.flatMap(({ point }) => (point.page === undefined ? [] : [point.id]))
    expect(paged.toSorted()).toEqual(Object.keys(contents).toSorted())
    for (const [id, holds] of Object.entries(contents)) {
      await leader.goto('/materials/talk')
      const row = leader.getByRole('row').filter({ has: leader.locator(`#${id}`) })
      await row.getByRole('link', { name: /→$/u }).click()
      await leader.waitForURL((url) => !url.pathname.startsWith('/materials'))
      await leader.getByRole('heading', { level: 1 }).waitFor()
      await holds(leader)
    }
  })

  it('stands whole in the file, sentence by sentence with the figures of the page', async () => {
    const file = await leader.request.get(`${release}/pages/talk?format=xlsx`)
    expect(file.status()).toBe(200)
    const texts = await partText(new Uint8Array(await file.body()), 'xl/sharedStrings.xml')
    const rows = talkSections(facts, undefined).flatMap((section) => section.rows)
    const told = rows.flatMap(({ point, lines, said }) => [
      point.quote,
      said,
      ...lines.flatMap(({ name, base, change }) => [name, base.note, change.text, change.note]),
    ])
    expect(told.filter((words) => !texts.includes(words.replaceAll('&', '&amp;')))).toEqual([])
    const paper = await leader.request.get(`${release}/pages/talk?format=pdf`)
    expect([paper.status(), (await paper.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  })

  it('leads from every number to where it comes from, and from every statement to its indicator', async () => {
    await leader.goto('/materials/talk')
    await leader.getByRole('table', { name: '讲话对照表' }).waitFor()
    const places = await leader
      .locator('.talk-name a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    const figures = facts.points.flatMap(({ shown }) => shown)
    expect(places).toHaveLength(figures.length)
    expect(places.filter((place) => !place.startsWith('/i/'))).toEqual([])
    await leader.locator('#F066 ~ .talk-now button').click()
    await leader.getByRole('dialog').getByText('基本养老保险参保率').first().waitFor()
  })

  it('begins a draft whose figures the check finds right, and goes into a material part by part', async () => {
    const pen = await city.person('lingdao')
    await pen.goto('/materials/talk')
    await pen.getByRole('link', { name: /以讲话原句起稿并核对/u }).click()
    await pen.getByRole('button', { name: '放入稿子并核对' }).click()
    await pen.getByText(/共\d+个数：.*一致\d+/u).waitFor()
    const summary = (await pen.getByText(/共\d+个数：/u).textContent()) ?? ''
    expect(summary).not.toMatch(/不一致/u)
    expect(Number(/一致(\d+)/u.exec(summary)?.[1])).toBeGreaterThan(30)
    const text = await pen.getByLabel('讲话稿全文').inputValue()
    const money = facts.points.find(({ point }) => point.id === 'F010')?.shown[0]?.base
    expect(text).toContain(`2024年全市地区生产总值达到${money?.value.toFixed(2)}亿元，其中第二产业增加值`)
    expect(text).toContain('劳动合同签订率达到95.7%。')
    expect(text).toContain('选拔名技术骨干担任导师。')
    await pen.goto('/materials/talk')
    await pen.getByRole('button', { name: '把“二、（一）权益保障机制”加入材料' }).click()
    await pen
      .getByRole('dialog', { name: '加入材料' })
      .getByText(/“二、（一）权益保障机制”的各条/u)
      .waitFor()
  })
})
