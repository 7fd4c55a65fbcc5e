import type { ReleaseListItem } from '@cg/contract/release/head'
import { targetsFacts } from '@cg/charts/testing/targets-fixture'
import { must } from '@cg/domain/must'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { equityFacts, fullOverview, release, releaseItems } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'
import { askAgainMs } from './answers.ts'

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const pageNamed = (name: string) => screen.findByRole('region', { name })
const list =
  (items: ReleaseListItem[]): Override =>
  ({ path }) =>
    path === '/api/v1/releases' ? { body: { items } } : undefined
const foot = () =>
  screen
    .getAllByRole('status')
    .map((one) => one.textContent)
    .join()

/** The fixtures, until a correction of the shown quarter is published. */
function serveNewer(): () => void {
  const head = { ...release, code: 'CG-2026Q3-02', sequence: 2, reason: '更正' }
  const [old, ...others] = releaseItems()
  let items = releaseItems()
  serveFixtures((call) => {
    if (!call.path.includes(head.code)) return list(items)(call)
    if (call.path.endsWith('/overview')) return { body: { ...fullOverview(), release: head } }
    if (call.path.endsWith('/targets')) return { body: { ...targetsFacts(), release: head } }
    return { body: { ...equityFacts(), release: head } }
  })
  return () => {
    items = [{ ...must(old), head }, { ...must(old), isCurrent: false }, ...others]
  }
}

