import type { ChartSpec } from '@cg/contract/chart'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { CompareSearch } from './search.ts'

/** The rug that the URL asks for; what the quarter lacks is left out. The same spec goes to the export. */
export function rugSpec(facts: MatrixFacts, search: CompareSearch & { focus?: string | undefined }): ChartSpec {
  const { cut, rows, first, dim, group, focus } = search
  const units = chosenUnits(facts, search)
  return {
    kind: 'tartan',
    ...(cut === undefined ? {} : { cut }),
    ...(rows === undefined ? {} : { rows }),
    ...(first === undefined ? {} : { sort: first }),
    ...(facts.indicators.some(({ dimension }) => dimension === dim) && dim !== undefined ? { dimension: dim } : {}),
    ...(units.length < 2 ? {} : { units: units.join(',') }),
    ...(group !== undefined && facts.units.group.includes(group) ? { group } : {}),
    ...(focus !== undefined && facts.units.code.includes(focus) ? { focus } : {}),
  }
}

/** The units of the link that the quarter has, at most five. */
export function chosenUnits(facts: MatrixFacts, { units = '' }: Pick<CompareSearch, 'units'>): string[] {
  return [...new Set(units.split(','))].filter((code) => facts.units.code.includes(code)).slice(0, 5)
}
