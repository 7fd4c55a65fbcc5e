import { evidenceNeedNames, evidenceNeeds } from '@cg/contract/catalogue-duty'
import type { DutySpan, EvidenceNeed } from '@cg/contract/catalogue-duty'
import type { CatalogueBoard, CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField, QuarterField, TextField } from './fields.tsx'
import { readLike } from './own-draft.ts'
import { ProposeFrame } from './propose-frame.tsx'

type DutyDraft = {
  readonly from: string
  readonly evidence: EvidenceNeed
  /** Departments and what each supplies, line by line. */
  readonly departments: readonly string[]
  readonly supplies: readonly string[]
}

type DutyProps = {
  readonly items: readonly string[]
  readonly data: CatalogueBoard
  readonly onProposed: () => void
  readonly onClose: () => void
}

const needOptions = evidenceNeeds.map((value) => ({ value, label: evidenceNeedNames[value] }))
const mostDepartments = 5

/** 协助部门 and 佐证 of one item or of several that are asked alike. */
export function DutyDialog({ items, data, onProposed, onClose }: DutyProps) {
  const rows = data.items.filter(({ code }) => items.includes(code))
  const start = draftOf(data, rows[0]?.duties.at(-1))
  const draft = useDraft(`catalogue.duty.${items.join('.')}`, start, readLike(start))
  const { value } = draft
  const put = (part: Partial<DutyDraft>) => draft.put({ ...value, ...part })
  const responsible = [...new Set(rows.flatMap((row) => row.responsible))]
  return (
    <ProposeFrame
      title="协助部门与佐证要求"
      act="duty"
      change={changeOf(items, value)}
      reasonHint="如：市产改工作领导小组分工方案明确由其提供名单"
      onProposed={() => {
        draft.drop()
        onProposed()
      }}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="要求" wordsOf={({ supplies }) => supplies.join('；')} />
      <p>
        数据项：{rows.map(({ name }) => name).join('、')}
        <br />
        <span className="muted">责任部门：{responsible.join('、')}（报表的部门，对数字负责）</span>
      </p>
      <div className="catalogue-duty-terms">
        <QuarterField
          label="从哪个季度起"
          quarters={data.quarters}
          value={value.from}
          onChange={(from) => put({ from })}
        />
        <ChoiceField
          label="佐证材料"
          hint="填 0 或没有数字（未报、不适用、无法提供、不公布）的格不用附"
          options={needOptions}
          value={value.evidence}
          onChange={(evidence) => put({ evidence })}
        />
      </div>
      <Departments data={data} value={value} put={put} />
    </ProposeFrame>
  )
}

type DepartmentsProps = {
  readonly data: CatalogueBoard
  readonly value: DutyDraft
  readonly put: (part: Partial<DutyDraft>) => void
}

function Departments({ data: { choices }, value, put }: DepartmentsProps) {
  const { departments, supplies } = value
  const options = [
    { value: '', label: '请选部门' },
    ...choices.departments.map(({ code, name }) => ({ value: code, label: name })),
  ]
  const without = (list: readonly string[], at: number) => list.filter((_, one) => one !== at)
  return (
    <fieldset className="catalogue-duty">
      <legend>协助部门</legend>
      {departments.length === 0 && <p className="muted">没有协助部门：由责任部门自己填报。</p>}
      {departments.map((code, at) => (
        <div key={at} className="catalogue-duty-line">
          <ChoiceField
            label={`协助部门 ${at + 1}`}
            options={options}
            value={code}
            onChange={(next) => put({ departments: departments.with(at, next) })}
          />
          <TextField
            label="提供什么"
            hint="如：本季规上企业名单"
            most={200}
            value={supplies[at] ?? ''}
            onChange={(text) => put({ supplies: supplies.with(at, text) })}
          />
          <Button
            kind="quiet"
            aria-label={`去掉协助部门 ${at + 1}`}
            onClick={() => put({ departments: without(departments, at), supplies: without(supplies, at) })}
          >
            去掉
          </Button>
        </div>
      ))}
      {departments.length < mostDepartments && (
        <Button onClick={() => put({ departments: [...departments, ''], supplies: [...supplies, ''] })}>
          加一个协助部门
        </Button>
      )}
    </fieldset>
  )
}

function draftOf({ quarters }: CatalogueBoard, now: DutySpan | undefined): DutyDraft {
  return {
    from: quarters[1] ?? quarters[0] ?? '',
    evidence: now?.evidence ?? 'none',
    departments: now?.assisting.map(({ department }) => department) ?? [],
    supplies: now?.assisting.map((one) => one.supplies) ?? [],
  }
}

/** Null: something is not filled in yet. */
function changeOf(items: readonly string[], typed: DutyDraft): CatalogueChangeInput | null {
  const { from, evidence, departments } = typed
  const supplies = typed.supplies.map((text) => text.trim())
  if (departments.some((code) => code === '') || supplies.some((text) => text.length < 2)) return null
  const assisting = departments.map((department, at) => ({ department, supplies: supplies[at] ?? '' }))
  return { kind: 'duty', from, body: { items: [...items], evidence, assisting } }
}
