import type { Reply } from '@cg/contract/route'
import type { listUnits, UnitChange } from '@cg/contract/unit'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { sendUnit } from './queries.ts'
import { inputOf } from './unit-draft.ts'
import type { UnitDraft } from './unit-draft.ts'
import { UnitFields } from './unit-fields.tsx'
import { UnitShown, proposedWords } from './unit-shown.tsx'

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
    onSuccess: async ({ stage }) => {
      notify(stage === 'proposed' ? proposedWords : `已保存${draft.name.trim()}`)
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
              {shown.problems.length === 0 ? verbOf(shown) : `已核对，${verbOf(shown)}`}
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
        {shown !== undefined && <UnitShown result={shown} />}
        {error !== null && (
          <p className="admin-error" role="alert">
            {error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function verbOf({ needsSecond }: UnitChange): string {
  return needsSecond ? '提请确认' : '保存'
}
