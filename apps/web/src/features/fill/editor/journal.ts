import type { FormParams } from '@cg/contract/entry'
import type { Journal } from './form-editor.ts'
import type { JournalEntry } from './state.ts'

type Entries = Record<string, JournalEntry>

/** Unsaved texts of one person's form, kept in this browser until the server has them (A8). */
export function browserJournal(userId: number, params: FormParams): Journal {
  const key = `cg.journal.${userId}.${params.period}.${params.form}.${params.reporter}`
  const read = (): Entries => {
    try {
      return entriesOf(JSON.parse(localStorage.getItem(key) ?? '{}'))
    } catch {
      return {}
    }
  }
  return {
    read,
    update(changes) {
      const entries = withChanges(read(), changes)
      try {
        if (Object.keys(entries).length === 0) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(entries))
      } catch {
        // Without browser storage a draft lasts as long as its page; the save line shows what is not yet saved.
      }
    },
  }
}

/** The entries after single ones were put or removed (null). */
export function withChanges(entries: Entries, changes: Record<string, JournalEntry | null>): Entries {
  return Object.fromEntries(
    Object.entries({ ...entries, ...changes }).filter((pair): pair is [string, JournalEntry] => pair[1] !== null),
  )
}

/** Storage may hold anything: what is not an entry is left out. */
function entriesOf(found: unknown): Entries {
  if (typeof found !== 'object' || found === null) return {}
  return Object.fromEntries(
    Object.entries(found).filter(
      (pair): pair is [string, JournalEntry] =>
        typeof pair[1] === 'object' &&
        pair[1] !== null &&
        typeof pair[1].text === 'string' &&
        typeof pair[1].version === 'number' &&
        (pair[1].note === undefined || pair[1].note === null || typeof pair[1].note === 'string'),
    ),
  )
}
