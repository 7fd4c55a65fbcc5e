import { describe, expect, it } from 'vitest'
import { judgeFigures, keeps } from './benchmarks.ts'

describe('an aim of the benchmark', () => {
  it.each([
    [130, '≤ 130', true],
    [130.1, '≤ 130', false],
    [0.79, '≥ 0.8', false],
    [0.8, '≥ 0.8', true],
    [1999, '< 2,000 ms, < 1 GiB', true],
    [2000, '< 2,000 ms, < 1 GiB', false],
    [1.19, 'ratio ≤ 1.2', true],
    [Number.NaN, '≤ 5', false],
  ])('%d of %s: %s', (value, aim, isKept) => {
    expect(keeps({ name: 'it', value, aim })).toBe(isKept)
  })

  it('that says nothing is an error, not kept', () => {
    expect(() => keeps({ name: 'it', value: 1, aim: '–' })).toThrow('– is no aim')
  })
})

it('a part is met when each of its figures keeps its aim, and never without a figure', () => {
  const [good, bad] = [
    { name: 'shell', value: 129.4, aim: '≤ 130' },
    { name: 'first screen', value: 356, aim: '≤ 330' },
  ]
  expect(judgeFigures([good])).toEqual({ figure: '129', met: true, detail: 'shell: 129 (≤ 130)' })
  expect(judgeFigures([good, bad])).toEqual({
    figure: '1 of 2 within their aims',
    met: false,
    detail: 'shell: 129 (≤ 130); first screen: 356 (≤ 330) NOT MET',
  })
  expect(judgeFigures([]).met).toBe(false)
})
