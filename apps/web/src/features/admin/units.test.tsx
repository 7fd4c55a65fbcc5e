import type { Reply } from '@cg/contract/route'
import type { listUnits, UnitChange, UnitInput } from '@cg/contract/unit'
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
const city: UnitInput = {
  code: 'YC',
  name: '云川市',
  shortName: '全市',
  kind: 'city',
  parent: null,
  areaType: null,
  assessmentGroup: null,
  countsInParent: true,
  protocolOrder: 0,
  tileRow: null,
  tileColumn: null,
  validFrom: '2021Q1',
  validTo: null,
}
const county: UnitInput = {
  ...city,
  code: 'LG',
  name: '岚谷县',
  shortName: '岚谷县',
  kind: 'county',
  parent: 'YC',
  protocolOrder: 1,
}
const units: Reply<typeof listUnits> = {
  items: [city, county].map((unit) => ({ unit, isDemo: false, former: [], people: [] })),
  areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
  publishedTo: '2026Q2',
  openFrom: '2026Q3',
  partings: [],
  proposals: [],
  mayEdit: true,
}
const checked: UnitChange = {
  stage: 'checked',
  needsSecond: false,
  problems: [],
  changes: ['名称由“岚谷县”改为“岚谷区”'],
  impact: ['已发布的19期不变。'],
  digest: 'd'.repeat(64),
}

function serve(answer: UnitChange, items = units.items, publishedTo = units.publishedTo) {
  return serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path !== '/api/v1/admin/units') return undefined
    return { body: method === 'POST' ? answer : { ...units, items, publishedTo } }
  })
}

async function rename() {
  renderApp('/admin?part=units')
  fireEvent.click(await screen.findByRole('button', { name: '修改岚谷县' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText(/^名称/), { target: { value: '岚谷区' } })
  fireEvent.change(dialog.getByLabelText('变更季度'), { target: { value: '2026Q4' } })
  fireEvent.change(dialog.getByLabelText(/^变更依据/), { target: { value: '批复' } })
  fireEvent.click(dialog.getByRole('button', { name: '检查影响' }))
  return dialog
}

it('shows what a renaming changes, and saves what was shown', async () => {
  const calls = serve(checked)
  const dialog = await rename()
  await dialog.findByText('名称由“岚谷县”改为“岚谷区”')
  fireEvent.click(dialog.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(2))
  const [asked, saved] = calls.filter(({ method }) => method === 'POST').map(({ body }) => body)
  expect(asked).toMatchObject({
    unit: { code: 'LG', name: '岚谷区', shortName: '岚谷区' },
    isNew: false,
    changesFrom: '2026Q4',
    reason: '批复',
    seen: null,
  })
  expect(saved).toEqual({ ...(asked as object), seen: checked.digest })
})

it('asks to check again what was refused as stale', async () => {
  serveFixtures(({ path, method, body }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path !== '/api/v1/admin/units') return undefined
    if (method !== 'POST') return { body: units }
    const isAsked = (body as { seen: string | null }).seen === null
    return isAsked ? { body: checked } : problem(409, 'stale', '平台里的内容有了变化，请重新检查。')
  })
  const dialog = await rename()
  fireEvent.click(await dialog.findByRole('button', { name: '保存' }))
  await dialog.findByText('平台里的内容有了变化，请重新检查。')
  expect(dialog.queryByRole('button', { name: '保存' })).toBeNull()
  fireEvent.click(dialog.getByRole('button', { name: '检查影响' }))
  await dialog.findByRole('button', { name: '保存' })
})

it('names the field of an error, and offers nothing to save', async () => {
  const problems = [{ column: '名称', message: '与别的单位同名，请写全称。', isDoubt: false }]
  serve({ ...checked, stage: 'refused', problems, digest: '' })
  const dialog = await rename()
  await dialog.findByText('名称：与别的单位同名，请写全称。')
  expect(dialog.queryByRole('button', { name: '保存' })).toBeNull()
})

it('asks for a second person where who is ranked changes, and says that it waits', async () => {
  const calls = serveFixtures(({ path, method, body }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path !== '/api/v1/admin/units') return undefined
    if (method !== 'POST') return { body: units }
    const isAsked = (body as { seen: string | null }).seen === null
    return { body: { ...checked, needsSecond: true, stage: isAsked ? 'checked' : 'proposed' } }
  })
  const dialog = await rename()
  await dialog.findByText('已有发布的期次，这项改动涉及排名或区县的分报合计，提请后由发布人确认才写入。')
  fireEvent.click(dialog.getByRole('button', { name: '提请确认' }))
  await screen.findByText('已提请，待发布人确认后写入')
  expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(2)
})

