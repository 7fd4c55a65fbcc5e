import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { matrixFacts, me, passportFacts, profileFacts, releaseItems } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }
const spine = () => screen.findByRole('table', { name: /安平县各项指标/ }, patience)
const rowOf = (table: HTMLElement, name: RegExp) => within(table).getByRole('row', { name })

describe('the profile of a district', () => {
  test('says its place in the head and shows every assessed indicator with a link and its strip', async () => {
    serveFixtures()
    renderApp('/u/YC09')
    const head = await screen.findByRole('heading', { level: 1, name: /安平县综合得分在11个单位中/ }, patience)
    expect(head.textContent).toContain('位')
    const table = await spine()
    const row = rowOf(table, /劳动合同签订率/)
    expect(within(row).getByRole('link', { name: '劳动合同签订率' }).getAttribute('href')).toContain('/i/QY01')
    expect(within(row).getByRole('img').getAttribute('aria-label')).toMatch(/本期：.+%.*位次：/)
  })

  test('says what each block gives the score', async () => {
    serveFixtures()
    renderApp('/u/YC09')
    const heading = await screen.findByRole('heading', { name: '分维度得分' }, patience)
    const table = within(heading.closest('section') as HTMLElement).getByRole('table')
    const rows = within(table).getAllByRole('row').slice(1)
    const cells = rows.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    )
    expect(cells.length).toBeGreaterThan(1)
    expect(within(table).getByRole('rowheader', { name: '综合得分' })).toBeTruthy()
    const points = cells.slice(0, -1).map((row) => Number(row.at(-1)))
    const total = Number(cells.at(-1)?.at(-1))
    expect(Math.abs(points.reduce((sum, one) => sum + one, 0) - total)).toBeLessThan(0.03)
  })

  test('lists what towns reported before they were ranked, and says that there were no places yet', async () => {
    const own = profileFacts('YC09')
    const towns = {
      code: ['T1', 'T2', 'T3'],
      name: ['柳渡镇', '石桥湾镇', '青石街道'],
      indicators: ['QY01'],
      value: [[91.2, null, 88]],
      state: [['reported', 'withheld', 'reported']],
    }
    serveFixtures(({ path }) => (path.endsWith('/units/YC09') ? { body: { ...own, towns } } : undefined))
    renderApp('/u/YC09')
    const table = await screen.findByRole('table', { name: '所辖乡镇街道数值' }, patience)
    const cells = within(table)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
    expect(cells).toEqual(['91.2', '不公布', '88.0'])
    expect(screen.getByText(/这次发布时还没有乡镇街道的位次/)).toBeTruthy()
    expect(screen.queryByLabelText('乡镇街道的指标')).toBeNull()
  })

  test('marks a figure from outside on its strip, and names the mark', async () => {
    const facts = matrixFacts()
    const at = facts.indicators.findIndex(({ code }) => code === 'QY01')
    const yardstick = {
      kind: 'province',
      name: '全省平均',
      period: facts.release.period,
      value: 92.5,
      decimals: 1,
      numerator: null,
      denominator: null,
      source: '省统计公报',
      publishedOn: '2026-10-10',
    } as const
    const city = facts.city.map((one, i) => (i === at ? { ...one, yardsticks: [yardstick] } : one))
    serveFixtures(({ path }) => (path.endsWith('/matrix') ? { body: { ...facts, city } } : undefined))
    renderApp('/u/YC09')
    const row = rowOf(await spine(), /劳动合同签订率/)
    expect(within(row).getByText(/^全省平均.*92\.5/)).toBeTruthy()
    expect(screen.getByText('外部参照')).toBeTruthy()
    cleanup()
    serveFixtures()
    renderApp('/u/YC09')
    await spine()
    expect(screen.queryByText('外部参照')).toBeNull()
  })

  test('says where a new unit comes from, in releases of its first quarter and later alone', async () => {
    const { period } = matrixFacts().release
    const merged = (from: string) => ({
      kind: 'merge',
      from,
      predecessors: [
        { code: 'OA', name: '安北区' },
        { code: 'OB', name: '安南区' },
      ],
      successors: [{ code: 'YC09', name: '安平县' }],
      basis: '国函〔2026〕9号',
    })
    const serve = (from: string) =>
      serveFixtures(({ path }) =>
        path === '/api/v1/unit-successions' ? { body: { items: [merged(from)] } } : undefined,
      )
    serve(period)
    renderApp('/u/YC09')
    await spine()
    expect(await screen.findByText(/由安北区、安南区合并成立。$/)).toBeTruthy()
    cleanup()
    serve(period)
    renderApp('/u/OA')
    expect(await screen.findByText(/起，安北区、安南区合并为安平县。请另选一个单位/, undefined, patience)).toBeTruthy()
    cleanup()
    serve('2031Q1')
    renderApp('/u/YC09')
    await spine()
    expect(screen.queryByText(/合并成立/)).toBeNull()
  })

  test('keeps what the figures stand beside in the link', async () => {
    serveFixtures()
    const { router } = renderApp('/u/YC09')
    await spine()
    fireEvent.click(screen.getByRole('radio', { name: '同组' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ cmp: 'group' }))
    expect(within(await spine()).getByRole('columnheader', { name: '同组中位数' })).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '全市' }))
    await waitFor(() => expect(router.state.location.search).not.toHaveProperty('cmp'))
  })

  test('keeps 0, 未报 and 不适用 apart', async () => {
    serveFixtures()
    renderApp('/u/YC10')
    const zero = within(await screen.findByRole('table', { name: /青石县各项指标/ }, patience))
    expect(within(zero.getByRole('row', { name: /失业保险参保率/ })).getByRole('button').textContent).toBe('0.0')
    cleanup()
    serveFixtures()
    renderApp('/u/YC12')
    const silent = within(await screen.findByRole('table', { name: /云岭满族自治县各项指标/ }, patience))
    const row = within(silent.getByRole('row', { name: /失业保险参保率/ }))
    expect(row.queryByRole('button')).toBeNull()
    expect(row.getAllByText('未报').length).toBeGreaterThan(0)
    cleanup()
    serveFixtures()
    renderApp('/u/YC11')
    const none = within(await screen.findByRole('table', { name: /丰泽县各项指标/ }, patience))
    expect(within(none.getByRole('row', { name: /技能培训覆盖率/ })).getAllByText('不适用').length).toBeGreaterThan(0)
  })

  test('takes the score apart step by step, beside one sentence for each comparison', async () => {
    serveFixtures()
    renderApp('/u/YC09?vs=ahead')
    const panel = within(await screen.findByRole('region', { name: /安平县得分与.+对照/ }, patience))
    expect(panel.getByRole<HTMLInputElement>('radio', { name: '前一位' }).checked).toBe(true)
    expect(panel.getByText(/^与第\d+位.+相差.+：.+。$/)).toBeTruthy()
    fireEvent.click(panel.getByRole('radio', { name: '组内平均' }))
    await screen.findByText(/县域5个单位的平均得分/, {}, patience)
  })

  test('opens where a figure comes from', async () => {
    serveFixtures()
    const { router } = renderApp('/u/YC09')
    fireEvent.click(within(rowOf(await spine(), /劳动合同签订率/)).getByRole('button'))
    await screen.findByRole('dialog', {}, patience)
    expect(router.state.location.search).toMatchObject({ passport: 'QY01' })
  })

  test('names the evidence behind a raw value to who may read it: files and pages open, what was taken off does not', async () => {
    const facts = passportFacts()
    const one = {
      item: 'W_TOTAL',
      unit: 'YC01',
      breakdown: '',
      url: null,
      size: null,
      suppliedBy: null,
      by: '张三',
      at: '2026-10-06T02:00:00.000Z',
    }
    const items = [
      { ...one, id: 7, name: '培训台账.pdf', size: 400, suppliedBy: '市统计局', isRemoved: false },
      { ...one, id: 8, name: '统计公报', url: 'https://example.cn/gb', isRemoved: false },
      { ...one, id: 9, name: '沪人社〔2026〕1号', isRemoved: true },
    ]
    const evidence = { period: '2026Q3', form: 'F1', reporter: 'RSJ', items }
    const cells = facts.cells.map((cell, at) => ({ ...cell, evidence: at === 0 ? evidence : null }))
    serveFixtures(({ path }) => (path.endsWith('/passport') ? { body: { ...facts, cells } } : undefined))
    renderApp('/u/YC09?passport=QY01')
    const drawer = within(await screen.findByRole('dialog', {}, patience))
    const file = await drawer.findByRole('link', { name: '培训台账.pdf' }, patience)
    expect(file.getAttribute('href')).toBe('/api/v1/forms/2026Q3/F1/RSJ/evidence/7/file')
    expect(drawer.getByRole('link', { name: '统计公报' }).getAttribute('href')).toBe('https://example.cn/gb')
    expect(drawer.getByText(/沪人社〔2026〕1号（发布后已移除）/)).toBeTruthy()
    expect(drawer.getAllByText(/^佐证/)).toHaveLength(1)
  })
})

