import { expect, it } from 'vitest'
import { meaningOf } from '../entry/form/definitions.ts'
import { openCity } from '../release/release.fixture.ts'
import { setupFindings } from './setup-findings.ts'

const area = { code: 'R21', family: 'R21', severity: 'error', scope: 'catalogue', title: '区域类型齐全' } as const

it('names units without an area type and types that no unit has, and nothing while the rule is off', async () => {
  const city = await openCity()
  const { definitions } = await city.store.read((db) => meaningOf(city.store, db, '2026Q3'))
  const rule = { ...area, body: { kind: 'area-types' as const }, active: true, inactiveReason: null }
  const units = definitions.units.map((unit) => ({ ...unit, areaType: null }))
  const found = setupFindings({ ...definitions, units, rules: [rule] as never })
  expect(found.length).toBeGreaterThan(0)
  for (const sentence of found) expect(sentence).toMatch(/区域类型.*（R21）$/u)
  const off = [{ ...rule, active: false, inactiveReason: '本市不分区域' }]
  expect(setupFindings({ ...definitions, units, rules: off as never })).toEqual([])
  city.close()
})
