import { dimensions } from '@cg/contract/catalogue'
import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import type { OwnFormInput } from '@cg/contract/catalogue-own'
import { dimensionNames } from '@cg/contract/dimension'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { ChoiceField } from './fields.tsx'
import { HeadFields, headOf } from './head-fields.tsx'
import type { HeadDraft } from './head-fields.tsx'
import { readLike } from './own-draft.ts'
import { ProposeFrame } from './propose-frame.tsx'

type FormDraft = HeadDraft & Pick<OwnFormInput, 'dimension' | 'filledBy' | 'department'>

const dimensionOptions = dimensions.map((value) => ({ value, label: dimensionNames[value] ?? value }))
const fillOptions = [
  { value: 'department', label: '部门填一张，各区县一列' },
  { value: 'unit', label: '各区县各填一张，部门审核' },
] as const

/** A form of the city's own: who fills it, what stands at its head, what it asks from the beginning. */
export function FormDialog({ data, onClose }: { data: CatalogueBoard; onClose: () => void }) {
  const start: FormDraft = {
    from: data.quarters[1] ?? data.quarters[0] ?? '',
    name: '',
    issuer: '',
    tableNo: '',
    approvalNo: '',
    validUntil: '',
    items: [],
    dimension: 'SKILLS',
    filledBy: 'department',
    department: data.choices.departments[0]?.code ?? '',
  }
  const draft = useDraft('catalogue.form', start, readLike(start))
  const { value } = draft
  const put = (part: Partial<FormDraft>) => draft.put({ ...value, ...part })
  const { dimension, filledBy, department, from } = value
  const head = headOf(value)
  return (
    <ProposeFrame
      title="新增报表"
      act="form"
      change={head === null ? null : { kind: 'form', from, body: formOf(head, { dimension, filledBy, department }) }}
      reasonHint="如：市产改办通知增加一张调度表"
      onProposed={draft.drop}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="报表" wordsOf={({ name }) => name} />
      <div className="catalogue-fields">
        <ChoiceField
          label="填报方式"
          options={fillOptions}
          value={filledBy}
          onChange={(next) => put({ filledBy: next })}
        />
        <ChoiceField
          label="部门"
          options={data.choices.departments.map(({ code, name }) => ({ value: code, label: name }))}
          value={department}
          onChange={(next) => put({ department: next })}
        />
        <ChoiceField
          label="维度"
          options={dimensionOptions}
          value={dimension}
          onChange={(next) => put({ dimension: next })}
        />
      </div>
      <HeadFields data={data} value={value} put={put} />
    </ProposeFrame>
  )
}

/** Only what a form has: the draft holds more. */
function formOf(
  head: NonNullable<ReturnType<typeof headOf>>,
  { dimension, filledBy, department }: Pick<FormDraft, 'dimension' | 'filledBy' | 'department'>,
): OwnFormInput {
  return { ...head, dimension, filledBy, department }
}
