import { expect, it } from 'vitest'
import { stateCode } from '../column.ts'
import { mergeParts } from './merge.ts'

const reported = (value: number) => ({ value, state: stateCode.reported })
const without = (state: keyof typeof stateCode) => ({ value: Number.NaN, state: stateCode[state] })

it('adds what all had reported; zero is a figure', () => {
  expect(mergeParts([reported(3), reported(4), reported(0)])).toEqual(reported(7))
  expect(mergeParts([reported(0), reported(0)])).toEqual(reported(0))
})

it("adds nothing of units of which one had no figure, and keeps that one's word", () => {
  expect(mergeParts([reported(3), without('not_reported')])).toEqual(without('not_reported'))
  expect(mergeParts([without('withheld'), without('not_reported')])).toEqual(without('not_reported'))
})

it('leaves out to whom it did not apply', () => {
  expect(mergeParts([reported(3), without('not_applicable')])).toEqual(reported(3))
  expect(mergeParts([without('not_applicable'), without('not_applicable')])).toEqual(without('not_applicable'))
})
