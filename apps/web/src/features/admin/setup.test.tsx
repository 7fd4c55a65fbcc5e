import type { Setup } from '@cg/contract/setup'
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const admin = me({ grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }] })

const begun: Setup['steps'] = [
  { code: 'units', state: 'done', sentence: '新河市，6个报送单位' },
  { code: 'people', state: 'todo', sentence: '还没有审核人。' },
  { code: 'catalogue', state: 'done', sentence: '内置指标目录：70项指标，其中30项参加评价，25张报表' },
  { code: 'aims', state: 'wanted', sentence: '2026年目标0个，基期0个；没有目标的指标不判达标和滞后。' },
  { code: 'scheme', state: 'wanted', sentence: '还没有采用计分方案，发布后不排总分。由发布人在“方案”页试算、采用。' },
  { code: 'period', state: 'todo', sentence: '还没有开放的期次。' },
  { code: 'entry', state: 'todo', sentence: '期次开放后，各单位开始填报。' },
  { code: 'release', state: 'todo', sentence: '还没有发布。' },
]

function open(steps: Setup['steps']) {
  serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: admin }
    return path === '/api/v1/admin/setup' ? { body: { steps } } : undefined
  })
  renderApp('/admin?part=setup')
}

it('marks the first step that is to do, passing over what can be left out, and leads to where it is done', async () => {
  open(begun)
  const panel = await screen.findByRole('region', { name: '下一步：账号' })
  const rows = within(panel).getAllByRole('listitem')
  expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'step', ...Array<null>(6).fill(null)])
  expect(rows[1]?.textContent).toBe('账号待办还没有审核人。用户')
  expect(rows[3]?.textContent).toContain('宜补')
  expect(within(panel).getByRole('link', { name: '期次' }).getAttribute('href')).toBe('/admin?part=periods')
})

it('says when everything is there', async () => {
  open(begun.map((step) => ({ ...step, state: step.state === 'todo' ? 'done' : step.state })))
  expect(await screen.findByRole('region', { name: '各步都已具备' })).toBeDefined()
})
