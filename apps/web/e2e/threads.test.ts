import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * 问答 under a figure with two people: the office asks on its page and calls on the filler, who is told, is led to the cell
 * and answers; the office is told, asked before it passes, and closes. The steps build on each other.
 */

const form = '2026Q3/RSJ-SKILLS/RSJ'
const question = '这一格与台账是否一致？'
const reply = '<b>与台账一致</b>，见九月汇总表'

let city: City
let filler: Page
let reviewer: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  filler = await city.person('rsj')
  reviewer = await city.person('shenhe')
})

afterAll(async () => {
  await city?.stop()
})

const talk = (page: Page) => page.getByRole('region', { name: '问答' })
const line = (page: Page) => page.locator('.thread-line')
const nameOf = async (page: Page) => {
  const { user } = (await (await page.request.get('/api/v1/session')).json()) as { user: { name: string } }
  return user.name
}

describe('the office', () => {
  it('asks under a figure, calling on its filler from the list of those who may read the form', async () => {
    await reviewer.goto(`/review/${form}`)
    await talk(reviewer).getByRole('button', { name: '提问' }).click()
    const field = talk(reviewer).getByLabel('问题')
    await field.fill('@不存在的人 ')
    await talk(reviewer).getByText('没有从名单中选人').waitFor()
    const name = await nameOf(filler)
    await field.fill(`${question}@${name.slice(0, 1)}`)
    await talk(reviewer)
      .getByRole('button', { name: new RegExp(`^${name} 市人社局`) })
      .click()
    await expect.poll(() => field.inputValue()).toBe(`${question}@${name} `)
    expect(await barriers(reviewer)).toEqual([])
    await talk(reviewer).getByRole('button', { name: '发出' }).click()
    await line(reviewer).getByText('1 条未办结（1 条待答复）').waitFor()
    await reviewer.goto('/review')
    const row = reviewer.getByRole('row').filter({ has: reviewer.locator(`a[href$="/review/${form}"]`) })
    await row.getByText('1 条', { exact: true }).waitFor()
  })
})

describe('the filler', () => {
  it('finds it among the work and in the messages, is led to the cell, and answers in plain text', async () => {
    await filler.goto('/fill')
    await filler.getByText('问答 1 条未办结').waitFor()
    await filler.goto('/inbox')
    const told = filler.getByRole('link', { name: /问答中提到了您/ })
    expect(await told.textContent()).not.toContain(question)
    await told.click()
    await talk(filler).getByText(question).waitFor()
    await talk(filler).getByRole('button', { name: '答复' }).click()
    await talk(filler).getByLabel('答复').fill(reply)
    await filler.reload()
    await line(filler).getByText('写了没有发出').waitFor()
    await line(filler).getByRole('button').last().click()
    await expect.poll(() => talk(filler).getByLabel('答复').inputValue()).toBe(reply)
    await talk(filler).getByRole('button', { name: '答复' }).click()
    await talk(filler).getByText(reply).waitFor()
    expect(await talk(filler).getByRole('button', { name: '办结' }).count()).toBe(0)
    expect(await barriers(filler)).toEqual([])
  })
})

describe('the office', () => {
  it('is told of the answer, asked before it passes the form with a thread open, and closes it', async () => {
    await reviewer.goto('/inbox')
    await reviewer.getByRole('link', { name: /参与的问答/ }).click()
    await talk(reviewer).getByText(reply).waitFor()
    await reviewer.locator('.review-bar').getByRole('button', { name: '通过', exact: true }).click()
    await reviewer.getByRole('dialog').getByText('1 条问答没有办结').waitFor()
    await reviewer.keyboard.press('Escape')
    await talk(reviewer).getByRole('button', { name: '办结' }).click()
    await talk(reviewer).getByText('已办结 1 条').waitFor()
    expect(await line(reviewer).count()).toBe(0)
    await filler.goto('/fill')
    await filler.getByRole('heading', { level: 1 }).waitFor()
    expect(await filler.getByText('问答 1 条未办结').count()).toBe(0)
    expect(city.faults).toEqual([])
  })
})
