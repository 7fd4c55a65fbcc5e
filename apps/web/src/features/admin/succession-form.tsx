import type { Reply } from '@cg/contract/route'
import type { listUnits } from '@cg/contract/unit'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { sendSuccession } from './queries.ts'
import { newSuccession, successionInput } from './succession-draft.ts'
import type { SuccessionDraft } from './succession-draft.ts'
import { SuccessionFields } from './succession-fields.tsx'
import { UnitShown, proposedWords } from './unit-shown.tsx'

type SuccessionFormProps = { readonly known: Reply<typeof listUnits>; readonly onClose: () => void }

/** 合并 and 拆分: first checked and told what it changes and whom it reaches, then done as it was shown. */
export function SuccessionForm({ known, onClose }: SuccessionFormProps) {
  const [draft, setDraft] = useState(() => newSuccession('merge', known.items, known.openFrom))
  const queryClient = useQueryClient()
  const notify = useToast()
  const check = useMutation({ mutationFn: sendSuccession })
  const save = useMutation({
    mutationFn: sendSuccession,
    onSuccess: async ({ stage }) => {
      const done = draft.kind === 'merge' ? '已办理合并' : '已办理拆分'
      notify(stage === 'proposed' ? proposedWords : done)
      await queryClient.invalidateQueries()
      onClose()
    },
    // What was shown does not hold any more: it is checked again before it can be done.
    onError: () => check.reset(),
  })
  const change = (next: SuccessionDraft) => {
    setDraft(next)
    check.reset()
    save.reset()
  }
  const input = successionInput(draft)
  const shown = check.data
  const error = check.error ?? save.error
  const isReady = shown?.stage === 'checked' && input !== null
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title="合并、拆分单位"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          {isReady ? (
            <Button
              kind="primary"
              isBusy={save.isPending}
              onClick={() => save.mutate({ ...input, seen: shown.digest })}
            >
              {shown.needsSecond ? '提请' : '办理'}
              {draft.kind === 'merge' ? '合并' : '拆分'}
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
        <SuccessionFields draft={draft} known={known} onChange={change} />
        {input === null && <p className="admin-hint">选定原单位，写好新单位的代码和名称后，可以检查影响。</p>}
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
