import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../repo.ts'
import { onBoth, sqliteOnly } from './sqlite-only.ts'

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
