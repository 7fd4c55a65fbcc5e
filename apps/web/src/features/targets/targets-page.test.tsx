import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { targetsFacts, unitTargetsFacts } from '@cg/charts/testing/targets-fixture'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }
const heading = (name: RegExp) => screen.findByRole('heading', { level: 1, name }, patience)
const goals = () => screen.findByRole('table', { name: /^(?!各单位).*目标完成情况/ }, patience)

/** The row of a commitment. */
async function rowOf(name: string): Promise<HTMLElement> {
  const cell = within(await goals()).getByRole('rowheader', { name: new RegExp(`^${name}`) })
  const row = cell.closest('tr')
  if (row === null) throw new Error(`${name} stands in no row`)
  return row
}

describe('the page of targets', () => {
  test('says how the commitments stand and whose the late ones are', async () => {
    serveFixtures()
    renderApp('/targets')
    await heading(/^2026年目标7项：达标2项、临近2项、滞后1项，未报1项，不评价1项$/)
    expect(screen.getByText(/^滞后的1项由市人力资源和社会保障局牵头 ｜ /)).toBeTruthy()
    const row = await rowOf('工伤保险参保率')
    expect(within(row).getByText('滞后')).toBeTruthy()
    expect(row.textContent).toContain('每季提高7.9个百分点')
    expect(within(row).getByRole('link', { name: '市人力资源和社会保障局' })).toBeTruthy()
    expect((await rowOf('集体合同签订率')).textContent).toContain('达标后回落')
    expect((await rowOf('规上工业企业思政工作联络员覆盖率')).textContent).toContain('基期已达目标')
  })

  test('keeps 未报 and what is not judged apart from a light, and dates what is carried', async () => {
    serveFixtures()
    renderApp('/targets')
    const silent = await rowOf('获评全总、省总创新案例数')
    expect(within(silent).getAllByText('未报').length).toBeGreaterThan(0)
    const carried = await rowOf('中小企业技能培训开展率')
    expect(carried.textContent).toContain('25Q4数据')
    expect(carried.textContent).toContain('不评价')
    expect(carried.textContent).not.toContain('每季提高')
  })

  test('counts, filters and lists what is not computable by its own name, not as 未报', async () => {
    const facts = targetsFacts()
    const rows = facts.rows.map((row) =>
      row.state === 'not_reported'
        ? {
            ...row,
            state: 'uncomputable' as const,
            years: row.years.map((year) =>
              year.year === 2026
                ? { ...year, state: 'uncomputable' as const, standing: 'uncomputable' as const }
                : year,
            ),
          }
        : row,
    )
    serveFixtures(({ path }) => (path.endsWith('/targets') ? { body: { ...facts, rows } } : undefined))
    renderApp('/targets')
    expect(await screen.findByRole('button', { name: /^未报 0$/ }, patience)).toHaveProperty('disabled', true)
    fireEvent.click(screen.getByRole('button', { name: /^不可计算 1$/ }))
    await waitFor(
      () =>
        expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toContain(
          '2026年目标完成情况（不可计算）',
        ),
      patience,
    )
    const row = await rowOf('获评全总、省总创新案例数')
    expect(within(row).getAllByText('不可计算').length).toBeGreaterThan(0)
    expect(within(row).queryByText('未报')).toBeNull()
  })

  test('narrows to a light and to a department, in the address', async () => {
    serveFixtures()
    const { router } = renderApp('/targets')
    fireEvent.click(await screen.findByRole('button', { name: /^滞后 1$/ }, patience))
    await waitFor(async () => expect(within(await goals()).getAllByRole('rowheader')).toHaveLength(2))
    expect(router.state.location.search).toMatchObject({ light: 'late' })
    await heading(/^2026年目标7项：/)
    await screen.findByRole('heading', { level: 2, name: '2026年目标完成情况（滞后）' })
    fireEvent.click(within(await rowOf('工伤保险参保率')).getByRole('link', { name: /市人力资源/ }))
    await heading(/^市人力资源和社会保障局牵头的2026年目标3项：临近1项、滞后1项，不评价1项$/)
    expect(router.state.location.search).toMatchObject({ dep: 'RSJ' })
    expect(router.state.location.search).not.toHaveProperty('light', 'late')
  })

  test('judges a year that is over by its own end, and only lays a year to come beside today', async () => {
    serveFixtures()
    const { router } = renderApp('/targets?year=2025')
    await heading(/^2025年目标7项按2025年末数据评价：/)
    expect((await goals()).textContent).not.toContain('每季提高')
    expect((await goals()).textContent).not.toContain('达标后回落')
    fireEvent.click(screen.getByRole('radio', { name: '2027年' }))
    await screen.findByText(/7项目标尚未到期/, {}, patience)
    await heading(/^2027年目标7项，其中4项可与本季数值比较，1项已达到目标水平$/)
    expect(router.state.location.href).toBe('/targets?year=2027')
  })

  test('opens a commitment with its sentences, years and quarters, and a link opens it again', async () => {
    serveFixtures()
    renderApp('/targets?row=QY02')
    const drawer = await screen.findByRole('dialog', { name: '集体合同签订率' }, patience)
    expect(drawer.textContent).toContain('曾达标，此后由84.0%降至80.2%')
    expect(drawer.textContent).toContain(
      '要达到2027年目标88.0%，还需提高7.8个百分点，其余5个季度每季至少提高1.6个百分点',
    )
    expect(within(drawer).getByText(/2026年第一季度 84\.0%，达标/)).toBeTruthy()
    expect(within(drawer).getByRole('link', { name: '指标页 →' }).getAttribute('href')).toBe('/i/QY02')
  })

  test('shows one unit, and the lights of all with those that lag', async () => {
    const calls = serveFixtures()
    renderApp('/targets')
    const lights = await screen.findByRole('table', { name: /^各单位2026年目标完成情况/ }, patience)
    expect(within(lights).getAllByRole('columnheader')).toHaveLength(14)
    fireEvent.click(within(lights).getByRole('link', { name: '安平县' }))
    await heading(/^安平县2026年目标6项：/)
    expect(calls.some(({ path }) => path.endsWith('/targets/YC09'))).toBe(true)
  })

  test('ignores what the address names and this release lacks', async () => {
    serveFixtures()
    renderApp('/targets?dep=NOBODY&dim=NONE&year=2031&light=purple')
    await heading(/^2026年目标7项：/)
    expect(within(await goals()).getAllByRole('row').length).toBeGreaterThan(7)
  })
})

