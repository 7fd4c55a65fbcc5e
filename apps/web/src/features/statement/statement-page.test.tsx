import type { Statement, StatementBoard, WantedStatement } from '@cg/contract/statement'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { reviewer } from '../../testing/review.fixture.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'

/* 滞后说明: the lead department writes, another person decides; nothing typed is lost, and every step says what follows. */

afterEach(() => vi.unstubAllGlobals())

const filler = () =>
  me({ grants: [{ role: 'filler', department: 'RSJ', departmentName: '市人社局', unit: null, unitName: null }] })

const place = {
  indicator: 'JN03',
  indicatorName: '技能培训覆盖率',
  unit: 'YC10',
  unitName: '青石县',
  department: 'RSJ',
  departmentName: '市人社局',
  measured: '%',
  decimals: 1,
  direction: 'higher' as const,
}

const late: WantedStatement = {
  ...place,
  kind: 'late',
  value: 70,
  state: 'reported',
  expected: 86,
  before: null,
  mayWrite: true,
}
const missing: WantedStatement = {
  ...place,
  unit: 'YC09',
  unitName: '安平县',
  kind: 'not_reported',
  value: null,
  state: 'not_reported',
  expected: 86,
  before: null,
  mayWrite: true,
}

const words = { cause: '新投产企业较多，培训没有跟上', measures: '下季度集中办班三十期', until: '2026Q4' }

const sent: Statement = {
  ...place,
  id: 7,
  kind: 'late',
  ...words,
  value: 88,
  state: 'submitted',
  version: 1,
  figure: { value: 70, state: 'reported', expected: 86 },
  steps: [{ action: 'submit', note: '', by: '陈晓岚', at: '2026-10-10T02:00:00.000Z' }],
  may: ['withdraw'],
}
const returned: Statement = {
  ...sent,
  state: 'returned',
  version: 2,
  steps: [...sent.steps, { action: 'return', note: '请写明责任处室', by: '赵一鸣', at: '2026-10-11T02:00:00.000Z' }],
  may: ['submit', 'withdraw'],
}
const accepted: Statement = {
  ...sent,
  state: 'accepted',
  version: 2,
  steps: [...sent.steps, { action: 'accept', note: '', by: '赵一鸣', at: '2026-10-11T02:00:00.000Z' }],
  may: [],
}

const boardOf = (change: Partial<StatementBoard>): StatementBoard => ({
  period: '2026Q3',
  release: null,
  periods: ['2026Q3', '2026Q2'],
  wanted: [],
  items: [],
  ...change,
})

type Answer = ReturnType<Override>

function open(board: Partial<StatementBoard>, who = filler(), reply: (method: string) => Answer = () => undefined) {
  const calls = serveFixtures(({ method, path }) => {
    if (path === '/api/v1/session') return { body: who }
    if (path === '/api/v1/statements/waiting') return undefined
    if (!path.startsWith('/api/v1/statements')) return undefined
    return method === 'GET' ? { body: boardOf(board) } : reply(method)
  })
  renderApp('/statements')
  return calls
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const panel = (name: string) => within(screen.getByRole('region', { name }))

async function fillIn(dialog: HTMLElement, value = '88'): Promise<void> {
  const typed = [
    [/原因/, words.cause],
    [/措施/, words.measures],
    [/预计值（%）/, value],
  ] as const
  for (const [label, text] of typed) {
    fireEvent.change(within(dialog).getByLabelText(label), { target: { value: text } })
  }
  await waitFor(() => expect(within(dialog).getByRole('button', { name: '报送' })).toHaveProperty('disabled', false))
}

describe('a quarter', () => {
  test('in which nothing is late says so, and that nothing was written', async () => {
    open({})
    await heading('滞后说明：待写0项，待审核0条，已采纳0条')
    expect(screen.getByText('没有待说明的数值')).toBeDefined()
    expect(screen.getByText('还没有报送说明')).toBeDefined()
    expect(screen.queryByRole('button', { name: /写说明/ })).toBeNull()
  })

  test('that cannot be read says why and can be asked for again', async () => {
    let isDown = true
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path !== '/api/v1/statements') return undefined
      return isDown ? problem(500, 'internal', '服务器遇到意外问题。') : { body: boardOf({}) }
    })
    renderApp('/statements')
    await screen.findByText('服务器遇到意外问题。')
    isDown = false
    fireEvent.click(screen.getByRole('button', { name: '重试' }))
    await heading('滞后说明：待写0项，待审核0条，已采纳0条')
  })

  test('published already says that what is accepted now waits for a correction; another one can be chosen', async () => {
    const calls = open({ release: 'CG-2026Q3-01' })
    await screen.findByText('2026年第三季度已发布（CG-2026Q3-01），此后采纳的说明在更正发布时才会列出')
    fireEvent.change(screen.getByLabelText('季度'), { target: { value: '2026Q2' } })
    await waitFor(() => expect(calls.some(({ search }) => search.get('period') === '2026Q2')).toBe(true))
  })

  test('lists what is due by indicator with the figure and its target; who may not write is offered no button', async () => {
    open({ wanted: [late, { ...missing, mayWrite: false }] })
    await heading('滞后说明：待写2项，待审核0条，已采纳0条')
    const due = panel('待说明2项')
    expect(due.getByRole('heading', { level: 3 }).textContent).toBe('技能培训覆盖率市人社局')
    expect(due.getByText('本期70.0%，时序目标86.0%')).toBeDefined()
    expect(due.getByText('本期未报，时序目标86.0%')).toBeDefined()
    expect(due.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
      '写说明：青石县技能培训覆盖率',
    ])
  })
})

