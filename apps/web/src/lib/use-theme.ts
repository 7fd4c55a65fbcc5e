import { useSyncExternalStore } from 'react'
import { readPreference, writePreference } from './storage.ts'

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type Theme = 'light' | 'dark'

const listeners = new Set<() => void>()
const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)')

function stored(): ThemeChoice {
  const value = readPreference('theme')
  return themeChoices.find((choice) => choice === value) ?? 'light'
}

function current(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'
}

function resolve(choice: ThemeChoice): Theme {
  if (choice === 'system') return systemDark().matches ? 'dark' : 'light'
  return choice
}

/** Puts a theme on the page; `?theme=dark` in a link wins over the stored choice for the visit. */
export function applyTheme(choice: ThemeChoice = stored()): void {
  document.documentElement.dataset['theme'] = resolve(choice)
  for (const listener of listeners) listener()
}

export function chooseTheme(choice: ThemeChoice): void {
  writePreference('theme', choice)
  applyTheme(choice)
}

export function storedTheme(): ThemeChoice {
  return stored()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme in force, for what CSS variables cannot reach (charts). */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current)
}
