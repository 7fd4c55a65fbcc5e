import type { CockpitCards } from '@cg/contract/cockpit'
import type { SchemeBody, SchemeDetail, SchemeTrial, SchemeVersion } from '@cg/contract/scheme'
import { SchemeDraft } from '@cg/contract/scheme'
import { faultsOf } from '@cg/contract/parse'
import type { IndicatorCode } from '@cg/domain/indicator'
import { ruleWords } from '@cg/domain/claim/scoring-rule-words'
import { defaultMissingPolicy } from '@cg/domain/score/scheme'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Call } from '../../testing/server.ts'
import { readNumber } from './number-box.tsx'
import { choiceOf, newRule, ruleChoices } from './rule-words.ts'
import { trialCsv, trialFileName } from './trial-csv.ts'

const body: SchemeBody = {
  items: [
    { indicator: 'JN03' as IndicatorCode, weight: 60, rule: { kind: 'target_ratio', cap: 1 } },
    { indicator: 'QY11' as IndicatorCode, weight: 40, rule: { kind: 'target_pass' } },
  ],
  missing: { ...defaultMissingPolicy },
  availability: 2 / 3,
  decimals: 2,
  rankRule: 'competition',
}

function version(change: Partial<SchemeVersion> = {}): SchemeVersion {
  return {
    id: 2,
    code: 'DEMO',
    version: 2,
    year: 2027,
    name: '综合评价',
    note: '',
    state: 'draft',
    hash: 'ab12cd34'.padEnd(64, '0'),
    editVersion: 3,
    createdBy: '周立',
    createdAt: '2026-11-02T02:00:00.000Z',
    editedBy: '周立',
    editedAt: '2026-11-02T02:00:00.000Z',
    adoptedBy: null,
    adoptedAt: null,
    approval: null,
    releases: [],
    isDemo: true,
    may: {
      edit: true,
      try: true,
      adopt: false,
      propose: false,
      retire: true,
      notAdopt: '改动之后还没有试算。请先试算并看过结果，再采用。',
    },
    ...change,
  }
}

function detail(change: Partial<SchemeVersion> = {}): SchemeDetail {
  const indicator = (code: string, name: string) => ({
    code,
    name,
    dimension: 'SKILLS',
    unit: '%',
    decimals: 1,
    direction: 'higher' as const,
    catalogueWeight: 8,
    targetYears: [2027],
    offFrom: code === 'JN04' ? '2026Q4' : null,
  })
  return {
    version: version(change),
    body,
    facts: [{ code: 'late_forms', name: '逾期报表数' }],
    indicators: [indicator('JN03', '培训覆盖率'), indicator('QY11', '工伤保险参保率'), indicator('JN04', '竞赛参与率')],
  }
}

const cards: CockpitCards = {
  years: [{ year: 2026, indicators: ['JN03'] }],
  usual: ['QY11', 'JN03'],
  indicators: [
    { code: 'JN03', name: '技能培训覆盖率', dimension: 'SKILLS' },
    { code: 'QY11', name: '失业保险参保率', dimension: 'RIGHTS' },
  ],
  nextYear: 2026,
  mayChoose: true,
}

function trial(): SchemeTrial {
  const row = (unit: string, unitName: string, rank: number, officialRank: number) => ({
    unit,
    unitName,
    officialScore: 80 - officialRank,
    officialRank,
    score: 90 - rank,
    rank,
    isTied: false,
    move: officialRank - rank,
    reason: null,
    groups: [],
    grade: null,
  })
  return {
    version: version({ state: 'tried' }),
    mark: '试算，非正式',
    triedAt: '2026-11-03T02:00:00.000Z',
    quarters: [
      {
        period: '2026Q3',
        release: 'CG-2026Q3-01',
        officialScheme: { code: 'DEMO', version: 1, name: '综合评价' },
        rows: [row('A', '江北区', 2, 1), row('B', '=安平县', 1, 2)],
        moved: 2,
        largestMove: 1,
        tooFew: false,
        notes: [],
      },
    ],
    weights: [],
    warnings: [{ kind: 'silence_pays', text: '《培训覆盖率》不报比如实报得分更高（安平县）。' }],
  }
}

function serve(own: (call: Call) => { status?: number; body: unknown } | undefined = () => undefined) {
  return serveFixtures((call) => {
    const special = own(call)
    if (special) return special
    if (call.path === '/api/v1/session')
      return {
        body: me({
          grants: [{ role: 'publisher', department: null, departmentName: null, unit: null, unitName: null }],
        }),
      }
    if (call.path === '/api/v1/schemes')
      return { body: { items: [version()], inForce: null, lockedThrough: 2026, mayCreate: true, proposals: [] } }
    if (call.path.startsWith('/api/v1/cockpit-cards')) return { body: cards }
    if (call.path === '/api/v1/schemes/2') return { body: detail() }
    if (call.path === '/api/v1/schemes/2/trial') return { body: trial() }
    return undefined
  })
}

async function openPage() {
  renderApp('/scheme')
  await screen.findByRole('table', { name: '计分指标' })
}

