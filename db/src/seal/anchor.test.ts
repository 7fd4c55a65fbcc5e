import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { anchorPath, appendAnchor, lastAnchorLine, readAnchor } from './anchor.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cg-anchor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (seals: number) =>
  appendAnchor(folder, {
    seals,
    hash: String(seals).repeat(64),
    at: '2026-10-01T00:00:00.000Z',
    why: 'turn',
    given: {},
  })
const text = () => readFileSync(anchorPath(folder), 'utf8')

it('holds what was appended, line by line, and tells the last without reading the others', () => {
  expect([readAnchor(folder).lines, lastAnchorLine(folder)]).toEqual([[], null])
  for (let seals = 1; seals <= 300; seals++) put(seals)
  const { lines, brokenAt } = readAnchor(folder)
  expect([lines.length, brokenAt, lines[299]?.seals]).toEqual([300, null, 300])
  expect(lastAnchorLine(folder)?.seals).toBe(300)
})

it('goes on over what a power cut has left of a line', () => {
  put(1)
  put(2)
  writeFileSync(anchorPath(folder), text().slice(0, -20))
  expect(lastAnchorLine(folder)?.seals).toBe(1)
  put(3)
  expect(readAnchor(folder)).toMatchObject({ lines: [{ seals: 1 }, { seals: 3 }], brokenAt: null })
})

it('names the first line that was changed, dropped or put in', () => {
  for (const seals of [1, 2, 3]) put(seals)
  const whole = text()
  const [first = '', second = '', third = ''] = whole.trimEnd().split('\n')
  writeFileSync(anchorPath(folder), whole.replace('"seals":2', '"seals":9'))
  expect(readAnchor(folder).brokenAt).toBe(2)
  writeFileSync(anchorPath(folder), `${first}\n${third}\n`)
  expect(readAnchor(folder).brokenAt).toBe(2)
  writeFileSync(anchorPath(folder), `${first}\n${second}\n${second}\n${third}\n`)
  expect(readAnchor(folder).brokenAt).toBe(3)
})
