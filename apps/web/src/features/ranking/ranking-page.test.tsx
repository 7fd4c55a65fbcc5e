import { must } from '@cg/domain/must'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { matrixFacts, me, rankingFacts, releaseItems } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }
const heading = (name: RegExp) => screen.findByRole('heading', { level: 1, name }, patience)

/** A quarter that was published before any scheme was adopted. */
const unscored: Override = ({ path }) => {
  const [first] = releaseItems()
  if (first === undefined) throw new Error('the fixture has no release')
  const head = { ...first.head, scheme: null }
  if (path === '/api/v1/releases') return { body: { items: [{ ...first, head }] } }
  if (path.endsWith('/rankings/score')) return problem(404, 'not_found', '没有找到这次发布的综合得分。')
  if (path.endsWith('/matrix')) return { body: { ...matrixFacts(), release: head } }
  return undefined
}

describe('the ranking of a quarter without a scheme', () => {
  test.each(['/rank', '/rank?by=score'])('%s opens an indicator that has places, and says why and who', async (at) => {
    const calls = serveFixtures(unscored)
    renderApp(at)
    const note = await screen.findByRole('note', {}, patience)
    expect(note.textContent).toContain('由市产改办的发布人采用')
    await heading(/./)
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
    expect(calls.some((call) => call.path.endsWith('/rankings/score'))).toBe(false)
    expect(calls.some((call) => /rankings\/(?!score)/.test(call.path))).toBe(true)
  })

  test('offers no score to choose', async () => {
    serveFixtures(unscored)
    renderApp('/rank')
    fireEvent.click(await screen.findByRole('button', { name: /排名依据/ }, patience))
    const list = await screen.findByRole('listbox', {}, patience)
    expect(within(list).queryByText('综合得分')).toBeNull()
  })
})

describe('an indicator that is not ranked', () => {
  const words = '该指标没有优劣方向，按行政区划顺序列出，不排名。'
  const plain: Override = ({ path }) => {
    if (path.endsWith('/rankings/JN03')) {
      const facts = rankingFacts()
      const nobody = facts.rank.map(() => null)
      return { body: rankingFacts({ notRanked: words, rank: nobody, unrankedReason: nobody }) }
    }
    if (path.endsWith('/matrix')) {
      const facts = matrixFacts()
      return { body: { ...facts, rank: facts.rank.map((places) => places.map(() => null)) } }
    }
    return undefined
  }

  test('opens as a plain list without order or bars', async () => {
    serveFixtures(plain)
    renderApp('/rank?by=JN03')
    await screen.findByText(words, {}, patience)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '列表' }).checked).toBe(true)
    const table = screen.getByRole('table', { name: /按行政区划顺序/ })
    expect(within(table).getAllByRole('row').length).toBe(rankingFacts().units.code.length + 1)
    expect(screen.queryByText('排序')).toBeNull()
  })

  test('is marked in the picker', async () => {
    serveFixtures(plain)
    renderApp('/rank?by=JN03')
    fireEvent.click(await screen.findByRole('button', { name: /排名依据/ }, patience))
    const list = await screen.findByRole('listbox', {}, patience)
    await within(list).findAllByText(/不排名/, {}, patience)
  })
})

describe('the rule behind the brackets', () => {
  test('opens under 说明 on demand, its sentence for readers stands once', async () => {
    serveFixtures()
    renderApp('/rank')
    await heading(/居首/)
    const method = screen.getByText(/种子/)
    expect(method.closest('details')?.open).toBe(false)
    expect(within(must(method.closest('details'))).getByText(/^说明：/)).toBeTruthy()
    expect(screen.getAllByText(/不宜据此排先后/).map((element) => element.textContent)).toEqual([
      expect.stringMatching(/^注：.*同一方括号内各单位差距很小/),
    ])
  })
})

