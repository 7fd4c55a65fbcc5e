import type { GridBody, GridLine } from '@cg/charts/model'

/** A column of the table: one line of the body, or a whole block folded into one. */
export type RugColumn =
  | { readonly kind: 'line'; readonly key: string; readonly at: number; readonly line: GridLine }
  | { readonly kind: 'fold'; readonly key: string; readonly group: string; readonly at: readonly number[] }

/** Columns side by side of one block; `span` counts them as shown. */
export type RugBlock = {
  readonly group: string
  readonly span: number
  readonly count: number
  readonly isFolded: boolean
}

/** The columns as shown, with the blocks of the folded ones joined. */
export function rugColumns({ columns }: GridBody, folded: ReadonlySet<string>): RugColumn[] {
  const shown: RugColumn[] = []
  for (const [at, line] of columns.entries()) {
    if (!folded.has(line.group)) shown.push({ kind: 'line', key: line.key, at, line })
    else if (shown.at(-1)?.key !== line.group)
      shown.push({ kind: 'fold', key: line.group, group: line.group, at: blockOf(columns, line.group) })
  }
  return shown
}

function blockOf(columns: readonly GridLine[], group: string): number[] {
  return columns.flatMap((line, at) => (line.group === group ? [at] : []))
}

/** The heads over the columns; empty where columns have no blocks. */
export function rugBlocks({ columns }: GridBody, folded: ReadonlySet<string>): RugBlock[] {
  const groups = [...new Set(columns.map(({ group }) => group))].filter((group) => group !== '')
  return groups.map((group) => {
    const count = blockOf(columns, group).length
    return { group, count, span: folded.has(group) ? 1 : count, isFolded: folded.has(group) }
  })
}