describe('the scheme page', () => {
  test('sums the weights as they are typed, and marks what is no number', async () => {
    serve()
    await openPage()
    expect(screen.getByText('合计为100')).toBeTruthy()
    const weight = screen.getByRole('textbox', { name: '培训覆盖率：权重' })
    fireEvent.change(weight, { target: { value: '70' } })
    expect(screen.getByText('不是100，计分时按比例折算')).toBeTruthy()
    expect(screen.getByText('110')).toBeTruthy()
    fireEvent.change(weight, { target: { value: '七十' } })
    expect(weight.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('110')).toBeTruthy()
  })

  test('saves what was changed with the version that was seen, then shows the trial under its mark', async () => {
    const saved: Call[] = []
    serve((call) => {
      if (call.method !== 'PUT') return undefined
      saved.push(call)
      return { body: { ...detail({ editVersion: 4 }), body: (call.body as { body: SchemeBody }).body } }
    })
    await openPage()
    fireEvent.change(screen.getByRole('combobox', { name: '培训覆盖率：计分规则' }), { target: { value: 'step_down' } })
    fireEvent.click(screen.getByRole('button', { name: '保存并试算' }))
    const result = await screen.findByRole('region', { name: '试算结果（试算，非正式）' })
    expect(faultsOf(SchemeDraft, saved[0]?.body)).toEqual([])
    expect(saved[0]?.body).toMatchObject({ body: { items: [{ rule: { kind: 'step_down', step: 1, loss: 2 } }, {}] } })
    const table = within(result).getByRole('table', { name: '试算排名（试算，非正式）' })
    const rows = within(table).getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^=安平县1↑1/),
      expect.stringMatching(/^江北区2↓1/),
    ])
    expect(within(result).getAllByText(/试算，非正式/).length).toBeGreaterThan(2)
    expect(within(result).getByText(/不报比如实报得分更高/)).toBeTruthy()
  })

  test('marks what the catalogue has switched off where it is offered, and leads to the catalogue', async () => {
    serve()
    await openPage()
    expect(screen.getByRole('option', { name: 'JN04 竞赛参与率（2026年第四季度起停用，不计分）' })).toBeTruthy()
    expect(screen.getByRole('link', { name: '指标目录 →' }).getAttribute('href')).toBe('/admin?part=catalogue')
  })

  const impact = {
    mark: '试算，非正式',
    refusals: [],
    lines: ['“培训覆盖率”权重 50（占 50.0%） → 60（占 60.0%）'],
    reaches: ['从2027年起按本版计分，接替《综合评价》第1版；2026年及以前仍按该版。', '已发布的 4 期不变。'],
    quarter: {
      period: '2026Q3',
      release: 'CG-2026Q3-01',
      moves: [{ unit: 'B', unitName: '安平县', before: 2, after: 1, reason: null }],
    },
    digest: 'd'.repeat(64),
  }
  const tried = { state: 'tried' as const, may: { ...version().may, propose: true, notAdopt: null } }

  test('shows what adopting would do, and puts it forward with what was seen', async () => {
    const calls = serve(({ path, method }) => {
      if (path === '/api/v1/schemes/2') return { body: detail(tried) }
      if (path === '/api/v1/schemes/2/impact') return { body: impact }
      if (path === '/api/v1/schemes/2/proposal' && method === 'POST')
        return { body: { items: [version()], inForce: null, lockedThrough: 2026, mayCreate: true, proposals: [] } }
      return undefined
    })
    await openPage()
    fireEvent.click(screen.getByRole('button', { name: '提请采用' }))
    const dialog = await screen.findByRole('dialog', { name: '提请采用《综合评价》第2版' })
    expect(await within(dialog).findByText(/已发布的 4 期不变/)).toBeTruthy()
    expect(within(dialog).getByText(/培训覆盖率”权重 50/)).toBeTruthy()
    const moves = within(dialog).getByRole('table', { name: /2026年第三季度位次变化/ })
    expect(within(moves).getByRole('row', { name: /安平县 第 2 位 第 1 位/ })).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: '请写明审定依据（至少 6 个字）' })).toHaveProperty(
      'disabled',
      true,
    )
    fireEvent.change(within(dialog).getByLabelText(/审定依据/), { target: { value: '会议纪要〔2026〕3号' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '提请采用' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const sent = calls.find(({ path }) => path.endsWith('/proposal'))
    expect(sent?.body).toEqual({ approval: '会议纪要〔2026〕3号', seen: 'd'.repeat(64) })
  })

  test('lets another publisher confirm what waits, beside its impact, and says what was moved since', async () => {
    const proposal = {
      id: 3,
      state: 'proposed',
      version: 1,
      title: '从2027年起采用《综合评价》第2版',
      lines: impact.lines,
      reason: '会议纪要〔2026〕3号',
      proposedBy: '周立',
      proposedAt: '2026-11-03T02:00:00.000Z',
      decidedBy: null,
      decidedAt: null,
      note: '',
      may: ['confirm', 'refuse'],
      notConfirm: null,
    }
    const list = { items: [version(tried)], inForce: null, lockedThrough: 2026, mayCreate: true, proposals: [proposal] }
    let moved = ['现在：“培训覆盖率”权重 40（占 40.0%） → 60（占 60.0%）']
    const calls = serve(({ path }) => {
      if (path === '/api/v1/schemes') return { body: list }
      if (path === '/api/v1/scheme-proposals/3') return { body: { proposal, scheme: 2, moved, impact } }
      if (path === '/api/v1/scheme-proposals/3/decide') return { body: { ...list, proposals: [] } }
      return undefined
    })
    await openPage()
    expect(screen.getByText('1 项方案变更待确认')).toBeTruthy()
    const open = async () => {
      fireEvent.click(screen.getByRole('button', { name: '查看并办理第3号方案变更' }))
      return screen.findByRole('dialog', { name: '方案变更 第 3 号' })
    }
    const stale = await open()
    expect(await within(stale).findByText(moved[0] ?? '')).toBeTruthy()
    expect(within(stale).getByRole('button', { name: '确认' })).toHaveProperty('disabled', true)
    fireEvent.click(within(stale).getByText('关闭'))
    moved = []
    const fresh = await open()
    await waitFor(() => expect(within(fresh).getByRole('button', { name: '确认' })).toHaveProperty('disabled', false))
    fireEvent.click(within(fresh).getByRole('button', { name: '确认' }))
    const asking = await screen.findByRole('dialog', { name: '确认第 3 号方案变更' })
    fireEvent.click(within(asking).getByRole('button', { name: '确认' }))
    await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/decide'))).toBe(true))
    expect(calls.find(({ path }) => path.endsWith('/decide'))?.body).toEqual({ action: 'confirm', note: '' })
  })

  test('says who stands in the way of adoption, and shows the server’s words when a save is stale', async () => {
    serve((call) =>
      call.method === 'PUT' ? problem(412, 'stale', '这一版在您打开之后有人改过。请刷新页面。') : undefined,
    )
    await openPage()
    expect(screen.getByText(/改动之后还没有试算/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '提请采用' })).toBeNull()
    fireEvent.change(screen.getByRole('textbox', { name: '工伤保险参保率：权重' }), { target: { value: '30' } })
    fireEvent.click(screen.getByRole('button', { name: '保存草稿' }))
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('有人改过'))
    const kept = screen.getByRole<HTMLInputElement>('textbox', { name: '工伤保险参保率：权重' })
    expect(kept.value).toBe('30')
  })
})

