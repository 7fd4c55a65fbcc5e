import type { FormParams } from '@cg/contract/entry'

export type DraftKind = 'explain' | 'note' | 'evidence'

/** Where the texts of a form that are not yet saved are kept; a kind's own places follow its name. */
export function draftPlace({ period, form, reporter }: FormParams, kind: DraftKind, key = ''): string {
  return `fill.${period}.${form}.${reporter}.${kind}.${key}`
}
