import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useToast } from '../../ui/toast.tsx'
import { revise } from './queries.ts'
import { FieldHeads, RowFields } from './row-fields.tsx'
import type { Typed } from './row-fields.tsx'

type RevisePanelProps = {
  sheet: RegisterSheet
  record: RegisterRecord
  onSheet: (sheet: RegisterSheet) => void
  onClose: () => void
}

/** Changes one record; of one that counts the reason is asked for, and the old content is kept. */
export function RevisePanel({ sheet, record, onSheet, onClose }: RevisePanelProps) {
  const [row, setRow] = useState<Typed>(() => typedOf(record))
  const [reason, setReason] = useState('')
  const notify = useToast()
  const change = useMutation({
    mutationFn: () => revise(sheet.kind.code, record, row, reason),
    onSuccess: (next) => {
      notify(record.isCounted ? '已修改，待审核；审核前仍按原来的内容计数' : '已修改，待审核')
      onSheet(next)
    },
  })
  return (
    <Panel title={`修改第${record.id}号记录`}>
      <div className="register-scroll" role="region" aria-label="修改记录" tabIndex={0}>
        <table className="register-entry">
          <thead>
            <tr>
              <FieldHeads fields={sheet.kind.fields} />
            </tr>
          </thead>
          <tbody>
            <tr>
              <RowFields sheet={sheet} row={row} where="" onRow={setRow} />
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
          <TextInput {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <div className="register-actions">
        <Button
          kind="primary"
          isBusy={change.isPending}
          disabled={record.isCounted && reason.trim() === ''}
          onClick={() => change.mutate()}
        >
          保存修改
        </Button>
        <Button onClick={onClose}>不改了</Button>
      </div>
      {change.error !== null && (
        <p className="register-fault" role="alert">
          {change.error.message}
        </p>
      )}
    </Panel>
  )
}

function typedOf({ unit, values }: RegisterRecord): Typed {
  const texts = Object.entries(values).map(([code, value]) => [code, value === null ? '' : String(value)])
  return { unit, values: Object.fromEntries(texts) }
}
