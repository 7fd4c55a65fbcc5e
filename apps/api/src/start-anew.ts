import { spawn } from 'node:child_process'

/**
 * Starts this program anew in the place of the running one, as it was called: what a restore has put in the database's place
 * is opened as at every start. Where the system cannot replace a process, a new one is started and this one ends.
 */
export function startAnew(): void {
  const words = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.execve(process.execPath, words, process.env as Record<string, string>)
  }
  spawn(process.execPath, words.slice(1), { stdio: 'inherit', detached: true }).unref()
  process.exit(0)
}
