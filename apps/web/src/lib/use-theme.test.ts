import { afterEach, expect, it, vi } from 'vitest'
import { applyTheme, chooseTheme, readLinkedTheme, shownTheme } from './use-theme.ts'

const theme = () => document.documentElement.dataset['theme']

afterEach(() => {
  readLinkedTheme('')
  chooseTheme('light')
})

it('a link with theme=dark is dark, and the stored choice stays for the next visit', () => {
  chooseTheme('light')
  readLinkedTheme('?p=2026Q3&theme=dark')
  applyTheme()
  expect([theme(), shownTheme()]).toEqual(['dark', 'dark'])
  readLinkedTheme('')
  applyTheme()
  expect(theme()).toBe('light')
})

it('a choice made on the page wins over the link', () => {
  readLinkedTheme('?theme=dark')
  chooseTheme('light')
  expect([theme(), shownTheme()]).toEqual(['light', 'light'])
})

it('a theme that does not exist changes nothing', () => {
  readLinkedTheme('?theme=pink')
  applyTheme()
  expect(theme()).toBe('light')
})

it('forced colours follow the system’s ground, whatever was chosen', () => {
  const asked = window.matchMedia
  const answers = (query: string) => /forced-colors|prefers-color-scheme: dark/.test(query)
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => Object.assign(asked(query), { matches: answers(query) }))
  chooseTheme('light')
  expect([theme(), shownTheme()]).toEqual(['dark', 'light'])
  vi.restoreAllMocks()
})
