import type { changeProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { AuditAction } from '@cg/domain/audit-action'
import type { Role } from '@cg/contract/schema'
import type { Context } from '../context.ts'

export type ProposalRow = typeof changeProposal.$inferSelect

/** What a change would do as things stand. */
export type Looked = {
  /** Why it cannot be; with one of them nothing else is known. */
  readonly refusals: readonly string[]
  /** What it changes, in words. */
  readonly lines: readonly string[]
}

/** What is proposed and confirmed alike, and by whom. */
export type ChangeScope = {
  readonly kinds: readonly ProposalRow['kind'][]
  /** Who of the whole city may propose it. */
  readonly proposers: readonly Role[]
}

/** The same with how it is done. */
export type ChangeKind = ChangeScope & {
  /** Actions of the trail: what is written on confirming, refusing and withdrawing. */
  readonly actions: {
    readonly confirm: readonly AuditAction[]
    readonly refuse: AuditAction
    readonly withdraw: AuditAction
  }
  /** 'scheme:2': what the trail says it was about. */
  readonly objectOf: (row: ProposalRow) => string
  readonly look: (db: Db, row: ProposalRow) => Promise<Looked>
  /** Writes it with its line in the trail; throws where it cannot be. */
  readonly apply: (tx: Db, ctx: Context, row: ProposalRow) => Promise<void>
}
