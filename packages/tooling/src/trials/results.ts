import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { cpus, hostname, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../repo.ts'
import type { Engine } from './types.ts'

/** `failed`: the trial itself broke or took too long; `unmeasured`: this machine cannot. */
export type State = 'met' | 'missed' | 'failed' | 'unmeasured'

export type Result = {
  readonly id: string
  readonly database: Engine
  readonly isQuick: boolean
  readonly state: State
  readonly figure: string
  readonly detail?: string
  readonly commit: string
  readonly machine: string
  readonly at: string
  readonly seconds: number
}

/** The newest result of every trial on every database, in one JSON file; written after each, so that a stop loses one. */
export type Results = {
  readonly all: () => readonly Result[]
  readonly add: (result: Result) => void
}

const isSame = (one: Result, other: Result): boolean =>
  one.id === other.id && one.database === other.database && one.isQuick === other.isQuick

export function openResults(folder: string): Results {
  const path = join(folder, 'trials.json')
  // A cast: only `add` writes the file.
  let results = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result[]) : []
  return {
    all: () => results,
    add(result) {
      results = [...results.filter((one) => !isSame(one, result)), result]
      writeWhole(path, `${JSON.stringify(results, null, 2)}\n`)
    },
  }
}

/** Written aside and renamed: a reader, and the run after a kill, see the old file or the new one. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

/** The commit that is measured; with a plus where files differ from it. */
export function commitHere(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  try {
    return git('rev-parse', '--short=8', 'HEAD') + (git('status', '--porcelain', '-uno') === '' ? '' : '+')
  } catch {
    // A copy of the sources without its history is measured too.
    return 'unknown'
  }
}

/** Whether the same name means the same sources: a result of a changed checkout says nothing about the next run. */
export const isSettled = (commit: string): boolean => !commit.endsWith('+') && commit !== 'unknown'

export function machineHere(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${hostname()}: ${cpus().length} × ${first?.model.trim() ?? process.arch}, ${memory} GiB, Node ${process.versions.node}`
}
