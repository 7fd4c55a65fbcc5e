import { aimChange, aimProposal, indicatorVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, desc, eq, gte, inArray, or } from 'drizzle-orm'
import { confirmObstacle, mayPropose } from '../proposal.ts'
import type { ProposalRow } from '../aim/proposals.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import type { Asking, Message } from './message.ts'

const link = '/aims'

/** Changes of targets and baselines: to who may confirm that they wait, to who proposed what became of them. */
export async function aimMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  if (!mayPropose(actor)) return []
  const rows = await db
    .select()
    .from(aimProposal)
    .where(
      or(
        eq(aimProposal.state, 'proposed'),
        and(
          inArray(aimProposal.state, ['confirmed', 'refused']),
          eq(aimProposal.proposedBy, actor.userId),
          gte(aimProposal.decidedAt, since),
        ),
      ),
    )
    .orderBy(desc(aimProposal.id))
  const named = await loadNamed(db, rows)
  const names = await loadNames(
    db,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.flatMap((row) => {
    if (row.state !== 'proposed') return [decided(row, named.get(row.id) ?? [], names)]
    return confirmObstacle(actor, row) === null ? [waiting(row, named.get(row.id) ?? [], names)] : []
  })
}

function waiting({ id, proposedBy, proposedAt }: ProposalRow, indicators: readonly string[], names: Names): Message {
  const about = { changes: indicators.length, indicators: [...new Set(indicators)] }
  const facts = { kind: 'aimWaiting' as const, by: names(proposedBy, proposedAt), ...about }
  return { key: `aim:${id}:waiting`, at: proposedAt, link, facts }
}

function decided(row: ProposalRow, indicators: readonly string[], names: Names): Message {
  const { id, decidedBy, decidedAt, proposedAt, state } = row
  const facts = {
    kind: 'aimDecided' as const,
    by: names(decidedBy, decidedAt),
    changes: indicators.length,
    isConfirmed: state === 'confirmed',
  }
  return { key: `aim:${id}:decided`, at: decidedAt ?? proposedAt, link, facts }
}

/** The indicator of each change, by name, by proposal. */
async function loadNamed(db: Db, rows: readonly ProposalRow[]): Promise<ReadonlyMap<number, readonly string[]>> {
  if (rows.length === 0) return new Map()
  const versions = await db
    .select({ code: indicatorVersion.indicatorCode, name: indicatorVersion.name })
    .from(indicatorVersion)
    .orderBy(asc(indicatorVersion.version))
  const nameOf = new Map(versions.map(({ code, name }) => [code, name]))
  const ids = rows.map(({ id }) => id)
  const changes = await db
    .select({ proposal: aimChange.proposalId, code: aimChange.indicatorCode })
    .from(aimChange)
    .where(inArray(aimChange.proposalId, ids))
    .orderBy(asc(aimChange.id))
  const byProposal = Map.groupBy(changes, ({ proposal }) => proposal)
  return new Map(ids.map((id) => [id, (byProposal.get(id) ?? []).map(({ code }) => nameOf.get(code) ?? code)]))
}
