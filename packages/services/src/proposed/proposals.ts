import type { ChangeProposal } from '@cg/contract/change-proposal'
import { parseJsonAs } from '@cg/contract/parse'
import { Type } from '@cg/contract/type'
import { changeProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { desc, eq, inArray } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { notFound } from '../errors.ts'
import { proposalFacts } from '../proposal.ts'
import type { ChangeScope, ProposalRow } from './kind.ts'

/** Proposals of these kinds, newest first. */
export async function listProposals(db: Db, actor: Actor, change: ChangeScope): Promise<ChangeProposal[]> {
  const rows = await db
    .select()
    .from(changeProposal)
    .where(inArray(changeProposal.kind, [...change.kinds]))
    .orderBy(desc(changeProposal.id))
  return describeAll(db, rows, { actor, change })
}

export async function loadProposal(db: Db, id: number, change: ChangeScope): Promise<ProposalRow> {
  const [row] = await db.select().from(changeProposal).where(eq(changeProposal.id, id))
  if (row === undefined || !change.kinds.includes(row.kind)) throw notFound('这项变更')
  return row
}

type About = { readonly actor: Actor; readonly change: ChangeScope }

/** One as the actor sees it. */
export async function describeProposal(db: Db, row: ProposalRow, about: About): Promise<ChangeProposal> {
  const [described] = await describeAll(db, [row], about)
  if (described === undefined) throw new Error('one row gives one proposal')
  return described
}

async function describeAll(db: Db, rows: readonly ProposalRow[], { actor, change }: About): Promise<ChangeProposal[]> {
  const names = await loadNames(
    db,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.map((row) => ({
    ...proposalFacts(row, { actor, names, proposers: change.proposers }),
    title: row.title,
    lines: linesOf(row),
  }))
}

const Lines = Type.Array(Type.String())

/** What was shown to who proposed it. */
export function linesOf({ id, lines }: Pick<ProposalRow, 'id' | 'lines'>): string[] {
  return parseJsonAs(Lines, lines, `change_proposal.lines of ${id}`)
}