/** A quarter that was published before any scheme was adopted, and before profiles were made. */
const early: Override = ({ path }) => {
  const [first] = releaseItems()
  if (first === undefined) throw new Error('the fixture has no release')
  const head = { ...first.head, scheme: null }
  if (path === '/api/v1/releases') return { body: { items: [{ ...first, head }] } }
  if (path.includes('/units/')) return problem(404, 'not_found', '没有找到。')
  if (path.endsWith('/matrix')) return { body: { ...matrixFacts(), release: head } }
  return undefined
}

describe('a profile that cannot say everything', () => {
  test('without a scheme and without sentences shows the figures and why the rest is missing', async () => {
    const calls = serveFixtures(early)
    renderApp('/u/YC09')
    await spine()
    expect(screen.getByText(/尚不编制各单位的文字说明/)).toBeTruthy()
    expect(screen.getByText(/本期没有综合得分/)).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1, name: '安平县画像' })).toBeTruthy()
    expect(calls.some(({ path }) => path.endsWith('/rankings/score'))).toBe(false)
  })

  test('of a unit that the quarter does not have offers the others', async () => {
    serveFixtures()
    renderApp('/u/YC99')
    await screen.findByText(/没有代码为 YC99 的单位/, {}, patience)
    expect(screen.getByRole('combobox', { name: '区县' })).toBeTruthy()
  })

  test('that fails says so and asks again', async () => {
    serveFixtures(({ path }) => (path.includes('/units/') ? problem(500, 'internal', '服务出错，请重试。') : undefined))
    renderApp('/u/YC09')
    await screen.findByRole('button', { name: '重试' }, patience)
  })
})

