import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { root } from './repo.ts'
import { steadyWasm } from './steady-wasm.ts'

/*
 * Memory that is free again and yet stays with the process: V8 lets its heap grow to several times what is in use, glibc keeps
 * an arena for each thread and never gives back what was freed in its middle. Under a mixture of reading, uploads and exports
 * that was two thirds of 1.7 GB. The price is a twentieth of the processor's time.
 */

/**
 * V8's, of every thread. The third lets drawing threads clear up after a large job (export's tidy.ts), the last keeps a fault of
 * V8 away.
 */
const flags = ['--max-semi-space-size=8', '--heap-growing-percent=30', '--expose-gc', steadyWasm]

/**
 * Of the threads that are started later, and there are several: the flag of the process goes before what a thread is given as
 * its own limit. It is 12 MB less of each, and a hundredth of its time more.
 */
const ofThreads = '--max-semi-space-size=2'

/**
 * glibc's: other libraries do not know them. Pictures and files lie in maps of their own, which go back at once; so does what
 * the typesetter and the packers take in pieces of some ten kB. Below 32 kB a thread's start would pay for it. One arena for all
 * threads: two kept 140 MB under a mixture of everything where one keeps 60.
 */
const allocator = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MIMALLOC_PURGE_DELAY: '0',
}

/**
 * Stripped and compiled modules are kept for the next start: a third of the time to ready. By the environment, so that threads
 * find it too and what comes before `main` is in it: whoever strips a single module of its types loads a compiler of 20 MB,
 * each thread its own.
 */
const compileCache = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile') }

export type Launch = {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
}

type Running = {
  readonly execPath: string
  readonly execArgv: readonly string[]
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The same program with those settings; null where it runs with them. What an operator has set is left. */
export function frugalLaunch({ execPath, execArgv, argv, env }: Running): Launch | null {
  if (flags.every((flag) => execArgv.includes(flag))) return null
  const args = [execPath, ...flags, ...execArgv.filter((flag) => !flags.includes(flag)), ...argv.slice(1)]
  return { file: execPath, args, env: { ...allocator, ...compileCache, ...env } }
}

/**
 * Begins this process anew with those settings, as the same process: an allocator takes them at its start alone. Where a
 * system cannot do that (Windows), V8 at least is told what it takes later.
 */
export function becomeFrugal(): void {
  const launch = frugalLaunch(process)
  if (launch !== null && process.platform !== 'win32') process.execve?.(launch.file, launch.args, launch.env)
  setFlagsFromString(ofThreads)
  if (launch === null) return
  setFlagsFromString('--heap-growing-percent=30')
  Object.assign(process.env, { ...compileCache, ...process.env })
  enableCompileCache()
}

/**
 * What was read from the compile cache lies in memory as it was read, beside what V8 has made of it, until the cache is written
 * back: 13 MB of a server that has started. Modules that are loaded later come a few at a time. Threads do it themselves
 * (export's tidy.ts).
 */
export function giveBackCompiled(): void {
  flushCompileCache()
  setInterval(flushCompileCache, 60_000).unref()
}
