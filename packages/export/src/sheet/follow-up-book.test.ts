import type { FollowUpLedger } from '@cg/contract/follow-up'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { renderFollowUpBook } from './follow-up-book.ts'

const at = '2026-11-20T02:00:00.000Z'
const ledger: FollowUpLedger = {
  today: '2026-11-20',
  items: [
    {
      id: 2,
      kind: 'speech',
      about: '讲话要求：“中小微企业联络员覆盖”',
      link: null,
      responsible: '市总工会',
      requirement: '年底前补齐',
      dueOn: '2026-11-10',
      isOverdue: true,
      state: 'answered',
      reason: '新设企业较多',
      measures: '逐户登记',
      expectedOn: '2026-12-20',
      closing: null,
      version: 2,
      steps: [{ action: 'open', note: '', by: '赵一鸣', at }],
      may: [],
    },
  ],
  offer: null,
}

it('has a line for every item, and says as of when and from where', async () => {
  const bytes = await renderFollowUpBook({ ledger, city: '云川市', isDemo: true, at })
  const { sheets } = await readXlsx(bytes)
  expect(sheets.map(({ name }) => name)).toEqual(['督办台账', '说明'])
  expect(sheets[0]?.rows[1]).toEqual([
    2,
    '讲话要求',
    '讲话要求：“中小微企业联络员覆盖”',
    '年底前补齐',
    '市总工会',
    '2026年11月10日',
    '逾期',
    '新设企业较多',
    '逐户登记',
    '2026年12月20日',
    '已回复',
    expect.anything(),
    '赵一鸣',
    '2026年11月20日 10:00',
  ])
  expect(sheets[1]?.rows).toContainEqual(['数据性质', '演示数据'])
})
