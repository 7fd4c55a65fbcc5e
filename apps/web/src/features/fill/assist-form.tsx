import { mostSupplyWords } from '@cg/contract/assist'
import type { AssistTask } from '@cg/contract/assist'
import { evidenceKindWords, evidenceKinds, maxEvidenceBytes, tooLargeWords } from '@cg/contract/evidence'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { SupplyLine } from '../../shared/supply-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Select } from '../../ui/select.tsx'
import { assistsQuery, supplyFile, supplyWords, takeBack } from './assist-queries.ts'

/** What was supplied, and the fields to supply words or files. */
export function AssistForm({ task }: { task: AssistTask }) {
  const { period, item, department, given, mayGive, closedReason, units } = task
  const params = { period, item, department }
  const [unit, setUnit] = useState('')
  const draft = useDraft(`assist.${period}.${item}.${department}`, '', readText)
  const acts = useActs(params, unit === '' ? null : unit, draft.discard)
  const words = draft.value.trim()
  return (
    <>
      {given.map((one) => (
        <p key={one.id}>
          <SupplyLine period={period} supply={one} />
          {mayGive && (
            <Button kind="quiet" isBusy={acts.remove.isPending} onClick={() => acts.remove.mutate(one.id)}>
              移除
            </Button>
          )}
        </p>
      ))}
      {closedReason !== null && <p className="work-note">{closedReason}</p>}
      {closedReason === null && !mayGive && <p className="work-note">材料由本部门填报人提供。</p>}
      {mayGive && (
        <div className="assist-fields">
          <Field label="适用区县">
            {(control) => (
              <Select
                {...control}
                options={[
                  { value: '', label: '全市' },
                  ...units.map(({ code, name }) => ({ value: code, label: name })),
                ]}
                value={unit}
                onChange={setUnit}
              />
            )}
          </Field>
          <Field
            label="文字说明，或文件名称和文号"
            hint={`${evidenceKindWords}文件，每份不超过 ${maxEvidenceBytes / 1024 / 1024} MB`}
          >
            {(control) => (
              <TextArea
                {...control}
                rows={2}
                maxLength={mostSupplyWords}
                value={draft.value}
                onChange={(event) => draft.put(event.target.value)}
              />
            )}
          </Field>
          <DraftLine draft={draft} what="说明" wordsOf={itself} />
          <div className="side-states">
            <Button
              kind="primary"
              disabled={words.length < 2}
              isBusy={acts.give.isPending}
              onClick={() => acts.give.mutate(words)}
            >
              提供文字
            </Button>
            <FileButton
              accept={evidenceKinds.map((kind) => `.${kind}`).join()}
              isBusy={acts.attach.isPending}
              onFile={(file) => acts.attach.mutate(file)}
            >
              上传文件
            </FileButton>
          </div>
        </div>
      )}
      {acts.error !== null && (
        <p className="side-message side-message-bad" role="alert">
          {acts.error.message}
        </p>
      )}
    </>
  )
}

function useActs(params: Parameters<typeof supplyWords>[0], unit: string | null, onGiven: () => void) {
  const client = useQueryClient()
  const take = (list: Awaited<ReturnType<typeof supplyWords>>) => client.setQueryData(assistsQuery.queryKey, list)
  const give = useMutation({
    mutationFn: (words: string) => supplyWords(params, unit, words),
    onSuccess: (list) => {
      take(list)
      onGiven()
    },
  })
  const attach = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > maxEvidenceBytes) throw new Error(tooLargeWords(file.name))
      return supplyFile(params, unit, file)
    },
    onSuccess: take,
  })
  const remove = useMutation({ mutationFn: (id: number) => takeBack(params, id), onSuccess: take })
  return { give, attach, remove, error: give.error ?? attach.error ?? remove.error }
}
