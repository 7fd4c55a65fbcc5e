import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packColumns } from './pack.ts'
import { unpackColumns } from './unpack.ts'

const column = <T>(of: (at: number) => T, length = 2850): T[] => Array.from({ length }, (_, at) => of(at))

/** Over the wire and back, as text: the bits of every number, the order of keys, null and what is left out. */
function across(answer: unknown): { readonly packed: string; readonly back: string } {
  const packed = JSON.stringify(packColumns(answer))
  return { packed, back: JSON.stringify(unpackColumns(JSON.parse(packed))) }
}

describe('packed columns', () => {
  const numerator = column((at) => (at % 11 === 0 ? null : 200 + ((at * 37) % 800)))
  const denominator = column((at) => (at % 13 === 0 ? null : 2_000 + ((at * 101) % 900)))
  const share = column((at) => {
    const [part, whole] = [numerator[at] ?? null, denominator[at] ?? null]
    return part === null || whole === null ? null : (part / whole) * 100
  })
  const ranking = {
    release: { code: 'CG-2026Q3-01', notes: ['一', '二'] },
    units: {
      code: column((at) => `U${at}`),
      name: column((at) => `区县${at}`),
      shortName: column((at) => `区县${at}`),
    },
    value: share,
    state: column((at) => (at % 9 === 0 ? 'not_reported' : 'reported')),
    target: column(() => 80),
    high: column((at) => Math.sin(at) * 100),
    numerator,
    denominator,
    rank: column((at) => (at % 17 === 0 ? null : at)),
    closeTo: column(() => []),
    isTied: column((at) => at % 3 === 0),
    claims: [],
  }

  it('come back to the last bit and letter, in a third of the room', () => {
    const { packed, back } = across(ranking)
    const plain = JSON.stringify(ranking)
    expect(back).toBe(plain)
    expect(packed.length * 3).toBeLessThan(plain.length)
  })

  it('leave a rate out where its parts stand beside it, and only where it is theirs to the last bit', () => {
    const words = (answer: unknown) => JSON.stringify(packColumns(answer))
    expect(words(ranking)).toContain('"value":{"$":"quotient","times":100}')
    const off = share.with(5, (share[5] ?? 0) + 2 ** -46)
    expect(words({ ...ranking, value: off })).not.toContain('quotient')
    expect(across({ ...ranking, value: off }).back).toBe(JSON.stringify({ ...ranking, value: off }))
    const hidden = share.with(5, null)
    expect(words({ ...ranking, value: hidden })).not.toContain('quotient')
  })

  it('tell rows of the same keys by column, and short lists of one length as one', () => {
    const series = column((at) => ({ value: [at / 7, at, null], state: ['reported', 'reported', 'not_reported'] }))
    const { packed, back } = across({ series })
    expect(back).toBe(JSON.stringify({ series }))
    expect(packed.match(/reported/g)?.length).toBe(2)
    const uneven = series.with(7, { ...series[7], restated: [true] } as (typeof series)[number])
    expect(across({ uneven }).back).toBe(JSON.stringify({ uneven }))
    const misleading = column((at) => (at === 9 ? { a: 1, b: 2 } : { 'a|b': at }))
    expect(across(misleading).back).toBe(JSON.stringify(misleading))
  })

  it('keep whole numbers apart from null at the edges of their signs', () => {
    for (const most of [0, 61, 62, 63, 64, 4_094, 4_095, 4_096, 262_143, 2 ** 40, 2 ** 53 - 1])
      for (const least of [0, -most]) {
        const list = column((at) => [most, null, least, 0][at % 4] ?? null, 40)
        expect([most, least, across(list).back]).toEqual([most, least, JSON.stringify(list)])
      }
  })

  it('keep decimals, tiny and huge numbers', () => {
    const list = column((at) => [0.1, 0.2, 12.3456, 1e-300, 1.7e308, 5e-324, -0.5][at % 7] ?? 0, 70)
    expect(across(list).back).toBe(JSON.stringify(list))
  })

  it('bring any JSON over as it was', () => {
    const word = fc.constantFrom('a', '|', ';/~', null, true, 0, 1.5, '$')
    const long = fc.oneof(
      fc.array(fc.oneof(fc.jsonValue(), word), { minLength: 30, maxLength: 80 }),
      fc.array(word, { minLength: 30, maxLength: 200 }),
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 30, maxLength: 60 }),
      fc.array(fc.option(fc.integer()), { minLength: 30, maxLength: 60 }),
      fc.array(fc.record({ a: word, $: fc.integer() }), { minLength: 30, maxLength: 60 }),
      fc.array(fc.tuple(word, word), { minLength: 30, maxLength: 60 }),
      fc.array(fc.constant([]), { minLength: 30, maxLength: 60 }),
    )
    const parts = { value: long, numerator: long, denominator: long, $: fc.jsonValue(), again: fc.array(long) }
    fc.assert(
      fc.property(fc.record(parts, { requiredKeys: [] }), (answer) => {
        const plain = JSON.stringify(JSON.parse(JSON.stringify(answer)))
        expect(across(JSON.parse(plain)).back).toBe(plain)
      }),
      { numRuns: 300 },
    )
  })

  it('refuse what this program cannot read', () => {
    expect(() => unpackColumns({ a: { $: 'later', of: [] } })).toThrow('cannot read')
    expect(() => unpackColumns({ a: { $: 'same', as: 3 } })).toThrow('no column 3')
  })
})
