import type { CityLoad } from '@cg/contract/city-load'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const admin = me({ grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }] })
const none: CityLoad['counts'] = {
  units: 0,
  bases: 0,
  departments: 0,
  users: 0,
  periods: 0,
  holidays: 0,
  targets: 0,
  baselines: 0,
  liaisons: 0,
  figures: 0,
  forms: 0,
}
const result = (part: Partial<CityLoad>): CityLoad => ({
  stage: 'checked',
  files: ['城市资料.xlsx'],
  counts: none,
  errors: [],
  doubts: [],
  changes: [],
  notes: [],
  impacts: [],
  accounts: [],
  digest: 'd'.repeat(64),
  ...part,
})

async function choose(checked: CityLoad, loaded: ReturnType<typeof problem> | { body: CityLoad } = { body: checked }) {
  const calls = serveFixtures(({ path, search }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/city') return search.has('seen') ? loaded : { body: checked }
    return undefined
  })
  renderApp('/admin?part=city')
  const picker = await screen.findByLabelText(/上传填好的工作簿/)
  fireEvent.change(picker, { target: { files: [new File(['x'], '城市资料.xlsx')] } })
  return calls
}

it('shows every error and offers nothing to load', async () => {
  await choose(result({ stage: 'refused', digest: '', errors: ['城市资料.xlsx“目标” 第 2 行“目标值”：……'] }))
  await screen.findByText('有 1 处错误，改正前不能装入')
  expect(screen.queryByRole('button', { name: /装入/ })).toBeNull()
})

it('tells what would change, and loads what was shown and nothing else', async () => {
  const counts = { ...none, units: 1, users: 2 }
  const changes = ['城市资料.xlsx“单位” 第 3 行：城东区（CD）的名称由“城东区”改为“城东新区”']
  const calls = await choose(result({ counts, changes }), { body: result({ stage: 'loaded', counts, changes }) })
  await screen.findByText('检查通过，还没有写入。新增或改动：单位 1 个、用户 2 人')
  expect(screen.getByText(changes[0] ?? '')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '装入' }))
  await screen.findByText('已装入：单位 1 个、用户 2 人')
  const sent = calls.filter(({ path }) => path === '/api/v1/admin/city')
  expect(sent.map(({ search }) => search.get('seen'))).toEqual([null, 'd'.repeat(64)])
})

it('says when there is nothing to do, and why a load that was overtaken was not written', async () => {
  await choose(result({}))
  await screen.findByText('与平台里的资料相同，没有变化')
  expect(screen.queryByRole('button', { name: /装入/ })).toBeNull()
  cleanup()
  const stale = problem(412, 'stale', '检查之后，平台里的内容有了变化，这次没有写入。')
  await choose(result({ counts: { ...none, units: 1 }, doubts: ['有疑问'] }), stale)
  fireEvent.click(await screen.findByRole('button', { name: '已逐条核对，装入' }))
  expect((await screen.findByRole('alert')).textContent).toContain('有了变化')
})

it('takes the units alone on their own page: what would change first, then what was shown', async () => {
  const counts = { ...none, units: 1 }
  const changes = ['单位.xlsx“单位” 第 3 行：柳镇（LZ）的名称由“柳镇”改为“柳河镇”']
  const known = { items: [], areas: {}, publishedTo: null, openFrom: '2026Q4', proposals: [], mayEdit: true }
  const calls = serveFixtures(({ path, search }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/units') return { body: known }
    if (path === '/api/v1/unit-successions') return { body: { items: [] } }
    if (path === '/api/v1/admin/city')
      return { body: result({ counts, changes, ...(search.has('seen') ? { stage: 'loaded' } : {}) }) }
    return undefined
  })
  renderApp('/admin?part=units')
  await screen.findByRole('button', { name: '导出 Excel' })
  const picker = document.querySelector('input[type=file]')
  if (picker === null) throw new Error('no picker')
  fireEvent.change(picker, { target: { files: [new File(['x'], '单位.xlsx')] } })
  const dialog = await screen.findByRole('dialog', { name: '导入单位' })
  await screen.findByText(changes[0] ?? '')
  fireEvent.click(screen.getByRole('button', { name: '装入' }))
  await waitFor(() => expect(dialog.isConnected).toBe(false))
  const sent = calls.filter(({ path }) => path === '/api/v1/admin/city')
  expect(sent.map(({ search }) => search.get('seen'))).toEqual([null, 'd'.repeat(64)])
})
