import type { ReviewDetail } from '@cg/contract/review'
import { must } from '@cg/domain/must'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { formDetail } from '../../testing/form.fixture.ts'
import { reviewer, submitted } from '../../testing/review.fixture.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { peersAt } from './peers-at.ts'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const path = '/api/v1/review/forms/2026Q3/F1/TJJ'

function open(detail: ReviewDetail) {
  const calls = serveFixtures(({ method, path: asked }) => {
    if (asked === '/api/v1/session') return { body: reviewer() }
    if (asked === path && method === 'GET') return { body: detail }
    if (asked === `${path}/begin`)
      return { body: { submission: { ...detail.form.submission, version: 2 }, findings: [] } }
    if (asked === `${path}/return`) return problem(409, 'conflict', '报表已被撤回。')
    return undefined
  })
  renderApp('/review/2026Q3/F1/TJJ')
  const begun = () => calls.filter((call) => call.path === `${path}/begin`).length
  return { calls, begun }
}

describe('reviewing a form', () => {
  it('does not begin by looking; the first mark begins it, once, and stays marked', async () => {
    const { begun } = open(submitted())
    const boxes = await screen.findAllByLabelText('退回此格')
    expect(begun()).toBe(0)
    fireEvent.click(boxes[0] as HTMLElement)
    await waitFor(() => expect(begun()).toBe(1))
    await waitFor(() => expect(screen.queryByText('开始审核（填报人不能再撤回）')).toBeNull())
    expect((screen.getAllByLabelText('退回此格')[0] as HTMLInputElement).checked).toBe(true)
    fireEvent.click(screen.getAllByLabelText('退回此格')[1] as HTMLElement)
    expect(screen.getByRole('button', { name: '退回 2 格' })).toBeDefined()
    expect(begun()).toBe(1)
  })

  it('returns with a reason for every cell; a refusal is shown where it was asked', async () => {
    const { calls } = open(submitted())
    fireEvent.click((await screen.findAllByLabelText('退回此格'))[0] as HTMLElement)
    await waitFor(() => expect(screen.queryByText('开始审核（填报人不能再撤回）')).toBeNull())
    fireEvent.change(screen.getByLabelText('退回原因'), { target: { value: '' } })
    fireEvent.click(screen.getByRole('button', { name: '退回 1 格' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: '还有 1 格没有写原因' }).disabled).toBe(true)
    fireEvent.click(within(dialog).getByRole('button', { name: '取消' }))
    fireEvent.change(screen.getByLabelText('退回原因'), { target: { value: '请核对' } })
    fireEvent.click(screen.getByRole('button', { name: '退回 1 格' }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '退回' }))
    await screen.findByText('报表已被撤回。')
    expect(calls.find((call) => call.path === `${path}/return`)?.body).toEqual({
      marks: [{ item: 'W_ALL', unit: 'A', breakdown: '', reasonCode: 'wrong_number', reason: '请核对' }],
    })
  })
})

it('returns the version that the beginning has made, however soon after the mark it is asked for', async () => {
  const { calls } = open(submitted())
  await screen.findAllByLabelText('退回此格')
  fireEvent.click(must(screen.getAllByLabelText('退回此格')[0]))
  fireEvent.click(screen.getByRole('button', { name: '退回 1 格' }))
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '退回' }))
  await screen.findByText('报表已被撤回。')
  expect(calls.find((call) => call.path === `${path}/return`)?.headers.get('if-match')).toBe('"2"')
})

describe('a review broken off', () => {
  const marked = async () => {
    const box = (await screen.findAllByLabelText<HTMLInputElement>('退回此格'))[0]
    return [box?.checked, screen.queryByLabelText<HTMLInputElement>('退回原因')?.value]
  }

  it('goes on where it was: the marks and their reasons are kept until the form goes back', async () => {
    open(submitted())
    fireEvent.click((await screen.findAllByLabelText('退回此格'))[0] as HTMLElement)
    fireEvent.change(screen.getByLabelText('退回原因'), { target: { value: '请附台账' } })
    cleanup()
    open(submitted())
    expect(await marked()).toEqual([true, '请附台账'])
    screen.getByText('已恢复未保存的退回标记和原因')
    fireEvent.click(screen.getByRole('button', { name: '放弃' }))
    expect(await marked()).toEqual([false, undefined])
    cleanup()
    open(submitted())
    expect(await marked()).toEqual([false, undefined])
  })

  it('of another round finds nothing', async () => {
    open(submitted())
    fireEvent.click((await screen.findAllByLabelText('退回此格'))[0] as HTMLElement)
    cleanup()
    const detail = submitted()
    open({ ...detail, form: { ...detail.form, submission: { ...detail.form.submission, round: 2 } } })
    expect(await marked()).toEqual([false, undefined])
  })
})

