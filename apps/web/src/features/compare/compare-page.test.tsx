import { must } from '@cg/domain/must'
import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }

test('the rug is a table whose last line counts, and arrows move between its cells', async () => {
  serveFixtures()
  renderApp('/compare')
  const rug = await screen.findByRole('grid', {}, patience)
  const first = rug.querySelector<HTMLElement>('td[data-row="0"][data-column="0"]')
  first?.focus()
  fireEvent.keyDown(first ?? rug, { key: 'ArrowRight' })
  expect(document.activeElement?.getAttribute('data-column')).toBe('1')
  expect(within(rug).getAllByText('滞后单位').length).toBe(1)
})

test('a link with two units lists these alone, and one of them can be taken out', async () => {
  serveFixtures()
  renderApp('/compare?units=YC01,YC02')
  const rug = await screen.findByRole('grid', {}, patience)
  expect(rug.querySelectorAll('tbody tr').length).toBe(3)
  expect(within(rug).getByRole('rowheader', { name: /^相差/ })).toBeTruthy()
  expect(screen.getAllByRole('button', { name: /移出对比/ }).length).toBe(2)
})

test('what a link names and the quarter lacks is said on the page', async () => {
  serveFixtures()
  renderApp('/compare?units=YC01,NOBODY&dim=NOWHERE')
  await screen.findByRole('grid', {}, patience)
  expect(screen.getByText('链接中的单位NOBODY本期不在列，没有列出。')).toBeTruthy()
  expect(screen.getByText('没有维度NOWHERE，现列出全部考核指标。')).toBeTruthy()
})

test('a unit is put aside on its own page, kept there, and led to 对比 with the next one', async () => {
  serveFixtures()
  localStorage.setItem('cg.compare', 'YC02')
  renderApp('/u/YC01')
  fireEvent.click(await screen.findByRole('button', { name: /^加入对比：/ }, patience))
  expect(localStorage.getItem('cg.compare')).toBe('YC02,YC01')
  const bar = await screen.findByRole('complementary', { name: '待对比单位' }, patience)
  const link = within(bar).getByRole('link', { name: '并列对比 →' })
  expect(new URL(link.getAttribute('href') ?? '', 'http://x').searchParams.get('units')).toBe('YC02,YC01')
  fireEvent.click(within(bar).getByRole('button', { name: '清空' }))
  expect(screen.queryByRole('complementary', { name: '待对比单位' })).toBeNull()
})

test('five units are the most, and the button says so', async () => {
  serveFixtures()
  localStorage.setItem('cg.compare', 'YC02,YC03,YC04,YC05,YC06')
  renderApp('/u/YC01')
  const full = await screen.findByRole('button', { name: '对比已满5个' }, patience)
  expect((full as HTMLButtonElement).disabled).toBe(true)
})

test('an indicator chosen here is drawn over time for the units side by side', async () => {
  serveFixtures()
  renderApp('/compare?units=YC01,YC02&i=JN03')
  expect((await screen.findAllByRole('link', { name: /2026年第三季度：/ }, patience)).length).toBe(2)
})

test('the table can stand over the quarters: one unit’s commitments, or one indicator’s units', async () => {
  serveFixtures()
  const { router } = renderApp('/compare')
  fireEvent.click(await screen.findByRole('radio', { name: '指标×季度' }, patience))
  expect(await screen.findByText('滞后期数', {}, patience)).toBeTruthy()
  expect(router.state.location.search).toMatchObject({ over: 'indicators' })
  fireEvent.click(screen.getByRole('radio', { name: '区县×季度' }))
  expect(await screen.findByText('差于全市期数', {}, patience)).toBeTruthy()
  const cell = screen.getByRole('grid').querySelector<HTMLElement>('td[data-row="1"][data-column="0"]')
  fireEvent.click(must(cell ?? undefined))
  expect(await screen.findByRole('dialog', { name: '单元格说明' }, patience)).toBeTruthy()
})
