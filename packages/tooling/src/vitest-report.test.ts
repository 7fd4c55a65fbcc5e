import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { add, outcomeOf, summary } from './outcome.ts'
import { root } from './repo.ts'
import type { VitestReport } from './vitest-report.ts'
import { outcomeOfReport } from './vitest-report.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitest-report-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function runReal(name: string, files: Record<string, string>) {
  const project = join(folder, name)
  mkdirSync(project)
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(project, `${file}.test.js`), `import { test, expect } from 'vitest'\n${text}`)
  }
  const report = join(project, 'report.json')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--root', project, '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' })
  return outcomeOfReport(JSON.parse(readFileSync(report, 'utf8')) as VitestReport, status)
}

test('a real run counts failing tests, files that do not load and files without tests', () => {
  const outcome = runReal('mixed', {
    passing: `test('a', () => {}); test('b', () => {})`,
    failing: `test('a', () => {}); test('b', () => expect(1).toBe(2))`,
    unloaded: `import './gone.js'`,
    empty: '',
    skipped: `test.skip('a', () => {})`,
  })
  expect(outcome).toEqual({ passed: 3, failed: 3, detail: '1 skipped' })
})

test('a real run with an error outside any test has failed', () => {
  const late = `test('a', async () => {
    setTimeout(() => { throw new Error('late') })
    await new Promise((done) => setTimeout(done, 50))
  })`
  expect(runReal('late', { late })).toEqual({ passed: 1, failed: 1 })
})

test('a run in which nothing ran has failed', () => {
  const report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] }
  expect(outcomeOfReport(report, 0)).toMatchObject({ passed: 0, failed: 1 })
})

test('a run that left no report has failed', () => {
  expect(outcomeOfReport(undefined, 0)).toMatchObject({ passed: 0, failed: 1 })
})

test('a check that saw nothing has failed', () => {
  expect(outcomeOf([], 0, 'files').failed).toBe(1)
  expect(outcomeOf([], 3, 'files')).toMatchObject({ passed: 1, failed: 0 })
  expect(outcomeOf(['a', 'b'], 3, 'files')).toEqual({ passed: 0, failed: 1, detail: 'a\nb' })
})

test('the summary is the line a reader of the run looks for', () => {
  expect(
    summary(
      add([
        { passed: 3, failed: 0 },
        { passed: 0, failed: 2, detail: 'x' },
      ]),
    ),
  ).toBe('3 passed, 2 failed')
})
