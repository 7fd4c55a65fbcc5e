import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { ChoiceField, QuarterField, TextField, decimalOptions } from './fields.tsx'

/*
 * What is typed alike of everything that the city names and defines itself; an item's words and an indicator's differ only
 * in what they call it.
 */

type Asked<Key extends string, Value = string> = {
  readonly value: Readonly<Record<Key, Value>>
  readonly put: (part: Partial<Record<Key, Value>>) => void
}

export function NameField({ value, put }: Asked<'name'>) {
  return <TextField label="名称" most={60} value={value.name} onChange={(name) => put({ name })} />
}

export function UnitField({ hint, value, put }: Asked<'unit'> & { readonly hint: string }) {
  return <TextField label="计量单位" hint={hint} most={12} value={value.unit} onChange={(unit) => put({ unit })} />
}

export function DecimalsField({ value, put }: Asked<'decimals'>) {
  return (
    <ChoiceField
      label="小数位"
      options={decimalOptions}
      value={value.decimals}
      onChange={(decimals) => put({ decimals })}
    />
  )
}

type DepartmentProps = Asked<'department'> & {
  /** 提供部门, 牵头部门 */
  readonly label: string
  readonly choices: CatalogueBoard['choices']
}

export function DepartmentField({ label, choices, value, put }: DepartmentProps) {
  return (
    <ChoiceField
      label={label}
      options={choices.departments.map(({ code, name }) => ({ value: code, label: name }))}
      value={value.department}
      onChange={(department) => put({ department })}
    />
  )
}

type FromProps = Asked<'from'> & { readonly label: string; readonly quarters: CatalogueBoard['quarters'] }

/** The first quarter in which it holds. */
export function FromField({ label, quarters, value, put }: FromProps) {
  return <QuarterField label={label} quarters={quarters} value={value.from} onChange={(from) => put({ from })} />
}

type MeaningProps = Asked<'definition'> & { readonly label?: string; readonly hint?: string }

export function MeaningField({ label = '口径', hint, value, put }: MeaningProps) {
  return (
    <TextField
      label={label}
      hint={hint}
      most={1000}
      isLong
      value={value.definition}
      onChange={(definition) => put({ definition })}
    />
  )
}
