import { release } from '@cg/charts/testing/fixtures'
import type { PlanFacts } from '@cg/contract/release/plan'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { renderPlanBook } from './plan-book.ts'

const facts: PlanFacts = {
  release,
  plan: {
    name: '实施方案',
    tasks: [
      {
        code: 'T1',
        name: '提升技能',
        measures: [
          {
            id: 4,
            name: '送教下乡',
            lead: { code: 'RSJ', name: '市人社局' },
            assists: [{ code: 'CZJ', name: '市财政局' }],
            standing: 'overdue',
            milestones: [
              {
                code: 'b',
                name: '排定班次',
                dueOn: '2026-03-31',
                isByUnit: true,
                of: 12,
                done: 11,
                late: 2,
                missing: [{ code: 'YC10', name: '青石县' }],
                isOverdue: true,
                doneOn: null,
              },
            ],
            report: null,
          },
        ],
      },
    ],
  },
  followUps: null,
}

it('has a line for every measure and milestone, 未报 said and not left blank, and where it is from', async () => {
  const { sheets } = await readXlsx(await renderPlanBook(facts))
  expect(sheets.map(({ name }) => name)).toEqual(['措施', '节点', '说明'])
  expect(sheets[0]?.rows[1]?.slice(0, 6)).toEqual(['提升技能', '送教下乡', '市人社局', '市财政局', '逾期', '未报'])
  expect(sheets[1]?.rows[1]?.slice(3)).toEqual([
    '排定班次',
    '2026年3月31日',
    '各区县',
    12,
    11,
    2,
    expect.anything(),
    '青石县',
    '逾期',
  ])
  expect(sheets[2]?.rows).toContainEqual(['发布编号', release.code])
  expect(sheets[2]?.rows).toContainEqual(['督办', '这次发布没有收入督办事项'])
})
