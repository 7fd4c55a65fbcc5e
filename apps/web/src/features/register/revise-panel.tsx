import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useToast } from '../../ui/toast.tsx'
import { revise } from './queries.ts'
import { FieldHeads, RowFields, readRow } from './row-fields.tsx'
import type { Typed } from './row-fields.tsx'

type RevisePanelProps = {
  sheet: RegisterSheet
  record: RegisterRecord
  onSheet: (sheet: RegisterSheet) => void
  onClose: () => void
}

/** Changes one record; of one that counts the reason is asked for, and the old content is kept. */
export function RevisePanel({ sheet, record, onSheet, onClose }: RevisePanelProps) {
  const place = `register.${sheet.kind.code}.${record.id}.${record.version}.revise`
  const draft = useDraft<Revision>(place, { row: typedOf(record), reason: '' }, readRevision)
  const { row, reason } = draft.value
  const inside = useFocusInside()
  const notify = useToast()
  const change = useMutation({
    mutationFn: () => revise(sheet.kind.code, record, row, reason),
    onSuccess: (next) => {
      draft.discard()
      notify(record.isCounted ? '已修改，待审核；审核前仍按原来的内容计数' : '已修改，待审核')
      onSheet(next)
    },
  })
  return (
    <Panel title={`修改第${record.id}号记录`}>
      <div ref={inside} className="register-scroll" role="region" aria-label="修改记录" tabIndex={0}>
        <table className="register-entry">
          <thead>
            <tr>
              <FieldHeads fields={sheet.kind.fields} />
            </tr>
          </thead>
          <tbody>
            <tr>
              <RowFields sheet={sheet} row={row} where="" onRow={(next) => draft.put({ row: next, reason })} />
            </tr>
          </tbody>
        </table>
      </div>
      <Field
        label="修改原因"
        hint={record.isCounted ? '这条记录已经入账，修改须写明原因' : undefined}
        isRequired={record.isCounted}
      >
        {(control) => (
          <TextInput
            {...control}
            maxLength={300}
            value={reason}
            onChange={(event) => draft.put({ row, reason: event.target.value })}
          />
        )}
      </Field>
      <DraftLine draft={draft} what="修改" wordsOf={(kept) => kept.row.values[sheet.kind.title] ?? ''} />
      <div className="register-actions">
        <Button
          kind="primary"
          isBusy={change.isPending}
          disabled={record.isCounted && reason.trim() === ''}
          onClick={() => change.mutate()}
        >
          保存修改
        </Button>
        <Button
          onClick={() => {
            draft.discard()
            onClose()
          }}
        >
          不改了
        </Button>
      </div>
      {change.error !== null && (
        <p className="register-fault" role="alert">
          {change.error.message}
        </p>
      )}
    </Panel>
  )
}

type Revision = { readonly row: Typed; readonly reason: string }

function readRevision(found: unknown): Revision | null {
  if (typeof found !== 'object' || found === null || !('row' in found) || !('reason' in found)) return null
  const row = readRow(found.row)
  return row === null || typeof found.reason !== 'string' ? null : { row, reason: found.reason }
}

/** The panel opens above a list that may be long: its first field takes the focus, and gives it back to what opened it. */
function useFocusInside() {
  const inside = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    inside.current?.querySelector<HTMLElement>('select, input')?.focus()
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return inside
}

function typedOf({ unit, values }: RegisterRecord): Typed {
  const texts = Object.entries(values).map(([code, value]) => [code, value === null ? '' : String(value)])
  return { unit, values: Object.fromEntries(texts) }
}
