import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../repo.ts'
import { onBoth, partsOfSqlite, sqliteOnly, testsOf, testsOnPostgres } from './sqlite-only.ts'

it('names files that are there, in folders whose tests run on both, each with a reason', () => {
  for (const [file, reason] of Object.entries(sqliteOnly)) {
    expect(file).toMatch(/\.test\.ts$/)
    expect(existsSync(join(root, file)), file).toBe(true)
    expect(
      onBoth.some((folder) => file.startsWith(`${folder}/`)),
      file,
    ).toBe(true)
    expect(reason.length, file).toBeGreaterThan(10)
  }
})

it('names parts that are skipped where they say so, and no other part is', () => {
  const skips = new Map<string, number>()
  for (const [part, reason] of Object.entries(partsOfSqlite)) {
    const [file = '', name = ''] = part.split(': ')
    expect(readFileSync(join(root, file), 'utf8')).toContain(`skipIf(isOnPostgres)('${name}`)
    expect(reason.length, part).toBeGreaterThan(10)
    skips.set(file, (skips.get(file) ?? 0) + 1)
  }
  for (const file of testsOf(onBoth)) {
    const found = readFileSync(join(root, file), 'utf8').split('skipIf(isOnPostgres)').length - 1
    expect(found, file).toBe(skips.get(file) ?? 0)
  }
})

it('runs every other file of these folders, and none of those that are listed', () => {
  const files = testsOnPostgres()
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter((file) => file in sqliteOnly)).toEqual([])
  // A file is asked for by a part of its path: none of those listed may be such a whole for another.
  const asked = Object.keys(sqliteOnly).filter((listed) => files.some((file) => listed.includes(file)))
  expect(asked).toEqual([])
})
