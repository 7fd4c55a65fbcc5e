import type { Parting } from '@cg/contract/unit'
import { expect, it } from 'vitest'
import { partHint, partingWords } from './parting-words.ts'

const parting: Parting = {
  form: 'U-ZGH',
  formName: '工会组建情况表',
  district: 'CYS',
  by: 'town',
  from: '2026Q4',
  until: null,
}
const town = { kind: 'town' as const, parent: 'CYS', validFrom: '2027Q1' }

it('says which forms a new part has to report, and from when', () => {
  expect(partHint(town, [parting])).toBe('《工会组建情况表》2026年第四季度起由乡镇街道分报，它也要在表里填自己的一行')
  expect(partingWords({ ...parting, by: 'enterprise', until: '2027Q2' })).toBe(
    '《工会组建情况表》2026年第四季度至2027年第二季度由重点企业分报',
  )
})

it.each([
  ['another district', { ...town, parent: 'DWQ' }],
  ['an enterprise', { ...town, kind: 'enterprise' as const }],
  ['a district', { ...town, kind: 'district' as const }],
])('says nothing of %s', (_, unit) => expect(partHint(unit, [parting])).toBeUndefined())

it('says nothing of what is over before the part begins', () => {
  expect(partHint(town, [{ ...parting, until: '2026Q4' }])).toBeUndefined()
})
