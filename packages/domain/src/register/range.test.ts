import { expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { rangeText, rangeValue } from './range.ts'
import type { RegisterFeed, RegisterRange, RegisterValues } from './kind.ts'
import { shapeFaults } from './kind.ts'

const feed: RegisterFeed = {
  item: 'N_REWARD',
  measure: 'count',
  span: 'total',
  only: { field: 'type', among: ['奖励'] },
}
const range: RegisterRange = { item: 'N_REWARD', name: '奖励标准', low: 'lowest', high: 'highest' }
const shape = { day: 'day', until: 'ended' }
const period = parsePeriod('2026Q2')
const record = (part: RegisterValues): RegisterValues => ({
  type: '奖励',
  lowest: 500,
  highest: 3000,
  day: '2026-01-05',
  ended: null,
  ...part,
})
const of = (records: readonly RegisterValues[]) => rangeValue(shape, { feed, range }, records, period)

it('a range goes from the lowest to the highest of the records that count, ended and other ones left out', () => {
  const records = [
    record({ lowest: 300, highest: 2000 }),
    record({ lowest: 800, highest: 5000 }),
    record({ lowest: 100, highest: 9000, type: '津贴' }),
    record({ lowest: 50, highest: 9900, ended: '2026-06-30' }),
    record({ lowest: 10, highest: 9999, day: '2026-07-01' }),
  ]
  expect(of(records)).toEqual({ low: 300, high: 5000, records: 2 })
})

it('ends that stand the wrong way round are still a range, and a record that lacks one says none', () => {
  expect(of([record({ lowest: 3000, highest: 500 }), record({ lowest: null })])).toEqual({
    low: 500,
    high: 3000,
    records: 1,
  })
  expect(of([])).toBeNull()
})

it('a range of a field that is no number, or of an item that the register does not count, is a fault of the kind', () => {
  const fields = [
    { code: 'name', name: '名称', type: 'text', isRequired: true },
    { code: 'day', name: '日期', type: 'date', isRequired: true },
    { code: 'type', name: '类型', type: 'choice', isRequired: true, choices: ['奖励', '津贴'] },
    { code: 'lowest', name: '最低', type: 'number', isRequired: true, unit: '元' },
    { code: 'highest', name: '最高', type: 'number', isRequired: true, unit: '元' },
  ] as const
  const kind = { fields, title: 'name', day: 'day', feeds: [feed] }
  expect(shapeFaults({ ...kind, ranges: [range] })).toEqual([])
  expect(
    shapeFaults({
      ...kind,
      ranges: [
        { ...range, low: 'name' },
        { ...range, item: 'N_OTHER' },
      ],
    }),
  ).toEqual(['区间“奖励标准”的两端应是数字字段', '区间“奖励标准”所属的数据项 N_OTHER 不由本台账计数'])
})

it('a range is printed with its unit at both ends, and once where they are the same', () => {
  const yuan = { unit: '元', decimals: 2 }
  expect(rangeText({ low: 300, high: 5000, ...yuan })).toBe('300元至5,000元')
  expect(rangeText({ low: 300.5, high: 5000, ...yuan })).toBe('300.50元至5,000.00元')
  expect(rangeText({ low: 500, high: 500, ...yuan })).toBe('均为500元')
})
