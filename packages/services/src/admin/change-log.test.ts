import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceError } from '../errors.ts'
import { openCity } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { copyScheme } from '../scheme/copy.ts'
import { saveScheme } from '../scheme/save.ts'
import { listChanges } from './change-log.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof ServiceError ? error.code : 'other'),
  )

describe('who changed what', () => {
  it('tells the acts on the scheme in words, newest first, and nothing of other parts', async () => {
    const { version, body } = await copyScheme(city.as('publisher'), { from: 1, year: 2027 })
    const { id, name, note, year, editVersion } = version
    const items = body.items.map((item, at) => (at === 0 ? { ...item, weight: 60 } : item))
    await saveScheme(city.as('reviewer'), { id, name, note, year, editVersion, body: { ...body, items } })
    const { items: lines, next } = await listChanges(city.as('auditor'), { part: 'scheme' })
    expect(lines.map(({ actor, actionName, objectName }) => [actor, actionName, objectName])).toEqual([
      ['reviewer甲', '修改评分方案', '《测试方案》第2版'],
      ['publisher甲', '复制评分方案', '《测试方案》第2版'],
    ])
    expect(lines[0]?.lines).toContain('权重：指标RATE 75 → 60')
    expect(next).toBeNull()
    const older = await listChanges(city.as('publisher'), { part: 'scheme', before: lines[0]?.id ?? 0 })
    expect(older.items.map(({ actor }) => actor)).toEqual(['publisher甲'])
    expect(
      (await listChanges(city.as('admin'), { part: 'aims' })).items.filter(({ actor }) => actor !== '系统'),
    ).toEqual([])
  })

  it.each<[Person, 'scheme' | 'people' | 'units' | 'aims']>([
    ['leader', 'aims'],
    ['filler', 'units'],
    ['admin', 'scheme'],
    ['publisher', 'people'],
    ['reviewer', 'units'],
  ])('refuses %s the part %s, whose page is not theirs', async (who, part) => {
    expect(await refusal(listChanges(city.as(who), { part }))).toBe('forbidden')
  })
})