describe('the department', () => {
  test('writes cause, measures and expectation by keyboard, and the statement then waits', async () => {
    const calls = open({ wanted: [late] }, filler(), () => ({ body: boardOf({ items: [sent] }) }))
    const write = await screen.findByRole('button', { name: '写说明：青石县技能培训覆盖率' })
    write.focus()
    fireEvent.click(write)
    const dialog = await screen.findByRole('dialog', { name: '青石县技能培训覆盖率' })
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
    expect(within(dialog).getByText('本期70.0%，时序目标86.0%')).toBeDefined()
    expect(within(dialog).getByRole('button', { name: '报送' })).toHaveProperty('disabled', true)
    await fillIn(dialog)
    fireEvent.click(within(dialog).getByRole('button', { name: '报送' }))
    await heading('滞后说明：待写0项，待审核1条，已采纳0条')
    const call = calls.find(({ method }) => method === 'POST')
    expect(call?.body).toEqual({ period: '2026Q3', indicator: 'JN03', unit: 'YC10', ...words, value: '88' })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByText('说明已报送，待审核')).toBeDefined()
    // Who wrote it decides on nothing, and may only take it back.
    const list = panel('已报送的说明')
    expect(list.getByText('2026年第四季度达到88.0%')).toBeDefined()
    expect(list.getAllByRole('button').map((button) => button.textContent)).toEqual(['撤回'])
  })

  test('that is refused reads why, and everything typed still stands', async () => {
    const refusal = '预计值没有好于本期数值70.0%。请核对预计值。'
    open({ wanted: [late] }, filler(), () => problem(400, 'invalid', refusal))
    fireEvent.click(await screen.findByRole('button', { name: /写说明/ }))
    const dialog = await screen.findByRole('dialog')
    await fillIn(dialog, '60')
    fireEvent.click(within(dialog).getByRole('button', { name: '报送' }))
    expect(await within(dialog).findByText(refusal)).toBeDefined()
    expect(within(dialog).getByLabelText(/原因/)).toHaveProperty('value', words.cause)
    expect(within(dialog).getByLabelText(/措施/)).toHaveProperty('value', words.measures)
    expect(within(dialog).getByLabelText(/预计值/)).toHaveProperty('value', '60')
  })

  test('that leaves the dialog with Esc finds what it typed again, and the focus where it was', async () => {
    open({ wanted: [late, missing] })
    const write = await screen.findByRole('button', { name: '写说明：青石县技能培训覆盖率' })
    write.focus()
    fireEvent.click(write)
    await fillIn(await screen.findByRole('dialog'))
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(write))
    fireEvent.click(screen.getByRole('button', { name: '写说明：安平县技能培训覆盖率' }))
    expect(within(await screen.findByRole('dialog')).getByLabelText(/原因/)).toHaveProperty('value', '')
    fireEvent.click(screen.getByRole('button', { name: '取消' }))
    fireEvent.click(write)
    expect(within(await screen.findByRole('dialog')).getByLabelText(/原因/)).toHaveProperty('value', words.cause)
  })

  test('that closes the browser finds on its next visit what it typed, and nothing of what it sent', async () => {
    const opened = async () => {
      fireEvent.click(await screen.findByRole('button', { name: /写说明/ }))
      return screen.findByRole('dialog')
    }
    open({ wanted: [late] })
    await fillIn(await opened())
    cleanup()
    open({ wanted: [late] }, filler(), () => ({ body: boardOf({ items: [sent] }) }))
    const dialog = await opened()
    expect(within(dialog).getByLabelText(/原因/)).toHaveProperty('value', words.cause)
    expect(within(dialog).getByText('已恢复未保存的文字')).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: '报送' }))
    await screen.findByText('说明已报送，待审核')
    expect(localStorage.length).toBe(0)
  })

  test('need not foresee the figure of what did not come', async () => {
    open({ wanted: [missing] })
    fireEvent.click(await screen.findByRole('button', { name: /写说明/ }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByLabelText(/预计补报时间/)).toBeDefined()
    expect(dialog.getByText('可以不填')).toBeDefined()
  })

  test('may begin from what it said a quarter ago', async () => {
    const before = {
      period: '2026Q2',
      cause: '上季度的原因说明',
      measures: '上季度的措施说明',
      until: '2026Q3',
      value: 80,
    }
    open({ wanted: [{ ...late, before }] })
    fireEvent.click(await screen.findByRole('button', { name: /写说明/ }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.click(dialog.getByText('2026年第二季度的说明'))
    expect(dialog.getByText('2026年第三季度达到80.0%')).toBeDefined()
    fireEvent.click(dialog.getByRole('button', { name: '以此为底稿' }))
    expect(dialog.getByLabelText(/原因/)).toHaveProperty('value', before.cause)
    expect(dialog.getByLabelText(/措施/)).toHaveProperty('value', before.measures)
  })

  test('sees what came back first, with the words, corrects it and sends it again', async () => {
    const calls = open({ wanted: [missing], items: [returned] }, filler(), () => ({
      body: boardOf({ wanted: [missing], items: [{ ...sent, version: 3 }] }),
    }))
    await heading('滞后说明：待写1项，待审核0条，退回1条，已采纳0条')
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      '被退回1条，待修改后再报',
      '待说明1项',
      '已报送的说明',
    ])
    expect(screen.getByText(/赵一鸣 退回：请写明责任处室/)).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: '修改后再报：青石县技能培训覆盖率' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('退回意见：请写明责任处室')).toBeDefined()
    expect(within(dialog).getByLabelText(/预计值/)).toHaveProperty('value', '88.0')
    fireEvent.change(within(dialog).getByLabelText(/措施/), { target: { value: '由技能处牵头，下季度办班' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '报送' }))
    await heading('滞后说明：待写1项，待审核1条，已采纳0条')
    const call = calls.find(({ method }) => method === 'PUT')
    expect([call?.path, call?.headers.get('if-match')]).toEqual(['/api/v1/statements/7', '"2"'])
    expect(call?.body).toMatchObject({ measures: '由技能处牵头，下季度办班', value: '88.0' })
  })

  test('reads what was accepted and can change nothing of it; a figure that came since is said', async () => {
    open({ items: [accepted, { ...returned, id: 8, kind: 'not_reported', figure: null }] })
    await heading('滞后说明：待写0项，待审核0条，退回1条，已采纳1条')
    const list = panel('已报送的说明')
    expect(list.getByText('已采纳')).toBeDefined()
    expect(list.queryAllByRole('button')).toEqual([])
    expect(panel('被退回1条，待修改后再报').getByText('市人社局，按现有数据已报，且不滞后')).toBeDefined()
  })
})

