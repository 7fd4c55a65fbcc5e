import type { ChartSpec } from '@cg/contract/chart'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { CompareSearch } from './search.ts'

/** The rug that the URL asks for; what the quarter lacks is left out. The same spec goes to the export. */
export function rugSpec(facts: MatrixFacts, search: CompareSearch & { focus?: string | undefined }): ChartSpec {
  const { cut, rows, first, dim, group, focus } = search
  return {
    kind: 'tartan',
    ...(cut === undefined ? {} : { cut }),
    ...(rows === undefined ? {} : { rows }),
    ...(first === undefined ? {} : { sort: first }),
    ...(facts.indicators.some(({ dimension }) => dimension === dim) && dim !== undefined ? { dimension: dim } : {}),
    ...(group !== undefined && facts.units.group.includes(group) ? { group } : {}),
    ...(focus !== undefined && facts.units.code.includes(focus) ? { focus } : {}),
  }
}