describe('a trial as a file', () => {
  test('says in its name and on every line that it is a trial, and runs nothing in a spreadsheet', () => {
    const lines = trialCsv(trial(), 2).replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    for (const line of lines.slice(1))
      expect(line.startsWith('"试算，非正式"') || line.startsWith('试算，非正式')).toBe(true)
    expect(lines[2]).toContain(",'=安平县,2,1,1,")
    expect(trialFileName(trial())).toBe('试算-非正式_综合评价第2版_2026Q3.csv')
  })
})

describe('a rule in words', () => {
  test('begins sound for every kind on offer, keeps its kind, and names its numbers', () => {
    for (const { value } of ruleChoices) {
      if (value === 'other') continue
      const rule = newRule(value)
      expect(choiceOf(rule)).toBe(value)
      expect(
        faultsOf(SchemeDraft, {
          name: '方案',
          note: '',
          year: 2027,
          body: { ...body, items: [{ ...body.items[0], rule }] },
        }),
      ).toEqual([])
      expect(ruleWords(rule, '%').length).toBeGreaterThan(6)
    }
    const steps = { kind: 'step_down', full: 8, step: 1, loss: 0.2, wholeSteps: true } as const
    expect(ruleWords(steps, '%')).toBe('达到时序目标得满分（满分8分）；每差1个百分点扣0.2分（不足一档不扣），扣完为止')
  })

  test('reads full-width digits, and nothing that is no number', () => {
    expect(readNumber('１２．５')).toBe(12.5)
    for (const text of ['', '1e5', '十', '1,000', '0x10', '--1']) expect(readNumber(text)).toBeNull()
  })
})

describe('what heads the cockpit', () => {
  test('is chosen in its order for a year, and nothing twice', async () => {
    const calls: Call[] = []
    serve((call) => {
      calls.push(call)
      return undefined
    })
    renderApp('/scheme')
    const panel = await screen.findByRole('region', { name: '总览首屏的指标' })
    const slot = (at: number) => within(panel).getByLabelText(`第${at}项`)
    const button = () => within(panel).getByRole('button', { name: /^保存/ })
    expect(button().hasAttribute('disabled')).toBe(true)
    fireEvent.change(slot(2), { target: { value: 'JN03' } })
    expect(within(panel).getByRole('alert').textContent).toBe('“技能培训覆盖率”选了两次。')
    fireEvent.change(slot(1), { target: { value: 'QY11' } })
    fireEvent.click(button())
    await waitFor(() => {
      const sent = calls.find((call) => call.method === 'PUT')
      expect(sent?.path).toBe('/api/v1/cockpit-cards/2026')
      expect(sent?.body).toEqual({ indicators: ['QY11', 'JN03'], seen: ['JN03'] })
    })
  })
})
