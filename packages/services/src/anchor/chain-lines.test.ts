import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../release/publish/prepare.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { chainLines } from './chain-lines.ts'
import { headText, isHead, loadHead } from './keep.ts'

const checker = fileURLToPath(new URL('../../../../apps/api/src/verify-chain.mjs', import.meta.url))

let city: TestCity
let folder: string
beforeEach(async () => {
  city = await openCity()
  folder = mkdtempSync(join(tmpdir(), 'cg-chain-'))
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  await preparePreview(city.as('publisher'), { period: '2026Q3' })
})
afterEach(() => {
  city.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the stand-alone checker says of lines: its exit code and its words. */
function check(lines: string, ...more: readonly string[]): { status: number | null; words: string } {
  const path = join(folder, 'chain.jsonl')
  writeFileSync(path, lines)
  const { status, stdout } = spawnSync(process.execPath, [checker, path, ...more], { encoding: 'utf8' })
  return { status, words: stdout }
}

it('an exported chain is checked without the program, whole, cut, edited and against a printed head', async () => {
  const lines = await chainLines(city.as('auditor'))
  const head = headText(await city.store.read(loadHead))
  expect(check(lines)).toMatchObject({ status: 0, words: expect.stringContaining(`head ${head}`) })
  expect(check(lines, head).status).toBe(0)
  expect(check(lines, head.replace(/.$/, 'x'))).toMatchObject({ status: 1, words: expect.stringContaining('not in') })
  const list = lines.trimEnd().split('\n')
  expect(check(`${list.slice(0, -1).join('\n')}\n`, head).status).toBe(1)
  expect(check(lines.replace('"actorName":"', '"actorName":"不')).words).toMatch(/event \d+: does not follow/)
  await expect(chainLines(city.as('leader'))).rejects.toMatchObject({ code: 'forbidden' })
  expect(await city.store.read((db) => isHead(db, head))).toBe(true)
  expect(await city.store.read((db) => isHead(db, `1-${'0'.repeat(12)}`))).toBe(false)
})