describe('a measure that cannot be ranked here', () => {
  test('of the whole city only says so and leads to its figure', async () => {
    serveFixtures(({ path }) => {
      if (!path.endsWith('/rankings/JN03')) return undefined
      const facts = rankingFacts()
      const nobody = facts.rank.map(() => null)
      const state = facts.state.map(() => 'not_applicable' as const)
      const notRanked = '该指标仅按全市计算，不作区县排名。'
      return { body: rankingFacts({ notRanked, rank: nobody, value: nobody, state, unrankedReason: nobody }) }
    })
    renderApp('/rank?by=JN03')
    expect(await screen.findByText('该指标仅按全市计算，不作区县排名', {}, patience)).toBeTruthy()
    expect(screen.getByRole('link', { name: /全市数据/ }).getAttribute('href')).toContain('/i/JN03')
    expect(screen.queryByText('参与排名')).toBeNull()
    expect(screen.queryByText(/请换一个期次/)).toBeNull()
  })

  test('of an unknown code names it and leads back, without 重试', async () => {
    serveFixtures(({ path }) =>
      path.endsWith('/rankings/ZZZ') ? problem(404, 'not_found', '没有找到这项指标。') : undefined,
    )
    renderApp('/rank?by=ZZZ')
    expect(await screen.findByText(/没有代码为“ZZZ”的指标/, {}, patience)).toBeTruthy()
    expect(screen.getByRole('link', { name: /查看本期排名/ }).getAttribute('href')).not.toContain('ZZZ')
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
  })
})

test('a light stands beside the value it was judged by, of a unit and of the city', async () => {
  serveFixtures()
  renderApp('/rank?by=JN03')
  await heading(/./)
  const city = screen.getByRole('region', { name: /全市情况/ })
  expect(within(city).getByText('时序目标')).toBeTruthy()
})

describe('a link', () => {
  test('to a group that does not exist shows all units and says so', async () => {
    serveFixtures()
    renderApp('/rank?group=第九组（试点）')
    await heading(/居首/)
    expect(screen.getByText(/没有“第九组（试点）”这一考核组/)).toBeTruthy()
    expect(screen.getAllByRole('button', { name: /东湖市/ })[0]).toBeTruthy()
  })

  test('to a unit this quarter does not have says so and opens the ranking', async () => {
    serveFixtures()
    renderApp('/rank?focus=YC99')
    await heading(/居首/)
    expect(screen.getByText(/代码 YC99/)).toBeTruthy()
    expect(screen.getByRole('heading', { name: '全市情况' })).toBeTruthy()
  })

  test('keeps whether a panel is shown as chart or table', async () => {
    serveFixtures()
    const { router } = renderApp('/rank')
    await heading(/居首/)
    const [button] = screen.getAllByRole('button', { name: '看数据表' })
    if (button) fireEvent.click(button)
    await waitFor(() => expect(router.state.location.href).toBe('/rank?tab=district-ranking'))
    await screen.findByRole('table', {}, patience)
    fireEvent.click(screen.getByRole('button', { name: '看图' }))
    await waitFor(() => expect(router.state.location.href).toBe('/rank'))
  })

  test('with tab opens the table', async () => {
    serveFixtures()
    renderApp('/rank?tab=district-ranking')
    await heading(/居首/)
    expect(await screen.findByRole('table', {}, patience)).toBeTruthy()
  })
})

describe('the own unit', () => {
  const leader = (unit: string) =>
    me({ grants: [{ role: 'leader', department: null, departmentName: null, unit, unitName: '本单位' }] })
  const as =
    (unit: string): Override =>
    ({ path }) =>
      path === '/api/v1/session' ? { body: leader(unit) } : undefined
  const nameOf = (code: string) => {
    const { units } = rankingFacts()
    return units.name[units.code.indexOf(code)] ?? code
  }
  const marked = () =>
    [...document.querySelectorAll('[aria-pressed=true]')].map(
      (row) => row.getAttribute('aria-label') ?? row.textContent,
    )

  test('of a district leader is marked in the ranking, and a link’s unit goes before it', async () => {
    serveFixtures(as('YC09'))
    const { unmount } = renderApp('/rank')
    await heading(/./)
    await waitFor(() => expect(marked().join()).toContain(nameOf('YC09')))
    unmount()
    renderApp('/rank?focus=YC01')
    await waitFor(() => expect(marked().join()).toContain(nameOf('YC01')), patience)
    expect(marked().join()).not.toContain(nameOf('YC09'))
  })
})

describe('the score by dimension', () => {
  test('opens from the switch, with the weight of each block, and is in the link', async () => {
    serveFixtures()
    renderApp('/rank?view=dimensions')
    await screen.findByText(/维度内百分制/, {}, patience)
    expect(screen.getByText(/技能提升30\.0%（2项）、权益保障70\.0%（5项）/)).toBeTruthy()
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '分维度' }).checked).toBe(true)
  })

  test('is not offered for a single indicator', async () => {
    serveFixtures()
    renderApp('/rank?by=JN03')
    await heading(/./)
    expect(screen.queryByRole('radio', { name: '分维度' })).toBeNull()
  })
})
