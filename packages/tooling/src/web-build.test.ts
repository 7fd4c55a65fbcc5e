import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources, isWebBuilt, webSources } from './web-build.ts'

let folder: string

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-build-'))
  put('apps/web/src/main.tsx', 'one')
  put('apps/web/index.html', '<html></html>')
  put('packages/charts/src/model.ts', 'model')
  put('package-lock.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

function markBuilt(): void {
  put('apps/web/dist/index.html', '<html></html>')
  put('apps/web/dist/.sources', hashSources(folder))
}

test('a build counts as fresh until a source, a charted package or the lockfile changes', () => {
  for (const path of ['apps/web/src/main.tsx', 'packages/charts/src/model.ts', 'package-lock.json']) {
    markBuilt()
    expect(isWebBuilt(folder)).toBe(true)
    put(path, `changed ${path}`)
    expect(isWebBuilt(folder)).toBe(false)
  }
})

test('renaming a source makes the build stale', () => {
  markBuilt()
  rmSync(join(folder, 'apps/web/src/main.tsx'))
  put('apps/web/src/start.tsx', 'one')
  expect(isWebBuilt(folder)).toBe(false)
})

test('tests and documents do not make the build stale', () => {
  markBuilt()
  put('apps/web/src/main.test.tsx', 'test')
  put('apps/web/e2e/enter.test.ts', 'test')
  put('apps/web/README.md', 'words')
  expect(isWebBuilt(folder)).toBe(true)
})

test('the output of a build is not among its sources', () => {
  markBuilt()
  expect(webSources(folder).filter((path) => path.includes('dist'))).toEqual([])
})

test('a build that left no page is not taken for one', () => {
  put('apps/web/dist/.sources', hashSources(folder))
  expect(isWebBuilt(folder)).toBe(false)
})
