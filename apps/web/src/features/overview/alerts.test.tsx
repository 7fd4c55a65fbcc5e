import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { fullOverview } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }

/** Nine alerts: the fixture's four, and five districts that did not report. */
function manyAlerts() {
  const facts = fullOverview()
  const silent = ['YC01', 'YC02', 'YC03', 'YC04', 'YC05'].map((unit) => ({
    kind: 'not_reported' as const,
    title: `${unit}三季度报表尚未报送`,
    detail: '责任：总工会',
    owners: ['ZGH'],
    units: [unit],
    indicator: null,
    unit,
  }))
  return { ...facts, alerts: [...facts.alerts, ...silent] }
}

async function open(address: string) {
  serveFixtures(({ path }) => (path.endsWith('/overview') ? { body: manyAlerts() } : undefined))
  const { router } = renderApp(address)
  return router
}

const titles = (within_: HTMLElement) => within(within_).getAllByRole('listitem').length

test('every alert can be reached from the cockpit', async () => {
  const router = await open('/')
  fireEvent.click(await screen.findByRole('link', { name: /全部 9 项/ }, patience))
  const drawer = await screen.findByRole('dialog', { name: '需关注的9件事' }, patience)
  expect(titles(drawer)).toBe(9)
  expect(router.state.location.search).toMatchObject({ alerts: 'all' })
  fireEvent.click(within(drawer).getByRole('button', { name: '关闭' }))
  await waitFor(() => expect(router.state.location.href).toBe('/'))
})

test('alerts are filtered by department and by unit, and a link keeps the filter', async () => {
  await open('/?alerts=all&dep=RSJ')
  const drawer = await screen.findByRole('dialog', { name: '需关注的9件事' }, patience)
  expect(titles(drawer)).toBe(2)
  fireEvent.change(within(drawer).getByLabelText('涉及单位'), { target: { value: 'YC10' } })
  await waitFor(() => expect(titles(drawer)).toBe(1))
  expect(within(drawer).getByText(/工伤保险参保率/)).toBeTruthy()
  fireEvent.change(within(drawer).getByLabelText('责任部门'), { target: { value: '' } })
  await waitFor(() => expect(titles(drawer)).toBe(2))
})

test('the blocks of the score stand in one row, each with its range and what holds it back', async () => {
  await open('/')
  const row = await screen.findByRole('region', { name: '分维度得分' }, patience)
  const [skills, rights] = within(row).getAllByRole('listitem')
  expect(skills?.textContent).toContain('技能提升权重30.0%，2项')
  expect(skills?.textContent).toContain('88.50 中位数')
  expect(skills?.textContent).toContain('各单位 80.20—95.10分')
  expect(skills?.textContent).toContain('拖分项 技能培训覆盖率，平均失1.25分')
  expect(rights?.textContent).not.toContain('拖分项')
  expect(row.textContent).not.toContain('未报')
})

test('a block in which a unit owes figures is marked, since they count as 0', async () => {
  const facts = fullOverview()
  const rankings = facts.rankings.map((ranking) =>
    ranking.measure.kind === 'score' ? { ...ranking, zeroItems: ranking.zeroItems.map(() => ['JN03']) } : ranking,
  )
  serveFixtures(({ path }) => (path.endsWith('/overview') ? { body: { ...facts, rankings } } : undefined))
  renderApp('/')
  const row = await screen.findByRole('region', { name: '分维度得分' }, patience)
  expect(row.textContent).toContain('* 含按0分计的未报指标')
  expect(row.textContent).toContain('技能提升*权重')
  expect(row.textContent).not.toContain('权益保障*')
})

test('who reported late or not at all is named, those that never came first', async () => {
  await open('/')
  const strip = await screen.findByRole('region', { name: '指标与报送情况' }, patience)
  const missing = within(strip).getByText('未报的1张报表').closest('details')
  expect([missing?.open, missing?.textContent]).toEqual([true, '未报的1张报表岚谷县《技能培训情况表》'])
  const late = within(strip).getByText('迟报的1张报表').closest('details')
  expect(late?.textContent).toContain('北渡区《社会保险情况表》')
  expect(strip.textContent?.indexOf('未报的')).toBeLessThan(strip.textContent?.indexOf('迟报的') ?? 0)
})

test('forms that never came are among the overdue ones', async () => {
  serveFixtures(({ path }) =>
    path.endsWith('/overview')
      ? { body: { ...fullOverview(), reporting: { due: 33, accepted: 30, late: 3, missing: 2, overdue: [] } } }
      : undefined,
  )
  renderApp('/')
  const strip = await screen.findByRole('region', { name: '指标与报送情况' }, patience)
  expect(strip.textContent).toContain('逾期 3其中至今未报 2')
})
