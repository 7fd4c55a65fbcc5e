import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { serve } from './served.ts'
import type { Served } from './served.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the demo cities of this run: each is seeded once, and copied for every file that wants it. */
    seededCities: string
    /** Answers with the address of the city that all files of this run read; the first who asks has it started. */
    doorOfReadCity: string
  }
}

/** Before all files, and after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const seededCities = mkdtempSync(join(tmpdir(), 'cg-cities-'))
  let running: Promise<Served> | undefined
  const door = createServer((_asked, reply) => {
    running ??= serve({ args: ['--as-of=2026-11-23'], seededCities })
    running.then(
      ({ base }) => reply.end(base),
      (error: unknown) => reply.writeHead(500).end(String(error)),
    )
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  // A cast: it listens on a port, not on a file.
  const { port } = door.address() as AddressInfo
  project.provide('seededCities', seededCities)
  project.provide('doorOfReadCity', `http://127.0.0.1:${port}`)
  return async () => {
    door.close()
    door.closeAllConnections()
    await (await running)?.end()
    rmSync(seededCities, { recursive: true, force: true })
  }
}
