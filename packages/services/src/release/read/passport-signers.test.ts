import { expect, it } from 'vitest'
import { signersOf } from './passport-signers.ts'

/* Whose names stand under the sending of a form that was accepted. */

const step = (action: string, by: number) => ({ action, by, at: `2026-10-0${by}T00:00:00.000Z` }) as const
const steps = (...actions: [string, number][]) => actions.map(([action, by]) => step(action, by))
const ids = (...actions: [string, number][]) => {
  const { filler, checker, head } = signersOf(steps(...actions) as Parameters<typeof signersOf>[0])
  return [filler?.by ?? null, checker?.by ?? null, head?.by ?? null]
}

it('names all three of a form that was signed inside', () => {
  expect(ids(['save', 1], ['propose', 1], ['endorse', 2], ['submit', 3])).toEqual([1, 2, 3])
})

it('names the filler alone of a form that was sent directly', () => {
  expect(ids(['save', 1], ['submit', 2])).toEqual([2, null, null])
})

it('takes the last proposal: what was taken back or sent back before stands under nothing', () => {
  const sentBack: [string, number][] = [
    ['propose', 1],
    ['endorse', 2],
    ['send_back', 3],
  ]
  expect(ids(...sentBack, ['propose', 4], ['endorse', 5], ['submit', 6])).toEqual([4, 5, 6])
  expect(ids(['propose', 1], ['recall', 1], ['submit', 2])).toEqual([2, null, null])
})

it('takes the last sending, and names nobody of a form that never was sent', () => {
  const first: [string, number][] = [
    ['propose', 1],
    ['endorse', 2],
    ['submit', 3],
    ['return', 9],
  ]
  expect(ids(...first, ['propose', 4], ['endorse', 5], ['submit', 6])).toEqual([4, 5, 6])
  expect(ids(...first, ['submit', 7])).toEqual([7, null, null])
  expect(ids(['save', 1])).toEqual([null, null, null])
})
