import { expect, it } from 'vitest'
import { boundedCache } from './bounded-cache.ts'

it('lets go of what was used longest ago, whatever was asked for twice', () => {
  const cache = boundedCache<string>(3, (value) => value.length)
  for (const key of ['a', 'b', 'c']) cache.set(key, key)
  for (const key of ['a', 'a', 'b', 'b', 'b']) expect(cache.get(key)).toBe(key)
  cache.set('d', 'd')
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', 'b', undefined, 'd'])
  expect(cache.set('large', 'large')).toBe('large')
  expect(cache.get('large')).toBeUndefined()
  expect(cache.set('d', 'dd')).toBe('dd')
  expect(['a', 'b', 'd'].map((key) => cache.get(key))).toEqual([undefined, 'b', 'dd'])
})
