import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { severalProcesses } from './several-processes.ts'

/* node packages/tooling/src/postgres/several.ts [--quick]: two processes of the product on one PostgreSQL. */

const folder = mkdtempSync(join(tmpdir(), 'cg-several-'))
// The server's own account passes through it.
chmodSync(folder, 0o711)
// What is waited for at the end is a child that keeps no process alive.
const awake = setInterval(() => undefined, 1_000)
try {
  const say = (words: string) => process.stderr.write(`… ${words}\n`)
  const { figure, met, detail } = await severalProcesses.run({ folder, isQuick: process.argv.includes('--quick'), say })
  process.stdout.write(`${met ? '✓' : '✗'} ${figure}${detail === undefined ? '' : `\n${detail}`}\n`)
  process.exitCode = met ? 0 : 1
} finally {
  clearInterval(awake)
  rmSync(folder, { recursive: true, force: true })
}
