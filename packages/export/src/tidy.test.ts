import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('a thread gives back what a large job has left, and leaves the heap of a small one', () => {
  const script = `
    import { getHeapStatistics } from 'node:v8'
    const { tidy } = await import(${JSON.stringify(fileURLToPath(new URL('tidy.ts', import.meta.url)))})
    const taken = () => Math.round(getHeapStatistics().total_physical_size / 2 ** 20)
    const before = taken()
    tidy()
    const small = taken()
    let job = Array.from({ length: 2e6 }, (_, at) => ({ at }))
    const large = taken()
    job = null
    tidy()
    console.log(JSON.stringify({ before, small, large, tidied: taken() }))`
  const run = [process.execPath, ['--expose-gc', '--input-type=module', '-e', script]] as const
  const { before, small, large, tidied } = JSON.parse(execFileSync(...run, { encoding: 'utf8' }))
  expect(small).toBe(before)
  expect(large).toBeGreaterThan(80)
  expect(tidied).toBeLessThan(30)
})
