import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = join(import.meta.dirname, '../dist')

/** The scripts that every page waits for: the page itself names them, and the browser fetches them before anything else. */
function shellScripts(): string[] {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  return [...new Set([...page.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path))]
}

test('the shell is at most 130 kB of scripts as sent, and holds no contract of an answer', () => {
  const scripts = shellScripts()
  expect(scripts.length).toBeGreaterThan(2)
  const codes = scripts.map((path) => readFileSync(join(dist, path)))
  const kB = codes.reduce((sum, code) => sum + gzipSync(code).length, 0) / 1000
  expect(kB).toBeGreaterThan(60)
  expect(kB, scripts.join(', ')).toBeLessThanOrEqual(130)
  // A field of the rankings’ answer: its schema came with the query that the router started.
  expect(codes.filter((code) => code.includes('rankAmongCommon')).length).toBe(0)
})
