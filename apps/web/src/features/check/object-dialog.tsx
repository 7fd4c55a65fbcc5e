import { objectionTextLimits } from '@cg/contract/appeal'
import type { Worksheet, WorksheetRow } from '@cg/contract/appeal'
import { formatResult } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { checkKey, object } from './queries.ts'
import { figureName } from './words.ts'

const { leastReason, leastEvidence, mostReason, mostEvidence } = objectionTextLimits

const nothing = { claimed: '', reason: '', evidence: '' }
const readWords = readTexts(['claimed', 'reason', 'evidence'])

/** Objects to one figure: what it should be, why, and what that rests on. */
export function ObjectDialog({ sheet, row, onClose }: { sheet: Worksheet; row: WorksheetRow; onClose: () => void }) {
  const { item, breakdown, version } = row
  const draft = useDraft(`objection.${sheet.period}.${sheet.unit}.${item}.${breakdown}`, nothing, readWords)
  const { value: words, put } = draft
  const client = useQueryClient()
  const notify = useToast()
  const act = useMutation({
    mutationFn: () => object(sheet, { item, breakdown, seenVersion: version, ...words }),
    onSuccess: async () => {
      draft.drop()
      notify('异议已提出，待答复')
      await client.invalidateQueries({ queryKey: checkKey })
      onClose()
    },
  })
  const isWhole = words.reason.trim().length >= leastReason && words.evidence.trim().length >= leastEvidence
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`提出异议：${figureName(row)}`}
      description={`${sheet.unitName}本季 ${formatResult(row.figure, { unit: row.measured, decimals: row.decimals })} ${row.measured}`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={act.isPending} disabled={!isWhole} onClick={() => act.mutate()}>
            提出异议
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field label="应为" hint="认为正确的数；说不准的可以不填">
          {(control) => (
            <TextInput
              {...control}
              maxLength={60}
              value={words.claimed}
              onChange={({ target }) => put({ ...words, claimed: target.value })}
            />
          )}
        </Field>
        <Field label="理由" isRequired hint={`至少${leastReason}个字，说清楚哪里不对`}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={mostReason}
              value={words.reason}
              onChange={({ target }) => put({ ...words, reason: target.value })}
            />
          )}
        </Field>
        <Field label="依据" isRequired hint="文件名称、文号、台账或系统名称">
          {(control) => (
            <TextInput
              {...control}
              maxLength={mostEvidence}
              value={words.evidence}
              onChange={({ target }) => put({ ...words, evidence: target.value })}
            />
          )}
        </Field>
      </div>
      <DraftLine
        draft={draft}
        wordsOf={({ claimed, reason, evidence }) => [claimed, reason, evidence].filter(Boolean).join('；')}
      />
      {act.error !== null && <ProblemPanel error={act.error} />}
    </Dialog>
  )
}
