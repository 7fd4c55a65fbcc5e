import type { Matter, MatterEntry, MatterList } from '@cg/contract/matter'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { mattersQuery, send } from './queries.ts'

type EntryPanelProps = { data: MatterList; again: Matter | null; onDone: () => void }

/** One matter with its evidence; a returned one comes with what it said. */
export function EntryPanel({ data, again, onDone }: EntryPanelProps) {
  const kinds = data.kinds.filter(({ mayEnter }) => mayEnter)
  const empty = { kind: kinds[0]?.code ?? '', unit: '', happenedOn: '', what: '', evidence: '' }
  const draft = useDraft<MatterEntry>(
    again === null ? 'matter.new' : `matter.${again.id}.${again.version}`,
    again === null ? empty : entryOf(again),
    readEntry,
  )
  const { value: entry, put: setEntry } = draft
  const client = useQueryClient()
  const notify = useToast()
  const report = useMutation({
    mutationFn: () => send(entry, again),
    onSuccess: (list) => {
      client.setQueryData(mattersQuery.queryKey, list)
      notify('事项已报送，待审核')
      draft.discard()
      onDone()
    },
  })
  const isWhole =
    entry.unit !== '' && entry.happenedOn !== '' && entry.what.trim().length > 3 && entry.evidence.trim().length > 3
  return (
    <Panel title={again === null ? '报送事项' : `修改第${again.id}号事项后再报`}>
      <form
        className="matter-form"
        onSubmit={(event) => {
          event.preventDefault()
          report.mutate()
        }}
      >
        <Fields data={data} entry={entry} onEntry={setEntry} />
        <DraftLine draft={draft} wordsOf={({ what, evidence }) => [what, evidence].filter(Boolean).join('；')} />
        <div className="matter-actions">
          <Button kind="primary" type="submit" isBusy={report.isPending} disabled={!isWhole}>
            报送
          </Button>
          {again !== null && <Button onClick={onDone}>取消修改</Button>}
        </div>
      </form>
      {report.error !== null && <ProblemPanel error={report.error} />}
    </Panel>
  )
}

type FieldsProps = { data: MatterList; entry: MatterEntry; onEntry: (entry: MatterEntry) => void }

function Fields({ data, entry, onEntry }: FieldsProps) {
  const kinds = data.kinds.filter(({ mayEnter }) => mayEnter)
  return (
    <>
      <Field label="类别" isRequired>
        {(control) => (
          <Select
            {...control}
            options={kinds.map(({ code, name }) => ({ value: code, label: name }))}
            value={entry.kind}
            onChange={(kind) => onEntry({ ...entry, kind })}
          />
        )}
      </Field>
      <Field label="区县" isRequired>
        {(control) => (
          <Select
            {...control}
            options={[
              { value: '', label: '请选择' },
              ...data.units.map(({ code, name }) => ({ value: code, label: name })),
            ]}
            value={entry.unit}
            onChange={(unit) => onEntry({ ...entry, unit })}
          />
        )}
      </Field>
      <Field label="发生或认定日期" isRequired>
        {(control) => (
          <TextInput
            {...control}
            type="date"
            value={entry.happenedOn}
            onChange={(event) => onEntry({ ...entry, happenedOn: event.target.value })}
          />
        )}
      </Field>
      <Field label="事由" hint="何事、在何处、经谁认定" isRequired>
        {(control) => (
          <TextArea
            {...control}
            maxLength={300}
            value={entry.what}
            onChange={(event) => onEntry({ ...entry, what: event.target.value })}
          />
        )}
      </Field>
      <Field label="证明材料" hint="文号、文件名称或网址" isRequired>
        {(control) => (
          <TextArea
            {...control}
            maxLength={300}
            value={entry.evidence}
            onChange={(event) => onEntry({ ...entry, evidence: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

const readEntry = readTexts(['kind', 'unit', 'happenedOn', 'what', 'evidence'])

function entryOf({ kind, unit, happenedOn, what, evidence }: Matter): MatterEntry {
  return { kind, unit, happenedOn, what, evidence }
}
