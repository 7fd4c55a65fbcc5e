import { evaluateCatalogueRules } from '@cg/domain/check/catalogue-rules'
import { compileRules } from '@cg/domain/check/rule'
import { reportingUnits } from '../catalogue/read.ts'
import type { Definitions } from '../catalogue/read.ts'

/** What the rules over the city's own set-up find (R21: units without an area type, which no gap can be computed of). */
export function setupFindings({ rules, units, guide }: Pick<Definitions, 'rules' | 'units' | 'guide'>): string[] {
  const { rules: compiled } = compileRules(rules.filter(({ body }) => body.kind === 'area-types'))
  return evaluateCatalogueRules(compiled, reportingUnits(units), guide.areas).map(
    ({ rule, sentence }) => `${sentence}（${rule}）`,
  )
}
