import './thread.css'
import type { FormParams } from '@cg/contract/entry'
import type { Thread } from '@cg/contract/thread'
import { useQuery } from '@tanstack/react-query'
import { draftsBelow } from '../lib/draft-room.ts'
import { Button } from '../ui/button.tsx'
import { cellOfSearch } from './linked-cell.ts'
import { useMe } from './session.ts'
import { openThreads, openWords, threadPlace, threadsQuery } from './threads.ts'
import type { ThreadCell } from './threads.ts'

type ThreadLineProps = {
  params: FormParams
  /** The name of a cell of the form; null for one that is not asked for any more. */
  nameOf: (cell: ThreadCell) => string | null
  onGo: (cell: ThreadCell) => void
}

/** Cells named in the line; the others stand in their own panels. */
const mostNamed = 6

/** Which figures of the form have 问答 that are not closed, and texts of an earlier visit that were never sent. */
export function ThreadLine({ params, nameOf, onGo }: ThreadLineProps) {
  const { data, error, refetch } = useQuery(threadsQuery(params))
  const { user } = useMe()
  if (error !== null && data === undefined)
    return (
      <p className="thread-line no-print" role="alert">
        问答没有读出来：{error.message}
        <Button kind="quiet" onClick={() => void refetch()}>
          重试
        </Button>
      </p>
    )
  if (data === undefined) return null
  const { open } = openThreads(data.threads)
  const kept = draftsBelow(user.id, threadPlace(params)).flatMap((rest) => unsentAt(rest, open))
  const cells = named(open, nameOf)
  const unsent = named(kept, nameOf)
  if (cells.length + unsent.length === 0) return null
  return (
    <p className="thread-line no-print">
      {cells.length > 0 && <span>问答 {openWords(data.threads)}：</span>}
      {cells.slice(0, mostNamed).map(({ cell, name }) => (
        <Button key={name} kind="quiet" onClick={() => onGo(cell)}>
          {name}
        </Button>
      ))}
      {cells.length > mostNamed && <span>等 {cells.length} 格</span>}
      {unsent.length > 0 && <span>写了没有发出：</span>}
      {unsent.slice(0, mostNamed).map(({ cell, name }) => (
        <Button key={`unsent ${name}`} kind="quiet" onClick={() => onGo(cell)}>
          {name}
        </Button>
      ))}
    </p>
  )
}

/** The cell of a text that was not sent; none where its thread was closed meanwhile. */
function unsentAt(rest: string, open: readonly Thread[]): ThreadCell[] {
  const [cell, what] = rest.split('|')
  const found = cellOfSearch(cell)
  const isWanted = what === 'new' || open.some(({ id }) => String(id) === what)
  return found === null || !isWanted ? [] : [found]
}

/** Each cell once, in the order they were asked about. */
function named(cells: readonly ThreadCell[], nameOf: ThreadLineProps['nameOf']) {
  const found = new Map<string, ThreadCell>()
  for (const { item, unit, breakdown } of cells) {
    const name = nameOf({ item, unit, breakdown })
    if (name !== null && !found.has(name)) found.set(name, { item, unit, breakdown })
  }
  return [...found].map(([name, cell]) => ({ name, cell }))
}
