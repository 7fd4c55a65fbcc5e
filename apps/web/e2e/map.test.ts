import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, sideways } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* The city's own map: its admin takes a file, a leader chooses the map and takes it to the meeting. */

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
  it('changes to the map in one click, which the link keeps, and finds the number on it', async () => {
    await leader.goto('/')
    await choice(leader, '地图').click()
    await leader.waitForURL(/place=map/)
    await leader
      .getByRole('link', { name: /^云川市东湾区|^东湾区/ })
      .first()
      .waitFor()
    const panel = await leader.request.get(
      '/api/v1/releases/CG-2026Q2-01/charts/panel?kind=map&measure=score&map=1&width=600&height=460',
    )
    expect(await panel.text()).toContain(number)
    for (const address of ['/?place=map', '/?place=map&theme=dark', '/i/JN03?place=map']) {
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

  it('sees an indicator on the map, and no map after its admin took it out of use', async () => {
    await leader.goto('/i/JN03?place=map')
    await leader.getByText('（地图）').first().waitFor()
    await admin.getByRole('button', { name: '停用' }).click()
    await admin.getByLabel(/停用原因/).fill('审图号到期')
    await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await admin.getByRole('row', { name: /第1版.*已停用.*审图号到期/ }).waitFor()
    await leader.goto('/i/JN03?place=map')
    await leader.getByText('方格示意，不表示行政区域界线').first().waitFor()
    const reply = await leader.request.get(
      '/api/v1/releases/CG-2026Q2-01/charts/export?kind=map&measure=JN03&map=1&format=svg',
    )
    expect([reply.status(), await reply.text()]).toEqual([409, expect.stringContaining('已停用，不再出图')])
    expect(city.faults.filter((fault) => !fault.includes('409'))).toEqual([])
  })
})
