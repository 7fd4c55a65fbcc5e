import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInstalled, needsInstall } from '../bootstrap.mjs'

const lockfile = {
  packages: {
    '': { name: 'root' },
    'node_modules/fastify': { version: '5.12.8' },
    'node_modules/@cg/db': { resolved: 'db', link: true },
    'node_modules/canvas-win32': { version: '1.0.0', optional: true },
  },
}
const { '': _root, 'node_modules/canvas-win32': _otherPlatform, ...installed } = lockfile.packages

test('an installation without the root entry and other platforms is complete', () => {
  expect(isInstalled(lockfile, { packages: installed })).toBe(true)
})

test('a missing package asks for an installation', () => {
  const { 'node_modules/fastify': _fastify, ...without } = installed
  expect(isInstalled(lockfile, { packages: without })).toBe(false)
})

test('another version asks for an installation', () => {
  const other = { ...installed, 'node_modules/fastify': { version: '5.12.7' } }
  expect(isInstalled(lockfile, { packages: other })).toBe(false)
})

test('a workspace that is not linked asks for an installation', () => {
  const { 'node_modules/@cg/db': _db, ...without } = installed
  expect(isInstalled(lockfile, { packages: without })).toBe(false)
})

test('an optional package of another version asks for an installation', () => {
  const other = { ...installed, 'node_modules/canvas-win32': { version: '0.9.0' } }
  expect(isInstalled(lockfile, { packages: other })).toBe(false)
})

test('a folder asks for an installation until what was installed is what its lockfile wants', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-bootstrap-'))
  const write = (path: string, packages: object) => writeFileSync(join(folder, path), JSON.stringify({ packages }))
  mkdirSync(join(folder, 'node_modules'))
  write('package-lock.json', lockfile.packages)
  expect(needsInstall(folder)).toBe(true)
  write('node_modules/.package-lock.json', installed)
  expect(needsInstall(folder)).toBe(false)
  write('package-lock.json', { ...lockfile.packages, 'node_modules/openid-client': { version: '6.9.0' } })
  expect(needsInstall(folder)).toBe(true)
  rmSync(folder, { recursive: true })
})
