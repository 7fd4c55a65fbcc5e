import type { AimBoard, AimChecked, AimDetail, AimFile, AimProposal, AimProposalDetail } from '@cg/contract/aim'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import type { Call } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const publisher = me({
  grants: [{ role: 'publisher', department: null, departmentName: null, unit: null, unitName: null }],
})

const proposal: AimProposal = {
  id: 4,
  state: 'proposed',
  version: 1,
  reason: '领导小组会议调整',
  changes: 1,
  indicators: ['培训覆盖率'],
  proposedBy: '周立',
  proposedAt: '2026-11-02T02:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  note: '',
  may: ['confirm', 'refuse'],
  notConfirm: null,
}

const board: AimBoard = {
  year: 2026,
  years: [2025, 2026, 2027],
  ofUnits: 12,
  indicators: [
    {
      code: 'JN03',
      name: '培训覆盖率',
      dimension: '技能提升',
      unit: '%',
      decimals: 1,
      direction: 'higher',
      isCityOnly: false,
      offFrom: null,
      targets: [
        { city: 50, units: 12 },
        { city: 55, units: 12 },
        { city: null, units: 0 },
      ],
      baseline: { value: 40.5, period: '2021Q4', source: '统计年报' },
      baselineUnits: 12,
    },
  ],
  proposals: [proposal],
  mayPropose: true,
}

const detail: AimDetail = {
  code: 'JN03',
  name: '培训覆盖率',
  definition: '参训人数 ÷ 产业工人总数',
  unit: '%',
  decimals: 1,
  direction: 'higher',
  offFrom: null,
  years: [2025, 2026, 2027],
  rows: [
    {
      unit: 'DW',
      unitName: '东湾区',
      targets: [{ value: 50, source: '实施方案' }, { value: 55, source: '实施方案' }, null],
      baseline: { value: 40.5, period: '2021Q4', source: '统计年报' },
    },
  ],
  history: [],
}

const difference = {
  kind: 'target' as const,
  indicator: 'JN03',
  indicatorName: '培训覆盖率',
  unit: 'DW',
  unitName: '东湾区',
  measure: '%',
  year: 2026,
  old: { value: 55, when: '2026', source: '实施方案' },
  now: { value: 58, when: '2026', source: '云产改〔2026〕3号' },
  source: '云产改〔2026〕3号',
}
const impact = { indicators: 1, forms: ['《培训表》'], scored: [], published: 19, previews: ['2026Q3'] }
const digest = 'a'.repeat(64)
const checked: AimChecked = { refusals: [], doubts: [], differences: [difference], same: 0, impact, digest }
const whole: AimProposalDetail = { proposal, differences: [difference], moved: [], doubts: [], impact }

function serve(part: { checked?: AimChecked; whole?: AimProposalDetail; file?: AimFile } = {}): Call[] {
  const calls = serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: publisher }
    if (path === '/api/v1/aims') return { body: board }
    if (path === '/api/v1/aims/indicators/JN03') return { body: detail }
    if (path === '/api/v1/aims/file') return { body: part.file ?? { errors: [], changes: [], same: 0, notes: [] } }
    if (path === '/api/v1/aims/check') return { body: part.checked ?? checked }
    if (path === '/api/v1/aims/proposals') return { body: board }
    if (path === '/api/v1/aims/proposals/4') return { body: part.whole ?? whole }
    if (path === '/api/v1/aims/proposals/4/decide') return { body: { ...board, proposals: [] } }
    return undefined
  })
  renderApp('/aims')
  return calls
}

async function type58() {
  fireEvent.click(await screen.findByRole('button', { name: '培训覆盖率' }))
  fireEvent.change(await screen.findByLabelText('东湾区2026年目标'), { target: { value: '58' } })
  expect(screen.getByRole('button', { name: '请填写来源文号' })).toHaveProperty('disabled', true)
  fireEvent.change(screen.getByLabelText(/依据的文件名称或文号/), { target: { value: '云产改〔2026〕3号' } })
  fireEvent.click(screen.getByRole('button', { name: '保留这 1 处修改，稍后提交' }))
  fireEvent.click(await screen.findByRole('button', { name: '检查并提交' }))
}

