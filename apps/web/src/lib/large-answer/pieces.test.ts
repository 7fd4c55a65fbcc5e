import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assembly, messagesOf } from './pieces.ts'
import type { Message } from './pieces.ts'

/** As a thread sends it: what crosses over is copied. */
function across(answer: unknown): { answer: unknown; messages: Message[] } {
  const messages = [...messagesOf(answer)]
  const take = assembly()
  const ends = messages.map((message) => take(structuredClone(message))).filter((end) => end !== null)
  expect(ends.length).toBe(1)
  return { answer: ends[0]?.answer, messages }
}

const column = <T>(of: (at: number) => T, length = 2850): T[] => Array.from({ length }, (_, at) => of(at))

test('an answer of thousands of units comes over as it was', () => {
  const answer = {
    release: { code: 'CG-2026Q3-01', notes: ['一', '二'] },
    value: [column((at) => (at % 7 === 0 ? null : at / 3)), column(() => null), []],
    state: [column((at) => (at % 5 === 0 ? 'not_reported' : 'reported'))],
    name: column((at) => `测试区县${at}`),
    alerts: column((at) => ({ unit: `U${at}`, owners: ['A', 'B'], by: null })),
    mixed: column((at) => (at === 2000 ? 'x' : at)),
    isTied: column((at) => at % 2 === 0),
  }
  expect(across(answer).answer).toEqual(answer)
})

test('no message holds more than a moment’s work, and few words are sent once', () => {
  const answer = { state: column(() => 'reported', 80_000), rows: column((at) => ({ at })) }
  const { messages } = across(answer)
  expect(messages.length).toBeGreaterThan(3)
  const text = JSON.stringify(messages, (_, value: unknown) => (value instanceof Uint8Array ? null : value))
  expect(text.match(/reported/g)?.length).toBe(1)
  for (const message of messages)
    if (message.kind === 'pieces')
      expect(message.pieces.filter(({ kind }) => kind === 'rows').length).toBeLessThanOrEqual(4)
})

test('any JSON comes over as it was', () => {
  const long = fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom('a', 'b', null), fc.double({ noNaN: true })), {
    minLength: 250,
    maxLength: 270,
  })
  fc.assert(
    fc.property(fc.record({ any: fc.jsonValue(), long, nested: fc.array(long, { maxLength: 2 }) }), (answer) => {
      const plain: unknown = JSON.parse(JSON.stringify(answer))
      expect(across(plain).answer).toEqual(plain)
    }),
    { numRuns: 40 },
  )
})
