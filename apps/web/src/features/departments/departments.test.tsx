import type { DepartmentFact, DepartmentsFacts } from '@cg/contract/release/departments'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me, release } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }

const idle: DepartmentFact = {
  code: 'GAJ',
  name: '市公安局',
  role: 'participant',
  indicators: [],
  supplies: [],
  items: [],
  helps: [],
  registers: [],
  leads: [],
  assists: [],
  reports: { due: 0, onTime: 0, late: 0, missing: 0, open: 0 },
}

const facts: DepartmentsFacts = {
  release,
  targetYear: 2026,
  asOf: '2026-09-30',
  plan: '实施方案',
  quarters: ['2026Q1'],
  departments: [
    {
      ...idle,
      code: 'RSJ',
      name: '市人社局',
      role: 'member',
      indicators: [
        {
          code: 'QY09',
          name: '养老保险参保率',
          unit: '%',
          decimals: 1,
          value: 92.74,
          state: 'reported',
          carriedFrom: null,
          target: 93,
          light: 'met',
        },
      ],
      registers: [{ code: 'TRADE', name: '竞赛工种', records: 0 }],
    },
    {
      ...idle,
      assists: [
        {
          task: '健全服务体系',
          name: '改善公共服务',
          lead: '市总工会',
          standing: null,
          milestones: 1,
          due: 0,
          done: 0,
          unmet: [],
        },
      ],
    },
  ],
}

const serve = (department: string | null) =>
  serveFixtures(({ path }) => {
    if (path.endsWith('/departments')) return { body: facts }
    const grant = { role: 'filler' as const, department, departmentName: '', unit: null, unitName: null }
    return path === '/api/v1/session' && department !== null ? { body: me({ grants: [grant] }) } : undefined
  })

it('opens with one’s own department marked, its figures a way to their source', async () => {
  serve('RSJ')
  renderApp('/departments')
  const table = await screen.findByRole('table', { name: '各部门' }, patience)
  expect(within(table).getByText('市人社局（本部门）')).toBeTruthy()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('2个部门：1个有牵头的指标')
  const figures = screen.getByRole('table', { name: '市人社局牵头的指标' })
  expect(within(figures).getByText('达标')).toBeTruthy()
  expect(screen.getByText('竞赛工种（尚无入账记录）')).toBeTruthy()
  fireEvent.click(within(figures).getByRole('button', { name: '92.7%' }))
  expect(await screen.findByRole('dialog', {}, patience)).toBeTruthy()
})

it('a leader opens any of them, and it stands in the address', async () => {
  serve(null)
  const { router } = renderApp('/departments')
  const table = await screen.findByRole('table', { name: '各部门' }, patience)
  expect(screen.queryByRole('table', { name: /牵头的指标/u })).toBeNull()
  fireEvent.click(within(table).getByText('市公安局'))
  const tasks = await screen.findByRole('table', { name: '市公安局的重点任务' }, patience)
  expect(within(tasks).getByText('协办（市总工会牵头）')).toBeTruthy()
  expect(within(tasks).getByText('1个里程碑，均未到期')).toBeTruthy()
  expect(router.state.location.search).toMatchObject({ d: 'GAJ' })
})
