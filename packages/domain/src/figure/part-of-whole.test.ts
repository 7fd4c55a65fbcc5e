import { describe, expect, it } from 'vitest'
import type { Formula, IndicatorDefinition, ItemCode } from '../indicator.ts'
import { partOfWhole } from './part-of-whole.ts'

const code = (text: string) => text as ItemCode
const terms = (...items: string[]) => items.map((item) => ({ item: code(item), coefficient: 1 }))

/** INSURED_M ⊂ INSURED ⊂ DUE ⊂ ALL, MIGRANT ⊂ ALL, DUE_M ⊂ DUE. */
const parents: Readonly<Record<string, string>> = {
  INSURED_M: 'INSURED',
  INSURED: 'DUE',
  DUE: 'ALL',
  DUE_M: 'DUE',
  MIGRANT: 'ALL',
}
const parentOf = (item: ItemCode) => (parents[item] === undefined ? null : code(parents[item]))

function rate(upper: string, lower: string, more: Partial<IndicatorDefinition> = {}) {
  const formula: Formula = { kind: 'quotient', numerator: terms(upper), denominator: terms(lower), multiplier: 100 }
  return {
    formula,
    unit: '%',
    decimals: 1,
    direction: 'higher',
    periodKind: 'STOCK_EOQ',
    frequency: 'Q',
    ...more,
  } as const
}

const whole = rate('INSURED', 'DUE')

describe('one measure of everybody and of a group', () => {
  it('tells whether those under the line are among everybody’s there', () => {
    expect(partOfWhole(rate('INSURED_M', 'DUE_M'), whole, parentOf)).toEqual({ kind: 'nested' })
    expect(partOfWhole(rate('INSURED_M', 'DUE'), whole, parentOf)).toEqual({ kind: 'nested' })
    expect(partOfWhole(rate('INSURED_M', 'MIGRANT'), whole, parentOf)).toEqual({ kind: 'sameRoot' })
  })

  it('finds no part where the group is not among those counted, or of another whole', () => {
    const fault = (part: Parameters<typeof partOfWhole>[0]) => partOfWhole(part, whole, parentOf)
    expect(fault(rate('OTHER', 'MIGRANT'))).toEqual({ kind: 'fault', fault: 'numerator' })
    expect(fault(rate('INSURED', 'MIGRANT'))).toEqual({ kind: 'fault', fault: 'numerator' })
    expect(fault(rate('INSURED_M', 'FIRMS'))).toEqual({ kind: 'fault', fault: 'denominator' })
    expect(fault(rate('INSURED_M', 'DUE_M', { unit: '‰' }))).toEqual({ kind: 'fault', fault: 'measure' })
    expect(fault(rate('INSURED_M', 'DUE_M', { direction: 'lower' }))).toEqual({ kind: 'fault', fault: 'measure' })
    expect(fault(rate('INSURED_M', 'DUE_M', { flowForm: 'ytd' }))).toEqual({ kind: 'fault', fault: 'measure' })
    const sum: Formula = { kind: 'sum', terms: terms('INSURED_M'), multiplier: 1 }
    expect(fault(rate('INSURED_M', 'DUE_M', { formula: sum }))).toEqual({ kind: 'fault', fault: 'formula' })
  })
})
