import { must } from '@cg/domain/must'
import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { equityFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'

// The chunk of a page is transformed on its first use, which no test should wait for.
beforeAll(() => import('./page.tsx'), 60_000)
afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }

/** The equity answer of every release is another; null: it has none. */
const equity =
  (body: unknown): Override =>
  ({ path }) =>
    !path.endsWith('/equity') ? undefined : body === null ? problem(404, 'not_found', '没有这项内容。') : { body }

async function open(override: Override = () => undefined, path = '/equity'): Promise<HTMLElement> {
  serveFixtures(override)
  renderApp(path)
  return screen.findByRole('heading', { level: 1 }, patience)
}

describe('均衡性', () => {
  test('says first what the release says of the widest gap, and shows all parts of the answer', async () => {
    const title = await open()
    expect(title.textContent).toBe('规上与中小微的技能培训覆盖率差距收窄至37.5个百分点，较上季收窄3.2个百分点')
    expect(await screen.findByText(/需要调整；.+产业工人占全市/u, {}, patience)).toBeTruthy()
    expect(await screen.findByText('各区县重点企业与规上工业企业推进情况', {}, patience)).toBeTruthy()
    expect(screen.getByText(/重点企业过少、按规定不公布的1个单位未画/u)).toBeTruthy()
  })

  test('waits with words while the answer is not there', async () => {
    vi.stubGlobal('fetch', () => new Promise(() => undefined))
    renderApp('/equity')
    expect((await screen.findAllByRole('status', {}, patience)).length).toBeGreaterThan(0)
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull()
  })

  test('says that a release of an older program has no such answer, and what to do', async () => {
    serveFixtures(equity(null))
    renderApp('/equity')
    expect(await screen.findByText(/的发布没有编制均衡性分析/u, {}, patience)).toBeTruthy()
    expect(screen.getByText(/请选择较新的期次/u)).toBeTruthy()
  })

  test('without a gap has a neutral title and says when there will be one', async () => {
    const title = await open(equity({ ...equityFacts(), gaps: [], resources: [], swarm: [], claims: [] }))
    expect(title.textContent).toBe('各区域、企业与群体的均衡性')
    expect(screen.getByText('本期没有可比较的差距')).toBeTruthy()
  })

  test('of a first quarter shows the gap without a verdict', async () => {
    const last = <T,>(values: readonly T[]): T[] => values.slice(-1)
    const gaps = equityFacts().gaps.map((gap) => ({
      ...gap,
      periods: last(gap.periods),
      high: last(gap.high),
      low: last(gap.low),
      gap: last(gap.gap),
      missing: [[]],
      missingCount: [0],
      trend: null,
    }))
    await open(equity({ ...equityFacts(), gaps }))
    expect(await screen.findByText(`不作走势判断（${gaps.length}）`, {}, patience)).toBeTruthy()
  })

  test('with a unit missing names it instead of a gap and of a curve', async () => {
    const facts = equityFacts()
    const [gap, ...others] = facts.gaps
    const nobody = (values: readonly unknown[]) => values.map(() => null)
    const lacking = {
      ...must(gap),
      high: [...must(gap).high.slice(0, -1), null],
      low: [...must(gap).low.slice(0, -1), null],
      gap: [...must(gap).gap.slice(0, -1), null],
      missing: [...must(gap).missing.slice(0, -1), ['安平县']],
      missingCount: [...must(gap).missingCount.slice(0, -1), 1],
      trend: null,
      claim: null,
    }
    const [resource] = facts.resources
    const without = { ...must(resource), units: [], missing: ['安平县'], missingCount: 1, claim: null }
    const swarm = facts.swarm.map((row) => ({
      ...row,
      value: nobody(row.value),
      state: row.state.map(() => 'not_reported'),
    }))
    const title = await open(equity({ ...facts, gaps: [...others, lacking], resources: [without], swarm }))
    expect(title.textContent).toMatch(/相差|差距/u)
    expect(await screen.findByText(/技能培训覆盖率：缺安平县，不可计算/u, {}, patience)).toBeTruthy()
    expect(screen.getByText(/技能培训场次与产业工人的分布：缺安平县的数据，不可计算/u)).toBeTruthy()
  })

  test('keeps the measures of inequality folded, and loads them when they are asked for', async () => {
    await open()
    const fold = await screen.findByText('单位之间的差异有多大，来自哪里', {}, patience)
    expect(screen.queryByText(/数值越大，单位之间的差异越大/u)).toBeNull()
    const details = must(fold.closest('details'))
    details.open = true
    fireEvent(details, new Event('toggle'))
    expect(await within(details).findByText(/不计算差异|数值越大/u, {}, patience)).toBeTruthy()
  })
})
