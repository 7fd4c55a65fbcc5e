import { expect, test } from 'vitest'
import { crowding, whenQuiet } from './quiet.ts'

const soon = async (): Promise<void> => undefined

test('the fixed work takes as long by the clock as of processor, or longer', () => {
  expect(crowding()).toBeGreaterThan(0.8)
})

test('a quiet machine is measured once', async () => {
  let measured = 0
  const found = await whenQuiet(async () => ++measured, { work: () => 1, wait: soon })
  expect(found).toEqual({ result: 1, isDisturbed: false, tries: 1 })
})

test('a disturbed figure is measured again until it was quiet before and after', async () => {
  let measured = 0
  const work = () => (measured === 1 ? 3 : 1)
  const found = await whenQuiet(async () => ++measured, { work, wait: soon })
  // Disturbed after the first and before the second; quiet around the third.
  expect(found).toEqual({ result: 3, isDisturbed: false, tries: 3 })
})

test('of what never was quiet the least disturbed is given, with its mark', async () => {
  let measured = 0
  const work = () => (measured === 2 || measured === 3 ? 1.2 : 1.4)
  const found = await whenQuiet(async () => ++measured, { work, wait: soon })
  expect(found).toEqual({ result: 3, isDisturbed: true, tries: 6 })
})
