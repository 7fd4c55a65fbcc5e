import type { FormParams } from '@cg/contract/entry'
import { evidenceKindWords, evidenceKinds, maxEvidenceBytes, tooLargeWords } from '@cg/contract/evidence'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { EvidenceLine } from '../../shared/evidence-line.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import type { Draft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { draftPlace } from './draft-place.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { cellPlace } from './editor/form-cells.ts'
import { journalKey } from './editor/state.ts'
import { useTake } from './use-take.ts'
import type { Take } from './use-take.ts'
import { attach, formQuery, nameDocument, removeEvidence, spreadEvidence } from './queries.ts'

type EvidenceBoxProps = { editor: FormEditor; params: FormParams; index: number; isOpen: boolean }

/** What stands behind a value: files and named documents, added and taken away while the cell may be written. */
export function EvidenceBox({ editor, params, index, isOpen }: EvidenceBoxProps) {
  const { row, unit } = cellPlace(editor.detail, index)
  const cell = { item: row.item, unit: unit.code, breakdown: row.breakdown }
  const { data } = useQuery({ ...formQuery(params), enabled: false })
  const naming = useDraft(draftPlace(params, 'evidence', journalKey(editor.detail, index)), noName, readName)
  const [isNaming, setNaming] = useState(naming.note.kind !== 'none')
  const take = useTake(editor, params)
  const add = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > maxEvidenceBytes) throw new Error(tooLargeWords(file.name))
      return attach(params, cell, file)
    },
    onSuccess: take,
  })
  const spread = useMutation({ mutationFn: (id: number) => spreadEvidence(params, id), onSuccess: take })
  const remove = useMutation({ mutationFn: (id: number) => removeEvidence(params, id), onSuccess: take })
  const here = (data ?? editor.detail).evidence.filter(
    (one) => one.item === cell.item && one.unit === cell.unit && one.breakdown === cell.breakdown,
  )
  if (!isOpen && here.length === 0) return null
  const error = add.error ?? remove.error ?? spread.error
  const isShared = isOpen && editor.detail.units.length > 1
  return (
    <section>
      <h3>佐证</h3>
      {row.evidence !== 'none' && <p className="side-hint">{needWords[row.evidence]}</p>}
      {here.map((one) => (
        <p key={one.id} className="side-evidence">
          <EvidenceLine params={params} evidence={one} />
          {isOpen && (
            <Button kind="quiet" isBusy={remove.isPending} onClick={() => remove.mutate(one.id)}>
              移除
            </Button>
          )}
          {isShared && (
            <Button kind="quiet" isBusy={spread.isPending} onClick={() => spread.mutate(one.id)}>
              用于本行各格
            </Button>
          )}
        </p>
      ))}
      {isOpen && (
        <div className="side-states">
          <FileButton
            accept={evidenceKinds.map((kind) => `.${kind}`).join()}
            isBusy={add.isPending}
            onFile={(file) => add.mutate(file)}
          >
            上传文件
          </FileButton>
          <Button aria-expanded={isNaming} onClick={() => setNaming(!isNaming)}>
            写文号或网址
          </Button>
        </div>
      )}
      {isOpen && here.length === 0 && !isNaming && (
        <p className="side-hint">
          {evidenceKindWords}，每份不超过 {maxEvidenceBytes / 1024 / 1024} MB。
        </p>
      )}
      {error !== null && (
        <p className="side-message side-message-bad" role="alert">
          {error.message}
        </p>
      )}
      {isOpen && isNaming && (
        <NameForm params={params} cell={cell} draft={naming} onTaken={take} onDone={() => setNaming(false)} />
      )}
    </section>
  )
}

const needWords = {
  block: '这项数据须附佐证材料才能报送；填 0 或选未报、不适用、无法提供、不公布的不用附。',
  explain: '这项数据应附佐证材料，没有的须填写说明；填 0 或选未报、不适用、无法提供、不公布的不用附。',
} as const

type NameFormProps = {
  params: FormParams
  cell: { item: string; unit: string; breakdown: string }
  draft: Draft<Naming>
  onTaken: Take
  onDone: () => void
}

type Naming = Readonly<Record<'name' | 'url', string>>

const noName: Naming = { name: '', url: '' }
const readName = readTexts(['name', 'url'])

function NameForm({ params, cell, draft, onTaken, onDone }: NameFormProps) {
  const { name, url } = draft.value
  const save = useMutation({
    mutationFn: () => nameDocument(params, { ...cell, name, ...(url.trim() === '' ? {} : { url }) }),
    onSuccess: (reply) => {
      onTaken(reply)
      draft.discard()
      onDone()
    },
  })
  return (
    <>
      <Field label="文件名称和文号" error={save.error?.message}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={200}
            value={name}
            onChange={(event) => draft.put({ name: event.target.value, url })}
          />
        )}
      </Field>
      <Field label="网址（可不填）">
        {(control) => (
          <TextInput
            {...control}
            maxLength={500}
            value={url}
            onChange={(event) => draft.put({ name, url: event.target.value })}
          />
        )}
      </Field>
      <DraftLine draft={draft} wordsOf={(one) => [one.name, one.url].filter(Boolean).join('，')} />
      <Button kind="primary" disabled={name.trim().length < 2} isBusy={save.isPending} onClick={() => save.mutate()}>
        保存佐证
      </Button>
    </>
  )
}
