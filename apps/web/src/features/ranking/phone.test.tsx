import { fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, afterEach, expect, test, vi } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

beforeEach(() => {
  vi.stubGlobal('matchMedia', (media: string) => ({
    media,
    matches: media.includes('max-width'),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  serveFixtures()
})
afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }

test('on a phone the places of eight quarters are those of the last two, each unit a button with its move', async () => {
  const { router } = renderApp('/rank?view=bump')
  const list = await screen.findByRole('list', { name: /位次/ }, patience)
  const units = within(list).getAllByRole('button')
  expect(units.length).toBeGreaterThan(5)
  expect(units[0]?.textContent).toMatch(/^1 .+(上升\d位|下降\d位|位次不变|没有可比的上期位次)$/)
  expect(document.querySelectorAll('.slope-line').length).toBe(units.length)
  fireEvent.click(units[0] as HTMLElement)
  expect(await screen.findByRole('button', { pressed: true, name: /^1 / }, patience)).toBeTruthy()
  expect(router.state.location.search).toHaveProperty('focus')
})

test('on a phone the blocks of the score are read one at a time, the best unit first', async () => {
  renderApp('/rank?view=dimensions')
  const choice = await screen.findByLabelText<HTMLSelectElement>('维度', {}, patience)
  const scores = () =>
    [...document.querySelectorAll('.dimension-list b')].map((one) => Number.parseFloat(one.textContent ?? ''))
  const first = scores().filter((score) => !Number.isNaN(score))
  expect(first.length).toBeGreaterThan(5)
  expect(first).toEqual(first.toSorted((left, right) => right - left))
  const other = choice.options[2]?.value ?? ''
  fireEvent.change(choice, { target: { value: other } })
  expect(scores()).not.toEqual(first)
})
