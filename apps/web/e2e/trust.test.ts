import { constants, inflateSync } from 'node:zlib'
import type { FormDetail } from '@cg/contract/entry'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, sideways } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { settled } from './settle.ts'
import { replaceNumber } from './workbook.ts'

/* What may go wrong while people work: another's hand, the network, the session, the browser, a small screen. */

const form = '/fill/2026Q3/GXJ-DEMO/GXJ'
let city: City
let filler: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  filler = await city.person('gxj')
})

afterAll(async () => {
  await city?.stop()
})

const cell = (page: Page, index: number) => page.locator(`input[data-index="${index}"]`)
const stateOf = (page: Page, index: number) => page.locator(`td[data-cell="${index}"]`).getAttribute('class')
const saveWords = (page: Page) => page.locator('.fill-save').textContent()

async function open(page: Page): Promise<void> {
  await page.goto(form)
  await cell(page, 0).waitFor()
}

/** What the server has in these cells of the form. */
async function storedValues(page: Page, indices: readonly number[]): Promise<(number | null)[]> {
  const reply = await page.request.get(`/api/v1/forms${form.replace('/fill', '')}`)
  const { cells } = (await reply.json()) as FormDetail
  return indices.map((index) => cells.value[index] ?? null)
}

async function type(page: Page, index: number, text: string): Promise<void> {
  await cell(page, index).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

describe('two people on one form', () => {
  it('the later one sees both values and whose the other is, and chooses', async () => {
    const other = await city.person('gxj')
    await open(filler)
    await open(other)
    await type(filler, 0, '41')
    await expect.poll(() => stateOf(filler, 0)).toContain('entry-cell-saved')
    await type(other, 0, '43')
    await expect.poll(() => stateOf(other, 0)).toContain('entry-cell-stale')
    expect(await saveWords(other)).toContain('1 格他人已修改')
    await cell(other, 0).click()
    const choice = other.locator('.side-conflict')
    expect(await choice.textContent()).toContain('41')
    expect(await choice.textContent()).toContain('43')
    expect(await other.locator('.side').textContent()).toContain('郑海波')
    await choice.getByRole('button', { name: '用我的 43' }).click()
    await expect.poll(() => stateOf(other, 0)).toContain('entry-cell-saved')
    await open(filler)
    expect(await cell(filler, 0).inputValue()).toBe('43')
    await other.context().close()
  })
})

describe('a lost network', () => {
  it('keeps the cell here, says so, and sends it when the network is back', async () => {
    await open(filler)
    await filler.context().setOffline(true)
    await type(filler, 1, '44')
    await expect.poll(() => saveWords(filler)).toContain('1 处待同步')
    expect(await stateOf(filler, 1)).toContain('entry-cell-waiting')
    await filler.context().setOffline(false)
    await expect.poll(() => stateOf(filler, 1)).toContain('entry-cell-saved')
    await open(filler)
    expect(await cell(filler, 1).inputValue()).toBe('44')
  })

  it('loses nothing when the browser is closed meanwhile, in the middle of a cell', async () => {
    const page = await filler.context().newPage()
    await open(page)
    await page.context().setOffline(true)
    await type(page, 2, '45')
    await cell(page, 3).click()
    await page.keyboard.type('46')
    await page.close()
    await filler.context().setOffline(false)
    await open(filler)
    // Whichever window's request came first: what counts is that the server has both, and that both are on screen.
    await expect.poll(() => storedValues(filler, [2, 3])).toEqual([45, 46])
    await expect.poll(() => stateOf(filler, 3)).toMatch(/entry-cell-(?:saved|clean)/)
    expect([await cell(filler, 2).inputValue(), await cell(filler, 3).inputValue()]).toEqual(['45', '46'])
  })
})

describe('an ended session', () => {
  it('asks for the password over the page and goes on saving', async () => {
    await open(filler)
    await filler.context().clearCookies()
    await type(filler, 4, '4711')
    const dialog = filler.getByRole('dialog', { name: '登录已过期' })
    await dialog.getByLabel(/的密码/).fill('Yunchuan-2026')
    await dialog.getByRole('button', { name: '重新登录' }).click()
    await expect.poll(() => stateOf(filler, 4)).toContain('entry-cell-saved')
  })
})

describe('a workbook', () => {
  it('is shown as differences before anything is written', async () => {
    await open(filler)
    const template = await filler.request.get('/api/v1/forms/2026Q3/GXJ-DEMO/GXJ/template.xlsx')
    const changed = await replaceNumber(await template.body(), 4711, 48)
    await filler
      .locator('input[type=file]')
      .setInputFiles({ name: '回填.xlsx', mimeType: 'application/octet-stream', buffer: changed })
    const dialog = filler.getByRole('dialog')
    await dialog.getByText(/将更新 1 格/).waitFor()
    expect(await dialog.locator('tbody tr').textContent()).toMatch(/4,711.*48/)
    expect(await cell(filler, 4).inputValue()).toBe('4,711')
    await dialog.getByRole('button', { name: '写入', exact: true }).click()
    await expect.poll(() => cell(filler, 4).inputValue()).toBe('48')
  })
})

describe('a phone', () => {
  it('has no sideways scrolling, and fields to type into', async () => {
    const paths = ['/', '/rank', '/i', '/i/JN03', '/fill', form, `${form}/sheet`, '/releases', '/releases/difference']
    // 390: a phone; 720: a laptop of 1440 at 200 %.
    for (const path of paths) {
      await filler.setViewportSize({ width: 390, height: 844 })
      await filler.goto(path)
      await filler.locator('h1').first().waitFor()
      for (const width of [390, 720]) {
        await filler.setViewportSize({ width, height: 844 })
        await settled(filler)
        expect([width, path, await sideways(filler)]).toEqual([width, path, 0])
      }
    }
    await filler.setViewportSize({ width: 390, height: 844 })
    await open(filler)
    await filler.getByRole('button', { name: '按列表填写' }).click()
    await cell(filler, 5).fill('49')
    await filler.keyboard.press('Enter')
    await expect.poll(() => saveWords(filler)).toContain('已保存')
    await filler.setViewportSize({ width: 1440, height: 900 })
  })
})

/** Cells whose words stand one above the other: a short word in two lines, or more than four lines in a narrow column. */
function tornCells(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.data-table td')].flatMap((cell) => {
      // Of its own words: a row is as high as its tallest cell.
      const own = document.createRange()
      own.selectNodeContents(cell)
      const lines = own.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(cell).lineHeight)
      const isTorn = lines > 5 || (cell.innerText.length <= 5 && !cell.innerText.includes('\n') && lines > 2.6)
      return isTorn ? [cell.innerText] : []
    }),
  )
}

