import { expect, it } from 'vitest'
import { cityReads, judgeReads, nationReads } from './published-reads.ts'

const columns = ['answer', 'kB sent', 'connections', 'p50 ms', 'p99 ms', 'per second', 'bare Fastify']
const table = (...rows: (string | number | null)[][]) => ({
  title: '',
  columns: [...columns, 'ratio (aim ≥ 0.95)', 'ratio by processor', 'first ms', 'bare p99 ms'],
  rows,
})

it('holds what is asked at 32 connections against both aims, by processor where that is known', () => {
  const slow = ['ranking', 4, 1, 0, 90, 1, 1, 0.1, 0.1, 1, 4]
  const good = ['ranking', 4, 32, 1, 5, 1, 1, 0.5, 0.95, 1, 4]
  const late = ['trend', 4, 32, 1, 6, 1, 1, 1, 1, 1, 4]
  const heavy = ['heat map', 4, 32, 1, 2, 1, 1, 1, 0.94, 1, 4]
  const unknown = ['cockpit', 4, 32, 1, 2, 1, 1, 0.9, null, 1, 4]
  const judge = (isSlowestAsked: boolean) => judgeReads(table(slow, good, late, heavy, unknown), { isSlowestAsked })
  expect(judge(true)).toEqual({
    figure: '1 of 4 answers within their aims',
    met: false,
    detail:
      'ranking: 0.95, p99 5.0 ms (bare 4.0); trend: 1.00, p99 6.0 ms (bare 4.0) NOT MET; heat map: 0.94, p99 2.0 ms (bare 4.0) NOT MET; cockpit: 0.90, p99 2.0 ms (bare 4.0) NOT MET',
  })
  expect(judge(false).figure).toBe('2 of 4 answers within their aims')
  expect(judgeReads(table(good), { isSlowestAsked: true }).met).toBe(true)
})

it('has kept no aim where nothing was measured, and finds no column that is not there', () => {
  expect(judgeReads(table(), { isSlowestAsked: true }).met).toBe(false)
  expect(() => judgeReads({ title: '', columns, rows: [] }, { isSlowestAsked: true })).toThrow('no column ratio')
  expect([cityReads.id, nationReads.id]).toEqual(['V4b', 'V4c'])
})
