import { describe, expect, it } from 'vitest'
import { block, gridLayout, placePaste, step } from './grid-layout.ts'
import { formDetail } from '../../../testing/form.fixture.ts'

const detail = formDetail()
const lines = gridLayout(detail, false)
const turned = gridLayout(detail, true)

describe('step', () => {
  it('passes over places that ask nothing and stops at the edge', () => {
    expect(step(lines, 4, 0, 1)).toBeNull()
    expect(step(lines, 2, 1, 0)).toBeNull()
    expect(step(lines, 1, 1, 0)).toBe(4)
    expect(step(turned, 1, 0, 1)).toBe(4)
  })
})

describe('a pasted block', () => {
  it('is placed line by line from the cell it is pasted at', () => {
    expect(
      placePaste(lines, 0, [
        ['1', '2'],
        ['3', '4'],
      ]).edits,
    ).toEqual([
      { index: 0, text: '1' },
      { index: 1, text: '2' },
      { index: 3, text: '3' },
      { index: 4, text: '4' },
    ])
    expect(placePaste(turned, 0, [['1', '2']]).edits).toEqual([
      { index: 0, text: '1' },
      { index: 3, text: '2' },
    ])
  })

  it('counts what falls outside or on a place that asks nothing, blanks apart', () => {
    const { edits, outside } = placePaste(lines, 4, [
      ['1', '2', '3'],
      ['', '5'],
    ])
    expect(edits).toEqual([{ index: 4, text: '1' }])
    expect(outside).toBe(3)
  })
})

describe('a range', () => {
  it('spans both corners whichever comes first, with null where nothing is asked', () => {
    expect(block(lines, 5 - 1, 2)).toEqual([
      [1, 2],
      [4, null],
    ])
  })
})
