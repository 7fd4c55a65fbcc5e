import { Lines } from '../../../shared/proposals.tsx'
import { catalogueImpactWords } from '@cg/contract/catalogue-change'
import type {
  CatalogueAct,
  CatalogueChangeInput,
  CatalogueChecked,
  CatalogueImpact,
} from '@cg/contract/catalogue-change'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { DraftLine, itself } from '../../../shared/draft-line.tsx'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { readText, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'
import { LoadingState } from '../../../ui/states.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { catalogueQuery, checkQuery, propose } from './queries.ts'

type FrameProps = {
  readonly title: string
  readonly act: CatalogueAct
  /** Null: something is not filled in yet. */
  readonly change: CatalogueChangeInput | null
  /** Checked as soon as it is whole; else when it is asked for. */
  readonly isCheckedAtOnce?: boolean
  readonly reasonHint: string
  readonly onProposed: () => void
  readonly onClose: () => void
  /** The fields. */
  readonly children: ReactNode
}

/** A change with what it is and reaches, before it is put forward to another person. */
export function ProposeFrame(props: FrameProps) {
  const { title, act, change, isCheckedAtOnce = false, reasonHint, onProposed, onClose, children } = props
  const typed = useDraft(`catalogue.${act}.reason`, '', readText)
  const [asked, setAsked] = useState('')
  const client = useQueryClient()
  const notify = useToast()
  const key = JSON.stringify(change)
  const isAsked = change !== null && (isCheckedAtOnce || asked === key)
  const { data, error, refetch } = useQuery({ ...checkQuery(change), enabled: isAsked })
  const send = useMutation({
    mutationFn: (seen: string) => propose(change, typed.value.trim(), seen),
    onSuccess: (board) => {
      client.setQueryData(catalogueQuery.queryKey, board)
      typed.drop()
      notify('变更已提出，待另一位发布人确认')
      onProposed()
      onClose()
    },
    onError: () => void refetch(),
  })
  const ready = isAsked && data !== undefined && data.digest !== ''
  const isShort = typed.value.trim().length < 4
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={title}
      description="提出后由另一位发布人确认，确认之前目录和报表不变。"
      footer={
        <>
          <Button onClick={onClose}>返回</Button>
          {isAsked ? (
            <Button
              kind="primary"
              isBusy={send.isPending}
              disabled={!ready || isShort}
              onClick={() => data && send.mutate(data.digest)}
            >
              {ready && isShort ? '请写明原因（至少 4 个字）' : '提出变更'}
            </Button>
          ) : (
            <Button kind="primary" disabled={change === null} onClick={() => setAsked(key)}>
              检查影响
            </Button>
          )}
        </>
      }
    >
      {children}
      {isAsked && error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {isAsked && data === undefined && error === null && <LoadingState />}
      {isAsked && data !== undefined && <Checked data={data} act={act} />}
      {ready && (
        <>
          <Field label="变更原因" isRequired hint={reasonHint}>
            {(control) => (
              <TextArea
                {...control}
                maxLength={300}
                value={typed.value}
                onChange={(event) => typed.put(event.target.value)}
              />
            )}
          </Field>
          <DraftLine draft={typed} wordsOf={itself} />
        </>
      )}
      {send.error !== null && <ProblemPanel error={send.error} />}
    </Dialog>
  )
}

function Checked({ data: { refusals, lines, impact }, act }: { data: CatalogueChecked; act: CatalogueAct }) {
  if (refusals.length > 0) return <Lines title="不能这样改" lines={refusals} isBad />
  return (
    <div className="proposal-checked" role="status">
      <Impact impact={impact} act={act} />
      <Lines title="变更内容" lines={lines} />
    </div>
  )
}

export function Impact({ impact, act }: { impact: CatalogueImpact; act: CatalogueAct }) {
  const [first, ...rest] = catalogueImpactWords(impact, act)
  return (
    <section>
      <p>
        <b>{first}</b>
      </p>
      <ul className="proposal-lines">
        {rest.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
