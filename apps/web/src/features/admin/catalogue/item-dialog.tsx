import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { askedNames, ownPeriodKindNames, ownPeriodKinds } from '@cg/contract/catalogue-own'
import type { AskedQuarters } from '@cg/contract/catalogue-own'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { Checkbox } from '../../../ui/field.tsx'
import { ChoiceField, QuarterField, TextField, decimalOptions } from './fields.tsx'
import { itemChange, newItem, readLike } from './own-draft.ts'
import type { ItemDraft } from './own-draft.ts'
import { ProposeFrame } from './propose-frame.tsx'

const kindOptions = ownPeriodKinds.map((value) => ({ value, label: ownPeriodKindNames[value] }))
const askedKinds = ['every', 'half', 'year'] as const satisfies readonly AskedQuarters[]
const askedOptions = askedKinds.map((value) => ({ value, label: askedNames[value] }))

/** A figure that the city asks for besides the shipped ones. */
export function ItemDialog({ data, onClose }: { data: CatalogueBoard; onClose: () => void }) {
  const start = newItem(data)
  const draft = useDraft('catalogue.item', start, readLike(start))
  const { value } = draft
  const put = (part: Partial<ItemDraft>) => draft.put({ ...value, ...part })
  return (
    <ProposeFrame
      title="新增数据项"
      act="item"
      change={itemChange(value)}
      reasonHint="如：市产改办通知增加统计"
      onProposed={draft.drop}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="数据项" wordsOf={({ name }) => name} />
      <div className="catalogue-fields">
        <TextField label="名称" most={60} value={value.name} onChange={(name) => put({ name })} />
        <TextField
          label="计量单位"
          hint="如：人、家、万元"
          most={12}
          value={value.unit}
          onChange={(unit) => put({ unit })}
        />
        <ChoiceField
          label="小数位"
          options={decimalOptions}
          value={value.decimals}
          onChange={(decimals) => put({ decimals })}
        />
        <ChoiceField
          label="时间口径"
          options={kindOptions}
          value={value.periodKind}
          onChange={(periodKind) => put({ periodKind })}
        />
        <ChoiceField label="填报频率" options={askedOptions} value={value.asked} onChange={(asked) => put({ asked })} />
        <QuarterField
          label="从哪个季度起填报"
          quarters={data.quarters}
          value={value.from}
          onChange={(from) => put({ from })}
        />
      </div>
      <TextField
        label="口径"
        hint="统计什么、到什么时点、依据什么台账"
        most={1000}
        isLong
        value={value.definition}
        onChange={(definition) => put({ definition })}
      />
      <PlaceFields data={data} value={value} put={put} />
    </ProposeFrame>
  )
}

type PlaceProps = {
  readonly data: CatalogueBoard
  readonly value: ItemDraft
  readonly put: (part: Partial<ItemDraft>) => void
}

/** On which form it is asked, by whom, and how it is broken down. */
function PlaceFields({ data: { choices }, value, put }: PlaceProps) {
  const form = choices.forms.find(({ code }) => code === value.form)
  const options = choices.forms.map(({ code, name, isByUnits }) => ({
    value: code,
    label: isByUnits ? `${name}（各区县填）` : name,
  }))
  const toggle = (axis: string) =>
    put({
      breakdowns: value.breakdowns.includes(axis)
        ? value.breakdowns.filter((one) => one !== axis)
        : [...value.breakdowns, axis],
    })
  return (
    <>
      <div className="catalogue-fields">
        <ChoiceField
          label="列入报表"
          options={options}
          value={value.form}
          onChange={(code) => {
            const next = choices.forms.find((one) => one.code === code)
            put({ form: code, department: next?.department ?? value.department, hasCityTotal: false })
          }}
        />
        <ChoiceField
          label="提供部门"
          options={choices.departments.map(({ code, name }) => ({ value: code, label: name }))}
          value={value.department}
          onChange={(department) => put({ department })}
        />
      </div>
      <div className="catalogue-ticks">
        {choices.axes.map(({ code, name }) => (
          <Checkbox
            key={code}
            label={`按${name}分组`}
            checked={value.breakdowns.includes(code)}
            onChange={() => toggle(code)}
          />
        ))}
        {form?.isByUnits === false && (
          <Checkbox
            label="全市另填一个合计"
            checked={value.hasCityTotal}
            onChange={() => put({ hasCityTotal: !value.hasCityTotal })}
          />
        )}
        <Checkbox
          label="可以为负数"
          checked={value.mayBeNegative}
          onChange={() => put({ mayBeNegative: !value.mayBeNegative })}
        />
      </div>
    </>
  )
}