describe('the states of the page', () => {
  test('without targets it says what is missing', async () => {
    const none = targetsFacts({ rows: [], years: [], departments: [], matrix: null })
    serveFixtures(({ path }) => (path.endsWith('/targets') ? { body: none } : undefined))
    renderApp('/targets')
    await heading(/^本期没有设定目标$/)
    expect(screen.getByText(new RegExp(none.release.code))).toBeDefined()
  })

  test('with too many units it says that they are not listed', async () => {
    serveFixtures(({ path }) => (path.endsWith('/targets') ? { body: targetsFacts({ matrix: null }) } : undefined))
    renderApp('/targets')
    await screen.findByText('单位较多，不逐个列出各单位的目标完成情况', {}, patience)
    await heading(/^2026年目标7项：/)
  })

  test('of a unit that is not in the release it offers the city', async () => {
    serveFixtures(({ path }) =>
      path.endsWith('/targets/NO') ? problem(404, 'not_found', '没有找到单位 NO 的目标。') : undefined,
    )
    renderApp('/targets?unit=NO')
    fireEvent.click(await screen.findByRole('button', { name: '查看全市的目标' }, patience))
    await heading(/^2026年目标7项：/)
  })

  test('of a unit with nothing under a filter it offers to clear it', async () => {
    const met = unitTargetsFacts()
    serveFixtures(({ path }) => (path.includes('/targets/') ? { body: met } : undefined))
    renderApp('/targets?unit=YC09&dim=DEMO&light=met')
    fireEvent.click(await screen.findByRole('button', { name: /^达标/ }, patience))
    await heading(/^安平县2026年目标6项：/)
  })

  test('a failure offers to try again', async () => {
    let fails = true
    serveFixtures(({ path }) => (path.endsWith('/targets') && fails ? problem(500, 'internal', '服务出错') : undefined))
    renderApp('/targets')
    const again = await screen.findByRole('button', { name: '重试' }, patience)
    fails = false
    fireEvent.click(again)
    await heading(/^2026年目标7项：/)
  })
})
