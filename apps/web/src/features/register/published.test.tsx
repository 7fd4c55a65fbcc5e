import type { RegisterFacts } from '@cg/contract/release/register'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { release } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

/* A register of a release, as leaders read it: the filter stands in the address, and what is shown is what is taken. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }

const facts: RegisterFacts = {
  release,
  kind: {
    code: 'KEY_FIRM',
    name: '重点企业',
    definition: '一条记录是一家企业',
    departmentName: '市工信局',
    isNamed: false,
  },
  fields: [
    { code: 'name', name: '企业名称', type: 'text' },
    { code: 'cluster', name: '所属集群', type: 'choice', choices: ['汽车制造', '新材料'] },
    { code: 'people', name: '职工人数', type: 'number', unit: '人', decimals: 0 },
  ],
  units: [
    { code: 'YC09', name: '安平县', isApart: false },
    { code: 'YC10', name: '青石县', isApart: false },
  ],
  items: [
    {
      item: 'E_KEY',
      name: '重点企业数',
      unit: '家',
      decimals: 0,
      words: '季末在账的记录数',
      records: 3,
      indicators: [],
      units: [
        { records: 2, state: 'reported', value: 2 },
        { records: 1, state: 'reported', value: 1 },
      ],
    },
  ],
  beside: {
    shares: [
      {
        name: '职工人数',
        unit: '人',
        decimals: 0,
        sum: 900,
        records: 3,
        blank: 0,
        whole: { code: 'BF01', name: '产业工人总数', unit: '人', decimals: 0, value: null, state: 'not_reported' },
        share: null,
        note: '口径不同',
      },
    ],
    pairs: [
      {
        own: { code: 'CX04', name: '重点企业推进率', unit: '%', decimals: 1, value: 86, state: 'reported' },
        other: { code: 'TJ01', name: '规上企业推进率', unit: '%', decimals: 1, value: 65.61, state: 'partial' },
      },
    ],
    note: '其余没有分组',
  },
  ranges: [{ item: 'E_KEY', name: '职工规模', unit: '人', decimals: 0, low: 100, high: 500, records: 3 }],
  records: [
    { id: 1, unit: 'YC09', title: '甲厂', day: '2026-01-01', values: ['甲厂', '汽车制造', 100], counts: [0] },
    { id: 2, unit: 'YC09', title: '乙厂', day: '2025-01-01', values: ['乙厂', '新材料', 300], counts: [0] },
    { id: 3, unit: 'YC10', title: '丙厂', day: '2026-02-01', values: ['丙厂', '新材料', 500], counts: [0] },
  ],
}

const serve = (more: Partial<RegisterFacts> = {}) =>
  serveFixtures(({ path }) => (path.endsWith('/registers/KEY_FIRM') ? { body: { ...facts, ...more } } : undefined))

const list = () => screen.findByRole('table', { name: '重点企业记录' }, patience)
const firms = async () =>
  within(await list())
    .queryAllByText(/^.厂$/u)
    .map((cell) => cell.textContent)

it('opens as its address says, narrows further, and says what a file will hold', async () => {
  serve()
  const { router } = renderApp('/registers/KEY_FIRM?picks=cluster:新材料')
  expect(await firms()).toEqual(['乙厂', '丙厂'])
  expect(screen.getByText(/所属集群：新材料。下载的文件只含这2条/u)).toBeTruthy()
  fireEvent.change(screen.getByRole('combobox', { name: '区县' }), { target: { value: 'YC10' } })
  await waitFor(async () => expect(await firms()).toEqual(['丙厂']), patience)
  expect(router.state.location.search).toMatchObject({ picks: 'cluster:新材料', unit: 'YC10' })
  fireEvent.click(screen.getByRole('button', { name: '清除筛选' }))
  await waitFor(async () => expect(await firms()).toEqual(['甲厂', '乙厂', '丙厂']), patience)
  expect(screen.getByText('下载的文件含全部记录')).toBeTruthy()
})

it('looks for words once they are written, and takes what it shows', async () => {
  const calls = serve()
  renderApp('/registers/KEY_FIRM')
  await list()
  const box = screen.getByRole('textbox', { name: '文字' })
  fireEvent.change(box, { target: { value: '乙' } })
  fireEvent.keyDown(box, { key: 'Enter' })
  await waitFor(async () => expect(await firms()).toEqual(['乙厂']), patience)
  fireEvent.click(screen.getByRole('button', { name: '下载 Excel' }))
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/registers/KEY_FIRM/file'))).toBe(true), patience)
  const taken = calls.find(({ path }) => path.endsWith('/registers/KEY_FIRM/file'))
  expect(Object.fromEntries(taken?.search ?? [])).toEqual({ format: 'xlsx', text: '乙' })
})

it('tells the range, the pair beside it, and of a whole that is 未报 no share', async () => {
  serve()
  renderApp('/registers/KEY_FIRM')
  await list()
  expect(screen.getByText(/全市职工规模100人至500人。/u)).toBeTruthy()
  expect(screen.getByText(/全市产业工人总数未报，算不出占比/u)).toBeTruthy()
  expect(screen.getByRole('link', { name: '重点企业推进率 86.0%' }).getAttribute('href')).toMatch(/^\/i\/CX04/u)
  expect(screen.getByRole('link', { name: '规上企业推进率 65.6%（有单位未报）' })).toBeTruthy()
})

it('of a register that nothing is counted from shows the list alone', async () => {
  const { beside: _beside, ranges: _ranges, ...bare } = facts
  serveFixtures(({ path }) => (path.endsWith('/registers/KEY_FIRM') ? { body: { ...bare, items: [] } } : undefined))
  renderApp('/registers/KEY_FIRM')
  await list()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('重点企业台账：3条记录')
  expect(screen.queryByRole('table', { name: '重点企业分区县' })).toBeNull()
})
