import { expect, test } from 'vitest'
import { startProblem } from './start-options.ts'

test('the two options and no option are accepted', () => {
  expect(startProblem([])).toBeUndefined()
  expect(startProblem(['--empty'])).toBeUndefined()
  expect(startProblem(['--as-of=2026-11-23'])).toBeUndefined()
})

test.each(['--emtpy', 'empty', '--as-of', '--as-of=2026-13-01', '--as-of=2026-02-30', '--as-of=20261123'])(
  '%s is refused and named in both languages',
  (arg) => {
    const problem = startProblem(['--empty', arg])
    expect(problem).toContain(`Unknown option ${arg}.`)
    expect(problem).toContain(`无法识别的参数 ${arg}`)
  },
)
