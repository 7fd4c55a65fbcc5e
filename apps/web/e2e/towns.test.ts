import { partText } from '@cg/export/testing/zip'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'

/* 青禾县's towns in the demo's release: ranked among themselves on the page of their district, and nowhere else. */

const release = '/api/v1/releases/CG-2026Q2-01'
const towns = ['禾阳镇', '麦垄镇', '苇塘镇', '砚池镇', '竹屏乡', '桐坞乡']
const chart = `${release}/charts/export?kind=district-ranking&measure=QY02`
let city: ReadCity
let leader: Page

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

describe('the towns of a district', () => {
  it('add up to what the district published, and stand in the order of their printed figures', async () => {
    const profile = (await (await leader.request.get(`${release}/units/QHX`)).json()) as ProfileFacts
    const matrix = await (await leader.request.get(`${release}/matrix`)).json()
    const rankings = profile.towns?.rankings ?? []
    expect(rankings.map(({ measure }) => measure.code)).toEqual(['QY02', 'QY07', 'QY21', 'QY22', 'QY26'])
    for (const { measure, units, value, rank, isTied, numerator, denominator, city: whole } of rankings) {
      expect(units.shortName).toEqual(towns)
      const row = matrix.indicators.findIndex(({ code }: { code: string }) => code === measure.code)
      expect(whole.value).toBe(matrix.value[row][matrix.units.code.indexOf('QHX')])
      const sum = (parts: readonly (number | null)[]) => parts.reduce<number>((all, one) => all + (one ?? 0), 0)
      if (measure.unit === '%') expect((100 * sum(numerator)) / sum(denominator)).toBeCloseTo(Number(whole.value), 9)
      else expect(sum(value)).toBeCloseTo(Number(whole.value), 9)
      const printed = value.map((one) => Number(one).toFixed(measure.decimals))
      const places = printed.map((own) => 1 + printed.filter((other) => Number(other) > Number(own)).length)
      expect(rank).toEqual(places)
      expect(isTied).toEqual(printed.map((own) => printed.filter((other) => other === own).length > 1))
    }
  })

  it.each(['lingdao', 'dongwan', 'ybj'])(
    'are read by %s, and ask for nothing that a district without them does not ask for',
    async (who) => {
      const reader = await city.person(who)
      let asked = new Set<string>()
      reader.on('request', (request) => asked.add(new URL(request.url()).pathname))
      const ofRelease = () => [...asked].filter((path) => path.startsWith(release)).toSorted()
      await reader.goto('/u/DWQ')
      await reader.getByRole('heading', { name: '分维度得分' }).waitFor()
      await reader.waitForLoadState('networkidle')
      const plain = ofRelease()
      asked = new Set()
      await reader.goto('/u/QHX?town=QY07')
      const panel = reader.locator('section', { has: reader.getByLabel('乡镇街道的指标') })
      await panel.getByRole('heading', { name: /青禾县各乡镇街道|居首|并列|居前/ }).waitFor()
      const table = reader.getByRole('table', { name: '所辖乡镇街道数值' })
      await table.getByRole('row', { name: /合理化建议采纳率/ }).waitFor()
      expect(await table.getByRole('columnheader').allTextContents()).toEqual(['指标', ...towns])
      await reader.waitForLoadState('networkidle')
      expect(ofRelease()).toEqual(plain)
    },
  )

  it('leave as a workbook and a picture, with no district among them', async () => {
    const file = await leader.request.get(`${chart}&within=QHX&format=xlsx`)
    expect(file.status()).toBe(200)
    const texts = await partText(new Uint8Array(await file.body()), 'xl/sharedStrings.xml')
    expect(towns.filter((town) => !texts.includes(town))).toEqual([])
    expect(['东湾区', '云岭县', '经开区'].filter((unit) => texts.includes(unit))).toEqual([])
    const picture = await leader.request.get(`${chart}&within=QHX&format=png`)
    expect([picture.status(), (await picture.body()).subarray(1, 4).toString()]).toEqual([200, 'PNG'])
    const districts = await leader.request.get(`${chart}&format=csv`)
    const listed = await districts.text()
    expect(towns.filter((town) => listed.includes(town))).toEqual([])
  })

  it('of a district whose towns do not report are refused in words', async () => {
    const refused = await leader.request.get(`${chart}&within=DWQ&format=csv`)
    expect(refused.status()).toBe(400)
    expect((await refused.json()).detail).toContain('没有该单位乡镇街道')
  })
})
