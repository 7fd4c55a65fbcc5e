import { formatDate } from '../number/date-format.ts'

/** A form of a release whose figures are provisional (快报). */
export type ProvisionalForm = {
  readonly formName: string
  readonly reporterName: string
  /** The day by which the final figures are to come. */
  readonly finalBy: string
}

/** More are counted, not named: a note must stay readable. */
const mostNamed = 3

/**
 * What a release with provisional figures says of them: which forms, and that a correction will follow. True of the whole
 * release, whatever a chart shows. Null without any.
 */
export function provisionalWords(forms: readonly ProvisionalForm[]): string | null {
  if (forms.length === 0) return null
  const named = forms.slice(0, mostNamed).map(({ formName, reporterName }) => `《${formName}》（${reporterName}）`)
  const all = `${named.join('、')}${forms.length > mostNamed ? `等${forms.length}张表` : ''}`
  const latest =
    forms
      .map(({ finalBy }) => finalBy)
      .toSorted()
      .at(-1) ?? ''
  return `本次发布含快报数：${all}，正式数预计${formatDate(latest)}前报送，届时更正发布`
}