describe('marks of the second unit', () => {
  const returned = {
    round: 1,
    breakdown: '',
    reasonCode: 'wrong_number' as const,
    by: '赵一鸣',
    at: '2026-10-11T00:00:00.000Z',
  }

  it('stand on its own row: what was returned before, and what goes back now', async () => {
    const detail = submitted()
    const returnMarks = [{ ...returned, item: 'W_ALL', unit: 'B', reason: '与台账不符', proposed: null }]
    const { calls } = open({ ...detail, form: { ...detail.form, returnMarks } })
    const rows = (await screen.findAllByRole('row')).filter((row) => within(row).queryByLabelText('退回此格') !== null)
    const told = rows.filter((row) => within(row).queryByText('第 1 轮退回：与台账不符') !== null)
    expect(told).toEqual([rows[1]])
    const second = rows[1] as HTMLElement
    expect(within(second).getByRole('rowheader').textContent).toBe('西屏区')
    fireEvent.click(within(second).getByLabelText('退回此格'))
    await waitFor(() => expect(screen.queryByText('开始审核（填报人不能再撤回）')).toBeNull())
    fireEvent.change(screen.getByLabelText('退回原因'), { target: { value: '仍不符' } })
    fireEvent.change(screen.getByLabelText('建议值'), { target: { value: ' 1.2万 ' } })
    fireEvent.click(screen.getByRole('button', { name: '退回 1 格' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('西屏区 · 产业工人总数')).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: '退回' }))
    await screen.findByText('报表已被撤回。')
    expect(calls.find((call) => call.path === `${path}/return`)?.body).toMatchObject({
      marks: [{ item: 'W_ALL', unit: 'B', breakdown: '', reason: '仍不符', proposed: '1.2万' }],
    })
  })
})

