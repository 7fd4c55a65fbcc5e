import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { feedValue } from './feed.ts'
import { shapeFaults } from './kind.ts'
import type { RegisterFeed, RegisterShape } from './kind.ts'
import { makeupOf } from './makeup.ts'
import { readValues } from './read-values.ts'

const shape: RegisterShape = {
  fields: [
    { code: 'name', name: '竞赛名称', type: 'text', isRequired: true },
    { code: 'level', name: '级别', type: 'choice', isRequired: true, choices: ['省级', '市级'] },
    { code: 'held', name: '举办日期', type: 'date', isRequired: true },
    { code: 'closed', name: '停办日期', type: 'date', isRequired: false },
    { code: 'people', name: '参赛人数', type: 'number', isRequired: true, unit: '人', decimals: 0 },
  ],
  title: 'name',
  day: 'held',
  until: 'closed',
  feeds: [],
}
const count: RegisterFeed = { item: 'N', measure: 'count', span: 'total' }

describe('what is written into a record', () => {
  const whole = { name: '焊工大赛', level: '省级', held: '2026年5月8日', people: '1,200人' }

  it('is read as a spreadsheet or a person writes it', () => {
    expect(readValues(shape, whole, '2026-11-29')).toEqual({
      ok: true,
      values: { name: '焊工大赛', level: '省级', held: '2026-05-08', closed: null, people: 1200 },
    })
  })

  it.each([
    [{ name: ' ' }, ['竞赛名称', '没有填写']],
    [{ level: '县级' }, ['级别', '“县级”不在可选的值中，应是省级、市级之一']],
    [{ held: '2026-11-31' }, ['举办日期', expect.stringContaining('没有2026年11月31日这一天')]],
    [{ held: '2026-12-01' }, ['举办日期', '2026年12月1日晚于今天，请核对']],
    [{ closed: '2026-01-01' }, ['停办日期', '2026年1月1日早于开始的日期2026年5月8日，请核对']],
    [{ people: '见附件' }, ['参赛人数', '“见附件”不是数字，请填写阿拉伯数字；没有的请留空']],
    [{ people: '无法提供' }, ['参赛人数', '应是数字；没有的请留空']],
    [{ people: '-3' }, ['参赛人数', expect.stringContaining('负')]],
    [{ people: '1.5' }, ['参赛人数', expect.any(String)]],
    [{ name: '字'.repeat(301) }, ['竞赛名称', '超过300个字，请写短一些']],
    [{ name: 'a\u202eb' }, ['竞赛名称', expect.any(String)]],
    [{ level: '省\u202e级' }, ['级别', expect.any(String)]],
    [{ name: '\u200b \u0007' }, ['竞赛名称', '没有填写']],
    [{ other: 'x' }, ['other', '本台账没有这一栏']],
  ])('is refused with the field and what is wrong: %j', (change, [name, reason]) => {
    const reading = readValues(shape, { ...whole, ...change }, '2026-11-29')
    expect(reading).toMatchObject({ ok: false, refusals: [{ name, reason }] })
  })

  it('is kept as it is seen: blanks and line breaks as one, nothing invisible', () => {
    const reading = readValues(
      shape,
      { ...whole, name: '　焊工\n 大\u200b赛\u0000 ', level: '省级\u200b' },
      '2026-11-29',
    )
    expect(reading).toMatchObject({ ok: true, values: { name: '焊工 大赛', level: '省级' } })
  })

  it('is told of all its fields at once', () => {
    const reading = readValues(shape, {}, '2026-11-29')
    expect(reading.ok || reading.refusals.map(({ name }) => name)).toEqual(['竞赛名称', '级别', '举办日期', '参赛人数'])
  })
})

describe('what records feed', () => {
  const at = (held: string, more: object = {}) => ({
    name: 'x',
    level: '省级',
    held,
    closed: null,
    people: 10,
    ...more,
  })
  const records = [
    at('2025-12-31'),
    at('2026-03-31'),
    at('2026-04-01', { level: '市级' }),
    at('2026-06-30', { closed: '2026-09-30' }),
    at('2026-07-01'),
  ]
  const q2 = parsePeriod('2026Q2')

  it.each([
    [count, q2, 4],
    [{ ...count, span: 'year' }, q2, 3],
    [{ ...count, span: 'quarter' }, q2, 2],
    [{ ...count, measure: 'people', span: 'quarter' }, q2, 20],
    [{ ...count, only: { field: 'level', among: ['省级'] } }, q2, 3],
    // Closed on the last day of the quarter: gone from what stands at its end, not from what happened.
    [count, parsePeriod('2026Q3'), 4],
    [{ ...count, span: 'year' }, parsePeriod('2026Q3'), 4],
    [count, parsePeriod('2025Q3'), 0],
  ] satisfies [RegisterFeed, string, number][])('%j of %s', (feed, period, value) => {
    expect(feedValue(shape, feed, records, parsePeriod(period))).toBe(value)
  })
})

it('what a register is made of leaves out what has not begun or has ended, and nothing blank becomes a share', () => {
  const at = (level: string, people: number | null, more: object = {}) => ({
    name: 'x',
    level,
    held: '2026-05-08',
    people,
    ...more,
  })
  const records = [
    at('省级', 30),
    at('市级', 60),
    at('市级', null),
    at('省级', 9, { held: '2026-07-01' }),
    at('省级', 9, { closed: '2026-06-30' }),
  ]
  const asked = { period: parsePeriod('2026Q2'), summed: ['people'] }
  expect(makeupOf(shape, records, asked)).toEqual({
    count: 3,
    amounts: [{ field: 'people', sum: 90, blank: 1 }],
    groups: [
      {
        field: 'level',
        parts: [
          { value: '省级', count: 1, share: 1 / 3, amounts: [{ sum: 30, share: 30 / 90 }] },
          { value: '市级', count: 2, share: 2 / 3, amounts: [{ sum: 60, share: 60 / 90 }] },
        ],
      },
    ],
  })
  expect(makeupOf(shape, [], asked).groups[0]?.parts[0]).toMatchObject({ share: null, amounts: [{ share: null }] })
})

it('a catalogue is told what is wrong with a kind', () => {
  expect(shapeFaults({ ...shape, feeds: [count, { ...count, measure: 'people' }] })).toEqual([])
  expect(
    shapeFaults({
      ...shape,
      title: 'level',
      day: 'closed',
      until: 'people',
      feeds: [
        { ...count, measure: 'name' },
        { ...count, only: { field: 'level', among: ['国家级'] } },
      ],
    }),
  ).toEqual([
    '名称字段 level 应是必填的文字',
    '日期字段 closed 应是必填的日期',
    '终止字段 people 应是日期',
    '数据项 N 所加的 name 应是必填的数字',
    '数据项 N 所限的“国家级”不在可选的值中',
  ])
})
