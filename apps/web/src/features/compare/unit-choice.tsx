import type { MatrixFacts } from '@cg/contract/release/matrix'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { chosenUnits } from '@cg/charts/page/compare'
import type { CompareSearch } from './search.ts'

const nobody = ''
const mostUnits = 5

/** Two to five units side by side: one is added from the list and taken out by its button. */
export function UnitChoice({
  facts,
  search,
  onChange,
}: {
  facts: MatrixFacts
  search: CompareSearch
  onChange: (part: CompareSearch) => void
}) {
  const chosen = chosenUnits(facts, search)
  const show = (units: readonly string[]) => onChange({ units: units.length === 0 ? undefined : units.join(',') })
  const names = new Map(facts.units.code.map((code, at) => [code, facts.units.shortName[at]]))
  const nameOf = (code: string) => names.get(code) ?? code
  return (
    <div className="compare-controls">
      <Select
        caption="并列单位"
        value={nobody}
        disabled={chosen.length >= mostUnits}
        options={[
          { value: nobody, label: chosen.length >= mostUnits ? `已选${mostUnits}个` : '加入单位' },
          ...facts.units.code
            .filter((code) => !chosen.includes(code))
            .map((code) => ({ value: code, label: nameOf(code) })),
        ]}
        onChange={(code) => show([...chosen, code])}
      />
      {chosen.map((code) => (
        <Button
          key={code}
          aria-label={`移出对比：${nameOf(code)}`}
          onClick={() => show(chosen.filter((one) => one !== code))}
        >
          {nameOf(code)} ×
        </Button>
      ))}
      {chosen.length === 1 && <span className="muted">再加入一个单位，即只列所选单位。</span>}
    </div>
  )
}
