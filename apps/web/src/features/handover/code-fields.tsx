import { handoverStateNames, handoverStates } from '@cg/contract/handover'
import type { Handover, HandoverMapping } from '@cg/contract/handover'
import { useState } from 'react'
import { TextInput } from '../../ui/field.tsx'

type Props = { data: Handover; mapping: HandoverMapping; onChange: ((mapping: HandoverMapping) => void) | null }

/** The province's codes of the units, and of the reasons why there is no number. */
export function CodeFields({ data, mapping, onChange }: Props) {
  const codeOf = (unit: string) => mapping.regions.find((one) => one.unit === unit)?.code ?? ''
  const lacking = data.units.filter(({ code }) => codeOf(code) === '').length
  return (
    <details className="handover-part" open={lacking > 0 && data.version > 0}>
      <summary>地区代码和状态代码{lacking > 0 && `（${lacking} 个单位还没有地区代码）`}</summary>
      <div className="handover-codes">
        <fieldset>
          <legend>省里的地区代码</legend>
          {data.units.map(({ code, name }) => (
            <CodeField
              key={code}
              label={name}
              value={codeOf(code)}
              onChange={
                onChange && ((next) => onChange({ ...mapping, regions: replaced(mapping.regions, code, next) }))
              }
            />
          ))}
        </fieldset>
        <fieldset>
          <legend>省里的状态代码</legend>
          {handoverStates.map((state) => (
            <CodeField
              key={state}
              label={`${handoverStateNames[state]}${state === 'given' ? '（可不填）' : ''}`}
              value={mapping.states.find((one) => one.state === state)?.code ?? ''}
              onChange={
                onChange &&
                ((next) => {
                  const others = mapping.states.filter((one) => one.state !== state)
                  onChange({ ...mapping, states: next === '' ? others : [...others, { state, code: next }] })
                })
              }
            />
          ))}
        </fieldset>
      </div>
    </details>
  )
}

function replaced(regions: HandoverMapping['regions'], unit: string, code: string): HandoverMapping['regions'] {
  const others = regions.filter((one) => one.unit !== unit)
  return code === '' ? others : [...others, { unit, code }]
}

type FieldProps = { label: string; value: string; onChange: ((value: string) => void) | null }

/** Taken when it is left, so that a trial is not run for every letter. */
function CodeField({ label, value, onChange }: FieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className="handover-code">
      <span>{label}</span>
      <TextInput
        maxLength={60}
        readOnly={onChange === null}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== null && typed.trim() !== value) onChange?.(typed.trim())
          setTyped(null)
        }}
      />
    </label>
  )
}
