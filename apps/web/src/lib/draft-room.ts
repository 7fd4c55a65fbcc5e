/**
 * What people typed and have not yet saved, kept in this browser per account and place, as the journal of the grid is.
 * localStorage and not IndexedDB: it is written before the key's event is over, so a window that is closed or a machine
 * that loses its power in the next moment has lost nothing; a few hundred texts are far below what it holds.
 */
export type KeptDraft = {
  /** As JSON. */
  readonly value: string
  /** What was saved when it was typed, as JSON: another saved meanwhile is seen by it. */
  readonly base: string
  readonly at: number
}

const root = 'cg.draft.'
const dayMs = 86_400_000
/** Longer than a quarter is filled, reviewed and corrected. */
const keptDays = 150

/** Where the browser refuses storage a draft lasts as long as its page. */
const inMemory = new Map<string, string>()

function keyOf(userId: number, place: string): string {
  return `${root}${userId}.${place}`
}

export function readDraft(userId: number, place: string): KeptDraft | null {
  const key = keyOf(userId, place)
  try {
    return draftOf(localStorage.getItem(key) ?? inMemory.get(key))
  } catch {
    return draftOf(inMemory.get(key))
  }
}

/** False: the browser refused, so that it lasts no longer than the page. */
export function keepDraft(userId: number, place: string, draft: Omit<KeptDraft, 'at'>): boolean {
  const key = keyOf(userId, place)
  const text = JSON.stringify({ ...draft, at: Date.now() })
  try {
    if (localStorage.getItem(key) === null) dropOldDrafts(Date.now())
    localStorage.setItem(key, text)
    inMemory.delete(key)
    return true
  } catch {
    inMemory.set(key, text)
    return false
  }
}

export function dropDraft(userId: number, place: string): void {
  const key = keyOf(userId, place)
  inMemory.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept there.
  }
}

/** The places below one, with what stands after it. */
export function draftsBelow(userId: number, place: string): string[] {
  const start = keyOf(userId, place)
  return [...new Set([...storedKeys(), ...inMemory.keys()])].flatMap((key) =>
    key.startsWith(start) ? [key.slice(start.length)] : [],
  )
}

/** Nobody comes back to a text of long ago; its account may be gone. */
export function dropOldDrafts(now: number): void {
  for (const key of storedKeys()) {
    if (!key.startsWith(root)) continue
    const draft = draftOf(localStorage.getItem(key))
    if (draft === null || draft.at < now - keptDays * dayMs) localStorage.removeItem(key)
  }
}

function storedKeys(): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at)).filter((key) => key !== null)
  } catch {
    return []
  }
}

/** Storage may hold anything: what is no draft is none. */
function draftOf(text: string | null | undefined): KeptDraft | null {
  if (text === null || text === undefined) return null
  try {
    const found: unknown = JSON.parse(text)
    return isDraft(found) ? found : null
  } catch {
    return null
  }
}

function isDraft(found: unknown): found is KeptDraft {
  return (
    typeof found === 'object' &&
    found !== null &&
    'value' in found &&
    typeof found.value === 'string' &&
    'base' in found &&
    typeof found.base === 'string' &&
    'at' in found &&
    typeof found.at === 'number'
  )
}
