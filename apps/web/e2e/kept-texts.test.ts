import type { FormDetail } from '@cg/contract/entry'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword, paste, startCity } from './city.ts'
import type { City } from './city.ts'

/* No typed text is lost: what was typed and not saved is there after the window was closed, for who typed it alone. */

let city: City

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
})

afterAll(async () => {
  await city?.stop()
})

const cell = (page: Page, index: number) => page.locator(`input[data-index="${index}"]`)

/** Closes the window in the middle, without leaving the field, and opens another on the same machine. */
async function openedAgain(page: Page, path: string): Promise<Page> {
  const context = page.context()
  await page.close()
  const next = await context.newPage()
  next.setDefaultTimeout(60_000)
  await next.goto(path)
  return next
}

async function signIn(page: Page, login: string, path: string): Promise<void> {
  await page.context().clearCookies()
  await page.goto('/')
  await page.getByLabel('用户名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/signin')
  await page.goto(path)
}

describe('texts typed and not saved', () => {
  it('an explanation too short to be saved is there when the form is opened again, and its place named', async () => {
    const path = '/fill/2026Q3/GXJ-DRIVE/GXJ'
    const page = await city.person('gxj')
    await page.goto(path)
    const detail = (await (await page.request.get('/api/v1/forms/2026Q3/GXJ-DRIVE/GXJ')).json()) as FormDetail
    await cell(page, 0).click()
    await paste(page, detail.cells.previous.slice(0, 11).join('\r\n'))
    await page.getByText('待说明 1 处').waitFor()
    await page.keyboard.press('F8')
    await page.locator('.side .finding-explain textarea').fill('台账在核')
    await page.getByRole('button', { name: '至少 6 个字' }).waitFor()

    const again = await openedAgain(page, path)
    const told = again.locator('.fill-kept')
    await told.getByText('上次有 1 处文字没有保存').waitFor()
    await told.getByRole('button', { name: /（情况说明）$/ }).click()
    const field = again.locator('.side .finding-explain textarea')
    await expect.poll(() => field.inputValue()).toBe('台账在核')
    await again.getByText('已恢复未保存的文字').waitFor()

    await field.fill('台账正在核对，下季补报')
    await again.getByRole('button', { name: '保存说明' }).click()
    await again.getByText('校验通过').waitFor()
    const last = await openedAgain(again, path)
    await cell(last, 11).click()
    await expect.poll(() => last.locator('.side .finding-explain textarea').inputValue()).toBe('台账正在核对，下季补报')
    expect(await last.locator('.fill-kept, .draft-line').count()).toBe(0)
    await last.context().close()
  })

  it('targets typed and not proposed are there again, and another account on this machine does not find them', async () => {
    const page = await city.person('fabu')
    await page.goto('/aims')
    const open = (where: Page) => where.locator('.aim-open').first().click()
    await open(page)
    await page.locator('.aim-units tbody input').first().fill('77.7')

    const again = await openedAgain(page, '/aims')
    await again.getByText('还没有提交的修改：1 处').waitFor()
    await open(again)
    await expect.poll(() => again.locator('.aim-units tbody input').first().inputValue()).toBe('77.7')

    await signIn(again, 'fuhe', '/aims')
    await again.locator('.aim-open').first().waitFor()
    expect(await again.getByText('还没有提交的修改').count()).toBe(0)
    await signIn(again, 'fabu', '/aims')
    await again.getByText('还没有提交的修改：1 处').waitFor()
    await again.getByRole('button', { name: '全部放弃' }).click()
    await again.reload()
    await again.locator('.aim-open').first().waitFor()
    expect(await again.getByText('还没有提交的修改').count()).toBe(0)
    await again.context().close()
  })

  it('left no fault in the browser', () => {
    expect(city.faults).toEqual([])
  })
})
