import { Lines } from '../../../shared/proposals.tsx'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import type { CatalogueAct, CatalogueImpact } from '@cg/contract/catalogue-impact'
import type { CatalogueChangeInput, CatalogueChecked } from '@cg/contract/catalogue-change'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { DraftLine, itself } from '../../../shared/draft-line.tsx'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { readText, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Checkbox, Field, TextArea } from '../../../ui/field.tsx'
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
  const [distinct, setDistinct] = useState('')
  const client = useQueryClient()
  const notify = useToast()
  const key = JSON.stringify(change)
  const isAsked = change !== null && (isCheckedAtOnce || asked === key)
  const { data, error, refetch } = useQuery({ ...checkQuery(change), enabled: isAsked })
  const send = useMutation({
    mutationFn: (seen: string) => propose(change, { reason: typed.value.trim(), seen, isDistinct: distinct === key }),
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
  const lacks = ready ? lackOf(typed.value, data.near.length > 0 && distinct !== key) : null
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
              disabled={!ready || lacks !== null}
              onClick={() => data && send.mutate(data.digest)}
            >
              {lacks ?? '提出变更'}
            </Button>
          ) : (
            <Button kind="primary" disabled={change === null} onClick={() => setAsked(key)}>
              检查影响
            </Button>
          )}
        </>
      }
    >
      <div className="catalogue-asked">{children}</div>
      {isAsked && error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {isAsked && data === undefined && error === null && <LoadingState />}
      {isAsked && data !== undefined && <Checked data={data} act={act} />}
      {ready && (
        <>
          <NearCheck near={data.near} isDistinct={distinct === key} onSay={(is) => setDistinct(is ? key : '')} />
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

type NearProps = {
  readonly near: readonly string[]
  readonly isDistinct: boolean
  readonly onSay: (isDistinct: boolean) => void
}

/** What is there already and much alike: who adds another number says that it is another. */
function NearCheck({ near, isDistinct, onSay }: NearProps) {
  if (near.length === 0) return null
  return (
    <section className="catalogue-near">
      <Lines title="目录里已有相近的内容，请核对是不是同一个数" lines={near} />
      <Checkbox label="已核对，不是同一个数，仍要提出" checked={isDistinct} onChange={() => onSay(!isDistinct)} />
    </section>
  )
}

/** What is still to be done before it can be put forward. */
function lackOf(reason: string, isNear: boolean): string | null {
  if (isNear) return '请先核对相近的内容'
  return reason.trim().length < 4 ? '请写明原因（至少 4 个字）' : null
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
