import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../repo.ts'
import { judge, namedFiles } from './held-by-tests.ts'

const report = (...tests: readonly { status: string; counted?: Record<string, number> }[]) => ({
  numPassedTests: 1,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [
    {
      status: 'passed',
      assertionResults: tests.map(({ status, counted = {} }, at) => ({
        status,
        fullName: `test ${at}`,
        meta: { counted },
      })),
    },
  ],
})

describe('a promise held by tests', () => {
  it('is met when all passed and enough was looked at', () => {
    const seen = report(
      { status: 'passed', counted: { tricks: 1000 } },
      { status: 'passed', counted: { tricks: 1364 } },
    )
    expect(judge(seen, { passed: 2, failed: 0 }, { tricks: 2364 })).toEqual({
      figure: '2,364 tricks, 0 of 2 tests failed',
      met: true,
    })
    expect(judge(seen, { passed: 2, failed: 0 }, { tricks: 2365, routes: 1 })).toMatchObject({
      met: false,
      detail: 'fewer than 2365 tricks; fewer than 1 routes',
    })
  })

  it('is not met when a test failed, was not found, or the report is missing', () => {
    const seen = report({ status: 'passed' }, { status: 'failed' })
    expect(judge(seen, { passed: 1, failed: 1 }, {})).toMatchObject({ met: false, detail: 'test 1' })
    expect(judge(undefined, { passed: 0, failed: 1 }, {})).toMatchObject({ met: false })
    expect(judge(report(), { passed: 0, failed: 0 }, {})).toMatchObject({ met: false })
  })

  it('names files that are there', () => {
    expect(namedFiles().length).toBeGreaterThan(15)
    expect(namedFiles().filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})
