import { expect, it } from 'vitest'
import type { Cell } from '../cell.ts'
import { reported } from '../cell.ts'
import { isAddable, lackingParts, sumOfParts } from './parts.ts'

const none = (state: Exclude<Cell['state'], 'reported'>): Cell => ({ state, value: null })

it.each<[string, Cell[], Cell]>([
  ['three towns', [reported(12), reported(0), reported(30)], reported(42)],
  ['fractions exactly', [reported(0.1), reported(0.2)], reported(0.3)],
  ['all of them 0', [reported(0), reported(0)], reported(0)],
  ['不适用 adds nothing', [reported(12), none('not_applicable')], reported(12)],
  ['不适用 everywhere', [none('not_applicable'), none('not_applicable')], none('not_applicable')],
  ['one has not reported', [reported(12), none('not_reported')], none('not_reported')],
  ['无法提供 stays', [reported(12), none('not_available')], none('not_available')],
  ['不公布 stays', [reported(12), none('withheld')], none('withheld')],
  ['未报 says more than 无法提供', [none('not_available'), none('not_reported')], none('not_reported')],
  ['no parts', [], none('not_reported')],
])('adds up %s', (_, parts, whole) => {
  expect(sumOfParts(parts)).toEqual(whole)
})

it('names the parts that lack, each with what it said', () => {
  const parts = [
    { name: '青石街道', ...none('not_available') },
    { name: '柳渡镇', ...none('not_reported') },
    { name: '石桥湾镇', ...none('not_reported') },
    { name: '云台镇', ...reported(3) },
  ]
  expect(lackingParts(parts)).toBe('柳渡镇、石桥湾镇未报；青石街道无法提供')
  expect(lackingParts([{ name: '云台镇', ...none('not_applicable') }])).toBe('')
})

it('adds neither means nor people who may stand in two parts', () => {
  const adds = (unit: string) => isAddable({ unit, isDistinctPeople: false })
  expect(['家', '人次', '万元'].map(adds)).toEqual([true, true, true])
  expect(['元', '%', '分', '倍', '元/小时'].map(adds)).toEqual([false, false, false, false, false])
  expect(isAddable({ unit: '人', isDistinctPeople: true })).toBe(false)
})
