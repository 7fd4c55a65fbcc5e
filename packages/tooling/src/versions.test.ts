import { expect, test } from 'vitest'
import { root } from './repo.ts'
import { readLockfile, unseenFloors, versionProblems } from './versions.ts'

const lockfile = (path: string, version: string) => ({ packages: { [path]: { version } } })

test.each([
  ['node_modules/echarts', '6.0.0'],
  ['node_modules/echarts', '6.1.0-beta.1'],
  ['node_modules/drizzle-orm', '0.9.9'],
  ['node_modules/@fastify/multipart', '10.1.8'],
  ['apps/api/node_modules/fastify', '4.29.1'],
  ['node_modules/a/node_modules/@fastify/static', '9.9.9'],
  ['node_modules/hucre/node_modules/exceljs', '4.4.0'],
  ['node_modules/xlsx', '0.18.5'],
])('%s %s is reported where it lies', (path, version) => {
  expect(versionProblems(lockfile(path, version))).toEqual([expect.stringContaining(path)])
})

test.each([
  ['node_modules/echarts', '6.1.0'],
  ['node_modules/drizzle-orm', '0.45.10'],
  ['node_modules/fastify', '6.0.0'],
  ['node_modules/fastify-plugin', '1.0.0'],
])('%s %s passes', (path, version) => {
  expect(versionProblems(lockfile(path, version))).toEqual([])
})

test('the floors are about packages that are installed', () => {
  expect(unseenFloors(readLockfile(root))).toEqual([])
})
