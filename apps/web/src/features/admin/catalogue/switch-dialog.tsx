import { catalogueImpactWords } from '@cg/contract/catalogue-change'
import type { CatalogueChangeInput, CatalogueChecked, CatalogueImpact } from '@cg/contract/catalogue-change'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine, itself } from '../../../shared/draft-line.tsx'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { readText, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { LoadingState } from '../../../ui/states.tsx'
import { useToast } from '../../../ui/toast.tsx'
import type { Picked } from './picked.ts'
import { catalogueQuery, checkQuery, propose } from './queries.ts'

type SwitchProps = {
  readonly isOn: boolean
  readonly picked: Picked
  readonly quarters: readonly string[]
  readonly onClose: () => void
}

/** From which quarter on, and what it reaches, before it is put forward to another person. */
export function SwitchDialog({ isOn, picked, quarters, onClose }: SwitchProps) {
  const [from, setFrom] = useState(quarters[1] ?? quarters[0] ?? '')
  const typed = useDraft('catalogue.reason', '', readText)
  const client = useQueryClient()
  const notify = useToast()
  const body = { isOn, indicators: [...picked.indicators], items: [...picked.items] }
  const change: CatalogueChangeInput = { kind: 'switch', from, body }
  const { data, error, refetch } = useQuery(checkQuery(change))
  const send = useMutation({
    mutationFn: (seen: string) => propose(change, typed.value.trim(), seen),
    onSuccess: (board) => {
      client.setQueryData(catalogueQuery.queryKey, board)
      typed.drop()
      picked.clear()
      notify('变更已提出，待另一位发布人确认')
      onClose()
    },
    onError: () => void refetch(),
  })
  const isShort = typed.value.trim().length < 4
  const verb = isOn ? '恢复使用' : '停用'
  const ready = data !== undefined && data.digest !== ''
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={`${verb}指标、数据项`}
      description="提出后由另一位发布人确认，确认之前目录和报表不变。"
      footer={
        <>
          <Button onClick={onClose}>返回</Button>
          <Button
            kind="primary"
            isBusy={send.isPending}
            disabled={!ready || isShort}
            onClick={() => data && send.mutate(data.digest)}
          >
            {ready && isShort ? '请写明原因（至少 4 个字）' : '提出变更'}
          </Button>
        </>
      }
    >
      <Field label={`从哪个季度起${verb}`} isRequired>
        {(control) => (
          <Select
            {...control}
            options={quarters.map((code) => ({ value: code, label: formatPeriod(parsePeriod(code)) }))}
            value={from}
            onChange={setFrom}
          />
        )}
      </Field>
      {error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <LoadingState />}
      {data !== undefined && <Checked data={data} isOn={isOn} />}
      {ready && (
        <>
          <Field label="变更原因" isRequired hint="如：市产改工作领导小组会议确定本市不再考核">
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

function Checked({ data: { refusals, lines, impact }, isOn }: { data: CatalogueChecked; isOn: boolean }) {
  if (refusals.length > 0) return <Lines title="不能这样改" lines={refusals} isBad />
  return (
    <div className="catalogue-checked" role="status">
      <Impact impact={impact} isOn={isOn} />
      <Lines title="变更内容" lines={lines} />
    </div>
  )
}

export function Impact({ impact, isOn }: { impact: CatalogueImpact; isOn: boolean }) {
  const [first, ...rest] = catalogueImpactWords(impact, isOn)
  return (
    <section>
      <p>
        <b>{first}</b>
      </p>
      <ul className="catalogue-lines">
        {rest.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

export function Lines({ title, lines, isBad = false }: { title: string; lines: readonly string[]; isBad?: boolean }) {
  return (
    <section role={isBad ? 'alert' : undefined}>
      <h3 className={isBad ? 'catalogue-bad' : undefined}>{title}</h3>
      <ul className="catalogue-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
