import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { frugalLaunch } from './frugal.ts'
import { steadyWasm } from './steady-wasm.ts'

const running = {
  execPath: '/node',
  execArgv: ['--trace-gc'],
  argv: ['/node', '/start.ts', '--empty'],
  env: { A: '1' },
}

test('the program is begun again as it was called, once', () => {
  const launch = frugalLaunch(running)
  expect(launch?.args).toEqual([
    '/node',
    '--max-semi-space-size=8',
    '--heap-growing-percent=30',
    '--expose-gc',
    steadyWasm,
    '--trace-gc',
    '/start.ts',
    '--empty',
  ])
  expect(launch?.env).toMatchObject({ A: '1', MALLOC_ARENA_MAX: '1' })
  const again = { ...running, execArgv: launch?.args.filter((arg) => arg.startsWith('--')) ?? [] }
  expect(frugalLaunch(again)).toBeNull()
})

test('what an operator has set is left', () => {
  expect(frugalLaunch({ ...running, env: { MALLOC_ARENA_MAX: '8' } })?.env['MALLOC_ARENA_MAX']).toBe('8')
})

test.skipIf(process.platform === 'win32')('it stays the same process, with its words and without a warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-frugal-'))
  const script = join(folder, 'main.mjs')
  writeFileSync(
    script,
    `const { becomeFrugal } = await import(${JSON.stringify(fileURLToPath(new URL('frugal.ts', import.meta.url)))})
     console.log(process.pid)
     becomeFrugal()
     console.log(process.env.MALLOC_ARENA_MAX, process.argv.at(-1), process.execArgv.length)`,
  )
  const output = execFileSync(process.execPath, [script, '--empty'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  rmSync(folder, { recursive: true })
  const [first, second, settled] = output.trim().split('\n')
  expect(second).toBe(first)
  expect(settled).toBe('1 --empty 4')
})

test('threads that it starts make little room for young objects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-frugal-'))
  const script = join(folder, 'main.mjs')
  const thread = `
    const kept = []
    for (let at = 0; at < 3e6; at += 1) kept[at % 1e5] = { at }
    const young = require('node:v8').getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
    console.log(young.physical_space_size / 2 ** 20)`
  writeFileSync(
    script,
    `const { becomeFrugal } = await import(${JSON.stringify(fileURLToPath(new URL('frugal.ts', import.meta.url)))})
     becomeFrugal()
     const { Worker } = await import('node:worker_threads')
     new Worker(${JSON.stringify(thread)}, { eval: true, resourceLimits: { maxYoungGenerationSizeMb: 8 } })`,
  )
  const taken = Number(execFileSync(process.execPath, [script], { encoding: 'utf8' }))
  rmSync(folder, { recursive: true })
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThanOrEqual(6)
})

test('what was read from the compile cache is given back, and nobody waits for the next time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-frugal-'))
  const [script, cache] = [join(folder, 'main.mjs'), join(folder, 'cache')]
  writeFileSync(
    script,
    `const { giveBackCompiled } = await import(${JSON.stringify(fileURLToPath(new URL('frugal.ts', import.meta.url)))})
     giveBackCompiled()
     console.log(process.getActiveResourcesInfo().includes('Timeout'))`,
  )
  const env = { ...process.env, NODE_COMPILE_CACHE: cache, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' }
  const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', env })
  const written = readdirSync(cache, { recursive: true }).length
  rmSync(folder, { recursive: true })
  expect(stdout.trim()).toBe('false')
  // Once by the call, once by the end of the process, which finds nothing left.
  expect(stderr.match(/Clear deserialized cache/g)).toHaveLength(2)
  expect(written).toBeGreaterThan(2)
})
