import { readFile } from 'node:fs/promises'
import { readDraft } from '@cg/export/speech/read-draft'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* A clerk has a speech with blanks and a wrong figure, an hour before the meeting. */

let city: City
let clerk: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  clerk = await city.person('shenhe')
})

afterAll(async () => {
  await city?.stop()
})

const figures = (page: Page) => page.locator('.speech-figure')
const field = (page: Page) => page.getByLabel('讲话稿全文')
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const draft = '全市劳动合同签订率达到*%，集体合同签订率达到*%。某区劳动合同签订率达到95%。全市劳动合同签订率达到9.9%。'

describe('a draft', () => {
  it('is checked, filled, taken back and copied, and what was typed is still there', async () => {
    await clerk.goto('/materials/speech')
    await field(clerk).fill(draft)
    await button(clerk, '核对').click()
    await expect
      .poll(() => figures(clerk).allTextContents())
      .toEqual(['*%可填入', '*%可填入', '95%口径不明', '9.9%不一致'])
    await button(clerk, '全部填入（2）').click()
    await expect.poll(() => field(clerk).inputValue()).toMatch(/签订率达到\d\d\.\d%，集体合同签订率达到\d\d\.\d%。某区/)
    await button(clerk, '改为发布值').click()
    const right = await field(clerk).inputValue()
    expect(right).not.toContain('9.9%')
    await button(clerk, '撤销').click()
    await expect.poll(() => field(clerk).inputValue()).toContain('9.9%')
    await clerk.reload()
    await expect.poll(() => field(clerk).inputValue()).toContain('9.9%')
    expect(await barriers(clerk)).toEqual([])
  })

  it('opens the passport of a figure by keyboard', async () => {
    await button(clerk, '核对').click()
    await figures(clerk).first().focus()
    await clerk.keyboard.press('Enter')
    await button(clerk, '数据来路').first().click()
    await expect.poll(() => clerk.getByRole('dialog').textContent()).toContain('劳动合同签订率')
    await clerk.keyboard.press('Escape')
  })

  it('comes as Word file with what was put in', async () => {
    await field(clerk).fill(draft)
    await button(clerk, '核对').click()
    await button(clerk, '全部填入（2）').click()
    const [file] = await Promise.all([clerk.waitForEvent('download'), button(clerk, '下载 Word（带修订）').click()])
    expect(file.suggestedFilename()).toMatch(/^讲话稿核对_CG-.*\.docx$/)
    const read = await readDraft(await readFile(await file.path()))
    expect(read.ok && read.text.split('\n')[0]).toBe(await field(clerk).inputValue())
  })
})
