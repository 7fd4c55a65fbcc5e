import type { CellOutcome, FormDetail, SaveReply, StoredCell } from '@cg/contract/entry'
import { formDetail } from '../../../testing/form.fixture.ts'
import { cellPlace } from '../editor/form-cells.ts'
import { createFormEditor } from '../editor/form-editor.ts'
import type { EditorOptions, FormEditor, Journal } from '../editor/form-editor.ts'
import { withChanges } from '../editor/journal.ts'
import { formChecker } from '../editor/live-findings.ts'

export function memoryJournal(
  start: ReturnType<Journal['read']> = {},
): Journal & { kept: () => ReturnType<Journal['read']> } {
  let kept = start
  return {
    read: () => kept,
    update: (changes) => {
      kept = withChanges(kept, changes)
    },
    kept: () => kept,
  }
}

/** What the server says of one cell of the fixture. */
export function outcome(detail: FormDetail, index: number, change: Partial<CellOutcome>): CellOutcome {
  const place = cellPlace(detail, index)
  return {
    item: place.row.item,
    unit: place.unit.code,
    breakdown: place.row.breakdown,
    outcome: 'saved',
    current: null,
    ...change,
  }
}

export function stored(value: number | null, version: number): StoredCell {
  return {
    state: value === null ? 'not_reported' : 'reported',
    value,
    version,
    updatedBy: '吴国平',
    updatedAt: '2026-10-12T00:30:00.000Z',
  }
}

export function reply(detail: FormDetail, outcomes: CellOutcome[]): SaveReply {
  return { outcomes, findings: [], submission: detail.submission, savedAt: '2026-10-12T01:00:00.000Z' }
}

export function editorOf(change: Partial<EditorOptions> & Pick<EditorOptions, 'send'>): FormEditor {
  const detail = change.detail ?? formDetail()
  return createFormEditor({
    detail,
    describe: () => ({ isRetryable: true, message: '无法连接服务器', stale: null }),
    journal: memoryJournal(),
    checker: formChecker(detail),
    retryMs: 5,
    ...change,
  })
}
