import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import type { HeaderInput } from '@cg/contract/catalogue-own'
import { Field, TextInput } from '../../../ui/field.tsx'
import { ItemsField, QuarterField, TextField } from './fields.tsx'

/** What is typed of a form's head; '' for what it does not have. */
export type HeadDraft = {
  readonly from: string
  readonly name: string
  readonly issuer: string
  readonly tableNo: string
  readonly approvalNo: string
  readonly validUntil: string
  readonly items: string[]
}

type HeadProps = {
  readonly data: CatalogueBoard
  readonly value: HeadDraft
  readonly put: (part: Partial<HeadDraft>) => void
}

export function HeadFields({ data, value, put }: HeadProps) {
  const optional = (key: 'tableNo' | 'approvalNo', label: string, hint: string) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          maxLength={60}
          autoComplete="off"
          value={value[key]}
          onChange={(event) => put({ [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <div className="catalogue-fields">
        <TextField label="报表名称" most={60} value={value.name} onChange={(name) => put({ name })} />
        <TextField label="制定机关" most={60} value={value.issuer} onChange={(issuer) => put({ issuer })} />
        {optional('tableNo', '表号', '没有表号的是内部工作调度表')}
        {optional('approvalNo', '批准文号', '可空')}
        <Field label="有效期限" hint="可空">
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={value.validUntil}
              onChange={(event) => put({ validUntil: event.target.value })}
            />
          )}
        </Field>
        <QuarterField
          label="从哪个季度起"
          quarters={data.quarters}
          value={value.from}
          onChange={(from) => put({ from })}
        />
      </div>
      <ItemsField
        label="移入的数据项"
        isOptional
        options={data.items
          .filter(({ isCounted }) => !isCounted)
          .map(({ code, name, forms }) => ({
            value: code,
            label: forms.length === 0 ? name : `${name}（现在《${forms.join('》《')}》）`,
          }))}
        chosen={value.items}
        onChange={(items) => put({ items })}
      />
    </>
  )
}

/** Null: something is not filled in yet. */
export function headOf({ from: _from, ...typed }: HeadDraft): Omit<HeaderInput, 'code'> | null {
  const [name, issuer] = [typed.name.trim(), typed.issuer.trim()]
  if (name.length < 2 || issuer.length < 2) return null
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name,
    issuer,
    tableNo: orNull(typed.tableNo),
    approvalNo: orNull(typed.approvalNo),
    validUntil: orNull(typed.validUntil),
    items: typed.items,
  }
}
