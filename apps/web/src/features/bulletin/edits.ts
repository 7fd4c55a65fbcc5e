import type { BulletinEdit, BulletinModel } from '@cg/contract/bulletin'

/** By paragraph what the office wrote instead; null: left out. */
export type Edits = Readonly<Record<string, string | null>>

/** What storage holds as edits; null where that is none. */
export function readEdits(found: unknown): Edits | null {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return null
  const known = Object.entries(found).filter(
    (pair): pair is [string, string | null] => pair[1] === null || typeof pair[1] === 'string',
  )
  return Object.fromEntries(known)
}

/** Those of paragraphs that the draft has today: under other settings some are not there. */
export function editsOf({ paragraphs }: BulletinModel, edits: Edits): BulletinEdit[] {
  return paragraphs.flatMap(({ id }): BulletinEdit[] => {
    const text = edits[id]
    return text === undefined ? [] : [{ id, text }]
  })
}

/** With one paragraph as it is now written; undefined: as published again. */
export function withEdit(edits: Edits, id: string, text: string | null | undefined): Edits {
  const rest = Object.fromEntries(Object.entries(edits).filter(([key]) => key !== id))
  return text === undefined ? rest : { ...rest, [id]: text }
}
