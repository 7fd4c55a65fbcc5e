import type { QueueItem, ReviewQueue } from '@cg/contract/review'
import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { reviewer } from '../../testing/review.fixture.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

function item(reporter: string, over: Partial<QueueItem> = {}): QueueItem {
  return {
    period: '2026Q3',
    form: 'F1',
    formName: '技能表',
    reporter,
    reporterName: `${reporter}区`,
    state: 'submitted',
    version: 7,
    round: 1,
    submittedAt: '2026-10-12T00:00:00.000Z',
    submittedBy: '吴国平',
    isOverdue: false,
    isLate: false,
    explained: 0,
    findings: 0,
    changed: 0,
    openThreads: 0,
    risk: 0,
    allowedActions: ['accept', 'return'],
    ...over,
  }
}

function queue(items: QueueItem[]): ReviewQueue {
  return {
    period: '2026Q3',
    items,
    counts: [{ state: 'submitted', count: items.length }],
    due: 9,
    leftOut: 0,
    reviewBy: null,
    publishBy: null,
    serverTime: '2026-10-12T00:00:00.000Z',
  }
}

describe('the forms of one reporter', () => {
  it('are shown and passed alone; chosen in the link, all are shown again when none is left', async () => {
    const both = [
      item('甲', { reporter: 'A' }),
      item('甲', { reporter: 'A', form: 'F2' }),
      item('乙', { reporter: 'B' }),
    ]
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      return path === '/api/v1/review/queue' ? { body: queue(both) } : undefined
    })
    renderApp('/review')
    await screen.findByRole('button', { name: '通过全部无异常（3）' })
    fireEvent.change(screen.getByLabelText('填报单位'), { target: { value: 'A' } })
    fireEvent.click(await screen.findByRole('button', { name: '通过全部无异常（2）' }))
    expect(within(await screen.findByRole('dialog')).getAllByText('甲区 · 技能表')).toHaveLength(2)
    renderApp('/review?reporter=C')
    await screen.findByRole('button', { name: '通过全部无异常（3）' })
  })
})

describe('passing all forms without a finding', () => {
  it('names them first, leaves out what has something open, and tells what was refused', async () => {
    const items = [
      item('甲'),
      item('乙', { version: 3 }),
      item('丙', { findings: 1 }),
      item('丁', { explained: 1 }),
      item('戊', { changed: 2 }),
      item('己', { allowedActions: ['return'] }),
    ]
    const calls = serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      if (path === '/api/v1/review/queue') return { body: queue(items) }
      if (path.endsWith(`/${encodeURIComponent('乙')}/accept`)) return problem(409, 'conflict', '报表已被撤回。')
      if (path.endsWith('/accept')) return { body: {} }
      return undefined
    })
    renderApp('/review')
    fireEvent.click(await screen.findByRole('button', { name: '通过全部无异常（2）' }))
    const dialog = await screen.findByRole('dialog')
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toEqual(['甲区 · 技能表', '乙区 · 技能表'])
    expect(calls.filter((call) => call.path.endsWith('/accept'))).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: '通过 2 张表' }))
    await screen.findByText('已通过 1 张表，1 张没有通过')
    expect(screen.getByText('乙区 · 技能表：报表已被撤回。')).toBeDefined()
    const sent = calls.filter((call) => call.path.endsWith('/accept'))
    expect(sent.map((call) => call.headers.get('if-match'))).toEqual(['"7"', '"3"'])
  })
})
