import type { ReviewQueue } from '@cg/contract/review'
import type { StatementsWaiting } from '@cg/contract/statement'
import type { Me } from '@cg/contract/session'
import { screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { me } from '../testing/fixtures.ts'
import { renderApp } from '../testing/render-app.tsx'
import { reviewer } from '../testing/review.fixture.ts'
import { problem, serveFixtures } from '../testing/server.ts'
import type { Override } from '../testing/server.ts'

const emptyQueue: ReviewQueue = {
  period: '2026Q3',
  items: [],
  counts: [],
  due: 0,
  leftOut: 0,
  reviewBy: null,
  publishBy: null,
  serverTime: '2026-10-20T02:00:00.000Z',
}

/* Who has a part in 滞后说明 is told on the pages where their other work waits; nobody else is asked about it. */

afterEach(() => vi.unstubAllGlobals())

const departments = { department: 'RSJ', departmentName: '市人社局', unit: null, unitName: null }
const filler = me({ grants: [{ role: 'filler', ...departments }] })
const district = me({
  grants: [{ role: 'filler', department: null, departmentName: null, unit: 'YLX', unitName: '杨林县' }],
})

const came = {
  period: '2026Q2',
  indicator: 'QY04',
  indicatorName: '集体合同签订率',
  by: '周敏',
  note: '请写明责任处室',
}
const waiting: StatementsWaiting = {
  wanted: [
    { period: '2026Q3', indicator: 'JN03', late: 4, notReported: 1 },
    { period: '2026Q3', indicator: 'JN01', late: 1, notReported: 0 },
  ],
  returned: [
    { id: 5, unitName: '青石县', ...came },
    { id: 4, unitName: '安平县', ...came },
  ],
  toDecide: [{ period: '2026Q3', count: 3 }],
}

function open(address: string, who: Me, answer: ReturnType<Override> = { body: waiting }) {
  const calls = serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: who }
    if (path === '/api/v1/statements/waiting') return answer
    if (path === '/api/v1/work')
      return { body: { owed: [], toCheck: [], toSign: [], excused: [], serverTime: '2026-10-20T02:00:00.000Z' } }
    if (path === '/api/v1/review/queue') return { body: emptyQueue }
    return undefined
  })
  renderApp(address)
  return () => calls.filter(({ path }) => path === '/api/v1/statements/waiting').length
}

const hint = () => screen.findByRole('complementary', { name: '待办的滞后说明' })
const links = (within_: HTMLElement) =>
  within(within_)
    .getAllByRole('link')
    .map((link) => [link.textContent, link.getAttribute('href')])

describe('the department that leads an indicator', () => {
  it.each(['/fill', '/i'])('reads on %s how many figures want a statement, and why one came back', async (address) => {
    open(address, filler)
    const found = await hint()
    expect(
      within(found).getByText(/2026年第三季度，您单位牵头的指标有5项滞后、1项逾期未报，原因和措施待说明。/),
    ).toBeDefined()
    expect(
      within(found).getByText(/2026年第二季度青石县、安平县集体合同签订率的说明被退回（周敏）：请写明责任处室。/),
    ).toBeDefined()
    expect(links(found)).toEqual([
      ['写说明 →', '/statements?quarter=2026Q3'],
      ['修改后再报 →', '/statements?quarter=2026Q2'],
    ])
  })

  it('reads on the page of one indicator of that one alone', async () => {
    open('/i/JN01', filler)
    const found = await hint()
    expect(within(found).getByText(/2026年第三季度，本指标有1项滞后，原因和措施待说明。/)).toBeDefined()
    expect(links(found)).toEqual([['写说明 →', '/statements?quarter=2026Q3']])
  })

  it('is told when it could not be asked, with a way to ask again', async () => {
    open('/fill', filler, problem(500, 'internal', '服务器遇到意外问题。'))
    expect(await screen.findByText('服务器遇到意外问题。')).toBeDefined()
    expect(screen.getByRole('button', { name: '重试' })).toBeDefined()
  })

  it('reads nothing while nothing waits', async () => {
    const asked = open('/fill', filler, { body: { wanted: [], returned: [], toDecide: [] } })
    await screen.findByText('本季您单位没有待填报表')
    await vi.waitFor(() => expect(asked()).toBe(1))
    expect(screen.queryByRole('complementary', { name: '待办的滞后说明' })).toBeNull()
  })
})

it('is no matter of a district or a leader: nothing is asked', async () => {
  const asked = open('/fill', district)
  await screen.findByText('本季您单位没有待填报表')
  expect(asked()).toBe(0)
  const askedByLeader = open('/i', me())
  await screen.findByRole('heading', { level: 1, name: '指标一览' })
  expect(askedByLeader()).toBe(0)
})

it('leads a reviewer from the queue to the statements that wait for other eyes', async () => {
  open('/review', reviewer())
  const found = await screen.findByRole('complementary', { name: '待审核的滞后说明' })
  expect(found.textContent).toBe('2026年第三季度有3条滞后说明待您审核。去审核 →')
  expect(links(found)).toEqual([['去审核 →', '/statements?quarter=2026Q3']])
})
