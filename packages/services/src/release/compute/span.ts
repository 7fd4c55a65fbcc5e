import type { Span } from '@cg/domain/figure/span'
import { spanOf } from '@cg/domain/figure/span'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'

const known = new WeakMap<ReleaseBasis, (indicator: BasisIndicator) => Span>()

/** The span of an indicator's figures under a release's definitions; asked for every unit, so it is kept. */
export function spanIn(basis: ReleaseBasis, indicator: BasisIndicator): Span {
  const ask = known.get(basis) ?? spansOf(basis)
  known.set(basis, ask)
  return ask(indicator)
}

function spansOf(basis: ReleaseBasis): (indicator: BasisIndicator) => Span {
  const lookups = {
    items: new Map(basis.items.map((item) => [item.code, item])),
    indicators: new Map(basis.indicators.map((indicator) => [indicator.code, indicator])),
  }
  const spans = new Map<BasisIndicator, Span>()
  return (indicator) => {
    const span = spans.get(indicator) ?? spanOf(indicator, lookups)
    spans.set(indicator, span)
    return span
  }
}
