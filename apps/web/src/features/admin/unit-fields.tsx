import { unitKinds } from '@cg/contract/catalogue'
import type { Reply } from '@cg/contract/route'
import type { listUnits } from '@cg/contract/unit'
import { areaTypes } from '@cg/domain/indicator'
import { firstPeriod } from '@cg/domain/period'
import { useId } from 'react'
import { unitKindWords } from '../../shared/words.ts'
import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { partHint } from './parting-words.ts'
import { quarterOptions } from './unit-draft.ts'
import type { UnitDraft } from './unit-draft.ts'

type UnitFieldsProps = {
  readonly draft: UnitDraft
  readonly known: Reply<typeof listUnits>
  readonly onChange: (part: Partial<UnitDraft>) => void
  /** One of the units of a merge or split: its quarters and the paper are said once for all. */
  readonly isPart?: boolean
}

type TextKey = 'code' | 'name' | 'shortName' | 'assessmentGroup' | 'order' | 'row' | 'column' | 'reason'

export function UnitFields({ draft, known, onChange, isPart = false }: UnitFieldsProps) {
  const text = (key: TextKey, label: string, hint?: string, isRequired = false) => (
    <Field label={label} hint={hint} isRequired={isRequired}>
      {(control) => (
        <TextInput
          {...control}
          maxLength={key === 'reason' ? 200 : 120}
          autoComplete="off"
          value={draft[key] ?? ''}
          onChange={(event) => onChange(typed(draft, key, event.target.value))}
        />
      )}
    </Field>
  )
  return (
    <div className="unit-fields">
      {draft.isNew && text('code', '代码', '字母、数字、横线，如 DWQ；以后不能改', true)}
      {text('name', '名称', undefined, true)}
      {text('shortName', '简称', '图表里用；空着同名称')}
      <PlaceFields draft={draft} known={known} onChange={onChange} />
      <GroupField draft={draft} known={known} onChange={onChange} />
      {text('order', '排列顺序', '会议上的次序，从小到大', true)}
      {text('row', '地图行', '方块图里第几行，可空')}
      {text('column', '地图列')}
      {!isPart && (
        <>
          <TimeFields draft={draft} known={known} onChange={onChange} />
          <div className="unit-reason">
            {text('reason', '变更依据', '文件名和文号，写入审计', known.publishedTo !== null)}
          </div>
        </>
      )}
    </div>
  )
}

/** A short name that is the name stays so. */
function typed(draft: UnitDraft, key: TextKey, value: string): Partial<UnitDraft> {
  return key === 'name' && draft.shortName === draft.name ? { name: value, shortName: value } : { [key]: value }
}

const kindOptions = unitKinds.map((value) => ({ value, label: unitKindWords[value] ?? value }))

/** '' for none. */
const areaValues = ['', ...areaTypes] as const

function PlaceFields({ draft, known, onChange }: UnitFieldsProps) {
  const parents = known.items.filter(
    ({ unit }) => unit.code !== draft.code && unit.kind !== 'town' && unit.kind !== 'enterprise',
  )
  const areas = areaValues.map((value) => ({ value, label: value === '' ? '不划分' : known.areas[value] }))
  return (
    <>
      <Field label="类别">
        {(control) => (
          <Select {...control} options={kindOptions} value={draft.kind} onChange={(kind) => onChange({ kind })} />
        )}
      </Field>
      <Field label="上级" hint={partHint(draft, known.partings)}>
        {(control) => (
          <Select
            {...control}
            options={[
              { value: '', label: '无（全市）' },
              ...parents.map(({ unit }) => ({ value: unit.code, label: unit.name })),
            ]}
            value={draft.parent ?? ''}
            onChange={(parent) => onChange({ parent: parent || null })}
          />
        )}
      </Field>
      <Field label="区域类型">
        {(control) => (
          <Select
            {...control}
            options={areas}
            value={draft.areaType ?? ''}
            onChange={(area) => onChange({ areaType: area === '' ? null : area })}
          />
        )}
      </Field>
    </>
  )
}

function GroupField({ draft, known, onChange }: UnitFieldsProps) {
  const list = useId()
  const groups = [...new Set(known.items.flatMap(({ unit }) => unit.assessmentGroup ?? []))]
  return (
    <>
      <Field label="考核组" hint="同组的放在一起排名">
        {(control) => (
          <TextInput
            {...control}
            list={list}
            maxLength={120}
            value={draft.assessmentGroup ?? ''}
            onChange={(event) => onChange({ assessmentGroup: event.target.value })}
          />
        )}
      </Field>
      <datalist id={list}>
        {groups.map((group) => (
          <option key={group} value={group} />
        ))}
      </datalist>
      <Checkbox
        label="计入上级（数字已含在上级里的功能区不选）"
        checked={draft.countsInParent}
        onChange={(event) => onChange({ countsInParent: event.target.checked })}
      />
    </>
  )
}

/** Reports a row of its district's forms, where the office wants it. */
function isPart({ kind }: UnitDraft): boolean {
  return kind === 'town' || kind === 'enterprise'
}

function TimeFields({ draft, known: { openFrom, publishedTo }, onChange }: UnitFieldsProps) {
  return (
    <>
      {draft.isNew ? (
        <Field label="起始季度" hint={isPart(draft) ? '从这一季起可以分报，不排名' : '从这一季起填报和排名'}>
          {(control) => (
            <Select
              {...control}
              options={quarterOptions(openFrom, [draft.validFrom, publishedTo === null ? firstPeriod : null], null)}
              value={draft.validFrom}
              onChange={(validFrom) => onChange({ validFrom })}
            />
          )}
        </Field>
      ) : (
        <Field label="变更季度" hint="名称、类别、上级、区域、考核组从哪一季起改">
          {(control) => (
            <Select
              {...control}
              options={quarterOptions(openFrom, [draft.changesFrom], '各季度都改')}
              value={draft.changesFrom}
              onChange={(changesFrom) => onChange({ changesFrom })}
            />
          )}
        </Field>
      )}
      <Field label="终止季度" hint="最后一个填报的季度">
        {(control) => (
          <Select
            {...control}
            options={quarterOptions(openFrom, [draft.validTo], '不终止')}
            value={draft.validTo ?? ''}
            onChange={(validTo) => onChange({ validTo: validTo || null })}
          />
        )}
      </Field>
    </>
  )
}
