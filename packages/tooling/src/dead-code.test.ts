import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findDeadCode } from './dead-code.ts'
import { listFiles, root } from './repo.ts'

const copy = mkdtempSync(join(tmpdir(), 'cg-dead-'))
afterAll(() => rmSync(copy, { recursive: true }))

/** The sources beside the same packages, with the workspaces linked to the copies. */
function copyRepository(): void {
  for (const file of listFiles(root).filter((one) => /\.(tsx?|mts|mjs|css|html|jsonc?)$/.test(one))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  mkdirSync(join(copy, 'node_modules/@cg'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => one !== '@cg'))
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
  for (const folder of [
    'db',
    'seeds',
    'apps/api',
    'apps/web',
    ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
  ])
    symlinkSync(join(copy, folder), join(copy, 'node_modules/@cg', folder.split('/').at(-1) ?? folder))
}

test('a planted dead export, file and type are found, and nothing else is', () => {
  copyRepository()
  appendFileSync(join(copy, 'packages/domain/src/must.ts'), 'export const plantedExport = 1\n')
  appendFileSync(join(copy, 'packages/services/src/errors.ts'), 'export type PlantedType = string\n')
  writeFileSync(join(copy, 'apps/web/src/ui/planted.tsx'), 'export const plantedFile = 1\n')
  expect(findDeadCode(copy).toSorted()).toEqual([
    expect.stringMatching(/^apps\/web\/src\/ui\/planted\.tsx: files /),
    'packages/domain/src/must.ts: exports plantedExport',
    'packages/services/src/errors.ts: types PlantedType',
  ])
})
