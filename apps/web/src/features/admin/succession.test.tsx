import type { Reply } from '@cg/contract/route'
import type { listUnits, UnitChange, UnitInput } from '@cg/contract/unit'
import type { UnitSuccession } from '@cg/contract/unit-succession'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

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
const district = (code: string, name: string, order: number): UnitInput => ({
  ...city,
  code,
  name,
  shortName: name,
  kind: 'district',
  parent: 'YC',
  areaType: 'centre',
  assessmentGroup: '城区组',
  protocolOrder: order,
  tileRow: 1,
  tileColumn: order,
})
const town: UnitInput = { ...district('LZ', '柳镇', 9), kind: 'town', parent: 'AP', assessmentGroup: null }
const people: Record<string, string[]> = { AP: ['王安'], BS: ['李北'] }
const units: Reply<typeof listUnits> = {
  items: [city, district('AP', '安平区', 1), district('BS', '北山区', 2), town].map((unit) => ({
    unit,
    isDemo: false,
    former: [],
    people: people[unit.code] ?? [],
  })),
  areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
  publishedTo: '2026Q3',
  openFrom: '2026Q4',
  partings: [],
  proposals: [],
  mayEdit: true,
}
const checked: UnitChange = {
  stage: 'checked',
  needsSecond: false,
  problems: [],
  changes: ['2026年第四季度起，安平区、北山区合并为云安区。'],
  impact: ['已发布的19期不变。'],
  digest: 'd'.repeat(64),
}

function serve(answer: UnitChange, done: UnitSuccession[] = []) {
  return serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/units') return { body: units }
    if (path === '/api/v1/unit-successions') return { body: { items: done } }
    if (path === '/api/v1/admin/unit-successions' && method === 'POST') return { body: answer }
    return undefined
  })
}

async function open() {
  renderApp('/admin?part=units')
  fireEvent.click(await screen.findByRole('button', { name: '合并、拆分' }))
  return within(await screen.findByRole('dialog'))
}
type Dialog = Awaited<ReturnType<typeof open>>
const write = (dialog: Dialog, label: RegExp, value: string, at = 0) =>
  fireEvent.change(dialog.getAllByLabelText(label)[at] as HTMLElement, { target: { value } })
const bodies = (calls: ReturnType<typeof serve>) =>
  calls.filter(({ method }) => method === 'POST').map(({ body }) => body)

it('merges two units into a new one that takes over what the first was, after showing the impact', async () => {
  const calls = serve(checked)
  const dialog = await open()
  const check = () => dialog.getByRole('button', { name: '检查影响' })
  expect(check()).toHaveProperty('disabled', true)
  fireEvent.click(dialog.getByLabelText('安平区'))
  fireEvent.click(dialog.getByLabelText('北山区'))
  expect(dialog.getByText(/现有：王安、李北。/)).toBeTruthy()
  write(dialog, /^代码/, 'YA')
  write(dialog, /^名称/, '云安区')
  write(dialog, /^批准文件/, '国函〔2026〕9号')
  fireEvent.click(check())
  await dialog.findByText('2026年第四季度起，安平区、北山区合并为云安区。')
  fireEvent.click(dialog.getByRole('button', { name: '办理合并' }))
  await waitFor(() => expect(bodies(calls)).toHaveLength(2))
  const [asked, saved] = bodies(calls)
  expect(asked).toMatchObject({
    kind: 'merge',
    from: '2026Q4',
    predecessors: ['AP', 'BS'],
    successors: [{ code: 'YA', name: '云安区', shortName: '云安区', assessmentGroup: '城区组', areaType: 'centre' }],
    beneath: [],
    grantsTo: 'YA',
    basis: '国函〔2026〕9号',
    seen: null,
  })
  expect(saved).toEqual({ ...(asked as object), seen: checked.digest })
})

it('splits one unit, and asks where each unit beneath it goes', async () => {
  const calls = serve(checked)
  const dialog = await open()
  fireEvent.click(dialog.getByRole('radio', { name: '拆分' }))
  fireEvent.change(dialog.getByLabelText(/^原单位\*?$/), { target: { value: 'AP' } })
  for (const [at, code] of ['DA', 'XA'].entries()) {
    write(dialog, /^代码/, code, at)
    write(dialog, /^名称/, `${code}区`, at)
  }
  fireEvent.change(dialog.getByLabelText('柳镇'), { target: { value: '1' } })
  fireEvent.change(dialog.getByLabelText('原单位的账号'), { target: { value: '' } })
  fireEvent.click(dialog.getByRole('button', { name: '检查影响' }))
  await waitFor(() => expect(bodies(calls)).toHaveLength(1))
  expect(bodies(calls)[0]).toMatchObject({
    kind: 'split',
    predecessors: ['AP'],
    successors: [
      { code: 'DA', tileRow: 1 },
      { code: 'XA', tileRow: null },
    ],
    beneath: [{ code: 'LZ', to: 'XA' }],
    grantsTo: null,
  })
})

it('says why it cannot be done, and offers nothing to do', async () => {
  const message = '2026年第四季度已填有安平区的数据3格。请填报单位把它们改为未报后再办，或从以后的季度起合并、拆分。'
  serve({ ...checked, stage: 'refused', problems: [{ column: '生效季度', message, isDoubt: false }], digest: '' })
  const dialog = await open()
  fireEvent.click(dialog.getByLabelText('安平区'))
  write(dialog, /^代码/, 'YA')
  write(dialog, /^名称/, '云安区')
  fireEvent.click(dialog.getByRole('button', { name: '检查影响' }))
  await dialog.findByText(`生效季度：${message}`)
  expect(dialog.queryByRole('button', { name: '办理合并' })).toBeNull()
})

it('lists what was done, with its paper', async () => {
  serve(checked, [
    {
      kind: 'split',
      from: '2026Q2',
      predecessors: [{ code: 'OLD', name: '老城区' }],
      successors: [
        { code: 'AP', name: '安平区' },
        { code: 'BS', name: '北山区' },
      ],
      basis: '国函〔2025〕7号',
    },
  ])
  renderApp('/admin?part=units')
  expect(await screen.findByText('2026年第二季度起，老城区拆分为安平区、北山区（国函〔2025〕7号）')).toBeTruthy()
})
