import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

// In a process of its own: the hooks of a process cannot be taken away again in one that tests other things.
const script = `
  const { resolveOnce } = await import('./src/resolve-once.ts')
  const plain = import.meta.resolve('drizzle-orm/better-sqlite3')
  resolveOnce('drizzle-orm')
  const hooked = [import.meta.resolve('drizzle-orm/better-sqlite3'), import.meta.resolve('drizzle-orm/better-sqlite3')]
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const missing = await import('drizzle-orm/no-such-part').catch((error) => error.code)
  console.log(JSON.stringify({ same: hooked.every((url) => url === plain), drizzle: typeof drizzle, missing }))
`

it('finds the same modules as Node does, and refuses what a package does not offer', () => {
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
  })
  expect(JSON.parse(answer)).toEqual({ same: true, drizzle: 'function', missing: 'ERR_PACKAGE_PATH_NOT_EXPORTED' })
})
