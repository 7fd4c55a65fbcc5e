import type { SystemInfo } from '@cg/contract/admin'
import type { RestorableBackup, RestorePreview } from '@cg/contract/restore'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const admin = me({ grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }] })
const system: SystemInfo = {
  version: '0.1.0',
  node: 'v24',
  database: { kind: 'sqlite', bytes: 1 },
  isDemo: false,
  city: '云川市',
  lastBackupAt: null,
  backups: [],
  history: null,
  inactiveRules: [],
  idleAccounts: [],
}
const backup: RestorableBackup = {
  name: 'backup-20261130-094207.sqlite',
  kind: 'backup',
  bytes: 95_297_536,
  at: '2026-11-30T01:42:08.000Z',
  release: 'CG-2026Q2-01',
  head: '1019-436e4f325731',
  problem: null,
}
const preview: RestorePreview = {
  backup,
  isSameHistory: true,
  isOlderProgram: false,
  releases: ['CG-2026Q3-01'],
  newest: 'CG-2026Q3-01',
  total: 12,
  people: 3,
  lost: [{ what: '保存填报', who: '李静', times: 9, last: '2026-11-30T02:00:00.000Z' }],
  leftOut: 0,
}

it('says what would be lost, asks why and who, and sends what was seen; a refusal is said and nothing is left', async () => {
  const broken = { ...backup, name: 'backup-20261101-000000.sqlite', problem: '文件已损坏，不能恢复' }
  const calls = serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/system') return { body: system }
    if (path === '/api/v1/shares') return { body: { isOn: false, items: [] } }
    if (path === '/api/v1/admin/backups') return { body: { items: [backup, broken], givenUp: null } }
    if (path === `/api/v1/admin/backups/${backup.name}/preview`) return { body: preview }
    if (path === `/api/v1/admin/backups/${backup.name}/restore`)
      return problem(400, 'invalid', '密码不正确，没有恢复。')
    return undefined
  })
  renderApp('/admin?part=system')
  const table = within(await screen.findByRole('table', { name: '可以恢复的备份' }))
  expect(table.getByText('文件已损坏，不能恢复')).toBeTruthy()
  fireEvent.click(table.getByRole('button', { name: `恢复${backup.name}` }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(await dialog.findByText(/会失去备份之后 3 人的 12 条记录，以及 1 次发布：CG-2026Q3-01/)).toBeTruthy()
  expect(dialog.getByText('保存填报')).toBeTruthy()
  const act = dialog.getByRole<HTMLButtonElement>('button', { name: '恢复并重新启动' })
  expect(act.disabled).toBe(true)
  fireEvent.change(dialog.getByLabelText(/^为什么恢复/), { target: { value: '误删' } })
  fireEvent.change(dialog.getByLabelText(/^您的密码/), { target: { value: 'wrong' } })
  fireEvent.click(act)
  expect(await dialog.findByText('密码不正确，没有恢复。')).toBeTruthy()
  const sent = calls.find(({ path }) => path.endsWith('/restore'))
  await waitFor(() => expect(sent?.body).toEqual({ password: 'wrong', reason: '误删', newest: 'CG-2026Q3-01' }))
})

it('on PostgreSQL the page says which processes must be stopped before', async () => {
  serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/system') return { body: { ...system, database: { kind: 'postgres', bytes: 1 } } }
    if (path === '/api/v1/shares') return { body: { isOn: false, items: [] } }
    if (path === '/api/v1/admin/backups') return { body: { items: [backup], givenUp: null } }
    return undefined
  })
  renderApp('/admin?part=system')
  const table = within(await screen.findByRole('table', { name: '可以恢复的备份' }))
  expect(table.getByRole('button', { name: /^恢复/ })).toBeTruthy()
  expect(screen.getByText(/恢复前请先停止其他服务进程，只留一个/)).toBeTruthy()
})

it('a restore that the new start gave up is told where it was asked for, and stands beside the backups', async () => {
  const givenUp = { at: '2026-11-30T03:00:00.000Z', file: backup.name, why: '另有服务进程连着数据库。' }
  let looks: number[] = []
  let isAsked = false
  serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { status: looks.shift() ?? 200, body: admin }
    if (path === '/api/v1/admin/system') return { body: { ...system, database: { kind: 'postgres', bytes: 1 } } }
    if (path === '/api/v1/shares') return { body: { isOn: false, items: [] } }
    if (path === '/api/v1/admin/backups') return { body: { items: [backup], givenUp: isAsked ? givenUp : null } }
    if (path === `/api/v1/admin/backups/${backup.name}/preview`) return { body: preview }
    if (path === `/api/v1/admin/backups/${backup.name}/restore`) {
      isAsked = true
      looks = [200, 502]
      return { status: 204, body: undefined }
    }
    return undefined
  })
  renderApp('/admin?part=system')
  fireEvent.click(await screen.findByRole('button', { name: `恢复${backup.name}` }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(await dialog.findByLabelText(/^为什么恢复/), { target: { value: '误删' } })
  fireEvent.click(await dialog.findByRole('button', { name: '恢复并重新启动' }))
  const words = '服务已重新启动，没有恢复，数据没有改动。另有服务进程连着数据库。'
  expect((await dialog.findByRole('alert', {}, { timeout: 6_000 })).textContent).toBe(words)
  fireEvent.click(dialog.getByRole('button', { name: '取消' }))
  expect(
    await screen.findByText(`2026年11月30日 11:00 没有恢复 ${backup.name}，数据没有改动。另有服务进程连着数据库。`),
  ).toBeTruthy()
}, 15_000)
