import { expect, it } from 'vitest'
import { stateCode } from '../column.ts'
import type { CellColumn } from '../column.ts'
import type { ItemCode } from '../indicator.ts'
import { parsePeriod } from '../period.ts'
import { itemColumn } from './item-column.ts'

/* 第一单位 is asked all year; 第二单位 up to the second quarter. */

const applies = (first: number, second: number): CellColumn => ({
  values: Float64Array.of(first, second),
  states: Uint8Array.of(stateCode.reported, stateCode.reported),
})
const without = (first: number): CellColumn => ({
  values: Float64Array.of(first, Number.NaN),
  states: Uint8Array.of(stateCode.reported, stateCode.not_applicable),
})

const sumUpTo = (third: CellColumn, second = applies(2, 20)) => {
  const quarters = new Map([
    ['2026Q1', applies(1, 10)],
    ['2026Q2', second],
    ['2026Q3', third],
  ])
  const found = itemColumn({
    source: (_item, period) => quarters.get(period) ?? null,
    item: { code: 'F' as ItemCode, periodKind: 'FLOW_Q' },
    indicator: { periodKind: 'FLOW_Q', frequency: 'Q', flowForm: 'ytd' },
    period: parsePeriod('2026Q3'),
    breakdown: '',
    form: 'asDefined',
    length: 2,
    carryLimit: 8,
  })
  return { values: [...(found?.values ?? [])], states: [...(found?.states ?? [])] }
}

it('a quarter that a unit says does not apply adds nothing to its year', () => {
  expect(sumUpTo(without(3))).toEqual({ values: [6, 30], states: [stateCode.reported, stateCode.reported] })
})

it('who is asked no more has no sum of the quarters before, which would stand against the others’ three', () => {
  expect(sumUpTo({ ...without(3), unasked: new Set([1]) })).toEqual({
    values: [6, Number.NaN],
    states: [stateCode.reported, stateCode.not_applicable],
  })
})

it('nor has who is asked again within the year', () => {
  const left = { ...without(2), unasked: new Set([1]) }
  expect(sumUpTo(applies(3, 30), left).states).toEqual([stateCode.reported, stateCode.not_applicable])
})
