import { expect, it } from 'vitest'
import { targetKeySide } from './target-key.ts'

const scale = { from: 0, to: 60, ticks: [], unit: '%' }
const at = (value: number) => ({ reference: { value, text: `全市 ${value}%`, role: 'compare' as const }, scale })

it('the key of own targets stands across from the words of the line over all rows', () => {
  expect([targetKeySide(at(0.6)), targetKeySide(at(45)), targetKeySide({ reference: null, scale })]).toEqual([
    'right',
    'left',
    'left',
  ])
})
