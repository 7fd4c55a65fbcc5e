import { join } from 'node:path'
import JSZip from 'jszip'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, sideways } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { meetingLink, stranger } from './meeting-link.ts'

/* The city's own map: its admin takes a file, and from then on it is drawn wherever tiles were, on screen, wall and paper. */

const file = join(import.meta.dirname, '../../../seeds/city/map.geojson')
const number = '演示S(2026)0001号'

let city: City
let admin: Page
let leader: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

/** The words of all slides of a deck. */
async function slideWords(deck: Uint8Array): Promise<string> {
  const slides = (await JSZip.loadAsync(deck)).file(/^ppt\/slides\/slide\d+\.xml$/)
  const parts = await Promise.all(slides.map((slide) => slide.async('string')))
  return parts.flatMap((xml) => [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, words]) => words)).join('')
}

const choice = (page: Page, name: string) =>
  page.getByRole('group', { name: '分布的画法' }).getByText(name, { exact: true })

describe('a city with tiles alone', () => {
  it('offers no map, and a link that asks for one shows tiles', async () => {
    await leader.goto('/?place=map')
    await leader.getByText('方格示意，不表示行政区域界线').first().waitFor()
    expect(await leader.getByRole('group', { name: '分布的画法' }).count()).toBe(0)
  })
})

describe('its admin', () => {
  it('is told every fault of a file, and sees the outline before it is taken', async () => {
    await admin.goto('/admin?part=map')
    await admin.getByLabel(/GeoJSON 文件/).setInputFiles(file)
    await admin.getByLabel(/审图号/).fill('无')
    await admin.getByLabel(/适用起始期次/).fill('2021Q4')
    await admin.getByRole('button', { name: '检查并预览' }).click()
    await admin.getByText('“无”不像审图号').waitFor()
    await admin.getByText('没有填写制图单位').waitFor()
    expect(await admin.getByRole('button', { name: '启用', exact: true }).isDisabled()).toBe(true)
    await admin.getByLabel(/审图号/).fill(number)
    await admin.getByLabel(/制图单位/).fill('演示数据')
    await admin.getByRole('button', { name: '检查并预览' }).click()
    await admin.getByRole('img', { name: /地图预览：.*东湾区/ }).waitFor()
    expect(await barriers(admin)).toEqual([])
    await admin.getByRole('button', { name: '启用', exact: true }).click()
    await admin.getByRole('row', { name: /第1版.*在用/ }).waitFor()
  })
})

describe('a leader', () => {
  it('finds the map in place of tiles, changes to those in one click, which the link keeps', async () => {
    await leader.goto('/')
    await leader.getByText('（地图）').first().waitFor()
    await leader
      .getByRole('link', { name: /^云川市东湾区|^东湾区/ })
      .first()
      .waitFor()
    await choice(leader, '方块图').click()
    await leader.waitForURL(/place=tiles/)
    await leader.getByText('方格示意，不表示行政区域界线').first().waitFor()
    await choice(leader, '地图').click()
    await leader.waitForURL(/place=map/)
    const panel = await leader.request.get(
      '/api/v1/releases/CG-2026Q2-01/charts/panel?kind=map&measure=score&map=1&width=600&height=460',
    )
    expect(await panel.text()).toContain(number)
    for (const address of ['/', '/?theme=dark', '/i/JN03']) {
      for (const [width, height] of [
        [1440, 900],
        [390, 844],
      ] as const) {
        await leader.setViewportSize({ width, height })
        await leader.goto(address)
        await leader.getByText('（地图）').first().waitFor()
        expect([address, width, await barriers(leader)]).toEqual([address, width, []])
        await expect.poll(() => sideways(leader)).toBe(0)
      }
    }
    await leader.setViewportSize({ width: 1440, height: 900 })
  })

  it('takes it to the meeting with its number in every format', async () => {
    const files = await Promise.all(
      ['png', 'svg', 'pptx', 'xlsx', 'csv'].map(async (format) => {
        const reply = await leader.request.get(
          `/api/v1/releases/CG-2026Q2-01/charts/export?kind=map&measure=JN03&map=1&format=${format}`,
        )
        expect([format, reply.status()]).toEqual([format, 200])
        return [format, await reply.body()] as const
      }),
    )
    const text = new Map(files.map(([format, body]) => [format, body.toString('utf8')]))
    expect(text.get('svg')).toContain(number)
    expect(text.get('csv')).toContain(number)
  })

  it('sees it on the wall, in each width and shade, with its number in letters for the room', async () => {
    for (const theme of ['light', 'dark']) {
      for (const [width, height] of [
        [1920, 1080],
        [3840, 1080],
      ] as const) {
        await leader.setViewportSize({ width, height })
        await leader.goto(`/screen?pages=ranking&theme=${theme}`)
        await leader.locator('.slide svg').getByText(number).waitFor()
        expect(await leader.locator('.slide figcaption').last().textContent()).toContain('（地图）')
      }
    }
    await leader.setViewportSize({ width: 1440, height: 900 })
  })

  it('takes it along in the deck of a page, in its PDF and in the offline book', async () => {
    const get = async (path: string) => {
      const reply = await leader.request.get(`/api/v1/releases/CG-2026Q2-01/${path}`)
      expect([path, reply.status()]).toEqual([path, 200])
      return await reply.body()
    }
    for (const page of ['overview', 'indicator']) {
      const deck = await slideWords(await get(`pages/${page}?format=pptx&i=JN03`))
      expect([page, deck.includes(number)]).toEqual([page, true])
      const tiles = await slideWords(await get(`pages/${page}?format=pptx&i=JN03&place=tiles`))
      expect([page, tiles.includes(number)]).toEqual([page, false])
      expect((await get(`pages/${page}?format=pdf&i=JN03`)).subarray(0, 5).toString()).toBe('%PDF-')
    }
    const book = (await get('book')).toString('utf8')
    expect(book).toContain('（地图）')
    expect(book).not.toContain('方格示意')
    // On the drawing and beside the seal.
    expect(book.split(number).length - 1).toBeGreaterThanOrEqual(2)
    expect(book.length).toBeLessThan(3 * 2 ** 20)
  })

  it('opens the map in a link for a meeting, where nobody has an account', async () => {
    expect((await admin.request.put('/api/v1/admin/shares', { data: { isOn: true } })).status()).toBe(200)
    const { page, refused } = await stranger(city)
    await page.goto(await meetingLink(leader, '/'))
    await page.getByText('（地图）').first().waitFor()
    expect(refused).toEqual([])
    await page.context().close()
  })

  it('sees an indicator on the map, and no map after its admin took it out of use', async () => {
    await leader.goto('/i/JN03')
    await leader.getByText('（地图）').first().waitFor()
    await admin.getByRole('button', { name: '停用' }).click()
    await admin.getByLabel(/停用原因/).fill('审图号到期')
    await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await admin.getByRole('row', { name: /第1版.*已停用.*审图号到期/ }).waitFor()
    await leader.goto('/i/JN03')
    await leader.getByText('方格示意，不表示行政区域界线').first().waitFor()
    const reply = await leader.request.get(
      '/api/v1/releases/CG-2026Q2-01/charts/export?kind=map&measure=JN03&map=1&format=svg',
    )
    expect([reply.status(), await reply.text()]).toEqual([409, expect.stringContaining('已停用，不再出图')])
    expect(city.faults.filter((fault) => !fault.includes('409'))).toEqual([])
  })
})