describe('目标与基期', () => {
  test('marks what the catalogue has switched off, and tells who changed what when it is asked', async () => {
    const line = {
      id: 812,
      at: '2026-11-02T02:00:00.000Z',
      actor: '周立',
      actionName: '提出目标与基期变更',
      objectName: '目标与基期变更 4 号',
      lines: ['原因：领导小组会议调整'],
    }
    const [row] = board.indicators
    const off = { ...board, indicators: row === undefined ? [] : [{ ...row, offFrom: '2026Q4' }] }
    const calls = serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: publisher }
      if (path === '/api/v1/aims') return { body: off }
      if (path.startsWith('/api/v1/change-log/aims')) return { body: { items: [line], next: null } }
      return undefined
    })
    renderApp('/aims')
    expect(await screen.findByText('2026年第四季度起停用')).toBeTruthy()
    expect(screen.getByRole('link', { name: '指标目录 →' }).getAttribute('href')).toBe('/admin?part=catalogue')
    expect(calls.some(({ path }) => path.startsWith('/api/v1/change-log'))).toBe(false)
    const log = screen.getByText('谁改过什么').closest('details')
    if (log === null) throw new Error('no log')
    log.open = true
    fireEvent(log, new Event('toggle'))
    expect(
      await screen.findByRole('row', { name: /周立 提出目标与基期变更 目标与基期变更 4 号 原因：领导小组会议调整/ }),
    ).toBeTruthy()
  })

  test('a value typed is checked, shown with what it affects, and proposed as it was shown', async () => {
    const calls = serve()
    await type58()
    await screen.findByText('影响 1 个指标的下一次发布；已发布的 19 期不变。')
    expect(screen.getByText(/2026年第三季度的试看须重新生成/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/变更原因/), { target: { value: '领导小组会议调整' } })
    fireEvent.click(screen.getByRole('button', { name: '提出变更' }))
    const change = {
      kind: 'target',
      indicator: 'JN03',
      unit: 'DW',
      when: '2026',
      value: '58',
      source: '云产改〔2026〕3号',
    }
    await waitFor(() =>
      expect(calls.find(({ path }) => path === '/api/v1/aims/proposals')?.body).toEqual({
        changes: [change],
        reason: '领导小组会议调整',
        seen: digest,
      }),
    )
    await waitFor(() => expect(screen.queryByRole('button', { name: '检查并提交' })).toBeNull())
  })

  test('a value that cannot be is named, and nothing can be proposed', async () => {
    const words = '东湾区2026年目标：培训覆盖率只能在 0% 到 100% 之间，这里是 960%，请核对小数点和单位。'
    serve({ checked: { ...checked, refusals: [words], differences: [], digest: '' } })
    await type58()
    await screen.findByText(words)
    expect(screen.getByRole('button', { name: '请先返回修改' })).toHaveProperty('disabled', true)
  })

  test('what was typed is there after the browser was closed, until it is proposed or given up', async () => {
    serve()
    fireEvent.click(await screen.findByRole('button', { name: '培训覆盖率' }))
    fireEvent.change(await screen.findByLabelText('东湾区2026年目标'), { target: { value: '58' } })
    cleanup()
    serve()
    await screen.findByText('已恢复上次没有提交的修改。')
    fireEvent.click(await screen.findByRole('button', { name: '培训覆盖率' }))
    expect(await screen.findByLabelText('东湾区2026年目标')).toHaveProperty('value', '58')
    fireEvent.click(screen.getByRole('button', { name: '放弃本指标的修改' }))
    expect(localStorage.length).toBe(0)
    cleanup()
    serve()
    await screen.findByRole('button', { name: '培训覆盖率' })
    expect(screen.queryByText('已恢复上次没有提交的修改。')).toBeNull()
  })

  test('a value typed back is no change', async () => {
    serve()
    fireEvent.click(await screen.findByRole('button', { name: '培训覆盖率' }))
    const input = await screen.findByLabelText('东湾区2026年目标')
    fireEvent.change(input, { target: { value: '58' } })
    fireEvent.change(input, { target: { value: '55' } })
    expect(screen.getByRole('button', { name: '关闭', description: '' })).toBeTruthy()
    expect(screen.queryByLabelText(/依据的文件名称或文号/)).toBeNull()
  })

  test('another person confirms what they have seen', async () => {
    const calls = serve()
    fireEvent.click(await screen.findByRole('button', { name: /^查看.*第4号目标与基期变更$/ }))
    fireEvent.click(await screen.findByRole('button', { name: '确认' }))
    const dialog = await screen.findByRole('dialog', { name: '确认第 4 号目标与基期变更' })
    expect(within(dialog).getByText(/已发布的 19 期不变/)).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: '确认' }))
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/decide'))?.body).toEqual({ action: 'confirm', note: '' }),
    )
  })

  test('what has become another in between cannot be confirmed', async () => {
    serve({ whole: { ...whole, moved: ['东湾区2026年目标“培训覆盖率”：提出时是 55%，现在是 57%'] } })
    fireEvent.click(await screen.findByRole('button', { name: /^查看.*第4号目标与基期变更$/ }))
    await screen.findByText(/提出时是 55%，现在是 57%/)
    expect(screen.getByRole('button', { name: '确认' })).toHaveProperty('disabled', true)
  })

  test('a file is read into changes that are shown before they are proposed, or refused whole', async () => {
    const change = { kind: 'target', indicator: 'JN03', unit: 'DW', when: '2026', value: '58', source: '3号' } as const
    const calls = serve({ file: { errors: [], changes: [change], same: 1209, notes: [] } })
    await screen.findByRole('button', { name: '导入 Excel' })
    const picker = document.querySelector('input[type=file]') as HTMLInputElement
    fireEvent.change(picker, { target: { files: [new File(['x'], '目标.xlsx')] } })
    await screen.findByText('影响 1 个指标的下一次发布；已发布的 19 期不变。')
    expect(calls.find(({ path }) => path === '/api/v1/aims/check')?.body).toEqual({ changes: [change] })
  })

  test('of a file with an error nothing is taken', async () => {
    serve({ file: { errors: ['目标.xlsx“目标” 第 2 行“来源”：不能为空，请填写。'], changes: [], same: 0, notes: [] } })
    await screen.findByRole('button', { name: '导入 Excel' })
    const picker = document.querySelector('input[type=file]') as HTMLInputElement
    fireEvent.change(picker, { target: { files: [new File(['x'], '目标.xlsx')] } })
    await screen.findByText(/第 2 行“来源”：不能为空/)
    expect(screen.queryByRole('button', { name: '检查并提交' })).toBeNull()
  })
})

describe('the page of publishing', () => {
  test('says that changes wait for this person’s word, and nothing to who may not give it', async () => {
    const shown = async (may: AimBoard['proposals'][number]['may']) => {
      const calls = serveFixtures(({ path }) => {
        if (path === '/api/v1/session') return { body: publisher }
        if (path === '/api/v1/aims') return { body: { ...board, proposals: [{ ...proposal, may }] } }
        if (path === '/api/v1/previews') return { body: { quarters: [], previews: [] } }
        return undefined
      })
      renderApp('/publish')
      await screen.findByText('没有待发布的试看')
      await waitFor(() => expect(calls.filter(({ path }) => path === '/api/v1/aims')).toHaveLength(1))
      // The answer is drawn a moment after it was asked for.
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await shown(['confirm', 'refuse'])
    expect((await screen.findByText(/有1项目标、基期的变更待您确认/)).textContent).toContain('去确认')
    cleanup()
    await shown(['withdraw'])
    expect(screen.queryByText(/待您确认/)).toBeNull()
  })
})