describe('大屏', () => {
  test('says what is shown as of when, and finds before it counts', async () => {
    serveFixtures()
    renderApp('/screen')
    const page = await pageNamed('总体进展')
    expect(within(page).getByRole('heading', { level: 1 }).textContent).toMatch(/核心指标/)
    const words = screen.getByRole('banner').textContent
    expect(words).toContain('截至2026年9月30日')
    expect(words).toContain('发布编号 CG-2026Q3-01（正式）')
    expect(words).toContain('演示数据')
    expect(words).not.toContain('实时')
  })

  test('turns by itself through the pages of the address, one at a time', async () => {
    serveFixtures()
    renderApp('/screen?pages=weak,overview&secs=10')
    await pageNamed('薄弱环节')
    await pass(10_000)
    await pageNamed('总体进展')
    expect(screen.queryByRole('region', { name: '薄弱环节' })).toBeNull()
    expect(screen.getAllByRole('button', { name: /^第\d页/ })).toHaveLength(2)
    expect(screen.getByRole('button', { name: '第2页：总体进展' }).getAttribute('aria-current')).toBe('page')
  })

  test('space holds a page and says so, the arrows turn, a touch stops for a while', async () => {
    serveFixtures()
    renderApp('/screen?secs=10')
    await pageNamed('总体进展')
    fireEvent.keyDown(window, { key: ' ' })
    await waitFor(() => expect(foot()).toContain('已暂停，按空格键继续'))
    await pass(60_000)
    await pageNamed('总体进展')
    fireEvent.keyDown(window, { key: ' ' })
    fireEvent.keyDown(window, { key: 'ArrowRight' })
    await pageNamed('区县排名')
    expect(foot()).toContain('一分钟后继续')
    await pass(60_000)
    expect(foot()).not.toContain('已暂停')
    await pass(10_000)
    await pageNamed('薄弱环节')
  })

  test('a unit in the address is marked on every page', async () => {
    serveFixtures()
    renderApp('/screen?focus=YC10&pages=overview,weak')
    const overview = await pageNamed('总体进展')
    expect(within(overview).getAllByText(/青石县/).length).toBeGreaterThan(0)
    expect(screen.getByRole('banner').textContent).toContain('已标出：青石县')
    fireEvent.keyDown(window, { key: 'ArrowRight' })
    expect(within(await pageNamed('薄弱环节')).getAllByText('涉及青石县').length).toBeGreaterThan(0)
  })

  test('a unit that is marked has a page of its own, in the sentences of its profile', async () => {
    serveFixtures()
    renderApp('/screen?focus=YC10&pages=unit,weak')
    const page = await pageNamed('所标区县')
    expect(within(page).getByRole('heading', { level: 1 }).textContent).toMatch(/青石县/)
    expect(within(page).getAllByRole('listitem').length).toBeGreaterThan(1)
    expect(screen.getAllByRole('button', { name: /^第\d页/ })).toHaveLength(2)
  })

  test('what is set goes into the address: pages and their order, seconds, theme, the pinned release', async () => {
    serveFixtures()
    const { router } = renderApp('/screen')
    await pageNamed('总体进展')
    fireEvent.click(screen.getByRole('button', { name: '设置' }))
    const dialog = within(await screen.findByRole('dialog', { name: '大屏设置' }))
    const tick = (name: string | RegExp) => fireEvent.click(dialog.getByRole('checkbox', { name }))
    const choose = (name: string, value: string) =>
      fireEvent.change(dialog.getByRole('combobox', { name }), { target: { value } })
    const address = (part: string) =>
      waitFor(() => expect(decodeURIComponent(router.state.location.href)).toContain(part))
    tick('总体进展')
    await address('pages=ranking,unit,weak,equity,targets')
    tick('总体进展')
    await address('pages=ranking,unit,weak,equity,targets,overview')
    choose('每页停留', '40')
    await address('secs=40')
    choose('底色', 'dark')
    await address('theme=dark')
    tick(/^固定显示 CG-2026Q3-01/)
    await address('pub=CG-2026Q3-01')
    expect(document.documentElement.dataset['theme']).toBe('dark')
  })

  test('Esc closes the settings before it leaves the screen', async () => {
    serveFixtures()
    const { router } = renderApp('/screen')
    await pageNamed('总体进展')
    fireEvent.click(screen.getByRole('button', { name: '设置' }))
    fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(router.state.location.pathname).toBe('/screen')
  })

  test('Esc leaves to the cockpit with the quarter that was shown', async () => {
    serveFixtures()
    const { router } = renderApp('/screen?p=2026Q1')
    await pageNamed('总体进展')
    fireEvent.keyDown(window, { key: 'Escape' })
    await waitFor(() => expect(router.state.location.pathname).toBe('/'))
    expect(router.state.location.search).toMatchObject({ p: '2026Q1' })
  })

  test('shows what was published under another number within two clicks, marks it, and goes back', async () => {
    serveFixtures()
    const { router } = renderApp('/screen?secs=10')
    await pageNamed('总体进展')
    const choose = async (name: RegExp) => {
      const button = screen.getByRole('button', { name: /换看其他发布/ })
      fireEvent.click(button)
      // Once its list has come, it opens on the press of a pointer or a key.
      fireEvent.keyDown(button, { key: 'Enter' })
      fireEvent.click(await screen.findByRole('menuitemcheckbox', { name }))
    }
    await choose(/CG-2026Q2-01.*已被更正/)
    await waitFor(() => expect(screen.getByRole('banner').textContent).toMatch(/CG-2026Q2-01（正式）已更正/))
    expect(router.state.location).toMatchObject({ pathname: '/screen', search: { pub: 'CG-2026Q2-01', secs: '10' } })
    await choose(/CG-2026Q1-01/)
    await waitFor(() => expect(screen.getByRole('banner').textContent).toMatch(/CG-2026Q1-01（正式）往期/))
    await choose(/最新/)
    await waitFor(() => expect(screen.getByRole('banner').textContent).not.toMatch(/往期|已更正/))
    expect(router.state.location.search).toEqual({ secs: '10' })
  })

  test('without a scheme the first core indicator with places is ranked, and why is said', async () => {
    const unscored = fullOverview()
    serveFixtures(({ path }) =>
      path.endsWith('/overview')
        ? {
            body: {
              ...unscored,
              release,
              rankings: unscored.rankings.filter(({ measure }) => measure.kind !== 'score'),
            },
          }
        : undefined,
    )
    renderApp('/screen?pages=ranking')
    expect((await pageNamed('区县排名')).textContent).toContain('本期没有综合得分：发布时没有采用计分方案')
  })
})

