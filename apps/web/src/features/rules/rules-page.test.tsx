import type { RuleInfo, RuleList } from '@cg/contract/rule'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import { familyWords } from './words.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const copied: RuleInfo = {
  code: 'R33',
  family: 'R33',
  severity: 'warning',
  title: '一张表的各项不与上季完全相同',
  words: ['一张表已填的各项（至少 3 项）与上季完全相同的提示，全是 0 的除外'],
  place: 'form',
  forms: ['劳动合同情况表', '技能培训情况表'],
  isActive: true,
  inactiveReason: null,
  note: null,
  fixedBecause: null,
  switched: null,
  trial: { count: 12, units: 5 },
}
const asleep: RuleInfo = {
  ...copied,
  code: 'R31',
  family: 'R31',
  title: '上季累计加本季等于本季累计',
  isActive: false,
  inactiveReason: '目录中没有同时填报本季数和累计数的数据项',
  fixedBecause: '变量“$running”没有对应的数据项，补齐后才能启用。',
  trial: { count: 0, units: 0 },
}
const list: RuleList = {
  periods: ['2026Q2', '2026Q1', '2025Q4', '2025Q3'],
  forms: 215,
  maySwitch: true,
  choices: [
    { code: 'P_TRAIN', name: '技能培训人次', unit: '人次' },
    { code: 'P_TRAIN_SR', name: '高级工以上技能培训人次', unit: '人次' },
    { code: 'W_TOTAL', name: '产业工人总数', unit: '人' },
  ],
  items: [asleep, copied],
}

function serve(given: Partial<RuleList> = {}) {
  const admin = me({ grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }] })
  return serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/rules/try')
      return { body: { code: 'U01', periods: list.periods, count: 0, units: 0, hits: [] } }
    if (path === '/api/v1/rules') return { body: { ...list, ...given } }
    if (path === '/api/v1/rules/R33/trial') {
      const place = {
        period: '2026Q2',
        form: 'RSJ-RIGHTS',
        formName: '劳动合同情况表',
        reporter: 'RSJ',
        unitName: '东湾区',
      }
      const hits = [
        { ...place, sentence: '东湾区：已填的 9 项与上季完全相同' },
        { ...place, sentence: null },
      ]
      return { body: { code: 'R33', periods: list.periods, count: 12, units: 5, hits } }
    }
    if (path === '/api/v1/rules/R33/switch') {
      return { body: { ...list, items: [asleep, { ...copied, isActive: false, inactiveReason: '本季试填' }] } }
    }
    return undefined
  })
}

it('lists the rules with what they ask, where, and why one does not run', async () => {
  serve()
  renderApp('/rules')
  await screen.findByRole('heading', { level: 1, name: '2类、2条校验规则，1类启用，1类停用' })
  screen.getByText('目录中没有同时填报本季数和累计数的数据项')
  screen.getAllByText('用于 2 张报表：《劳动合同情况表》《技能培训情况表》')
  expect(screen.queryByRole('button', { name: '启用R31 上季累计加本季等于本季累计' })).toBeNull()
  fireEvent.click(screen.getByRole('radio', { name: '停用 1' }))
  await waitFor(() => expect(screen.queryByText('一张表的各项不与上季完全相同')).toBeNull())
})

it('shows where a rule would have spoken, a place alone to who may not read figures', async () => {
  serve()
  renderApp('/rules')
  fireEvent.click(await screen.findByRole('button', { name: '12次，5个单位' }))
  const dialog = within(await screen.findByRole('dialog'))
  await dialog.findByText('近4个季度会触发12次，涉及5个单位；只列前2次')
  dialog.getByText(/已填的 9 项与上季完全相同/)
  dialog.getByText(/东湾区$/)
})

it('switches a rule off with its reason', async () => {
  const calls = serve()
  renderApp('/rules')
  fireEvent.click(await screen.findByRole('button', { name: '停用R33 一张表的各项不与上季完全相同' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText(/^停用原因/), { target: { value: '本季试填' } })
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: '原因至少 5 个字' }).disabled).toBe(true)
  fireEvent.change(dialog.getByLabelText(/^停用原因/), { target: { value: '本季试填，下季恢复' } })
  fireEvent.click(dialog.getByRole('button', { name: '停用' }))
  await screen.findByText('已停用规则 R33。')
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ isActive: false, reason: '本季试填，下季恢复' })
  await screen.findByRole('button', { name: '启用R33 一张表的各项不与上季完全相同' })
})

it('before the first release shows no trial', async () => {
  serve({ periods: [], forms: 0, items: [{ ...copied, trial: null }], maySwitch: false })
  renderApp('/rules')
  await screen.findByText('点开一条，看它核对什么、用于哪些报表')
  expect(screen.queryByText('操作')).toBeNull()
})

it('a family runs when one of its rules does', () => {
  expect(familyWords([copied, { family: 'R33', isActive: false }])).toBe('1类、2条校验规则，1类启用')
})

it('makes a rule in plain words, and saves it once it was tried as it stands', async () => {
  const calls = serve()
  renderApp('/rules')
  fireEvent.click(await screen.findByRole('button', { name: '自设规则' }))
  const dialog = within(await screen.findByRole('dialog'))
  const button = (name: string) => dialog.getByRole<HTMLButtonElement>('button', { name })
  expect([button('试算').disabled, button('保存').disabled]).toEqual([true, true])
  fireEvent.change(dialog.getByLabelText(/^规则名称/), { target: { value: '培训人次不少于一百' } })
  fireEvent.change(dialog.getByLabelText('应当'), { target: { value: '>=' } })
  fireEvent.change(dialog.getByLabelText('另一项，或一个数'), { target: { value: '' } })
  fireEvent.change(dialog.getByLabelText('数（人次）'), { target: { value: '一百' } })
  expect(button('试算').disabled).toBe(true)
  fireEvent.change(dialog.getByLabelText('数（人次）'), { target: { value: '100' } })
  fireEvent.click(button('试算'))
  await dialog.findByText('近4个季度不会触发')
  fireEvent.change(dialog.getByLabelText('数（人次）'), { target: { value: '200' } })
  expect(button('保存').disabled).toBe(true)
  fireEvent.click(button('试算'))
  await dialog.findByText('近4个季度不会触发')
  fireEvent.click(button('保存'))
  await screen.findByText('已增加规则，正在填报的表立即按它核对。')
  expect(calls.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
    title: '培训人次不少于一百',
    severity: 'warning',
    left: 'P_TRAIN',
    operator: '>=',
    right: 200,
  })
})
