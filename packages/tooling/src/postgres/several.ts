import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { severalProcesses } from './several-processes.ts'

/* node packages/tooling/src/postgres/several.ts [--quick] [--folder=KEPT]: two processes of the product on one PostgreSQL. */

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, folder: { type: 'string' } } })
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'cg-several-'))
// The server's own account passes through it.
chmodSync(folder, 0o711)
// What is waited for at the end is a child that keeps no process alive.
const awake = setInterval(() => undefined, 1_000)
try {
  const say = (words: string) => process.stderr.write(`… ${words}\n`)
  const { figure, met, detail } = await severalProcesses.run({ folder, isQuick: values.quick, say })
  process.stdout.write(`${met ? '✓' : '✗'} ${figure}${detail === undefined ? '' : `\n${detail}`}\n`)
  process.exitCode = met ? 0 : 1
} finally {
  clearInterval(awake)
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true })
}