describe('the second person', () => {
  const waiting: Statement = { ...sent, may: ['accept', 'return'] }

  test('finds what waits on top and accepts it, with the version that was seen', async () => {
    const calls = open({ items: [waiting] }, reviewer(), () => ({ body: boardOf({ items: [accepted] }) }))
    const accept = await screen.findByRole('button', { name: '采纳：青石县技能培训覆盖率' })
    expect(panel('待审核1条').getByText('市人社局，本期70.0%，时序目标86.0%')).toBeDefined()
    fireEvent.click(accept)
    const dialog = await screen.findByRole('dialog', { name: '采纳：青石县技能培训覆盖率' })
    expect(within(dialog).getByText(words.measures)).toBeDefined()
    expect(within(dialog).getByText('采纳后随本季度的发布一并公布，发布后不再改变。')).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: '采纳' }))
    await heading('滞后说明：待写0项，待审核0条，已采纳1条')
    const call = calls.find(({ path }) => path.endsWith('/decision'))
    expect([call?.body, call?.headers.get('if-match')]).toEqual([{ action: 'accept', note: '' }, '"1"'])
  })

  test('returns it only with a reason; a refused decision stays open, and the reason with it', async () => {
    const refusal = '这条说明刚被他人处理。请刷新页面，核对后再办理。'
    open({ items: [waiting] }, reviewer(), () => problem(412, 'stale', refusal))
    fireEvent.click(await screen.findByRole('button', { name: '退回：青石县技能培训覆盖率' }))
    const dialog = await screen.findByRole('dialog')
    const give = within(dialog).getByRole('button', { name: '退回' })
    expect(give).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/退回原因/), { target: { value: '请写明责任处室' } })
    await waitFor(() => expect(give).toHaveProperty('disabled', false))
    fireEvent.click(give)
    expect(await within(dialog).findByText(refusal)).toBeDefined()
    expect(within(dialog).getByLabelText(/退回原因/)).toHaveProperty('value', '请写明责任处室')
  })

  test('revokes what was accepted, and reads what that does to releases', async () => {
    open({ items: [{ ...accepted, may: ['revoke'] }] }, reviewer())
    fireEvent.click(await screen.findByRole('button', { name: '撤销：青石县技能培训覆盖率' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/已发布的不变，需要改变的请作更正发布/)).toBeDefined()
    expect(dialog.getByRole('button', { name: '撤销' })).toHaveProperty('disabled', true)
  })
})