it('shows a publisher what waits, and no way to change units alone', async () => {
  const proposal = {
    id: 5,
    state: 'proposed',
    version: 1,
    title: '从2026年第四季度起变更单位岚谷区',
    lines: checked.changes,
    reason: '民政部批复',
    proposedBy: '周立',
    proposedAt: '2026-11-03T02:00:00.000Z',
    decidedBy: null,
    decidedAt: null,
    note: '',
    may: ['confirm', 'refuse'],
    notConfirm: null,
  }
  const list = { ...units, proposals: [proposal], mayEdit: false }
  const role = { role: 'publisher' as const, department: null, departmentName: null, unit: null, unitName: null }
  const calls = serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: me({ grants: [role] }) }
    if (path === '/api/v1/admin/units') return { body: list }
    if (path === '/api/v1/admin/unit-proposals/5') return { body: { proposal, moved: [], impact: checked.impact } }
    if (path === '/api/v1/admin/unit-proposals/5/decide') return { body: { ...list, proposals: [] } }
    return undefined
  })
  renderApp('/admin?part=units')
  fireEvent.click(await screen.findByRole('button', { name: '查看并办理第5号单位变更' }))
  const dialog = within(await screen.findByRole('dialog'))
  await dialog.findByText('已发布的19期不变。')
  expect(screen.queryByRole('button', { name: '新增单位', hidden: true })).toBeNull()
  expect(screen.queryByRole('button', { name: '修改岚谷县', hidden: true })).toBeNull()
  fireEvent.click(dialog.getByRole('button', { name: '确认' }))
  const asking = await screen.findByRole('dialog', { name: '确认第 5 号单位变更' })
  fireEvent.click(within(asking).getByRole('button', { name: '确认' }))
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/decide'))).toBe(true))
  expect(calls.find(({ path }) => path.endsWith('/decide'))?.body).toEqual({ action: 'confirm', note: '' })
})

it('says under which district forms are split among its towns, and of a new town that it has to report there', async () => {
  const parting = { form: 'U-ZGH', formName: '工会组建情况表', district: 'LG', by: 'town', from: '2026Q4', until: null }
  serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: admin }
    return path === '/api/v1/admin/units' ? { body: { ...units, partings: [parting] } } : undefined
  })
  renderApp('/admin?part=units')
  const split = '《工会组建情况表》2026年第四季度起由乡镇街道分报'
  await screen.findByText(split)
  fireEvent.click(screen.getByRole('button', { name: '新增单位' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('类别'), { target: { value: 'town' } })
  expect(dialog.queryByText(new RegExp(split))).toBeNull()
  fireEvent.change(dialog.getByLabelText(/^上级/), { target: { value: 'LG' } })
  dialog.getByText(`${split}，它也要在表里填自己的一行`)
})

it('begins an empty city with the city itself', async () => {
  serve(checked, [])
  renderApp('/admin?part=units')
  fireEvent.click(await screen.findByRole('button', { name: '填写全市' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByLabelText('类别')).toHaveProperty('value', 'city')
})

it('a unit that is written down before the first release was always there, unless another quarter is chosen', async () => {
  serve(checked, units.items, null)
  renderApp('/admin?part=units')
  fireEvent.click(await screen.findByRole('button', { name: '新增单位' }))
  const from = await screen.findByLabelText<HTMLSelectElement>(/起始季度/)
  expect(from.selectedOptions[0]?.label).toBe('一直')
  fireEvent.change(from, { target: { value: '2026Q3' } })
  expect(Array.from(from.options, ({ label }) => label).slice(0, 2)).toEqual(['一直', '2026年第三季度'])
})

it('after it a new unit begins with the first quarter that is not published', async () => {
  serve(checked)
  renderApp('/admin?part=units')
  fireEvent.click(await screen.findByRole('button', { name: '新增单位' }))
  const from = await screen.findByLabelText<HTMLSelectElement>(/起始季度/)
  expect(Array.from(from.options, ({ label }) => label)).not.toContain('一直')
  expect(from.value).toBe('2026Q3')
})
