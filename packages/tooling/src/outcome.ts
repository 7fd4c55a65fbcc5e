/** What one step of the test run found; a static step counts as one test. */
export type Outcome = { readonly passed: number; readonly failed: number; readonly detail?: string }

export const passed: Outcome = { passed: 1, failed: 0 }

export function failed(detail?: string): Outcome {
  return detail === undefined ? { passed: 0, failed: 1 } : { passed: 0, failed: 1, detail }
}

/** A check that looked at nothing has not passed. */
export function outcomeOf(problems: readonly string[], seen: number, what: string): Outcome {
  if (seen === 0) return failed(`saw no ${what}: the check is blind`)
  return problems.length === 0 ? { ...passed, detail: `${seen} ${what}` } : failed(problems.join('\n'))
}

export function add(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failed: outcomes.reduce((sum, outcome) => sum + outcome.failed, 0),
  }
}

/** The last line of a run, alone on its line: what `.ci/run` and its readers look for. */
export function summary({ passed, failed }: Outcome): string {
  return `${passed} passed, ${failed} failed`
}
