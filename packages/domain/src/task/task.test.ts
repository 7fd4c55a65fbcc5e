import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { causeWords, closingWords, followUpMoves, isFollowUpOverdue, subjectWords } from './follow-up.ts'
import { measureFaults } from './plan.ts'
import type { MeasureBody, Milestone } from './plan.ts'
import { dueAndDone, milestoneProgress } from './progress.ts'
import type { Completion } from './progress.ts'

const milestone = (code: string, dueOn: string, isByUnit = true): Milestone => ({
  code,
  name: `节点${code}`,
  dueOn,
  isByUnit,
})
const did = (code: string, unit: string, doneOn: string): Completion => ({ milestone: code, unit, doneOn })

describe('a milestone', () => {
  const one = milestone('a', '2026-06-30')
  const done = [did('a', 'A', '2026-06-30'), did('a', 'B', '2026-07-01'), did('b', 'C', '2026-05-01')]

  it('is reached unit by unit; its own day is in time, the next one late', () => {
    expect(milestoneProgress(one, ['A', 'B', 'C'], done, '2026-07-10')).toEqual({
      of: 3,
      done: 2,
      late: 1,
      missing: ['C'],
      isOverdue: true,
    })
  })

  it('is not overdue on its day, nor once everybody has reached it', () => {
    expect(milestoneProgress(one, ['A', 'C'], done, '2026-06-30').isOverdue).toBe(false)
    expect(milestoneProgress(one, ['A', 'C'], done, '2026-07-01').isOverdue).toBe(true)
    expect(milestoneProgress(one, ['A', 'B'], done, '2026-12-31').isOverdue).toBe(false)
  })

  it('counts a unit once, by the first of its days', () => {
    const again = [...done, did('a', 'B', '2026-07-03'), did('a', 'A', '2026-07-04')]
    expect(milestoneProgress(one, ['A', 'B'], again, '2026-07-10')).toMatchObject({ done: 2, late: 1 })
  })

  it('of an earlier day knows nothing of what came later', () => {
    expect(milestoneProgress(one, ['A', 'B'], done, '2026-06-30').missing).toEqual(['B'])
  })
})

it('TJ03 counts what is due in the year so far and what of it was done in time, district by district', () => {
  const plan = [
    milestone('old', '2025-12-31'),
    milestone('a', '2026-03-31'),
    milestone('b', '2026-06-30'),
    milestone('c', '2026-07-01'),
    milestone('city', '2026-06-30', false),
  ]
  const done = [did('a', 'A', '2026-03-20'), did('b', 'A', '2026-07-02'), did('a', 'B', '2026-03-31')]
  const q2 = parsePeriod('2026Q2')
  expect(dueAndDone(plan, 'A', done, q2)).toEqual({ due: 2, done: 1 })
  expect(dueAndDone(plan, 'C', done, q2)).toEqual({ due: 2, done: 0 })
  expect(dueAndDone(plan, 'A', done, parsePeriod('2025Q4'))).toEqual({ due: 1, done: 0 })
})

it('a measure is told what is wrong with it', () => {
  const body: MeasureBody = {
    name: '联络员全覆盖',
    lead: 'ZGH',
    assists: ['XCB'],
    evidence: '名册',
    origin: 'speech',
    source: '',
    milestones: [milestone('a', '2026-06-30')],
  }
  const known = new Set(['ZGH', 'XCB'])
  expect(measureFaults(body, known)).toEqual([])
  expect(
    measureFaults(
      { ...body, assists: ['ZGH', 'NOPE'], milestones: [milestone('a', '2026-06-31'), milestone('a', '2026-07-01')] },
      known,
    ),
  ).toEqual([
    '没有代码为 NOPE 的部门，请从列表中选择',
    '牵头部门不必再列为配合部门',
    '节点编号 a 重复',
    expect.stringMatching(/^节点“节点a”的完成时限：没有2026年6月31日这一天/),
  ])
  const blank = {
    ...body,
    name: '\u200b\u200b\u200b',
    evidence: '   ',
    milestones: [{ ...milestone('a', '2206-06-30'), name: '  ' }],
  }
  expect(measureFaults(blank, known)).toEqual([
    '措施至少写2个字',
    '佐证要求至少写2个字',
    '节点名称至少写2个字',
    '节点“  ”的完成时限：“2206-06-30”不在2000年至2199年之间，请核对年份',
  ])
})

describe('a follow-up', () => {
  const office = { answers: false, decides: true, hasAnswered: false }
  const unit = { answers: true, decides: false, hasAnswered: true }

  it.each([
    ['open', 'light', office, ['settle', 'extend', 'cancel']],
    ['answered', 'light', office, ['settle', 'accept', 'return', 'extend', 'cancel']],
    ['answered', 'speech', office, ['accept', 'return', 'extend', 'cancel']],
    ['open', 'other', office, ['extend', 'cancel']],
    ['answered', 'speech', { ...office, hasAnswered: true }, ['extend', 'cancel']],
    ['open', 'task', unit, ['answer']],
    ['returned', 'task', unit, ['answer']],
    ['answered', 'task', unit, []],
    ['closed', 'light', { ...office, answers: true }, []],
    ['cancelled', 'light', office, []],
  ] as const)('that is %s, from %s, offers %o: %o', (state, kind, part, moves) => {
    expect(followUpMoves(state, kind, part)).toEqual(moves)
  })

  it('is overdue after its day while it stands', () => {
    expect(isFollowUpOverdue('answered', '2026-11-30', '2026-11-30')).toBe(false)
    expect(isFollowUpOverdue('answered', '2026-11-30', '2026-12-01')).toBe(true)
    expect(isFollowUpOverdue('closed', '2026-11-30', '2026-12-01')).toBe(false)
  })

  it('is told from others of the speech by its first words', () => {
    const quote = '推动产教融合，今年新增省级示范专业两个以上，年底前见效'
    expect(subjectWords({ kind: 'speech', quote })).toBe('讲话要求“推动产教融合，今年新增省级示范专业两个以……”')
    expect(subjectWords({ kind: 'speech', quote: '联络员全覆盖' })).toBe('讲话要求“联络员全覆盖”')
  })

  it('names the figure it came from, and both once it is closed', () => {
    const cause = {
      kind: 'light',
      release: 'CG-2026Q1-01',
      period: parsePeriod('2026Q1'),
      value: 18.25,
      indicator: 'JN07',
      indicatorName: '技能人才占比',
      unit: 'YLX',
      unitName: '云岭县',
      expected: 20,
      measured: '%',
      decimals: 1,
    } as const
    expect(causeWords(cause)).toBe('云岭县“技能人才占比”2026年第一季度18.3%，时序目标20.0%，滞后（CG-2026Q1-01）')
    expect(causeWords({ ...cause, expected: null })).toBe(
      '云岭县“技能人才占比”2026年第一季度18.3%，滞后（CG-2026Q1-01）',
    )
    const later = { by: 'figure', release: 'CG-2026Q2-01', period: parsePeriod('2026Q2'), value: 20.6 } as const
    expect(closingWords(cause, { ...later, light: 'near' })).toBe(
      '以数据销号：2026年第一季度18.3%（CG-2026Q1-01）滞后，2026年第二季度20.6%（CG-2026Q2-01）临近目标',
    )
    expect(closingWords(cause, { by: 'office', note: '名册已核对' })).toBe('经市产改办认定销号：名册已核对')
  })
})
