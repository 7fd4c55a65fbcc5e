import { fireEvent, screen, within } from '@testing-library/react'
import { talkFacts } from '@cg/charts/testing/talk-fixture'
import { afterEach, expect, test, vi } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }
const table = () => screen.findByRole('table', { name: '讲话对照表' }, patience)

test('shows every statement with its figure, the way to its page, or why there is none', async () => {
  serveFixtures()
  renderApp('/materials/talk')
  const rows = await table()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('5条表述，2条有本期数据')
  const training = within(rows).getByRole('rowheader', { name: '开展产业工人技能培训场次' }).closest('tr')
  expect(training?.textContent).toContain('4,781场2026年1—3季度累计，缺岚谷县')
  const workers = within(rows).getByRole('rowheader', { name: '10名产业工人代表' }).closest('tr')
  expect(workers?.textContent).toContain('不作计量这是参会人数，不作统计。')
  expect(within(rows).getByRole('link', { name: '目标 →' }).getAttribute('href')).toMatch(/^\/targets/u)
  expect(within(rows).getByRole('link', { name: '技能培训场次' }).getAttribute('href')).toMatch(/^\/i\/JN01/u)
  expect(screen.getByRole('link', { name: /核对一份讲话稿/u }).getAttribute('href')).toContain('release=CG-')
})

test('narrows the list to what is behind its target or without a figure, and opens where a number comes from', async () => {
  serveFixtures()
  renderApp('/materials/talk')
  await table()
  fireEvent.click(screen.getByRole('button', { name: '未达标 1' }))
  expect(within(await table()).queryByText('整车产量')).toBeNull()
  expect(within(await table()).getByText('滞后')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '未有数据 2' }))
  expect(within(await table()).getByText('整车产量')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '92.7%' }))
  expect(await screen.findByRole('dialog', {}, patience)).toBeTruthy()
})

test('says so where the catalogue names no statements', async () => {
  serveFixtures(({ path }) => (path.endsWith('/talk') ? problem(404, 'not_found', '没有。') : undefined))
  renderApp('/materials/talk')
  await screen.findByText('还没有讲话的条目', {}, patience)
})

test('lists as many statements as the answer holds', async () => {
  serveFixtures()
  renderApp('/materials/talk')
  expect(within(await table()).getAllByRole('rowheader')).toHaveLength(talkFacts().points.length + 2)
})
