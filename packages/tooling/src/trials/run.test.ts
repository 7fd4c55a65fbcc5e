import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../repo.ts'
import { loadTrials } from './load-trials.ts'
import { runInOwnProcess } from './own-process.ts'
import { countOf, formatReport } from './report.ts'
import { openResults } from './results.ts'
import type { Results } from './results.ts'
import { runTrials } from './run.ts'
import type { Ended, Settings } from './run.ts'
import * as registered from './registry.ts'
import * as planted from './testing/planted.ts'
import type { Trial } from './types.ts'

const { both, met, missed } = planted
const registry = join(root, 'packages/tooling/src/trials/testing/planted.ts')
let folder: string
let results: Results
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cg-trials-'))
  results = openResults(folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const settings: Settings = { databases: ['sqlite'], isQuick: false, again: false, commit: 'abc', machine: 'two cores' }
const now = (): Date => new Date('2026-11-30T09:00:00.000Z')

/** Which trials a run starts. */
async function started(trials: readonly Trial[], changed: Partial<Settings> = {}, ended?: Ended): Promise<string[]> {
  const names: string[] = []
  await runTrials(
    trials,
    { ...settings, ...changed },
    {
      results,
      now,
      say: () => undefined,
      async start(trial, database) {
        names.push(`${trial.id} ${database}`)
        return ended ?? { kind: 'measured', measured: { figure: '1', met: true } }
      },
    },
  )
  return names
}

describe('a run', () => {
  it('takes up where another was ended, and repeats only what is asked or has changed', async () => {
    expect(await started([met])).toEqual(['X1 sqlite'])
    results = openResults(folder)
    expect(await started([met, missed])).toEqual(['X2 sqlite'])
    expect(await started([met, missed])).toEqual([])
    expect(await started([met], { isQuick: true })).toEqual([])
    expect(await started([met], { commit: 'abd' })).toEqual(['X1 sqlite'])
    expect(await started([met], { commit: 'abd', again: true })).toEqual(['X1 sqlite'])
    for (const _turn of [1, 2]) expect(await started([met], { commit: 'abd+' })).toEqual(['X1 sqlite'])
    expect(results.all().filter(({ id }) => id === 'X1')).toHaveLength(1)
  })

  it('tries again what broke or could not be measured, and asks only the databases a trial is for', async () => {
    for (const kind of ['failed', 'unmeasured'] as const)
      expect(await started([met], {}, { kind, reason: 'no' })).toEqual(['X1 sqlite'])
    expect(await started([met, both], { databases: ['postgres'] })).toEqual(['X11 postgres'])
  })

  it('measures anew what was only looked at quickly', async () => {
    expect(await started([met], { isQuick: true })).toEqual(['X1 sqlite'])
    expect(await started([met], { isQuick: true })).toEqual([])
    expect(await started([met])).toEqual(['X1 sqlite'])
  })
})

describe('the table', () => {
  it('says of every promise what was found where and when, and what was not', async () => {
    await started([met], {}, { kind: 'measured', measured: { figure: '1 | 2', met: true, detail: 'seen twice' } })
    await started([missed], { isQuick: true }, { kind: 'measured', measured: { figure: '3', met: false } })
    await started([both], { databases: ['postgres'] }, { kind: 'unmeasured', reason: 'no server' })
    expect(formatReport([both, missed, met], results.all(), ['sqlite', 'postgres'])).toBe(
      [
        '### Load',
        '',
        '| id | promise | aim | SQLite | PostgreSQL | measured |',
        '| --- | --- | --- | --- | --- | --- |',
        '| X1 | holds | ≤ 2 | 1 \\| 2: met | does not apply | 2026-11-30T09:00 abc |',
        '| X2 | does not hold | ≤ 2 | 3: **NOT MET** (quick) | does not apply | 2026-11-30T09:00 abc |',
        '| X11 | is asked of two databases | 0 | **not measured**: not yet run | **not measured**: no server | 2026-11-30T09:00 abc |',
        '',
        '- X1 on SQLite: seen twice',
        '- X11 on PostgreSQL: no server',
        '',
        'Measured on two cores.',
        '',
      ].join('\n'),
    )
    expect(countOf([both, missed, met], results.all(), ['sqlite', 'postgres'])).toEqual({ met: 1, missed: 1, open: 2 })
    expect(countOf([met], results.all(), ['sqlite'])).toEqual({ met: 1, missed: 0, open: 0 })
  })

  it('shows a full run before a quick one of the same commit, and the newer of two commits', async () => {
    const figure = async (text: string, changed: Partial<Settings>): Promise<void> => {
      await started([met], { again: true, ...changed }, { kind: 'measured', measured: { figure: text, met: true } })
    }
    await figure('full', {})
    await figure('quick', { isQuick: true })
    expect(formatReport([met], results.all(), ['sqlite'])).toContain('| full: met |')
  })
})

describe('a trial in its own process', () => {
  const run = async (id: string) => {
    const trial = Object.values(planted).find((one) => one.id === id)
    if (trial === undefined) throw new Error(`no ${id}`)
    return runInOwnProcess(trial, 'sqlite', { registry, results: folder, isQuick: true, commit: 'abc' })
  }

  it('tells what it found, why it broke and why it cannot be measured', async () => {
    expect(await run('X1')).toEqual({
      kind: 'measured',
      measured: { figure: '1', met: true, detail: 'one of two | seen' },
    })
    const broken = await run('X3')
    expect(broken.kind).toBe('failed')
    expect(broken).toMatchObject({ reason: expect.stringContaining('the server did not start') })
    expect(await run('X4')).toEqual({ kind: 'unmeasured', reason: 'needs root' })
  })

  it('is ended with all it started when its time is over', async () => {
    const file = join(folder, 'pid')
    process.env['PLANTED_PID'] = file
    expect(await run('X5')).toEqual({ kind: 'failed', reason: 'took longer than its 0.05 minutes and was ended' })
    const pid = Number(readFileSync(file, 'utf8'))
    const isThere = (): boolean => spawnSync('kill', ['-0', String(pid)]).status === 0 && !isZombie(pid)
    await expect.poll(isThere, { timeout: 10_000 }).toBe(false)
  })

  it('goes on from what it had kept, and keeps nothing once it is through', async () => {
    expect(await run('X10')).toEqual({ kind: 'failed', reason: 'ended with 9 and told nothing' })
    expect(await run('X10')).toMatchObject({ measured: { figure: '{"done":1}', met: true } })
    expect(await run('X10')).toMatchObject({ kind: 'failed' })
  })
})

const isZombie = (pid: number): boolean => /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

describe('npm run trials', () => {
  const script = join(root, 'packages/tooling/src/trials/main.ts')
  const trials = (...args: string[]) =>
    spawnSync(process.execPath, [script, `--registry=${registry}`, `--results=${folder}`, '--quick', ...args], {
      encoding: 'utf8',
    })

  it('ends with 0 only when every promise asked for is met', () => {
    const good = trials('--only=x1', '--database=sqlite')
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('1 met, 0 not met, 0 not measured')])
    const bad = trials('--only=X1,X2,X3,X4', '--database=sqlite')
    expect(bad.stdout).toContain('1 met, 2 not met, 1 not measured')
    expect(bad.stdout).toContain('**FAILED**: Error: the server did not start')
    expect(bad.status).toBe(1)
    expect(trials('--only=X4', '--database=sqlite').status).toBe(1)
    expect(trials('--only=X2', '--show').stdout).toContain('3: **NOT MET** (quick)')
  })

  it('refuses a trial or a database that there is not', () => {
    expect(trials('--only=X99').stderr).toContain('X99 is none of X1')
    expect(trials('--database=oracle').stderr).toContain('oracle is none of sqlite, postgres\n')
  })
})

it('every trial of the registry has a name of its own and says what it promises', async () => {
  const all = await loadTrials(join(root, 'packages/tooling/src/trials/registry.ts'))
  expect(all.length).toBeGreaterThan(20)
  expect(Object.values(registered)).toEqual(expect.arrayContaining(all))
  expect(all.filter(({ promise, aim, on, minutes }) => !promise || !aim || on.length === 0 || minutes > 60)).toEqual([])
})
