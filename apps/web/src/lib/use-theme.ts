import { useSyncExternalStore } from 'react'
import { readPreference, writePreference } from './storage.ts'

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type Theme = 'light' | 'dark'

const listeners = new Set<() => void>()
const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)')
const forcedColours = () => window.matchMedia('(forced-colors: active)')

function stored(): ThemeChoice {
  const value = readPreference('theme')
  return themeChoices.find((choice) => choice === value) ?? 'light'
}

function current(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'
}

/** Forced colours have a ground of their own: ink chosen for another one would vanish on it. */
function resolve(choice: ThemeChoice): Theme {
  if (choice === 'system' || forcedColours().matches) return systemDark().matches ? 'dark' : 'light'
  return choice
}

/** The theme a link asked for (`?theme=dark`); it holds for the visit, until another is chosen. */
let linked: ThemeChoice | null = null

/** Reads the theme from the page's address, before the router leaves out what it does not know. */
export function readLinkedTheme(search: string): void {
  const value = new URLSearchParams(search).get('theme')
  linked = themeChoices.find((choice) => choice === value) ?? null
}

/** Puts a theme on the page: the one asked for, else the link's, else the stored choice. */
export function applyTheme(choice: ThemeChoice = shownTheme()): void {
  document.documentElement.dataset['theme'] = resolve(choice)
  for (const listener of listeners) listener()
}

/** Applies the theme again whenever the system turns dark, light or to forced colours. */
export function followSystem(): void {
  for (const query of [systemDark(), forcedColours()]) query.addEventListener('change', () => applyTheme())
}

export function chooseTheme(choice: ThemeChoice): void {
  linked = null
  writePreference('theme', choice)
  applyTheme(choice)
}

export function shownTheme(): ThemeChoice {
  return linked ?? stored()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme in force, for what CSS variables cannot reach (charts). */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current, () => 'light')
}