/** Every colour that a PDF fills or strokes with, as hex. */
function coloursOf(paper: Buffer): string[] {
  const found = new Set<string>()
  for (let at = paper.indexOf('stream\n'); at >= 0; at = paper.indexOf('stream\n', at + 1)) {
    if (paper.subarray(at - 3, at).toString() === 'end' || !isDeflated(paper, at + 7)) continue
    const drawn = inflateSync(paper.subarray(at + 7), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
    for (const [, ...shares] of drawn.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) rg/gi))
      found.add(
        shares
          .map((share) =>
            Math.round(Number(share) * 255)
              .toString(16)
              .padStart(2, '0'),
          )
          .join(''),
      )
  }
  return [...found].toSorted()
}

const isDeflated = (paper: Buffer, at: number): boolean => paper[at] === 0x78

describe('tables on a phone', () => {
  it('keep their words whole and scroll instead', async () => {
    const publisher = await city.person('fabu')
    for (const path of ['/releases', '/scheme']) {
      await publisher.setViewportSize({ width: 390, height: 844 })
      await publisher.goto(path)
      await publisher.locator('.data-table td').first().waitFor()
      for (const width of [390, 720]) {
        await publisher.setViewportSize({ width, height: 844 })
        await settled(publisher)
        await expect
          .poll(async () => [width, path, await tornCells(publisher), await sideways(publisher)])
          .toEqual([width, path, [], 0])
      }
    }
    await publisher.context().close()
  })
})

