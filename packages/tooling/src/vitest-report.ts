import type { Outcome } from './outcome.ts'

/** The parts of vitest's JSON report that are counted. */
export type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName?: string
      /** What a test has counted (`task.meta.counted`). */
      readonly meta?: { readonly counted?: Readonly<Record<string, number>> }
    }[]
  }[]
}

/**
 * Counts a run. A file that could not be loaded has no failed test in the report, and an error outside any test
 * only an exit code: each counts as one failure, so that nothing fails without showing in the sum.
 */
export function outcomeOfReport(report: VitestReport | undefined, exitCode: number | null): Outcome {
  if (report === undefined) return { passed: 0, failed: 1, detail: 'vitest left no report' }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const counted = report.numFailedTests + unloaded
  const failed = counted === 0 && (exitCode !== 0 || report.numPassedTests === 0) ? 1 : counted
  const skipped = report.numPendingTests + report.numTodoTests
  return { passed: report.numPassedTests, failed, ...(skipped > 0 && { detail: `${skipped} skipped` }) }
}
