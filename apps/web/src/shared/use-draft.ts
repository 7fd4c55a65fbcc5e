import { useState } from 'react'
import { dropDraft, keepDraft, readDraft } from '../lib/draft-room.ts'
import { useMe } from './session.ts'

/**
 * restored: what stands in the field was typed on an earlier visit. changed: something else was saved since then; the
 * field shows that, and what was typed is offered. unkept: this browser keeps nothing.
 */
export type DraftNote<Value> =
  | { readonly kind: 'none' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'unkept' }
  | { readonly kind: 'changed'; readonly kept: Value }

export type Draft<Value> = {
  readonly value: Value
  readonly note: DraftNote<Value>
  /** Takes what was typed, and keeps it until it is saved. */
  readonly put: (value: Value) => void
  /** It is saved or done with: nothing is kept any more. What was typed on in the meantime stays. */
  readonly drop: (saved?: Value) => void
  /** Back to what is saved. */
  readonly discard: () => void
}

/**
 * What is typed at a place and not yet saved, kept in this browser for the signed-in account alone. `saved` is what
 * stands there without it; `read` makes a value of what storage holds, null where that is none.
 */
export function useDraft<Value>(place: string, saved: Value, read: (found: unknown) => Value | null): Draft<Value> {
  const { user } = useMe()
  const [held, set] = useState(() => ({ place, ...opened(user.id, place, saved, read) }))
  // Another place has a text of its own; what was typed in this one stays kept.
  const isMoved = held.place !== place
  const { value, note } = isMoved ? opened(user.id, place, saved, read) : held
  if (isMoved) set({ place, value, note })
  const put = (next: Value) => {
    const [typed, base] = [JSON.stringify(next), JSON.stringify(saved)]
    if (typed === base) dropDraft(user.id, place)
    const isKept = typed === base || keepDraft(user.id, place, { value: typed, base })
    set((before) => ({
      place,
      value: next,
      note: !isKept ? { kind: 'unkept' } : typed === base ? { kind: 'none' } : before.note,
    }))
  }
  return {
    value,
    note,
    put,
    drop(now) {
      const kept = readDraft(user.id, place)
      const base = JSON.stringify(now)
      if (now === undefined || kept === null || kept.value === base) dropDraft(user.id, place)
      else keepDraft(user.id, place, { value: kept.value, base })
      set((before) => ({ place, value: before.value, note: { kind: 'none' } }))
    },
    discard() {
      dropDraft(user.id, place)
      set({ place, value: saved, note: { kind: 'none' } })
    },
  }
}

function opened<Value>(
  userId: number,
  place: string,
  saved: Value,
  read: (found: unknown) => Value | null,
): { value: Value; note: DraftNote<Value> } {
  const kept = readDraft(userId, place)
  const base = JSON.stringify(saved)
  const value = kept === null ? null : read(JSON.parse(kept.value))
  if (kept === null || value === null || kept.value === base) return { value: saved, note: { kind: 'none' } }
  return kept.base === base
    ? { value, note: { kind: 'restored' } }
    : { value: saved, note: { kind: 'changed', kept: value } }
}

/** For a draft that is one text. */
export function readText(found: unknown): string | null {
  return typeof found === 'string' ? found : null
}

/** For a draft that is a few texts by name. */
export function readTexts<Name extends string>(
  names: readonly Name[],
): (found: unknown) => Readonly<Record<Name, string>> | null {
  return (found) => {
    if (typeof found !== 'object' || found === null) return null
    const texts = Object.entries(found).filter(
      (pair): pair is [Name, string] => names.some((name) => name === pair[0]) && typeof pair[1] === 'string',
    )
    return texts.length === names.length ? (Object.fromEntries(texts) as Record<Name, string>) : null
  }
}
