import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonBytes, withJsonBytes, writtenOften } from './json-bytes.ts'

it('gives the bytes of JSON.stringify, whatever the value', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.anything({ withDate: true, maxDepth: 4 })),
      (value) => {
        fc.pre(!holdsBigInt(value))
        expect(jsonBytes(value).toString()).toBe(JSON.stringify(value))
      },
    ),
  )
})

it('gives them with what is written often in it, in objects and lists, short and long', () => {
  const column = writtenOften(Array.from({ length: 900 }, (_, at) => (at % 7 === 0 ? null : at / 3)))
  const units = writtenOften({ name: Array.from({ length: 900 }, (_, at) => `测试区县${at}`), none: undefined })
  for (let round = 0; round < 3; round++) {
    const value = {
      甲: column,
      units,
      rows: [column, { column, skip: undefined, 名: '乙' }, []],
      many: [...column, {}],
      no: [undefined],
    }
    expect(jsonBytes(value).toString()).toBe(JSON.stringify(value))
  }
})

it('gives bytes that the next text writes over only once they were used, also after one that failed', () => {
  const large = { 名: Array.from({ length: 300_000 }, (_, at) => `单位${at}`) }
  const [inner, outer] = withJsonBytes({ a: 1 }, (bytes) => [jsonBytes(large), bytes.toString()] as const)
  expect([inner.toString() === JSON.stringify(large), outer]).toEqual([true, '{"a":1}'])
  const failing = {
    first: 'x',
    get second(): never {
      throw new RangeError('not to be had')
    },
  }
  expect(() => jsonBytes(failing)).toThrow(RangeError)
  expect(jsonBytes({ b: 2 }).toString()).toBe('{"b":2}')
})

it('lets nobody change what was written already', () => {
  const column = writtenOften([1, 2, 3])
  const units = writtenOften({ name: ['甲'] })
  expect(() => column.push(4)).toThrow(TypeError)
  expect(() => units.name.push('乙')).toThrow(TypeError)
})

function holdsBigInt(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return false
  } catch {
    return true
  }
}
