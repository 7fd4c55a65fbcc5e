import { describe, expect, it } from 'vitest'
import { AnswerCache } from './answer-cache.ts'
import { cellTable, packCells, releasedCells, unpackCells } from './cell-table.ts'
import type { ReleasedCell } from './cell-table.ts'
import { pack, unpack } from './pack.ts'

const cells: ReleasedCell[] = [
  { item: 'X', unit: 'A', breakdown: '', state: 'reported', value: 0, version: 1 },
  { item: 'X', unit: 'B', breakdown: '', state: 'not_reported', value: null, version: 2 },
  { item: 'X', unit: 'A', breakdown: 'size:above', state: 'withheld', value: null, version: 1 },
  { item: 'N', unit: 'B', breakdown: '', state: 'reported', value: 0.1 + 0.2, version: 7 },
]

describe('packed columns', () => {
  it('come back as they went in, numbers bit by bit and states whole', () => {
    const back = [...releasedCells(unpackCells(packCells(cellTable(['A', 'B'], cells))))]
    const byKey = (one: ReleasedCell): string => `${one.item}|${one.breakdown}|${one.unit}`
    const sorted = (list: readonly ReleasedCell[]) => list.toSorted((a, b) => (byKey(a) < byKey(b) ? -1 : 1))
    expect(sorted(back)).toEqual(sorted(cells))
  })

  it('do not depend on the order of the rows', () => {
    const forth = packCells(cellTable(['A', 'B'], cells))
    expect(packCells(cellTable(['A', 'B'], cells.toReversed())).equals(forth)).toBe(true)
  })

  it('keep arrays of odd lengths apart', () => {
    const bytes = pack(
      { a: 1 },
      { u: Uint8Array.of(1, 2, 3), f: Float64Array.of(1.5, Number.NaN), i: Int32Array.of(-7) },
    )
    const { meta, arrays } = unpack<{ a: number }>(bytes)
    expect(meta).toEqual({ a: 1 })
    expect(arrays).toEqual({ u: Uint8Array.of(1, 2, 3), f: Float64Array.of(1.5, Number.NaN), i: Int32Array.of(-7) })
  })

  it('refuse a cell of a unit that is not listed, so that no figure vanishes', () => {
    expect(() => cellTable(['A'], cells)).toThrow('unknown unit B')
  })
})

describe('the cache of answers', () => {
  const answer = (size: number) => ({ body: Buffer.alloc(size), etag: '"x"' })

  it('drops what was used longest ago and stays within its size', () => {
    const cache = new AnswerCache(100)
    for (const key of ['a', 'b', 'c', 'd']) cache.set(key, answer(25))
    cache.get('a')
    cache.set('e', answer(25))
    expect([cache.get('a'), cache.get('b'), cache.bytes]).toEqual([answer(25), undefined, 100])
  })

  it('does not count an answer twice, nor keep one that would crowd out the rest', () => {
    const cache = new AnswerCache(100)
    cache.set('a', answer(20))
    cache.set('a', answer(20))
    cache.set('big', answer(60))
    expect([cache.bytes, cache.get('big')]).toEqual([20, undefined])
  })
})
