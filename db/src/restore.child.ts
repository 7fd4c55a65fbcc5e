import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/* Restores a backup as the service does, and is killed just before the N-th of the calls that change a name
 * or reach the disk; with `all`, of those too that copy, write and remove. */

const [folder = '', backup = '', nth = '', which = 'all'] = process.argv.slice(2)
let left = Number(nth)

function counted<A extends unknown[], R>(call: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return call(...args)
  }
}
if (which === 'all') {
  fs.copyFileSync = counted(fs.copyFileSync)
  fs.rmSync = counted(fs.rmSync)
  fs.writeSync = counted(fs.writeSync as (...args: unknown[]) => number) as typeof fs.writeSync
}
fs.linkSync = counted(fs.linkSync)
fs.renameSync = counted(fs.renameSync)
fs.fsyncSync = counted(fs.fsyncSync)
syncBuiltinESMExports()

const { copyForRestore, endRestore, finishRestore, noteRestore } = await import('./restore.ts')
copyForRestore(folder, backup)
noteRestore(folder, { file: 'backup.sqlite', at: '', reason: '', by: null })
finishRestore(folder)
endRestore(folder)
process.stdout.write('done\n')
