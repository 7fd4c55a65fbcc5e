import { expect, it } from 'vitest'
import { madeAnswer } from './made-answer.ts'
import { wholeOf } from './packed-bytes.ts'
import { sha256 } from './sha256.ts'

const large = Buffer.from(JSON.stringify(Array.from({ length: 9_000 }, (_, at) => `测试区县${at % 700}`)))

it('lies packed where it is large, as it is where it is small, and comes out whole', () => {
  const [packed, plain] = [madeAnswer(large), madeAnswer(Buffer.from('{"a":1}'))]
  expect(packed.body.length).toBeLessThan(large.length / 4)
  expect([packed.hash, packed.packedHash]).toEqual([sha256(large), sha256(packed.body)])
  expect(wholeOf(packed)?.equals(large)).toBe(true)
  expect([plain.packedHash, wholeOf(plain)?.toString()]).toEqual([null, '{"a":1}'])
})

it('is told from what was put, whichever byte is another and whatever digest stands beside it', () => {
  const { body, packedHash } = madeAnswer(large)
  for (let at = 0; at < body.length; at += 97) {
    const other = Buffer.from(body)
    other[at] = (other[at] ?? 0) ^ 1
    expect([at, wholeOf({ body: other, packedHash })]).toEqual([at, null])
  }
  const notPacked = Buffer.from('没有压缩的内容')
  expect(wholeOf({ body: notPacked, packedHash: sha256(notPacked) })).toBeNull()
})
