import type { Reply } from '@cg/contract/route'
import type { listUnits } from '@cg/contract/unit'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { beneathOf, mayEnd, newSuccession, withOneMore, withPredecessors } from './succession-draft.ts'
import type { SuccessionDraft } from './succession-draft.ts'
import { quarterOptions } from './unit-draft.ts'
import type { UnitDraft } from './unit-draft.ts'
import { UnitFields } from './unit-fields.tsx'

type SuccessionFieldsProps = {
  readonly draft: SuccessionDraft
  readonly known: Reply<typeof listUnits>
  readonly onChange: (draft: SuccessionDraft) => void
}

const kinds = [
  { value: 'merge', label: '合并' },
  { value: 'split', label: '拆分' },
] as const

export function SuccessionFields({ draft, known, onChange }: SuccessionFieldsProps) {
  const { items, openFrom } = known
  return (
    <>
      <div>
        <SegmentedControl
          label="办理"
          options={kinds}
          value={draft.kind}
          onChange={(kind) => onChange({ ...newSuccession(kind, items, draft.from), basis: draft.basis })}
        />
      </div>
      <div className="unit-fields">
        <Field label="生效季度" hint="新单位从这一季起填报，以前各季不变">
          {(control) => (
            <Select
              {...control}
              options={quarterOptions(openFrom, [draft.from], null)}
              value={draft.from}
              onChange={(from) => onChange({ ...draft, from })}
            />
          )}
        </Field>
        <Field label="批准文件" hint="文件名和文号，写入审计" isRequired>
          {(control) => (
            <TextInput
              {...control}
              maxLength={200}
              autoComplete="off"
              value={draft.basis}
              onChange={(event) => onChange({ ...draft, basis: event.target.value })}
            />
          )}
        </Field>
      </div>
      {draft.kind === 'merge' ? (
        <MergeChoice draft={draft} known={known} onChange={onChange} />
      ) : (
        <SplitChoice draft={draft} known={known} onChange={onChange} />
      )}
      <NewUnits draft={draft} known={known} onChange={onChange} />
      {draft.kind === 'split' && <Beneath draft={draft} known={known} onChange={onChange} />}
      <Accounts draft={draft} known={known} onChange={onChange} />
    </>
  )
}

function MergeChoice({ draft, known: { items }, onChange }: SuccessionFieldsProps) {
  const { predecessors } = draft
  const choose = (code: string, isChosen: boolean) => {
    const chosen = isChosen ? [...predecessors, code] : predecessors.filter((one) => one !== code)
    onChange(withPredecessors(draft, chosen, items))
  }
  return (
    <fieldset className="unit-part">
      <legend>原单位（选两个以上）</legend>
      <div className="unit-choice">
        {mayEnd(items, draft.from).map(({ unit: { code, name } }) => (
          <Checkbox
            key={code}
            label={name}
            checked={predecessors.includes(code)}
            onChange={(event) => choose(code, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function SplitChoice({ draft, known: { items }, onChange }: SuccessionFieldsProps) {
  const options = mayEnd(items, draft.from).map(({ unit: { code, name } }) => ({ value: code, label: name }))
  return (
    <Field label="原单位" isRequired>
      {(control) => (
        <Select
          {...control}
          options={[{ value: '', label: '请选择' }, ...options]}
          value={draft.predecessors[0] ?? ''}
          onChange={(code) => onChange(withPredecessors(draft, code === '' ? [] : [code], items))}
        />
      )}
    </Field>
  )
}

/** What a new unit is called while it has no name. */
function partName({ kind }: SuccessionDraft, { name }: UnitDraft, at: number): string {
  return name.trim() || (kind === 'merge' ? '新单位' : `新单位${at + 1}`)
}

function NewUnits({ draft, known, onChange }: SuccessionFieldsProps) {
  const { successors } = draft
  const change = (at: number, part: Partial<UnitDraft>) =>
    onChange({ ...draft, successors: successors.map((one, other) => (other === at ? { ...one, ...part } : one)) })
  const drop = (at: number) =>
    onChange({ ...draft, beneath: {}, grantsTo: 0, successors: successors.filter((_, other) => other !== at) })
  return (
    <>
      {successors.map((one, at) => (
        // A new unit has no code yet: it is its place in the list.
        <fieldset key={at} className="unit-part">
          <legend>{partName(draft, one, at)}</legend>
          <p className="admin-hint">可以沿用原名，代码要用新的：以前各季的数据留在原单位名下，不和新单位的混在一起。</p>
          <UnitFields draft={one} known={known} isPart onChange={(part) => change(at, part)} />
          {successors.length > 2 && (
            <Button kind="quiet" onClick={() => drop(at)}>
              去掉{partName(draft, one, at)}
            </Button>
          )}
        </fieldset>
      ))}
      {draft.kind === 'split' && successors.length < 20 && (
        <p>
          <Button onClick={() => onChange(withOneMore(draft, known.items))}>再加一个新单位</Button>
        </p>
      )}
    </>
  )
}

function Beneath({ draft, known: { items }, onChange }: SuccessionFieldsProps) {
  const units = beneathOf(items, draft)
  if (units.length === 0) return null
  const options = draft.successors.map((one, at) => ({ value: String(at), label: partName(draft, one, at) }))
  return (
    <fieldset className="unit-part">
      <legend>下属单位归哪个新单位</legend>
      <div className="unit-fields">
        {units.map(({ unit: { code, name } }) => (
          <Field key={code} label={name}>
            {(control) => (
              <Select
                {...control}
                options={[{ value: '', label: '请选择' }, ...options]}
                value={String(draft.beneath[code] ?? '')}
                onChange={(to) => {
                  const { [code]: _old, ...others } = draft.beneath
                  onChange({ ...draft, beneath: to === '' ? others : { ...others, [code]: Number(to) } })
                }}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  )
}

function Accounts({ draft, known: { items }, onChange }: SuccessionFieldsProps) {
  const people = new Set(items.flatMap(({ unit, people: own }) => (draft.predecessors.includes(unit.code) ? own : [])))
  const options = draft.successors.map((one, at) => ({
    value: String(at),
    label: `也能为${partName(draft, one, at)}办理`,
  }))
  const who = people.size === 0 ? '所选单位没有账号' : `现有：${[...people].join('、')}`
  return (
    <Field label="原单位的账号" hint={`${who}。原单位的权限保留，以前各季仍由他们补报、更正。`}>
      {(control) => (
        <Select
          {...control}
          options={[...options, { value: '', label: '不增加，以后在“用户”中安排' }]}
          value={draft.grantsTo === null ? '' : String(draft.grantsTo)}
          onChange={(at) => onChange({ ...draft, grantsTo: at === '' ? null : Number(at) })}
        />
      )}
    </Field>
  )
}
