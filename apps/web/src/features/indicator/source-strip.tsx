import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { formatValue } from '@cg/domain/number/number-format'
import { Button } from '../../ui/button.tsx'

const whole = { unit: '', decimals: 0 }

/** 数据来路 in one line, and how good the data is. */
export function SourceStrip({ facts, onPassport }: { facts: IndicatorFacts; onPassport: () => void }) {
  const { city, indicator, quality } = facts
  const hasWorking = city.value !== null && city.numerator !== null && city.denominator !== null
  return (
    <section className="source-strip panel print-wide" aria-label="数据来路">
      <p>
        <b>数据来路</b>
        {hasWorking && (
          <span>
            {formatValue(city.value ?? 0, indicator)}
            {indicator.unit} = {formatValue(city.numerator ?? 0, whole)} ÷ {formatValue(city.denominator ?? 0, whole)}
          </span>
        )}
        <span>
          报送 {quality.unitsReported} / {quality.unitsDue} 个单位
        </span>
        <span>修订 {quality.revisions} 次</span>
        <span>校验说明 {quality.explanations} 条</span>
      </p>
      <Button kind="quiet" onClick={onPassport}>
        逐级追溯 →
      </Button>
    </section>
  )
}
