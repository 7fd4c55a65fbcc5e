/* How a preview is addressed: apart from the schemas, which the shell of the web does not need. */

/** The quarter's how-manieth computation, padded so that addresses sort: '试看-2026Q3-05'. */
export function previewCode(period: string, draft: number): string {
  return `试看-${period}-${String(draft).padStart(2, '0')}`
}

export const previewPattern = '^试看-\\d{4}Q[1-4]-\\d{2,6}$'
const shape = /^试看-(\d{4}Q[1-4])-(\d{2,6})$/

/** Which quarter's which computation a code names; null for a release's code and anything else. */
export function parsePreviewCode(code: string): { readonly period: string; readonly draft: number } | null {
  const [, period, draft] = shape.exec(code) ?? []
  return period === undefined || draft === undefined ? null : { period, draft: Number(draft) }
}
