import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 8000 }

test('the rug is a table whose last line counts, and arrows move between its cells', async () => {
  serveFixtures()
  renderApp('/compare')
  const rug = await screen.findByRole('grid', {}, patience)
  const first = rug.querySelector<HTMLElement>('td[data-row="0"][data-column="0"]')
  first?.focus()
  fireEvent.keyDown(first ?? rug, { key: 'ArrowRight' })
  expect(document.activeElement?.getAttribute('data-column')).toBe('1')
  expect(within(rug).getAllByText('滞后单位').length).toBe(1)
})

test('a link with two units lists these alone, and one of them can be taken out', async () => {
  serveFixtures()
  renderApp('/compare?units=YC01,YC02')
  const rug = await screen.findByRole('grid', {}, patience)
  expect(rug.querySelectorAll('tbody tr').length).toBe(2)
  expect(screen.getAllByRole('button', { name: /移出对比/ }).length).toBe(2)
})
