import type { QualityFacts, ReporterQuality } from '@cg/contract/release/quality'
import { digitHeaping } from '@cg/domain/check/digit-heaping'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { Rendering } from './rendering.ts'
import { listedUnits } from './equity.ts'
import type { CountedForm } from './form-records.ts'
import { ratesOf } from './reporting.ts'

/** Rarer than this by chance, and last digits are worth a question. */
const heapingLimit = 0.001

/** Who reported how: on time, whole, right at once, changed later (B6); as it stood when the release was prepared. */
export function qualityFacts({ head, figures, forms }: Rendering): QualityFacts {
  const { basis } = figures
  const of = (filledBy: 'department' | 'unit'): CountedForm[] => forms.filter(({ form }) => form.filledBy === filledBy)
  const byUnit = Map.groupBy(of('unit'), ({ form }) => form.reporter)
  const byDepartment = Map.groupBy(of('department'), ({ form }) => form.reporter)
  const list = (reporters: typeof byUnit): ReporterQuality[] =>
    [...reporters].map(([code, own]) => reporterQuality(code, own, head.preparedAt))
  return {
    release: head,
    overall: ratesOf(forms, head.preparedAt),
    departments: list(byDepartment),
    units: byUnit.size > listedUnits ? null : list(byUnit),
    notes: qualityNotes(basis, byUnit.size),
  }
}

function reporterQuality(code: string, own: readonly CountedForm[], now: string): ReporterQuality {
  return { code, name: must(own[0]).form.reporterName, rates: ratesOf(own, now), remarks: remarksOn(own) }
}

function remarksOn(own: readonly CountedForm[]): string[] {
  const found = digitHeaping(own.flatMap((form) => form.numbers))
  if (found === null || found.probability >= heapingLimit) return []
  const share = formatValue(found.share * 100, { unit: '%', decimals: 0 })
  return [`${found.count}个数中有${found.round}个末位为0（${share}%，通常约10%），请核对是否为估计数。`]
}

function qualityNotes({ forms }: ReleaseBasis, units: number): string[] {
  const notes = ['及时率、一次通过率以应报报表为分母，完整率以应填数据为分母，修订率以审核通过后的数据为分母。']
  if (forms.some((form) => form.state === 'missing')) notes.push('未通过审核的报表按未报计入完整率。')
  if (units > listedUnits) notes.push(`填报单位共${units}个，只列合计，不逐个列出。`)
  return notes
}
