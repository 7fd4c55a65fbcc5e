import type { DeliveredPack, DeliveryPlan } from '@cg/contract/material/delivery'
import type { RecipeInfo } from '@cg/contract/material/recipe-routes'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const info: RecipeInfo = {
  id: 3,
  name: '季度通报',
  kind: 'quarter',
  skin: 'blue',
  unit: null,
  pageCount: 3,
  owner: '钱向东',
  isOwn: true,
  isShared: false,
  mayChange: true,
  version: 4,
  updatedBy: '钱向东',
  updatedAt: '2026-10-20T02:00:00.000Z',
}
const people = [
  { id: 1, name: '周明远', part: '领导（全市）' },
  { id: 7, name: '赵一鸣', part: '审核人（全市）' },
]
const ready: DeliveredPack = {
  id: 5,
  name: '季度通报',
  release: 'CG-2026Q3-01',
  period: '2026Q3',
  format: 'zip',
  madeAt: '2026-10-20T02:00:00.000Z',
  problem: null,
  size: 2_000_000,
}
const part = (role: 'publisher' | 'leader') =>
  me({ grants: [{ role, department: null, departmentName: null, unit: null, unitName: null }] })

function serve(role: 'publisher' | 'leader', items: DeliveredPack[] = []) {
  let plan: DeliveryPlan = { delivery: null, setBy: '', setAt: null, people }
  return serveFixtures(({ path, method, body }) => {
    if (path === '/api/v1/session') return { body: part(role) }
    if (path === '/api/v1/recipes') return { body: { items: [info] } }
    if (path === '/api/v1/delivered-packs') return { body: { items } }
    if (path !== '/api/v1/recipes/3/delivery') return undefined
    if (method === 'PUT') plan = { ...plan, ...(body as Pick<DeliveryPlan, 'delivery'>) }
    return { body: plan }
  })
}

it('is set up by the office: what is made, and for whom', async () => {
  const calls = serve('publisher')
  renderApp('/materials')
  fireEvent.click(await screen.findByRole('button', { name: '随发布送达季度通报' }))
  const dialog = within(await screen.findByRole('dialog', { name: '随发布送达：季度通报' }))
  const save = await dialog.findByRole('button', { name: '保存' })
  // Nobody chosen yet.
  expect((save as HTMLButtonElement).disabled).toBe(true)
  fireEvent.click(dialog.getByRole('checkbox', { name: /周明远/ }))
  fireEvent.click(save)
  await waitFor(() => {
    const put = calls.find(({ method }) => method === 'PUT')
    expect(put?.body).toEqual({ delivery: { format: 'zip', readers: [1] } })
  })
})

it('lies before its reader, and says why there is none', async () => {
  const gone = { ...ready, id: 4, release: 'CG-2026Q1-01', period: '2026Q1', size: null }
  const failed = { ...ready, id: 3, name: '专题会汇报', problem: '第3页没有可画的数据。', size: null }
  serve('leader', [ready, gone, failed])
  renderApp('/materials')
  const panel = within(await screen.findByRole('region', { name: '随发布送达：3份' }))
  expect(panel.getByRole('button', { name: 'ZIP 下载季度通报 CG-2026Q3-01' }).textContent).toContain('ZIP')
  expect(panel.getAllByRole('button')).toHaveLength(1)
  panel.getByText(/文件已清理/)
  panel.getByText('没有生成：第3页没有可画的数据。')
  expect(screen.queryByRole('button', { name: /^随发布送达/ })).toBeNull()
})