describe('paper', () => {
  it('wastes no page on a head, a source line or an edge alone', async () => {
    const reader = await city.person('lingdao')
    const pages = { '/': 1, '/rank': 1, '/rank?by=JN03': 1, '/i': 5, '/i/JN03': 4, '/releases': 2 }
    for (const [path, most] of Object.entries(pages)) {
      await reader.goto(path)
      await reader.locator('h1').first().waitFor()
      await settled(reader)
      const paper = await reader.pdf({ preferCSSPageSize: true, printBackground: true })
      const count = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length
      expect(count, path).toBeLessThanOrEqual(most)
    }
    await reader.context().close()
  })

  it('holds the cockpit on two pages at most, each with release number and link at its foot', async () => {
    const reader = await city.person('lingdao')
    await reader.goto('/')
    await reader.locator('h1').first().waitFor()
    await settled(reader)
    const foot = await reader.evaluate(() => document.documentElement.style.getPropertyValue('--print-foot'))
    expect(foot).toMatch(/发布编号 CG-.+ ｜ http.+pub=CG-/)
    const paper = await reader.pdf({ preferCSSPageSize: true, printBackground: true })
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(2)
    await reader.context().close()
  })
})

describe('paper of a dark page', () => {
  it('has the colours of a light one, a chart that no picture came of included', async () => {
    const reader = await city.person('lingdao')
    const pictures = '**/charts/panel?*'
    const print = async (theme: string, isLive: boolean) => {
      await reader.unroute(pictures)
      if (isLive) await reader.route(pictures, (route) => route.abort())
      await reader.goto(`/i/JN03?theme=${theme}`)
      await reader.locator('h1').first().waitFor()
      await settled(reader)
      expect(await reader.locator('.chart-live svg').count()).toBe(isLive ? 5 : 0)
      return coloursOf(await reader.pdf({ preferCSSPageSize: true, printBackground: true }))
    }
    const light = await print('light', false)
    expect(light).toContain('1f5fbf')
    expect(await print('light', true)).toEqual(light)
    expect(await print('dark', false)).toEqual(light)
    expect(await print('dark', true)).toEqual(light)
    await reader.context().close()
  })
})

describe('the keyboard alone', () => {
  it('opens search, help, export and the quarters, a radio focused too, and is back where it was after Esc', async () => {
    const reader = await city.person('lingdao')
    const layer = reader.locator('[role=dialog], [role=menu]')
    const focused = () => reader.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    for (const path of ['/rank', '/i']) {
      await reader.goto(path)
      await settled(reader)
      await reader.getByRole('radio').first().focus()
      const radio = await focused()
      for (const key of ['/', '?']) {
        await reader.keyboard.press(key)
        await layer.first().waitFor()
        await reader.keyboard.press('Escape')
        await expect.poll(() => layer.count()).toBe(0)
        // The focus comes back in a task of its own once the layer is gone.
        await expect.poll(async () => [path, key, await focused()]).toEqual([path, key, radio])
      }
    }
    await reader.goto('/rank')
    await settled(reader)
    for (const opener of [reader.locator('[data-shortcut=export]'), reader.locator('[aria-haspopup=menu]')]) {
      await opener.first().focus()
      await reader.keyboard.press('Enter')
      await layer.first().waitFor()
      await reader.keyboard.press('Escape')
      await expect.poll(() => layer.count()).toBe(0)
      await expect.poll(() => opener.first().evaluate((one) => one === document.activeElement)).toBe(true)
    }
    await reader.context().close()
  })
})

describe('assistive technology', () => {
  // The pages of review and a form: pages.test.ts.
  it('finds no serious fault on sign-in, an office’s cockpit and a form', async () => {
    const guest = await city.stranger()
    const reviewer = await city.person('shenhe')
    const pages: [Page, string][] = [
      [guest, '/signin'],
      [reviewer, '/'],
      [filler, form],
    ]
    for (const [page, path] of pages) {
      await page.goto(path)
      await page.locator('h1').first().waitFor()
      await settled(page)
      expect([path, await barriers(page)]).toEqual([path, []])
    }
  })
})

it('threw no error on any page and asked no other host', () => {
  expect(city.faults).toEqual([])
})
