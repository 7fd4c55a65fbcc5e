import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * What several processes of one installation must know of each other for some minutes, in a room of the data folder that
 * they share: a request may come to any of them.
 */

export type SharedNotes = {
  /** Null: there is none, or it is too old. */
  readonly read: (name: string) => Buffer | null
  readonly write: (name: string, content: string | Buffer) => void
  /** Reads a note and removes it: of several who ask at once one gets it. */
  readonly take: (name: string) => Buffer | null
}

const usualName = /^[\w.-]{1,120}$/

export function openSharedNotes(dataDir: string, room: string, keptMs: number): SharedNotes {
  const folder = join(dataDir, 'shared', room)

  function place(name: string): string | null {
    return usualName.test(name) ? join(folder, name) : null
  }

  function isFresh(path: string): boolean {
    return existsSync(path) && Date.now() - statSync(path).mtimeMs < keptMs
  }

  function forgetOld(): void {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (!isFresh(path)) rmSync(path, { force: true })
    }
  }

  return {
    read(name) {
      const path = place(name)
      return path !== null && isFresh(path) ? readFileSync(path) : null
    },
    write(name, content) {
      const path = place(name)
      if (path === null) throw new Error(`a note cannot be called ${name}`)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      forgetOld()
      writeFileSync(`${path}.new-${process.pid}`, content, { mode: 0o600 })
      renameSync(`${path}.new-${process.pid}`, path)
    },
    take(name) {
      const path = place(name)
      if (path === null || !isFresh(path)) return null
      const own = `${path}.taken-${process.pid}`
      try {
        renameSync(path, own)
      } catch (error) {
        // Another process was quicker.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
      const content = readFileSync(own)
      rmSync(own)
      return content
    },
  }
}
