import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runSeveral } from './several-processes.ts'

/* node packages/tooling/src/postgres/several.ts [--rounds 200]: two processes of the product on one PostgreSQL. */

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } })
const folder = mkdtempSync(join(tmpdir(), 'cg-several-'))
// The server's own account passes through it.
chmodSync(folder, 0o711)
// What is waited for at the end is a child that keeps no process alive.
const awake = setInterval(() => undefined, 1_000)
try {
  const say = (words: string) => process.stderr.write(`… ${words}\n`)
  const figures = await runSeveral(folder, { rounds: Number(values.rounds), say })
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  process.exitCode = figures.faults.length === 0 && figures.lost === 0 && figures.winners === figures.rounds ? 0 : 1
} finally {
  clearInterval(awake)
  rmSync(folder, { recursive: true, force: true })
}
