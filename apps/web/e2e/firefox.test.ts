import { findFirefox } from '@cg/tooling/firefox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword, readCity } from './city.ts'
import type { ReadCity } from './city.ts'
import { keys, startFirefox } from './firefox.ts'
import type { Firefox } from './firefox.ts'

/* The reading pages in the Firefox that office desktops have: drawn, without an error, and walked by keyboard. */

const executable = findFirefox()

/** A page, and what stands on it when it is drawn. */
const pages = [
  ['/', '.kpi-link'],
  ['/rank', '.chart-target'],
  ['/rank?view=bump', '.chart-drawing'],
  ['/rank?view=interval', '.chart-drawing'],
  ['/i', 'table'],
  ['/i/JN03', '.chart-drawing'],
  ['/u/YLX', '.chart-drawing'],
  ['/compare', 'table'],
  ['/equity', '.chart-drawing'],
  ['/targets', 'table, .goal'],
  ['/releases', 'table'],
  ['/screen', 'h1'],
] as const

describe.skipIf(executable === undefined)('in Firefox', () => {
  let city: ReadCity
  let firefox: Firefox

  beforeAll(async () => {
    city = await readCity()
    firefox = await startFirefox(executable ?? '')
    await firefox.setWindow(1440, 900)
  })
  afterAll(async () => {
    await firefox?.stop()
    await city?.stop()
  })

  it('a leader signs in by keyboard and lands on the cockpit', async () => {
    await firefox.goto(`${city.base}/`)
    await firefox.until(`document.querySelector('input[type=password]')`)
    await firefox.evaluate(`document.querySelector('input').focus()`)
    await firefox.press(`lingdao${keys.tab}`)
    await firefox.evaluate(`document.querySelector('input[type=password]').focus()`)
    await firefox.press(`${demoPassword}${keys.enter}`)
    await firefox.until(`document.querySelector('.kpi-link')`)
    expect(await firefox.evaluate('location.pathname')).toBe('/')
  })

  it.each(pages)('%s is drawn, each picture of it too, and nothing is wider than the window', async (place, drawn) => {
    await firefox.goto(`${city.base}${place}`)
    await firefox.until(`document.querySelector(${JSON.stringify(drawn)})`)
    await firefox.until(`[...document.images].every((one) => one.complete)`)
    await firefox.until(`document.querySelector('.skeleton') === null`)
    const broken = `[...document.images].filter((one) => one.naturalWidth === 0).map((one) => one.src)`
    expect(await firefox.evaluate(broken)).toEqual([])
    expect(await firefox.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    // As wide as it is drawn: a picture that was laid out wrong is a line.
    const flat = `[...document.querySelectorAll('.chart-drawing')].filter((one) => one.getBoundingClientRect().height < 40).length`
    expect(await firefox.evaluate(flat)).toBe(0)
  })

  it('the keyboard goes from the bar into the page, opens a panel’s table, and leaves a dialog where it came from', async () => {
    await firefox.goto(`${city.base}/rank`)
    await firefox.until(`document.querySelector('.chart-target')`)
    await firefox.press(keys.tab)
    expect(await firefox.evaluate('document.activeElement.className')).toBe('skip-link')
    await firefox.press(keys.enter)
    await firefox.press('t')
    await firefox.until(`document.querySelector('.ranking-view table')`)
    await firefox.press('?')
    await firefox.until(`document.querySelector('[role=dialog], dialog[open]')`)
    await firefox.press(keys.escape)
    await firefox.until(`!document.querySelector('[role=dialog], dialog[open]')`)
  })

  it('no page threw or printed an error', () => {
    expect(firefox.faults).toEqual([])
  })
})
