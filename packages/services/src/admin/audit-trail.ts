import type { AuditLine } from '@cg/contract/admin'
import { auditHash, firstHash } from '@cg/db/audit-chain'
import { auditEvent } from '@cg/db/schema'
import { auditActionName } from '@cg/contract/audit-words'
import { auditActions } from '@cg/domain/audit-action'
import { and, asc, desc, eq, gt, like, lt } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'
import { auditLines, auditObject, loadAuditNames } from './audit-words.ts'

export type AuditQuery = { before?: number; limit?: number; action?: string; actor?: string }

/** A page of the trail, newest first. */
export async function listAudit(
  { store, actor }: Context,
  query: AuditQuery,
): Promise<{ items: AuditLine[]; next: number | null }> {
  requireCityRole(actor, 'auditor')
  const limit = query.limit ?? 100
  const { rows, names } = await store.read(async (db) => ({
    rows: await db
      .select()
      .from(auditEvent)
      .where(
        and(
          query.before === undefined ? undefined : lt(auditEvent.id, query.before),
          query.action === undefined ? undefined : isAction(query.action),
          query.actor === undefined ? undefined : eq(auditEvent.actorName, query.actor),
        ),
      )
      .orderBy(desc(auditEvent.id))
      .limit(limit + 1),
    names: await loadAuditNames(db),
  }))
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.at,
      actor: row.actorName,
      action: row.action,
      actionName: auditActionName(row.action),
      object: row.object,
      objectName: auditObject(row.object, names),
      detail: row.detail,
      lines: auditLines(row.detail, names),
      hash: row.hash,
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** One action, or all that begin alike: 'release.'. */
function isAction(action: string): SQL {
  const isWhole = auditActions.some((one) => one === action)
  return isWhole ? eq(auditEvent.action, action) : like(auditEvent.action, `${escapeLike(action)}%`)
}

/** '%' and '_' are no letters of an action's name. */
function escapeLike(text: string): string {
  return text.replaceAll(/[%_\\]/g, '')
}

export type Verification = {
  isIntact: boolean
  events: number
  head: string
  brokenAt: number | null
  problem: string | null
}

const batch = 2_000

/** Recomputes the whole chain from the first event and names the first line that does not fit. */
export async function verifyAudit({ store, actor }: Context): Promise<Verification> {
  requireCityRole(actor, 'auditor')
  return store.read(async (db) => {
    let previous = firstHash
    let last = 0
    let events = 0
    for (;;) {
      const rows = await db
        .select()
        .from(auditEvent)
        .where(gt(auditEvent.id, last))
        .orderBy(asc(auditEvent.id))
        .limit(batch)
      for (const row of rows) {
        events += 1
        if (row.previousHash !== previous || auditHash(previous, row) !== row.hash) {
          return {
            isIntact: false,
            events,
            head: previous,
            brokenAt: row.id,
            problem: `第 ${row.id} 条记录与前一条衔接不上：内容被改过，或它之前的记录被删除、插入或调换。`,
          }
        }
        previous = row.hash
        last = row.id
      }
      if (rows.length < batch) return { isIntact: true, events, head: previous, brokenAt: null, problem: null }
    }
  })
}
