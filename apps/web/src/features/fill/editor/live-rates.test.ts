import type { FormDetail } from '@cg/contract/entry'
import type { ItemCode } from '@cg/domain/indicator'
import { describe, expect, it } from 'vitest'
import { formDetail } from '../../../testing/form.fixture.ts'
import { editorOf } from '../testing/form.ts'
import { liveRates, rowTotal } from './live-rates.ts'

const rate: FormDetail['rates'][number] = {
  code: 'QY00',
  name: '规上企业工人占比',
  unit: '%',
  decimals: 1,
  direction: 'higher',
  periodKind: 'STOCK_EOQ',
  definition: '',
  frequency: 'Q',
  formula: {
    kind: 'quotient',
    numerator: [{ item: 'W_BIG' as ItemCode, coefficient: 1 }],
    denominator: [{ item: 'W_ALL' as ItemCode, coefficient: 1 }],
    multiplier: 100,
  },
}

const quiet = () => new Promise<never>(() => undefined)

describe('rates while typing', () => {
  it('follow the cells, and the total is the quotient of sums without overlapping units', () => {
    const editor = editorOf({ send: quiet, detail: formDetail({ rates: [rate] }) })
    const [before] = liveRates(editor)
    expect(before?.byUnit.map((one) => [one.state, one.value])).toEqual([
      ['reported', 40],
      ['not_reported', null],
      ['not_reported', null],
    ])
    editor.commit([{ index: 4, text: '1400' }], 'grid')
    const [after] = liveRates(editor)
    expect(after?.byUnit[1]?.value).toBe(70)
    expect(after?.total?.value).toBe(60)
  })
})

describe('a row’s total', () => {
  it('leaves out the unit inside another and says when a part is missing', () => {
    const editor = editorOf({ send: quiet })
    expect(rowTotal(editor, 0)).toEqual({ value: 3000, isPartial: false })
    expect(rowTotal(editor, 1)).toEqual({ value: 400, isPartial: true })
  })

  it('does not turn a row without numbers into zero', () => {
    const editor = editorOf({ send: quiet })
    editor.commit([{ index: 3, text: '' }], 'grid')
    expect(rowTotal(editor, 1)).toEqual({ value: null, isPartial: true })
  })
})
