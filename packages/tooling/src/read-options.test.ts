import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pickNamed } from './read-options.ts'
import { root } from './repo.ts'

it('a name is found in any letters, and one of nothing is refused with those there are', () => {
  expect(pickNamed(['D1', 'V4'], 'v4,D1', String)).toEqual(['V4', 'D1'])
  expect(() => pickNamed(['D1', 'V4'], 'D1,D9', String)).toThrow('D9 is none of D1, V4')
})

it.each([
  ['bench', '--nonsense', "Unknown option '--nonsense'"],
  ['bench', '--seconds=x', '--seconds=x is no number'],
  ['trials', '--only=D1,D99', 'D99 is none of '],
])('npm run %s with %s is refused with the usage, and nothing is measured', (command, option, words) => {
  const path = join(root, 'packages/tooling/src', command, 'main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, option], { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr.startsWith(words)).toBe(true)
  expect(stderr).toContain(`\n\nnpm run ${command} -- [--only=`)
})
