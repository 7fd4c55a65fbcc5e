import { dimensionNames } from '@cg/contract/dimension'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

/** Indicators of which the release has a figure, by name. */
export function measureOptions(matrix: MatrixFacts): { value: string; label: string }[] {
  return matrix.indicators
    .filter(({ code }, at) => code !== '' && matrix.value[at]?.some((value) => value !== null) === true)
    .map(({ code, name }) => ({ value: code, label: name }))
}

export function unitOptions(matrix: MatrixFacts): { value: string; label: string }[] {
  return matrix.units.code.map((value, at) => ({ value, label: matrix.units.name[at] ?? value }))
}

type FieldProps = {
  label: string
  hint?: string
  matrix: MatrixFacts
  value: string
  /** What choosing nothing means; left out: something must be chosen. */
  none?: string
  isDisabled?: boolean
  onChange: (value: string) => void
}

export function UnitField({ label, hint, matrix, value, none, isDisabled = false, onChange }: FieldProps) {
  const options = unitOptions(matrix)
  const isKnown = value === '' || options.some((option) => option.value === value)
  const others = isKnown ? [] : [{ value, label: `本期没有的单位（${value}）` }]
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Select
          {...control}
          disabled={isDisabled}
          value={value}
          options={[{ value: '', label: none ?? '请选择', isDisabled: none === undefined }, ...options, ...others]}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

/** 综合得分 is offered where the release was published with a scheme. */
export function MeasureField({ label, matrix, value, hasScore, onChange }: FieldProps & { hasScore: boolean }) {
  const isScored = hasScore && matrix.release.scheme !== null
  return (
    <Field label={label} isRequired>
      {(control) => (
        <Select
          {...control}
          isSearched
          value={value}
          options={[...(isScored ? [{ value: 'score', label: '综合得分' }] : []), ...measureOptions(matrix)]}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

const dimensionMark = 'dimension:'

/** What a 专题 is about, as it is chosen: a block of indicators, else one indicator. */
export function topicOf(chosen: string): { dimension: string } | { measure: string } {
  return chosen.startsWith(dimensionMark) ? { dimension: chosen.slice(dimensionMark.length) } : { measure: chosen }
}

/** Blocks with assessed indicators come before the single indicators. */
export function TopicField({ label, hint, matrix, value, onChange }: FieldProps) {
  const blocks = Object.entries(dimensionNames).flatMap(([code, name]) => {
    const count = matrix.indicators.filter((one) => one.isAssessed && one.dimension === code).length
    return count === 0 ? [] : [{ value: dimensionMark + code, label: `${name}（维度，${count}项考核指标）` }]
  })
  return (
    <Field label={label} isRequired {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Select
          {...control}
          isSearched
          value={value}
          options={[...blocks, ...measureOptions(matrix)]}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
