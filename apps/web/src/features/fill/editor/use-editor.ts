import type { CellEntry, CellOutcome, FormDetail, FormParams } from '@cg/contract/entry'
import type { ProblemCell } from '@cg/contract/problem'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { ApiError } from '../../../lib/api.ts'
import { useMe } from '../../../shared/session.ts'
import { createFormEditor } from './form-editor.ts'
import type { FormEditor } from './form-editor.ts'
import { browserJournal } from './journal.ts'
import { formChecker } from './live-findings.ts'
import type { EditSource, SaveFailure } from './state.ts'
import { saveCells } from '../queries.ts'

const retryable = new Set<string>(['network', 'unauthenticated', 'unavailable', 'internal', 'too_many_requests'])

/** What a failed save means for its cells. */
export function describe(error: unknown): SaveFailure {
  if (!(error instanceof ApiError))
    return { isRetryable: true, message: '保存时出错，已留在本机，稍后自动重试。', stale: null }
  return {
    isRetryable: retryable.has(error.code),
    message: error.message,
    stale: error.code === 'stale' ? staleOutcome(error) : null,
  }
}

/** The reply 412 names the one stale cell, what is stored in it and what was sent. */
function staleOutcome({ cells, current, message }: ApiError): CellOutcome | null {
  const place = cells[0]
  if (!isCellPlace(place) || !isStalePair(current)) return null
  const { item, unit, breakdown = '' } = place
  return { item, unit, breakdown, outcome: 'stale', ...current, message }
}

function isCellPlace(place: ProblemCell | undefined): place is ProblemCell & { item: string; unit: string } {
  return typeof place?.item === 'string' && typeof place.unit === 'string'
}

function isStalePair(found: unknown): found is Pick<CellOutcome, 'current' | 'mine'> {
  return typeof found === 'object' && found !== null && 'current' in found && 'mine' in found
}

/** The editor of a loaded form; saves go through a mutation so that an expired session is noticed. */
export function useFormEditor(params: FormParams, detail: FormDetail): FormEditor {
  const me = useMe()
  const { mutateAsync } = useMutation({
    mutationKey: ['save-cells'],
    mutationFn: ({ cells, source }: { cells: CellEntry[]; source: EditSource }) => saveCells(params, { source, cells }),
  })
  // One editor for one loaded form: the page mounts anew when the form is loaded again.
  const [editor] = useState(() =>
    createFormEditor({
      detail,
      send: (cells, source) => mutateAsync({ cells, source }),
      describe,
      checker: formChecker(detail),
      journal: browserJournal(me.user.id, params),
    }),
  )
  useEffect(() => {
    editor.retry()
    const retry = () => editor.retry()
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('online', retry)
      editor.dispose()
    }
  }, [editor])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (editor.saveState().kind !== 'idle') event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [editor])
  useSyncExternalStore(editor.subscribe, editor.revision)
  return editor
}
