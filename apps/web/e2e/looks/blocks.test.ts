import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import type { Blocks, Pixels } from './blocks.ts'
import { faultsBetween, toBlocks } from './blocks.ts'
import { pixelsOf } from './camera.ts'
import { startStillBrowser } from './cities.ts'
import { pack, unpack } from './reference.ts'

/* What the comparison of pictures sees and what it does not, on a page with the things that pages here are made of. */

const browsers: { browser: Browser; end: () => Promise<void> }[] = []
let still: Browser
/** Draws letters as a screen likes them: fitted to its points, in three colours. */
let hinting: Browser

beforeAll(async () => {
  browsers.push(await startStillBrowser(), await startStillBrowser(['--font-render-hinting=full']))
  still = browsers[0]?.browser ?? expect.fail()
  hinting = browsers[1]?.browser ?? expect.fail()
})

afterAll(async () => {
  for (const { end } of browsers) await end()
})

const rows = ['高新区', '经开区', '东湾区', '南澜区', '青禾县'].map((name, at) => ({ name, value: 99.2 - 4.3 * at }))

const chart =
  encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="560" height="200" font-size="12" fill="#8894a8">
  <path d="M40 20H540M40 70H540M40 120H540M40 170H540" stroke="#8894a8" stroke-opacity="0.4"/>
  <polyline points="40,150 165,120 290,110 415,70 540,40" fill="none" stroke="#2f6fd6" stroke-width="2"/>
  <text x="8" y="24">100</text><text x="8" y="124">60</text><text x="40" y="190">2025年</text><text x="500" y="190">2026年</text>
</svg>`)

const words = '规上工业企业与中小微企业的技能培训覆盖率相差2.8个百分点，较上年同期扩大0.1个百分点'

const page = (theme: string, style: string): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
  body { margin: 0; padding: 24px; background: #f5f7fa; color: #1d2330; font: 14px/22px sans-serif; }
  h1 { margin: 0 0 12px; font-size: 22px; line-height: 30px; }
  .card { width: 560px; padding: 16px; border: 1px solid #dfe4ec; border-radius: 8px; background: #fff; }
  .row { display: flex; align-items: center; gap: 12px; height: 32px; }
  .name { width: 72px; }
  .bar { height: 14px; border-radius: 2px; background: #1f5fbf; }
  .value { font-weight: 700; }
  table { width: 560px; margin: 16px 0; border-collapse: collapse; }
  td { padding: 3px 8px; border-bottom: 1px solid #dfe4ec; }
  td + td { text-align: right; }
  img { display: block; width: 560px; height: 200px; }
  small { color: #6b7688; }
  .dark { background: #0d1420; color: #d7deea; }
  .dark .card { border-color: #263245; background: #141d2c; }
  .dark .bar { background: #5b9bf0; }
  .dark small { color: #93a0b5; }
  ${style}
</style><body class="${theme}">
  <h1>高新区居首，与居末的青禾县相差17.2分</h1>
  <div class="card">${rows
    .map(
      ({ name, value }) =>
        `<div class="row"><span class="name">${name}</span><span class="bar" style="width:${(value - 70) * 12}px"></span><span class="value">${value.toFixed(1)}</span></div>`,
    )
    .join('')}</div>
  <table>${rows.map(({ name, value }) => `<tr><td>${name}</td><td>${value.toFixed(1)}%</td><td>提高0.8个百分点</td></tr>`).join('')}</table>
  <img src="data:image/svg+xml,${chart}" alt="">
  <p class="words">${words}</p>
  <small>数据来源：市人社局。演示数据，非真实统计结果</small>
</body></html>`

async function look(browser: Browser, theme: string, style = ''): Promise<Pixels> {
  const tab = await browser.newPage({ viewport: { width: 640, height: 820 } })
  await tab.setContent(page(theme, style))
  await tab.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  const pixels = await pixelsOf(await tab.screenshot())
  await tab.close()
  return pixels
}

/** As a reference gives it back. */
const kept = (blocks: Blocks): Blocks => unpack(pack(new Map([['page', blocks]]))).get('page') ?? expect.fail()

