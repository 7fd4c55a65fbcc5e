import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import { dutyWords } from '@cg/contract/catalogue-duty'
import type { DutyInput } from '@cg/contract/catalogue-duty'
import { department } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDefinitions } from '../catalogue/read.ts'
import { openCity, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { decideCatalogueChange } from './decide.ts'
import { readCatalogueBoard } from './list.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

/* 协助部门 and 佐证 as a change of the catalogue. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx
      .insert(department)
      .values({ code: 'TJJ', name: '市统计局', role: 'member', protocolOrder: 9 })
      .then(() => undefined),
  )
})
afterEach(() => city.close())

const lists = { department: 'TJJ', supplies: '提供规上企业名单' }
const duty = (from: string, more: Partial<DutyInput> = {}): CatalogueChangeInput => ({
  kind: 'duty',
  from,
  body: { items: ['N'], evidence: 'block', assisting: [lists], ...more },
})
const checked = (change: CatalogueChangeInput) => checkCatalogueChange(city.as('second'), change)

async function apply(change: CatalogueChangeInput): Promise<void> {
  const { digest, refusals } = await checked(change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(city.as('second'), { change, reason: '分工方案', seen: digest })
  const [{ id } = { id: 0 }] = proposals
  await decideCatalogueChange(city.as('publisher'), { id, action: 'confirm', note: '', version: 1 })
}
const definitions = (period: string) => city.store.read((db) => loadDefinitions(db, parsePeriod(period)))

describe('what is asked of an item besides its figure', () => {
  it('holds from its quarter on, the last change alone, and leaves the catalogue that figures are computed with', async () => {
    const before = (await definitions('2026Q4')).catalogueHash
    await apply(duty('2026Q4'))
    await apply(duty('2027Q2', { evidence: 'none', assisting: [] }))
    const asked = async (period: string) => (await definitions(period)).duties.get('N') ?? null
    expect(await asked('2026Q3')).toBeNull()
    expect(await asked('2026Q4')).toEqual({ evidence: 'block', assisting: [lists] })
    expect(await asked('2027Q1')).toEqual({ evidence: 'block', assisting: [lists] })
    expect(await asked('2027Q2')).toEqual({ evidence: 'none', assisting: [] })
    expect((await definitions('2026Q4')).catalogueHash).toBe(before)
  })

  it('says what it changes and reaches, and stands in the list of items by name', async () => {
    const { lines, impact } = await checked(duty('2026Q4'))
    expect(lines.slice(1)).toEqual(['须附佐证材料才能报送（强制性）', '协助部门：市统计局（提供规上企业名单）'])
    expect(lines[0]).toContain('“')
    const words = catalogueImpactWords(impact, 'duty')
    expect(words).toContain('填报的数据项、指标计算和计分都不变。')
    expect(words[1]).toMatch(/^报表的协助部门或佐证要求有变：《.+》。$/)
    await apply(duty('2026Q4'))
    const { items, proposals } = await readCatalogueBoard(city.as('publisher'))
    const row = items.find(({ code }) => code === 'N')
    expect(row?.duties.map((one) => `${one.from} ${dutyWords(one)}`)).toEqual([
      '2026Q4 须附佐证材料才能报送（强制性）；协助部门：市统计局（提供规上企业名单）',
    ])
    expect(row?.responsible).toEqual(['市人社局'])
    expect(proposals[0]).toMatchObject({
      act: 'duty',
      items: ['N'],
      title: expect.stringContaining('协助部门') as string,
    })
  })

  it.each([
    [{ items: ['NOWHERE'] }, '还没有数据项'],
    [{ assisting: [{ department: 'XXX', supplies: '名单' }] }, '没有这个部门'],
    [{ assisting: [lists, { ...lists, supplies: '另一份' }] }, '选了两次'],
    [{ assisting: [{ department: 'RSJ', supplies: '名单' }] }, '它是责任部门'],
    [{ evidence: 'none' as const, assisting: [] }, '没有变化'],
  ])('refuses %j', async (more, words) => {
    expect((await checked(duty('2026Q4', more))).refusals.join('')).toContain(words)
  })

  it('asks no more evidence of a form that was sent, but may name who helps', async () => {
    await setForm(city, '2026Q4', 'submitted')
    expect((await checked(duty('2026Q4'))).refusals.join('')).toContain('已经报送，不能再加严佐证要求')
    expect((await checked(duty('2026Q4', { evidence: 'none' }))).refusals).toEqual([])
  })
})