describe('the letter a', () => {
  const accepted = (calls: { path: string }[]) => calls.filter((call) => call.path === `${path}/accept`).length

  it('accepts the form, also while a radio has the focus', async () => {
    const { calls } = open(submitted())
    const radio = await screen.findByRole('radio', { name: /^全部/ })
    fireEvent.keyDown(radio, { key: 'a' })
    await waitFor(() => expect(accepted(calls)).toBe(1))
  })

  it('waits for the beginning that a mark has just started, and accepts the version that this made', async () => {
    const { calls } = open(submitted())
    const box = () => must(screen.getAllByLabelText('退回此格')[0])
    await screen.findAllByLabelText('退回此格')
    fireEvent.click(box())
    fireEvent.click(box())
    fireEvent.keyDown(document.body, { key: 'a' })
    await waitFor(() => expect(accepted(calls)).toBe(1))
    expect(calls.find((call) => call.path === `${path}/accept`)?.headers.get('if-match')).toBe('"2"')
  })

  it('does nothing in a field, nor under a dialog wherever the focus is', async () => {
    const { calls } = open(submitted())
    fireEvent.click((await screen.findAllByLabelText('退回此格'))[0] as HTMLElement)
    fireEvent.keyDown(screen.getByLabelText('退回原因'), { key: 'a' })
    fireEvent.click(screen.getByRole('button', { name: '退回 1 格' }))
    const dialog = await screen.findByRole('dialog')
    fireEvent.keyDown(within(dialog).getByRole('button', { name: '取消' }), { key: 'a' })
    fireEvent.keyDown(document.body, { key: 'a' })
    fireEvent.click(within(dialog).getByRole('button', { name: '取消' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(accepted(calls)).toBe(0)
  })

  it('asks where something is open, as the button does, and passes only when told to', async () => {
    const own = submitted()
    const at = { item: 'W_ALL', unit: 'A', breakdown: '' }
    const finding = { ...at, title: '变动', message: '较上季变动过大', cells: [at], isExplained: false }
    const findings = [
      { ...finding, rule: 'R1', class: 'explain' as const },
      { ...finding, rule: 'R2', class: 'explain' as const },
      { ...finding, rule: 'R3', class: 'inform' as const },
    ]
    const explanations = [
      {
        ...at,
        rule: 'R1',
        text: '新投产两家企业',
        by: '赵一鸣',
        verdict: null,
        verdictBy: null,
        verdictAt: null,
        version: 1,
        at: '2026-10-11T00:00:00.000Z',
      },
    ]
    const { calls } = open({ ...own, form: { ...own.form, findings, explanations } })
    await screen.findAllByLabelText('退回此格')
    fireEvent.keyDown(document.body, { key: 'a' })
    const dialog = await screen.findByRole('dialog', { name: '还有未处理的事项，仍要通过吗？' })
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toEqual(['1 处需要说明而没有说明', '1 条说明尚未表态，通过即视为采纳'])
    fireEvent.click(within(dialog).getByRole('button', { name: '取消' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(accepted(calls)).toBe(0)
    fireEvent.click(screen.getByRole('button', { name: '通过' }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '仍然通过' }))
    await waitFor(() => expect(accepted(calls)).toBe(1))
  })
})

describe('a form in which the reader wrote', () => {
  it('offers no decision and says why', async () => {
    const own = submitted()
    const decideRefusal = '《基础表》由您本人提交，须由另一人审核。请联系另一位审核人。'
    const submission = { ...own.form.submission, allowedActions: ['return' as const], decideRefusal }
    open({ ...own, form: { ...own.form, submission } })
    expect(await screen.findByText(decideRefusal)).toBeDefined()
    expect(screen.queryByRole('button', { name: '通过' })).toBeNull()
  })
})

describe('a published form', () => {
  it('lets the office choose cells to correct and asks for class and reason', async () => {
    const locked = submitted()
    const form = formDetail({
      submission: { ...locked.form.submission, state: 'locked', allowedActions: [], closedReason: '已冻结' },
    })
    open({ ...locked, form })
    fireEvent.click((await screen.findAllByLabelText('更正此格'))[0] as HTMLElement)
    fireEvent.click(screen.getByRole('button', { name: '更正 1 格…' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('东湾区 · 产业工人总数')).toBeDefined()
    expect(within(dialog).getByLabelText('更正类别')).toBeDefined()
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: '原因至少 6 个字' }).disabled).toBe(true)
  })
})

describe('walking through the cells by keys', () => {
  const shownUnder = (row: HTMLElement) => row.nextElementSibling?.classList.contains('review-detail') ?? false

  it('shows quarters and peers of one cell at a time, stops at the ends, and asks about the current one', async () => {
    const { begun } = open(submitted())
    const rows = (await screen.findAllByLabelText('退回此格')).map((box) => must(box.closest('tr')))
    expect(rows.some(shownUnder)).toBe(false)
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(rows.map(shownUnder).indexOf(true)).toBe(0)
    fireEvent.keyDown(document.body, { key: 'k' })
    expect(rows.map(shownUnder).indexOf(true)).toBe(0)
    for (const _ of rows) fireEvent.keyDown(document.body, { key: 'j' })
    expect(rows.map(shownUnder).indexOf(true)).toBe(rows.length - 1)
    fireEvent.keyDown(document.body, { key: 'k' })
    const at = rows.length - 2
    expect(rows.map(shownUnder).filter(Boolean)).toHaveLength(1)
    expect(rows.map(shownUnder).indexOf(true)).toBe(at)
    fireEvent.keyDown(document.body, { key: 'n' })
    await waitFor(() => expect(begun()).toBe(1))
    const row = must(rows[at])
    expect(within(row).getByLabelText<HTMLSelectElement>('退回原因类别').value).toBe('needs_explanation')
    expect(within(row).getByLabelText<HTMLInputElement>('退回原因').value).toMatch(/请说明/)
  })
})

describe('the figures beside a cell', () => {
  it('are the other units of the form, and other forms only once they were sent', () => {
    const detail = submitted()
    const width = detail.form.units.length
    const own = peersAt(detail, 0)
    expect(own.map((peer) => peer.code)).toEqual(
      detail.form.units.filter((unit, at) => !unit.isCity && detail.form.cells.isEntry[at]).map((unit) => unit.code),
    )
    expect(own[0]?.cell?.value).toBe(detail.form.cells.value[0])
    const rows = detail.form.rows.length
    const peer = { code: 'X', shortName: '外区', isSent: false, ...column(rows, 5) }
    const [first, second] = peersAt({ ...detail, peers: [peer, { ...peer, code: 'Y', isSent: true }] }, width).slice(-2)
    expect(first?.cell).toBeNull()
    expect(second?.cell).toEqual({ state: 'reported', value: 6 })
  })
})

/** Columns of a peer: 5, 6, 7 … by row. */
function column(rows: number, from: number) {
  const value = Array.from({ length: rows }, (_, at) => from + at)
  return { state: value.map(() => 'reported' as const), value, previous: value }
}