const plants: Readonly<Record<string, string>> = {
  'a chart is missing': 'img { visibility: hidden }',
  'a chart is drawn a tenth smaller': 'img { transform: scale(0.9); transform-origin: 0 0 }',
  'one bar has another colour': '.row:nth-child(3) .bar { background: #b86a1b !important }',
  'one bar is grey': '.row:nth-child(3) .bar { background: #6f6f6f !important }',
  'one bar is a twentieth longer': '.row:nth-child(2) .bar { padding-right: 14px }',
  'a column of figures stands 8 px aside': 'td:nth-child(2) { position: relative; left: 8px }',
  'the names of a chart stand 8 px aside': '.name { position: relative; left: 8px }',
  'the values are not bold': '.value { font-weight: 400 }',
  'words have nearly the colour of their ground': '.words { color: #e4e7ec } .dark .words { color: #263245 }',
  'a column breaks into single characters': 'td:first-child { max-width: 14px; display: block }',
  'a line of words lies over the next': '.words { margin-bottom: -14px }',
  'a sentence is cut': '.words { width: 280px; overflow: hidden; white-space: nowrap }',
  'the head is a size larger': 'h1 { font-size: 24px }',
  'the ground of a card is missing': '.card { background: none; border-color: transparent } .row { height: 36px }',
}

describe.each(['light', 'dark'])('on a %s page', (theme) => {
  let reference: Blocks

  beforeAll(async () => {
    reference = kept(toBlocks(await look(still, theme)))
  })

  it('finds nothing where nothing changed', async () => {
    expect(faultsBetween(await look(still, theme), reference)).toEqual([])
  })

  it.each(Object.entries(plants))('sees that %s', async (_, style) => {
    expect(faultsBetween(await look(still, theme, style), reference)).not.toEqual([])
  })

  it('does not see letters that are fitted to the points of a screen', async () => {
    expect(faultsBetween(await look(hinting, theme), reference)).toEqual([])
  })

  it.each([
    ['half a pixel', 0.5],
    ['a pixel', 1],
  ])('does not see letters that stand %s aside', async (_, px) => {
    const style = `h1, .name, .value, td, .words, small { position: relative; left: ${px}px; top: ${px / 2}px }`
    expect(faultsBetween(await look(still, theme, style), reference)).toEqual([])
  })

  it('does not see letters drawn a shade heavier', async () => {
    const style = 'body { -webkit-text-stroke: 0.08px currentcolor }'
    expect(faultsBetween(await look(still, theme, style), reference)).toEqual([])
  })
})

describe('sizes', () => {
  const plain = (width: number, height: number): Pixels => ({
    width,
    height,
    data: new Uint8ClampedArray(4 * width * height).fill(200),
  })

  it('takes a page that is a few pixels higher for the same, and one that is a line higher for another', () => {
    expect(faultsBetween(plain(390, 1208), toBlocks(plain(390, 1200)))).toEqual([])
    expect(faultsBetween(plain(390, 1218), toBlocks(plain(390, 1200)))).toBeNull()
    expect(faultsBetween(plain(391, 1200), toBlocks(plain(390, 1200)))).toBeNull()
  })
})

it('keeps pictures through packing, to within half a step', () => {
  const data = new Uint8ClampedArray(4 * 100 * 60).map((_, at) => (at * 7919) % 256)
  const blocks = toBlocks({ width: 100, height: 60, data })
  const other = toBlocks({ width: 48, height: 24, data: new Uint8ClampedArray(4 * 48 * 24).fill(255) })
  const again = unpack(
    pack(
      new Map([
        ['指标, phone, dark', blocks],
        ['a', other],
      ]),
    ),
  )
  expect([...again.keys()]).toEqual(['a', '指标, phone, dark'])
  for (const [name, one] of [
    ['指标, phone, dark', blocks],
    ['a', other],
  ] as const) {
    const back = again.get(name)
    expect([back?.width, back?.height]).toEqual([one.width, one.height])
    one.planes.forEach((plane, at) =>
      plane.forEach((mean, block) =>
        expect(Math.abs(mean - (back?.planes[at]?.[block] ?? 0))).toBeLessThanOrEqual(at === 0 ? 2 : 4),
      ),
    )
  }
})
