import type { FormParams } from '@cg/contract/entry'
import type { Journal } from './form-editor.ts'

type Entries = ReturnType<Journal['read']>

/** Unsaved texts of one person's form, kept in this browser until the server has them (A8). */
export function browserJournal(userId: number, params: FormParams): Journal {
  const key = `cg.journal.${userId}.${params.period}.${params.form}.${params.reporter}`
  return {
    read() {
      try {
        return entriesOf(JSON.parse(localStorage.getItem(key) ?? '{}'))
      } catch {
        return {}
      }
    },
    write(entries) {
      try {
        if (Object.keys(entries).length === 0) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(entries))
      } catch {
        // Without browser storage a draft lasts as long as its page; the save line shows what is not yet saved.
      }
    },
  }
}

/** Storage may hold anything: what is not an entry is left out. */
function entriesOf(found: unknown): Entries {
  if (typeof found !== 'object' || found === null) return {}
  return Object.fromEntries(
    Object.entries(found).filter(
      (pair): pair is [string, { text: string; version: number }] =>
        typeof pair[1] === 'object' &&
        pair[1] !== null &&
        typeof pair[1].text === 'string' &&
        typeof pair[1].version === 'number',
    ),
  )
}