describe('before there is anything to show', () => {
  test('an empty city says that nothing is published, and begins when it is', async () => {
    let items: ReleaseListItem[] = []
    serveFixtures((call) => list(items)(call))
    renderApp('/screen')
    await screen.findByRole('heading', { name: '尚未发布任何一期数据' })
    items = releaseItems()
    await pass(askAgainMs.usual)
    await pageNamed('总体进展')
  })

  test('a quarter that is not published is named with the last one that is', async () => {
    serveFixtures()
    renderApp('/screen?p=2026Q4')
    await screen.findByRole('heading', { name: '2026年第四季度尚未发布' })
    expect(screen.getByText('最近一期为 CG-2026Q3-01。')).toBeTruthy()
  })

  test('pages that have nothing to say in this quarter are left out', async () => {
    serveFixtures(({ path }) =>
      path.endsWith('/overview') ? { body: { ...fullOverview(), release, alerts: [] } } : undefined,
    )
    renderApp('/screen?pages=weak')
    await screen.findByRole('heading', { name: '所选页面在本期没有内容' })
  })
})

describe('over weeks', () => {
  test('keeps its last figures and says so while the server is away, and goes on when it is back', async () => {
    let isAway = false
    serveFixtures(() => (isAway ? problem(503, 'unavailable', '服务器正在启动') : undefined))
    renderApp('/screen?secs=10')
    await pageNamed('总体进展')
    isAway = true
    await pass(askAgainMs.usual + 5_000)
    await waitFor(() => expect(foot()).toContain('服务器没有应答'))
    const before = screen.getByRole('heading', { level: 1 }).textContent
    await pass(10_000)
    expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe(before)
    isAway = false
    await pass(askAgainMs.unanswered + 1_000)
    await waitFor(() => expect(foot()).not.toContain('服务器没有应答'))
  })

  test('a server away at the start is asked until it answers', async () => {
    let isAway = true
    serveFixtures(({ path }) =>
      isAway && path.includes('/releases') ? problem(503, 'unavailable', '服务器正在启动') : undefined,
    )
    renderApp('/screen')
    await waitFor(() => expect(foot()).toContain('服务器没有应答'))
    isAway = false
    await pass(askAgainMs.unanswered * 2)
    await screen.findByRole('banner')
  })

  test('an answer that is refused leaves out its page and says why, the others turn', async () => {
    serveFixtures(({ path }) =>
      path.endsWith('/targets') ? problem(409, 'conflict', '这部分内容由旧版软件生成') : undefined,
    )
    renderApp('/screen')
    await pageNamed('总体进展')
    expect(screen.queryByRole('button', { name: /年目标$/ })).toBeNull()
    expect(foot()).toContain('部分数据未能取得，所涉页面未列出')
  })

  test('the end of the session is said; the figures stay', async () => {
    let isOver = false
    serveFixtures(() => (isOver ? problem(401, 'unauthenticated', '请重新登录') : undefined))
    renderApp('/screen')
    await pageNamed('总体进展')
    isOver = true
    await pass(askAgainMs.usual + 1_000)
    await waitFor(() => expect(foot()).toContain('登录已到期'))
    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy()
  })

  test('changes to a newer release as a whole and says so', async () => {
    const publish = serveNewer()
    renderApp('/screen?pages=overview')
    await pageNamed('总体进展')
    publish()
    await pass(askAgainMs.usual + 1_000)
    await waitFor(() => expect(screen.getByRole('banner').textContent).toContain('CG-2026Q3-02（修订）'))
    expect(foot()).toContain('已由CG-2026Q3-01换用新发布CG-2026Q3-02')
  })

  test('does not change under the hand of who holds a page', async () => {
    const publish = serveNewer()
    renderApp('/screen?pages=overview')
    await pageNamed('总体进展')
    fireEvent.keyDown(window, { key: ' ' })
    publish()
    await pass(askAgainMs.usual + 1_000)
    await waitFor(() => expect(foot()).toContain('已有新发布CG-2026Q3-02，继续后换用'))
    expect(screen.getByRole('banner').textContent).toContain('CG-2026Q3-01')
    fireEvent.keyDown(window, { key: ' ' })
    await waitFor(() => expect(screen.getByRole('banner').textContent).toContain('CG-2026Q3-02'))
  })

  test('a pinned release stays and says that there is a newer one, or that it was corrected', async () => {
    serveFixtures()
    const { unmount } = renderApp('/screen?p=2026Q1')
    await pageNamed('总体进展')
    expect(foot()).toContain('已有较新的发布CG-2026Q3-01')
    unmount()
    renderApp('/screen?pub=CG-2026Q2-01')
    await pageNamed('总体进展')
    expect(foot()).toContain('所示发布已被更正')
  })
})
