import { differenceFacts } from '@cg/charts/testing/difference-fixture'
import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { release, releaseItems } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import { choosePair } from './difference-page.tsx'

afterEach(() => vi.unstubAllGlobals())

const heads = releaseItems().map(({ head }) => head)

function open(address: string) {
  const facts = differenceFacts()
  serveFixtures(({ path }) => (path.endsWith('/difference') ? { body: { ...facts, to: release } } : undefined))
  renderApp(address)
  return facts
}

describe('the difference of two releases', () => {
  it('is said in sentences: what differs, then what to mind when comparing', async () => {
    open('/releases/difference?from=CG-2026Q2-01&to=CG-2026Q2-02')
    const title = await screen.findByRole('heading', { level: 1, name: /^与CG-2026Q3-01相比/ }, { timeout: 20_000 })
    expect(title.textContent).toContain('涉及全市和3个单位')
    expect(screen.getByText(/^技能培训覆盖率：全市由61.2%改为62.0%/)).toBeTruthy()
    const note = screen.getByRole('note')
    expect(note.textContent).toContain('比较时须注意')
    expect(within(note).getByText(/按已报单位汇总，尚不完整（缺岚谷县）$/)).toBeTruthy()
  })

  it('counts by value, place and light, and shows one kind on demand', async () => {
    open('/releases/difference')
    fireEvent.click(await screen.findByRole('radio', { name: '灯 2' }, { timeout: 20_000 }))
    await screen.findByRole('radio', { name: '灯 2', checked: true })
    expect(screen.getAllByRole('row')).toHaveLength(3)
    expect(screen.queryByRole('radio', { name: /^状态/ })).toBeNull()
  })

  it('goes with time, whichever of the two a link names first', () => {
    const [from, to] = ['CG-2026Q2-01', 'CG-2026Q3-01']
    expect(choosePair(heads, { from: to, to: from })).toEqual({ from, to })
    expect(choosePair(heads, { from, to })).toEqual({ from, to })
    const preview = { ...release, code: '试看-2026Q2-01', period: '2026Q2', state: 'preview' as const }
    expect(choosePair([preview, ...heads], { from: to, to: preview.code })).toEqual({ from: to, to: preview.code })
  })
})
