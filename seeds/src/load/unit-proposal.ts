import { UnitSeed } from '@cg/contract/catalogue'
import { parseAs, parseJsonAs } from '@cg/contract/parse'
import { UnitChangeInput } from '@cg/contract/unit'
import type { UnitChange, UnitList, UnitProposalDetail } from '@cg/contract/unit'
import { SuccessionInput } from '@cg/contract/unit-succession'
import type { Db } from '@cg/db/store'
import { unitList, unitScope, writeUnit } from '@cg/services/catalogue/save-unit'
import { writeSuccession } from '@cg/services/catalogue/succeed-units'
import type { Context } from '@cg/services/context'
import { requireCityRole } from '@cg/services/permission'
import { decideProposal, movedSince } from '@cg/services/proposed/decide'
import type { Decision } from '@cg/services/proposed/decide'
import type { ChangeKind, ProposalRow } from '@cg/services/proposed/kind'
import { describeProposal, loadProposal } from '@cg/services/proposed/proposals'
import { lookAtUnit } from './unit-change.ts'
import { lookAtSuccession } from './unit-succession.ts'

/** A change of ranked units: held against the rules once more when it is confirmed, and written as it was shown. */
const unitChange: ChangeKind = {
  ...unitScope,
  actions: { confirm: ['unit.save', 'unit.succeed'], refuse: 'unit.refuse', withdraw: 'unit.withdraw' },
  objectOf: ({ object }) => `unit:${object}`,
  async look(db, row) {
    const shown = await shownNow(db, row)
    return { refusals: refusalsOf(shown), lines: shown.changes }
  },
  async apply(tx, ctx, row) {
    if (row.kind === 'succession') {
      const { write } = await lookAtSuccession(tx, successionOf(row))
      await writeSuccession(tx, ctx, write, row.proposedBy)
      return
    }
    const { write } = await lookAtUnit(tx, unitOf(row))
    await writeUnit(tx, ctx, write, row.proposedBy)
  },
}

function refusalsOf({ stage, problems }: UnitChange): string[] {
  if (stage !== 'refused') return []
  const found = problems.flatMap(({ column, message, isDoubt }) =>
    isDoubt ? [] : [column === null ? message : `${column}：${message}`],
  )
  return found.length > 0 ? found : ['单位已经是变更后的样子，没有要改的。']
}

async function shownNow(db: Db, row: ProposalRow): Promise<UnitChange> {
  const { shown } =
    row.kind === 'succession' ? await lookAtSuccession(db, successionOf(row)) : await lookAtUnit(db, unitOf(row))
  return shown
}

function successionOf({ id, body }: ProposalRow): SuccessionInput {
  return parseJsonAs(SuccessionInput, body, `change_proposal.body of ${id}`)
}

function unitOf({ id, body }: ProposalRow) {
  const input = parseJsonAs(UnitChangeInput, body, `change_proposal.body of ${id}`)
  return { ...input, unit: parseAs(UnitSeed, input.unit, `change_proposal.body of ${id}`) }
}

/** One proposal with whom and what it reaches now. */
export async function readUnitProposal(ctx: Context, { id }: { id: number }): Promise<UnitProposalDetail> {
  requireCityRole(ctx.actor, 'admin', 'publisher')
  return ctx.store.read(async (db) => {
    const row = await loadProposal(db, id, unitChange)
    const proposal = await describeProposal(db, row, { actor: ctx.actor, change: unitChange })
    if (row.state !== 'proposed') return { proposal, moved: [], impact: [] }
    const shown = await shownNow(db, row)
    const looked = { refusals: refusalsOf(shown), lines: shown.changes }
    return { proposal, moved: movedSince(row, looked), impact: shown.impact }
  })
}

/** Confirms or refuses what an admin proposed, or withdraws one's own. */
export async function decideUnitProposal(ctx: Context, decision: Decision): Promise<UnitList> {
  return decideProposal(ctx, decision, { change: unitChange, answer: (tx) => unitList(ctx, tx) })
}
