import { openByHand } from '@cg/db/by-hand.fixture'
import type { ByHand } from '@cg/db/by-hand.fixture'
import { must } from '@cg/domain/must'
import { headName, lacksHead, wholeBytes } from './own-bytes.ts'
import { unpackRevised } from './result-table.ts'
import { pack } from './pack.ts'
import { sha256 } from './sha256.ts'

type Row = { release_id: number; name: string; shape: number; body: Buffer }
type Facts = Record<string, unknown>

/**
 * Makes a release look as a program of before shape 1 froze it, each answer with its head: `changed` gives what its answers held then, the others
 * keep their bytes; all have shape 0, those `without` were not frozen then, and the series lacks the columns that came later.
 */
export function makeOlder(
  folder: string,
  changed: Readonly<Record<string, (facts: Facts) => Facts>>,
  without: readonly string[] = [],
): void {
  const db = openByHand(folder)
  const putBack = db.breakRules()
  joinHeads(db)
  db.exec('update release_answer set shape = 0')
  for (const name of without) db.prepare('delete from release_answer where name = ?').run(name)
  const rows = db.prepare('select release_id, name, body from release_answer').all() as Row[]
  const store = db.prepare('update release_answer set body = ?, hash = ? where release_id = ? and name = ?')
  for (const row of rows) {
    const body = olderBytes(row, changed[row.name])
    store.run(body, sha256(body), row.release_id, row.name)
  }
  putBack()
  db.close()
}

/** Before shape 12 each answer held the head itself. */
function joinHeads(db: ByHand): void {
  const rows = db.prepare('select release_id, name, shape, body from release_answer').all() as Row[]
  const heads = new Map(rows.filter(({ name }) => name === headName).map(({ release_id, body }) => [release_id, body]))
  const join = db.prepare('update release_answer set body = ? where release_id = ? and name = ?')
  for (const row of rows.filter(lacksHead)) {
    join.run(wholeBytes(must(heads.get(row.release_id)), row.body), row.release_id, row.name)
  }
  db.prepare('delete from release_answer where name = ?').run(headName)
}

function olderBytes(
  { name, body }: { name: string; body: Buffer },
  change: ((facts: Facts) => Facts) | undefined,
): Buffer {
  if (name === 'series') return olderSeries(body)
  return change === undefined ? body : Buffer.from(JSON.stringify(change(JSON.parse(body.toString()) as Facts)))
}

function olderSeries(body: Buffer): Buffer {
  const { units, indicators, revised, ...columns } = unpackRevised(body)
  return pack({ units, indicators, revised }, columns)
}
