import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { readingNav } from './nav.ts'
import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { me, overviewFacts, rankingFacts, release, releaseItems, welcome } from '../testing/fixtures.ts'
import { renderApp } from '../testing/render-app.tsx'
import { problem, serveFixtures } from '../testing/server.ts'

async function findHeading(name: string | RegExp) {
  return screen.findByRole('heading', { level: 1, name })
}

async function violations(container: Element) {
  const result = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return result.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`,
  )
}

describe('the cockpit', () => {
  test('opens with a finding the cards prove, its date, release number and state', async () => {
    serveFixtures()
    renderApp('/')
    await findHeading(/项核心指标.*达到时序目标/)
    expect(screen.getByText('截至 2026年9月30日')).toBeTruthy()
    expect(screen.getByText('发布编号 CG-2026Q3-01')).toBeTruthy()
    expect(screen.getByText('正式')).toBeTruthy()
  })

  test('lists units without a rank below, with the reason, and never as zero', async () => {
    serveFixtures()
    renderApp('/?by=JN03')
    await findHeading(/项核心指标/)
    const [drawing] = screen.getAllByRole('group', { name: /经开区居首/ })
    const rows = within(drawing ?? document.body)
      .getAllByRole('link')
      .map((row) => row.getAttribute('aria-label') ?? '')
    expect(rows.slice(-2)).toEqual([
      expect.stringMatching(/县.*不适用，不参与排名$/),
      expect.stringMatching(/县.*未报，不参与排名$/),
    ])
    expect(rows.filter((row) => row.includes('0.0%'))).toEqual([])
  })

  test('says of every state a word, not only a colour', async () => {
    serveFixtures()
    renderApp('/')
    await findHeading(/项核心指标/)
    const cards = within(screen.getByRole('list', { name: '核心指标' }))
    expect(cards.getAllByText('达标').length).toBeGreaterThan(0)
    expect(cards.getAllByText('临近').length).toBeGreaterThan(0)
    expect(cards.getAllByText('滞后').length).toBeGreaterThan(0)
  })

  test('offers the same figures as a table behind every panel', async () => {
    serveFixtures()
    renderApp('/?by=JN03')
    await findHeading(/项核心指标/)
    const [button] = screen.getAllByRole('button', { name: '看数据表' })
    if (button) fireEvent.click(button)
    const table = await screen.findByRole('table')
    expect(within(table).getByText('92.4')).toBeTruthy()
  })

  test('draws each chip with the value it was judged by, and a base only where nothing is judged', async () => {
    const { cards } = overviewFacts()
    const [first] = cards
    if (!first) throw new Error('the fixture has no card')
    const running = { ...first, indicator: { ...first.indicator, isRunningTotal: true } }
    const fact = { ...first.fact, expected: null, light: null }
    const stock = { ...first, indicator: { ...first.indicator, code: 'QY01' }, fact }
    serveFixtures(({ path }) =>
      path.endsWith('/overview') ? { body: overviewFacts({ release, cards: [running, stock] }) } : undefined,
    )
    renderApp('/')
    await screen.findByRole('list', { name: '核心指标' })
    const [runningCard, stockCard] = within(screen.getByRole('list', { name: '核心指标' })).getAllByRole('listitem')
    expect(runningCard?.textContent).toContain('时序目标')
    expect(runningCard?.textContent).not.toContain('2021年')
    expect(stockCard?.textContent).toContain('2021年')
  })
})

describe('a page of a release', () => {
  test.each(['/', '/rank', '/i/JN01'])(
    'frozen by an older program says so and offers no second try: %s',
    async (path) => {
      const words = '发布 CG-2026Q3-01 由旧版软件生成，现在的软件不能读取这部分内容。'
      serveFixtures((call) => {
        if (!/\/(overview|rankings|indicators)/.test(call.path)) return undefined
        const { status, body } = problem(409, 'conflict', words)
        return { status, body: { ...body, reason: 'release.other_shape' } }
      })
      renderApp(path)
      expect(await screen.findByText(words)).toBeDefined()
      expect(screen.getByText('这次发布由其他版本的软件生成')).toBeDefined()
      expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
    },
  )

  test('names the last quarter when the one asked for is not published', async () => {
    serveFixtures()
    renderApp('/?p=2026Q4')
    await screen.findByText('2026年第四季度尚未发布')
    expect(screen.getByRole('link', { name: /最近一期：2026Q3/ })).toBeTruthy()
  })

  test('shows the pinned publication although a later one corrects it', async () => {
    const calls = serveFixtures()
    renderApp('/?pub=CG-2026Q2-01')
    await screen.findByText('发布编号 CG-2026Q2-01')
    expect(calls.some((call) => call.path === '/api/v1/releases/CG-2026Q2-01/overview')).toBe(true)
  })

  test.each(readingNav.filter(({ to }) => to !== '/releases'))(
    '$label offers the choice of the quarter',
    async ({ to }) => {
      serveFixtures()
      renderApp(to)
      expect(await screen.findByRole('button', { name: /2026年第三季度/ }, { timeout: 20_000 })).toBeTruthy()
    },
  )

  test.each(['/', '/rank', '/i', '/i/JN03'])('%s of a corrected release says so and leads on', async (page) => {
    serveFixtures()
    renderApp(`${page}?pub=CG-2026Q2-01`)
    await screen.findByText('发布编号 CG-2026Q2-01')
    expect(screen.getByText('本发布已被 CG-2026Q2-02 更正')).toBeTruthy()
    expect(screen.getByText('已被更正')).toBeTruthy()
    const onward = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
    expect(onward('查看更正后的本页')).toContain('p=2026Q2')
    expect(onward('查看更正后的本页')).not.toContain('pub=')
    expect(onward('查看两次发布的差异')).toContain('from=CG-2026Q2-01&to=CG-2026Q2-02')
  })

  test.each(readingNav.filter(({ to }) => to !== '/releases'))(
    '$label is read as published in any release within two clicks, and back',
    async ({ to }) => {
      serveFixtures()
      const { router } = renderApp(`${to}?focus=YC03`)
      const press = async (name: RegExp) => {
        const button = await screen.findByRole('button', { name }, { timeout: 20_000 })
        fireEvent.click(button)
      }
      const choose = async (name: RegExp) =>
        fireEvent.click(await screen.findByRole('menuitemcheckbox', { name }, { timeout: 20_000 }))
      await press(/^期次：2026年第三季度$/)
      expect(screen.queryByRole('note')).toBeNull()
      await choose(/CG-2026Q2-01.*已被更正/)
      await waitFor(() => expect(router.state.location.search).toMatchObject({ pub: 'CG-2026Q2-01', focus: 'YC03' }))
      const { pathname } = router.state.location
      expect(pathname.startsWith(to)).toBe(true)
      expect((await screen.findByRole('note')).textContent).toContain('本发布已被 CG-2026Q2-02 更正')
      await screen.findByRole('button', { name: '期次：2026年第二季度 已更正' })
      fireEvent.click(screen.getByRole('link', { name: '查看更正后的本页' }))
      expect((await screen.findByText(/最近一期为 CG-2026Q3-01/)).closest('p')?.textContent).toContain(
        '往期：CG-2026Q2-02',
      )
      await screen.findByRole('button', { name: '期次：2026年第二季度 往期' })
      fireEvent.click(screen.getByRole('link', { name: '查看最近一期的本页' }))
      await screen.findByRole('button', { name: '期次：2026年第三季度' })
      expect(screen.queryByRole('note')).toBeNull()
      expect(router.state.location).toMatchObject({ pathname, search: { focus: 'YC03' } })
      expect(router.state.location.href).not.toMatch(/[?&](p|pub)=/)
    },
  )

  test('that stands is not said to be corrected', async () => {
    serveFixtures()
    renderApp('/?p=2026Q2')
    await screen.findByText('发布编号 CG-2026Q2-02')
    expect(screen.queryByText(/已被/)).toBeNull()
  })

  test('has its number and pinned link ready for the foot of printed pages', async () => {
    serveFixtures()
    renderApp('/?p=2026Q2')
    await screen.findByText('发布编号 CG-2026Q2-02')
    const foot = document.documentElement.style.getPropertyValue('--print-foot')
    expect(foot).toMatch(/^"发布编号 CG-2026Q2-02 ｜ http.+pub=CG-2026Q2-02"$/)
  })

  test('marks a correction as such', async () => {
    serveFixtures()
    renderApp('/?p=2026Q2')
    await screen.findByText('发布编号 CG-2026Q2-02')
    expect(screen.getByText('修订')).toBeTruthy()
  })

  test('says what failed with its number, and tries again when asked', async () => {
    let isBroken = true
    serveFixtures(({ path }) =>
      isBroken && path.endsWith('/overview') ? problem(500, 'internal', '服务器内部错误，数据没有受影响。') : undefined,
    )
    renderApp('/')
    await screen.findByText('服务器内部错误，数据没有受影响。')
    expect(screen.getByText('错误编号 req-1')).toBeTruthy()
    isBroken = false
    fireEvent.click(screen.getByRole('button', { name: '重试' }))
    await findHeading(/项核心指标/)
  })

  test('is refused in the words of the server, under its heading where it has one', async () => {
    const words = '该账号未开通查看发布数据的权限，请联系市产改办开通。'
    const { status, body } = problem(403, 'forbidden', words)
    let heading: string | undefined
    serveFixtures(({ path }) => (path.endsWith('/overview') ? { status, body: { ...body, heading } } : undefined))
    const { unmount } = renderApp('/')
    await screen.findByText('您的账号没有查看此内容的权限')
    expect(screen.getByRole('alert').textContent).toBe(`您的账号没有查看此内容的权限${words}`)
    unmount()
    heading = '会议链接不含这部分内容'
    renderApp('/')
    await screen.findByText(heading)
    expect(screen.queryByText('您的账号没有查看此内容的权限')).toBeNull()
  })

  test('of a preview says to others what a preview is, and leads to the newest release on the same page', async () => {
    const { status, body } = problem(403, 'forbidden', '试看是发布前的核对稿。')
    serveFixtures(({ path }) =>
      decodeURIComponent(path).includes('试看-') ? { status, body: { ...body, heading: '试看不对外公开' } } : undefined,
    )
    const { router } = renderApp('/rank?pub=试看-2026Q3-01')
    await screen.findByText('试看不对外公开')
    fireEvent.click(screen.getByRole('link', { name: /在本页查看最近一期/ }))
    await findHeading(/居首/)
    expect(router.state.location.href).toBe('/rank')
  })

  test('is an invitation, not an error, before anything was published', async () => {
    serveFixtures(({ path }) => (path === '/api/v1/releases' ? { body: { items: [] } } : undefined))
    renderApp('/')
    await screen.findByText('还没有发布任何一期数据')
  })

  test('writes only what differs from the default into the address', async () => {
    serveFixtures()
    const { router } = renderApp('/rank')
    await findHeading(/居首/)
    fireEvent.click(screen.getByRole('radio', { name: '表' }))
    await waitFor(() => expect(router.state.location.href).toBe('/rank?view=table'))
    fireEvent.click(screen.getByRole('radio', { name: '条形' }))
    await waitFor(() => expect(router.state.location.href).toBe('/rank'))
  })

  test('ignores what it does not know in the address', async () => {
    serveFixtures()
    renderApp('/rank?view=pie&utm=1&by=%3Cscript%3E')
    await findHeading(/居首/)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '条形' }).checked).toBe(true)
  })
})

describe('a shortcut', () => {
  test('works while a radio of the page has the focus', async () => {
    serveFixtures()
    const { router } = renderApp('/rank')
    await findHeading(/居首/)
    const radio = screen.getByRole('radio', { name: '条形' })
    radio.focus()
    fireEvent.keyDown(radio, { key: '[' })
    await waitFor(() => expect(router.state.location.search).toMatchObject({ p: '2026Q2' }))
  })

  test('is silent under a dialog', async () => {
    serveFixtures()
    const { router } = renderApp('/rank')
    await findHeading(/居首/)
    fireEvent.keyDown(document.body, { key: '?' })
    await screen.findByRole('dialog', { name: '键盘与图例' })
    fireEvent.keyDown(document.body, { key: '[' })
    fireEvent.click(screen.getByRole('button', { name: '关闭' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.keyDown(document.body, { key: '[' })
    await waitFor(() => expect(router.state.location.search).toMatchObject({ p: '2026Q2' }))
  })
})

describe('the ranking', () => {
  test('opens the chosen unit with place, change and interval', async () => {
    serveFixtures()
    renderApp('/rank')
    await findHeading(/居首/)
    fireEvent.click(screen.getByRole('button', { name: /东湖市，综合得分：71\.50.*上升1位/ }))
    const panel = await screen.findByRole('complementary', { name: '东湖市' })
    expect(within(panel).getAllByText('第7位').length).toBeGreaterThan(0)
    expect(within(panel).getByText('第6—8位')).toBeTruthy()
    expect(within(panel).getByText('上升1位')).toBeTruthy()
  })

  test('gives tied units the same place', async () => {
    serveFixtures()
    renderApp('/rank?by=JN03&focus=YC01')
    const panel = await screen.findByRole('complementary', { name: '江北区' })
    expect(within(panel).getByText('并列第4位')).toBeTruthy()
  })

  test('shows values without places when fewer than three units reported, and says why', async () => {
    const facts = rankingFacts()
    const nobody = facts.rank.map(() => null)
    const words = '有数值的单位不足三个，不排名'
    serveFixtures(({ path }) =>
      path.endsWith('/rankings/JN03')
        ? { body: rankingFacts({ notRanked: words, rank: nobody, unrankedReason: facts.state.map(() => null) }) }
        : undefined,
    )
    renderApp('/rank?by=JN03')
    await screen.findByText(words)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '位次变化' }).disabled).toBe(true)
  })
})

describe('an indicator', () => {
  test('traces its figure to people and receipts', async () => {
    serveFixtures()
    renderApp('/i/JN03')
    await findHeading(/技能培训覆盖率/)
    fireEvent.click(screen.getByRole('button', { name: /^82\.6/ }))
    const drawer = await screen.findByRole('dialog')
    await within(drawer).findByText('330,412 人 ÷ 400,015 人 × 100% = 82.6%')
    expect(within(drawer).getAllByText(/填报 张三/).length).toBeGreaterThan(0)
  })

  test('prints the word of a missing quarter in its table', async () => {
    serveFixtures()
    renderApp('/i/JN03')
    await findHeading(/技能培训覆盖率/)
    const table = screen.getByRole('table', { name: '技能培训覆盖率历期数据' })
    expect(within(table).getByText('无法提供')).toBeTruthy()
    expect(within(table).getAllByText('不适用').length).toBeGreaterThan(0)
  })
})

const guest = () => problem(401, 'unauthenticated', '请先登录。')

describe('signing in', () => {
  test('sends a guest to the form and back to the page asked for', async () => {
    let isIn = false
    serveFixtures(({ method, path }) => {
      if (path !== '/api/v1/session') return undefined
      if (method === 'POST') {
        isIn = true
        return { body: me() }
      }
      return isIn ? { body: me() } : guest()
    })
    const { router } = renderApp('/rank?by=JN03')
    fireEvent.click(await screen.findByRole('button', { name: /周明远/ }))
    expect(screen.getByLabelText<HTMLInputElement>('用户名').value).toBe('leader')
    fireEvent.click(screen.getByRole('button', { name: '登录' }))
    await findHeading(/居首/)
    expect(router.state.location.href).toBe('/rank?by=JN03')
  })

  test('lists no accounts when there is no demo data', async () => {
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return guest()
      return path === '/api/v1/welcome' ? { body: welcome({ isDemo: false, demoAccounts: [] }) } : undefined
    })
    renderApp('/signin')
    await findHeading('登录')
    expect(screen.queryByText('演示账号')).toBeNull()
    expect(screen.queryByText('演示数据')).toBeNull()
  })

  test('shows the refusal beside the password', async () => {
    serveFixtures(({ method, path }) => {
      if (path !== '/api/v1/session') return undefined
      return method === 'POST' ? problem(401, 'unauthenticated', '用户名或密码不正确。') : guest()
    })
    renderApp('/signin')
    fireEvent.click(await screen.findByRole('button', { name: /周明远/ }))
    fireEvent.click(screen.getByRole('button', { name: '登录' }))
    expect((await screen.findByRole('alert')).textContent).toBe('用户名或密码不正确。')
  })

  test('says so when the server does not answer for itself', async () => {
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return guest()
      return path === '/api/v1/welcome' ? problem(503, 'unavailable', '服务正在启动，请稍后再试。') : undefined
    })
    renderApp('/signin')
    await findHeading('登录')
    expect((await screen.findByRole('alert', {}, { timeout: 20_000 })).textContent).toBe('服务正在启动，请稍后再试。')
  })

  test('never leads to another site', async () => {
    serveFixtures()
    const { router } = renderApp('/signin?next=//evil.example/')
    await findHeading('登录')
    expect(router.state.location.search).toEqual({})
  })
})

describe('an account', () => {
  test('asks for the one-time code while there is no admin', async () => {
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return guest()
      return path === '/api/v1/welcome'
        ? { body: welcome({ needsFirstAdmin: true, isDemo: false, demoAccounts: [] }) }
        : undefined
    })
    renderApp('/')
    await findHeading('首次启用')
    expect(screen.getByLabelText('一次性验证码')).toBeTruthy()
  })

  test('puts a new password before everything else when one is due', async () => {
    const user = { id: 1, login: 'new', name: '新用户', mustChangePassword: true }
    serveFixtures(({ path }) => (path === '/api/v1/session' ? { body: me({ user }) } : undefined))
    renderApp('/')
    await findHeading('首次登录，请先修改密码')
  })

  test('asks again over the page when the session has ended, and the page stays', async () => {
    let isOver = false
    serveFixtures(({ method, path }) => {
      if (path === '/api/v1/session' && method === 'POST') {
        isOver = false
        return { body: me() }
      }
      return isOver ? guest() : undefined
    })
    renderApp('/rank')
    await findHeading(/居首/)
    isOver = true
    fireEvent.click(screen.getByRole('button', { name: /排名依据/ }))
    const dialog = await screen.findByRole('dialog', { name: '登录已过期' })
    fireEvent.change(within(dialog).getByLabelText(/密码/), { target: { value: 'demo-leader' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '重新登录' }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: '登录已过期' })).toBeNull())
  })
})

describe('the export dialog', () => {
  test('asks the server for what the panel shows, with the title as edited', async () => {
    const calls = serveFixtures()
    renderApp('/rank?by=JN03&sort=protocol')
    await findHeading(/居首/)
    const [button] = screen.getAllByRole('button', { name: '导出' })
    if (button) fireEvent.click(button)
    const dialog = await screen.findByRole('dialog', { name: '导出' })
    fireEvent.change(within(dialog).getByLabelText('标题'), { target: { value: '培训覆盖率仍有差距' } })
    fireEvent.click(within(dialog).getByRole('radio', { name: 'PPTX' }))
    fireEvent.click(within(dialog).getByRole('button', { name: '下载' }))
    await within(dialog).findByText(/未能生成文件/)
    const asked = calls.filter((call) => call.path === '/api/v1/releases/CG-2026Q3-01/charts/export').at(-1)
    expect(Object.fromEntries(asked?.search ?? [])).toEqual({
      kind: 'district-ranking',
      measure: 'JN03',
      sort: 'protocol',
      title: '培训覆盖率仍有差距',
      format: 'pptx',
    })
    fireEvent.click(within(dialog).getByRole('button', { name: '恢复自动标题' }))
    expect(within(dialog).getByLabelText<HTMLInputElement>('标题').value).toContain('居首')
  })
})

describe('every reading page', () => {
  test.each([
    ['/', /项核心指标/],
    ['/rank?focus=YC09', /居首/],
    ['/i', /指标一览/],
    ['/i/JN03', /技能培训覆盖率/],
    ['/releases', /发布记录/],
  ])('%s has no fault that axe finds', async (address, heading) => {
    serveFixtures()
    const { container } = renderApp(address)
    await findHeading(heading)
    expect(await violations(container)).toEqual([])
  })

  test('lists releases with reason and checksum', async () => {
    serveFixtures()
    renderApp('/releases')
    await findHeading('发布记录')
    expect(screen.getByText('安平县更正工伤保险参保人数')).toBeTruthy()
    expect(screen.getAllByText(/^c0ffee/).length).toBe(releaseItems().length)
  })
})
