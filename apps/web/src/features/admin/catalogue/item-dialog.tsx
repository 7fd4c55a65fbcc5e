import type { CatalogueBoard, CatalogueItemRow } from '@cg/contract/catalogue-change'
import { askedNames, ownPeriodKindNames, ownPeriodKinds } from '@cg/contract/catalogue-own'
import type { AskedQuarters } from '@cg/contract/catalogue-own'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { Checkbox } from '../../../ui/field.tsx'
import { AxisTicks, ChoiceField } from './fields.tsx'
import { itemChange, itemDraft, readLike } from './own-draft.ts'
import type { ItemDraft } from './own-draft.ts'
import { DecimalsField, DepartmentField, FromField, MeaningField, NameField, UnitField } from './own-fields.tsx'
import { ProposeFrame } from './propose-frame.tsx'

const kindOptions = ownPeriodKinds.map((value) => ({ value, label: ownPeriodKindNames[value] }))
const askedKinds = ['every', 'half', 'year'] as const satisfies readonly AskedQuarters[]
const askedOptions = askedKinds.map((value) => ({ value, label: askedNames[value] }))

type ItemProps = {
  readonly data: CatalogueBoard
  /** The own item that is changed; null: a new one. */
  readonly row: CatalogueItemRow | null
  readonly onClose: () => void
}

/** A figure that the city asks for besides the shipped ones: added, or changed from a quarter on. */
export function ItemDialog({ data, row, onClose }: ItemProps) {
  const code = row?.code ?? null
  const start = itemDraft(data, row?.own ?? null)
  const draft = useDraft(code === null ? 'catalogue.item' : `catalogue.item.${code}`, start, readLike(start))
  const { value } = draft
  const put = (part: Partial<ItemDraft>) => draft.put({ ...value, ...part })
  return (
    <ProposeFrame
      title={row === null ? '新增数据项' : `修改数据项“${row.name}”`}
      act={row === null ? 'item' : 'itemEdit'}
      change={itemChange(value, code)}
      reasonHint={row === null ? '如：市产改办通知增加统计' : '如：市产改办通知调整口径'}
      onProposed={draft.drop}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="数据项" wordsOf={({ name }) => name} />
      {row !== null && (
        <p className="muted">
          从所选季度起按修改后的填报，以前各季保持原样。已有填报的数之后，计量单位和时间口径不能再改。
        </p>
      )}
      <div className="catalogue-fields">
        <NameField value={value} put={put} />
        <UnitField hint="如：人、家、万元" value={value} put={put} />
        <DecimalsField value={value} put={put} />
        <ChoiceField
          label="时间口径"
          options={kindOptions}
          value={value.periodKind}
          onChange={(periodKind) => put({ periodKind })}
        />
        <ChoiceField label="填报频率" options={askedOptions} value={value.asked} onChange={(asked) => put({ asked })} />
        <FromField
          label={row === null ? '从哪个季度起填报' : '从哪个季度起按修改后的填报'}
          quarters={data.quarters}
          value={value}
          put={put}
        />
      </div>
      <MeaningField hint="统计什么、到什么时点、依据什么台账" value={value} put={put} />
      <PlaceFields data={data} value={value} put={put} isPlaced={row !== null} />
    </ProposeFrame>
  )
}

type PlaceProps = {
  readonly data: CatalogueBoard
  readonly value: ItemDraft
  readonly put: (part: Partial<ItemDraft>) => void
  /** It is on a form already: it is moved from there among the forms. */
  readonly isPlaced: boolean
}

/** On which form it is asked, by whom, and how it is broken down. */
function PlaceFields({ data: { choices }, value, put, isPlaced }: PlaceProps) {
  const form = choices.forms.find(({ code }) => code === value.form)
  const options = choices.forms.map(({ code, name, isByUnits }) => ({
    value: code,
    label: isByUnits ? `${name}（各区县填）` : name,
  }))
  return (
    <>
      <div className="catalogue-fields">
        {!isPlaced && (
          <ChoiceField
            label="列入报表"
            options={options}
            value={value.form}
            onChange={(code) => {
              const next = choices.forms.find((one) => one.code === code)
              put({ form: code, department: next?.department ?? value.department, hasCityTotal: false })
            }}
          />
        )}
        <DepartmentField label="提供部门" choices={choices} value={value} put={put} />
      </div>
      <div className="catalogue-ticks">
        <AxisTicks axes={choices.axes} chosen={value.breakdowns} onChange={(breakdowns) => put({ breakdowns })} />
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
