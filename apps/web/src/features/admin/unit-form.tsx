import type { Reply } from '@cg/contract/route'
import type { listUnits, UnitChange } from '@cg/contract/unit'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { sendUnit } from './queries.ts'
import { inputOf } from './unit-draft.ts'
import type { UnitDraft } from './unit-draft.ts'
import { UnitFields } from './unit-fields.tsx'

type UnitFormProps = {
  readonly start: UnitDraft
  readonly known: Reply<typeof listUnits>
  readonly onClose: () => void
}

/** A unit to fill in: first checked and told what it changes and whom it reaches, then saved as it was shown. */
export function UnitForm({ start, known, onClose }: UnitFormProps) {
  const [draft, setDraft] = useState(start)
  const queryClient = useQueryClient()
  const notify = useToast()
  const check = useMutation({ mutationFn: sendUnit })
  const save = useMutation({
    mutationFn: sendUnit,
    onSuccess: async () => {
      notify(`已保存${draft.name.trim()}`)
      await queryClient.invalidateQueries()
      onClose()
    },
    // What was shown does not hold any more: it is checked again before it can be saved.
    onError: () => check.reset(),
  })
  const change = (part: Partial<UnitDraft>) => {
    setDraft({ ...draft, ...part })
    check.reset()
    save.reset()
  }
  const input = inputOf(draft)
  const shown = check.data
  const error = check.error ?? save.error
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={draft.isNew ? '新增单位' : `修改${start.name}`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          {shown?.stage === 'checked' && input !== null ? (
            <Button
              kind="primary"
              isBusy={save.isPending}
              onClick={() => save.mutate({ ...input, seen: shown.digest })}
            >
              {shown.problems.length === 0 ? '保存' : '已核对，保存'}
            </Button>
          ) : (
            <Button
              kind="primary"
              isBusy={check.isPending}
              disabled={input === null}
              onClick={() => input !== null && check.mutate({ ...input, seen: null })}
            >
              检查影响
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <UnitFields draft={draft} known={known} onChange={change} />
        {shown !== undefined && <Shown result={shown} />}
        {error !== null && (
          <p className="admin-error" role="alert">
            {error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** What was found: errors to mend, or what becomes another and whom it reaches. */
function Shown({ result: { stage, problems, changes, impact } }: { result: UnitChange }) {
  const block = useRef<HTMLDivElement>(null)
  // On a phone it stands below the fold: nobody saves what was not seen.
  useEffect(() => block.current?.focus(), [])
  const errors = problems.filter(({ isDoubt }) => !isDoubt)
  const doubts = problems.filter(({ isDoubt }) => isDoubt)
  const line = ({ column, message }: UnitChange['problems'][number]) =>
    column === null ? message : `${column}：${message}`
  if (stage === 'refused' && errors.length === 0) return <p role="status">没有改动，不需要保存。</p>
  return (
    <div ref={block} tabIndex={-1} className="unit-shown" role={errors.length > 0 ? 'alert' : 'status'}>
      <Lines title={`有 ${errors.length} 处错误，改正后再检查`} lines={errors.map(line)} />
      {errors.length === 0 && <Lines title="将要改动" lines={changes} />}
      <Lines title="影响" lines={impact} />
      <Lines title="请核对" lines={doubts.map(line)} />
    </div>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className="admin-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}
