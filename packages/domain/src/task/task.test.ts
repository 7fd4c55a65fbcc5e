import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { measureFaults } from './plan.ts'
import type { MeasureBody, Milestone } from './plan.ts'
import { dueAndDone, milestoneProgress } from './progress.ts'
import type { Completion } from './progress.ts'

const milestone = (code: string, dueOn: string, isByUnit = true): Milestone => ({ code, name: code, dueOn, isByUnit })
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
    '节点“a”的完成时限 2026-06-31 不是日历上的一天',
  ])
})