describe('landing', () => {
  const grant = { department: null, departmentName: null, unit: null, unitName: null }
  const as = (more: Partial<ReturnType<typeof me>['grants'][number]>): Override => {
    return ({ path }) =>
      path === '/api/v1/session' ? { body: me({ grants: [{ ...grant, role: 'leader', ...more }] }) } : undefined
  }

  test.each(['leader', 'filler'] as const)('a district’s %s comes to the own profile', async (role) => {
    serveFixtures(as({ role, unit: 'YC09', unitName: '安平县' }))
    const { router } = renderApp('/landing')
    await waitFor(() => expect(router.state.location.pathname).toBe('/u/YC09'), patience)
  })

  test('a department’s leader comes to its own indicators', async () => {
    const departmentName = '市人力资源和社会保障局'
    serveFixtures(as({ department: 'RSJ', departmentName }))
    const { router } = renderApp('/landing')
    await waitFor(() => expect(router.state.location.pathname).toBe('/i'), patience)
    expect(router.state.location.search).toMatchObject({ lead: departmentName })
    await screen.findByRole('combobox', { name: '牵头部门' }, patience)
  })

  test('区县画像 without a unit opens the reader’s own', async () => {
    serveFixtures(as({ unit: 'YC10', unitName: '青石县' }))
    const { router } = renderApp('/u')
    await waitFor(() => expect(router.state.location.pathname).toBe('/u/YC10'), patience)
  })
})
