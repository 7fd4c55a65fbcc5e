import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the demo cities of this run: each is seeded once, and copied for every file that wants it. */
    seededCities: string
  }
}

/** Before all files, and after them. */
export default function setUp(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'cg-cities-'))
  project.provide('seededCities', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
