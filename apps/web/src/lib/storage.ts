/** Preferences of this browser; a browser that refuses storage simply forgets them. */
export function readPreference(key: string): string | null {
  try {
    return localStorage.getItem(`cg.${key}`)
  } catch {
    return null
  }
}

export function writePreference(key: string, value: string): void {
  try {
    localStorage.setItem(`cg.${key}`, value)
  } catch {
    // The choice lasts until the page is closed.
  }
}
