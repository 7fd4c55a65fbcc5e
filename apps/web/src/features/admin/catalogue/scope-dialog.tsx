import { scopeWords } from '@cg/contract/catalogue-change'
import type { CatalogueBoard, CatalogueFormRow } from '@cg/contract/catalogue-change'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/field.tsx'
import { QuarterField } from './fields.tsx'
import { ProposeFrame } from './propose-frame.tsx'

type ScopeProps = { readonly form: CatalogueFormRow; readonly data: CatalogueBoard; readonly onClose: () => void }

/** Which districts fill a form, or are columns of a department's form, from a quarter on. */
export function ScopeDialog({ form, data, onClose }: ScopeProps) {
  const { quarters, choices } = data
  const [from, setFrom] = useState(quarters[1] ?? quarters[0] ?? '')
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const standing = excusedAt(form, from)
  const isThere = (code: string) => choices.districts.some((one) => one.code === code)
  const excused = (chosen ?? standing).filter(isThere)
  const isSame = excused.length === standing.filter(isThere).length && excused.every((code) => standing.includes(code))
  const toggle = (code: string) =>
    setChosen(excused.includes(code) ? excused.filter((one) => one !== code) : [...excused, code])
  const asked = choices.districts.length - excused.length
  return (
    <ProposeFrame
      title={`《${form.name}》的填报范围`}
      act="formScope"
      change={isSame ? null : { kind: 'formScope', from, body: { form: form.code, excused } }}
      reasonHint="如：市里议定，没有这项业务的区县不再填报"
      onProposed={onClose}
      onClose={onClose}
    >
      <p className="muted">
        {form.isByUnits ? '勾选的区县各填一张。' : `本表由${form.department}一次填各区县的数，勾选的区县各占一列。`}
        没勾选的按“不适用”处理：不算未报，不催报，不参加排名，不计入全市数。以前各季不变；以后新设的区县照常填报。
      </p>
      {form.scopes.length > 0 && <p className="muted">现在：{scopeWords(form)}</p>}
      <QuarterField label="从哪个季度起" quarters={quarters} value={from} onChange={setFrom} />
      <fieldset className="catalogue-districts">
        <legend>
          填报的区县（{asked}/{choices.districts.length}）
        </legend>
        {choices.districts.map(({ code, name }) => (
          <Checkbox key={code} label={name} checked={!excused.includes(code)} onChange={() => toggle(code)} />
        ))}
      </fieldset>
      <p>
        <Button kind="quiet" onClick={() => setChosen([])}>
          全部填报
        </Button>
      </p>
    </ProposeFrame>
  )
}

/** Codes of the districts that are left out in a quarter. */
function excusedAt({ scopes }: CatalogueFormRow, period: string): readonly string[] {
  return scopes.findLast(({ from }) => from <= period)?.excused.map(({ code }) => code) ?? []
}
