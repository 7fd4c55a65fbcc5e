import { getTableName, sql } from 'drizzle-orm'
import * as schema from './schema.ts'
import type { Db } from './store.ts'

/** Everything that hangs on the demo city. The audit trail, the catalogue and real accounts stay. */
const emptied = [
  schema.releaseAnswer,
  schema.releaseScore,
  schema.releaseResult,
  schema.releaseCell,
  schema.releaseBase,
  schema.releaseSchedule,
  schema.release,
  schema.remarkMention,
  schema.remark,
  schema.thread,
  schema.appraisalStep,
  schema.appraisalScore,
  schema.appraisalScorer,
  schema.appraisal,
  schema.returnMark,
  schema.insideMark,
  schema.explanation,
  schema.evidence,
  schema.assistSupply,
  schema.evidenceFile,
  schema.submissionEvent,
  schema.submission,
  schema.signOff,
  schema.reminder,
  schema.reminderPost,
  schema.liaison,
  schema.cellRevision,
  schema.cell,
  schema.extension,
  schema.supplement,
  schema.idempotencyKey,
  schema.shareLink,
  schema.issuedFile,
  schema.deliveredPack,
  schema.recipeDelivery,
  schema.recipe,
  schema.messageRead,
  schema.notice,
  schema.mailChoice,
  schema.objection,
  schema.checkConfirmation,
  schema.checkWindow,
  schema.statementStep,
  schema.statement,
  schema.holidayNotice,
  schema.sourceChoice,
  schema.registerUse,
  schema.period,
  schema.changeProposal,
  schema.schemeVersion,
  schema.catalogueChange,
  schema.aimChange,
  schema.aimProposal,
  schema.baseline,
  schema.target,
  schema.yardstick,
  schema.handoverMapping,
  schema.mapWithdrawal,
  schema.mapVersion,
  schema.followUpStep,
  schema.followUp,
  schema.keyTaskFile,
  schema.keyTaskStep,
  schema.keyTaskReport,
  schema.keyMeasureChange,
  schema.keyMeasure,
  schema.keyTaskChange,
  schema.keyTask,
  schema.registerFile,
  schema.registerStep,
  schema.registerRecord,
  schema.matterStep,
  schema.matter,
  schema.unitIndustrialBase,
  schema.formerUnit,
  schema.unitSuccession,
  schema.ruleSwitch,
] as const

/** What the demo city has added to the catalogue itself: its changes are gone with it. */
const ownRows = [
  ['indicator_version', 'indicator_code'],
  ['indicator', 'code'],
  ['form', 'code'],
  ['data_item', 'code'],
] as const

/**
 * Empties the tables of the demo city inside the caller's transaction. The triggers that forbid deletion are
 * taken down and put back in the same transaction, so that at no committed moment history can be deleted.
 */
export async function removeDemoRows(tx: Db): Promise<void> {
  const triggers = tx.all<{ name: string; sql: string }>(
    sql`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`,
  )
  // Whose row hangs on whose is asked at the commit, when all are gone: files hang on several of these tables.
  tx.run(sql`PRAGMA defer_foreign_keys = ON`)
  for (const { name } of triggers) tx.run(sql.raw(`DROP TRIGGER "${name}"`))
  for (const table of emptied) tx.run(sql.raw(`DELETE FROM "${getTableName(table)}"`))
  tx.run(sql`DELETE FROM rule WHERE family = 'U'`)
  tx.run(sql`DELETE FROM session WHERE user_id IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(sql`DELETE FROM api_token WHERE user_id IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(sql`UPDATE api_token SET revoked_by = NULL WHERE revoked_by IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(
    sql`UPDATE identity SET user_id = NULL, linked_by = NULL, linked_at = NULL WHERE user_id IN (SELECT id FROM user WHERE is_demo = 1)`,
  )
  tx.run(sql`UPDATE identity SET linked_by = NULL WHERE linked_by IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(
    sql`DELETE FROM grant_request WHERE user_id IN (SELECT id FROM user WHERE is_demo = 1) OR proposed_by IN (SELECT id FROM user WHERE is_demo = 1) OR decided_by IN (SELECT id FROM user WHERE is_demo = 1)`,
  )
  tx.run(sql`DELETE FROM "grant" WHERE user_id IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(sql`UPDATE "grant" SET confirmed_by = NULL WHERE confirmed_by IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(sql`UPDATE "grant" SET granted_by = NULL WHERE granted_by IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(sql`DELETE FROM "grant" WHERE unit_code IN (SELECT code FROM org_unit WHERE is_demo = 1)`)
  tx.run(sql`DELETE FROM former_name WHERE user_id IN (SELECT id FROM user WHERE is_demo = 1)`)
  tx.run(sql`DELETE FROM user WHERE is_demo = 1`)
  for (const [table, column] of ownRows)
    tx.run(sql.raw(`DELETE FROM ${table} WHERE ${column} LIKE 'OWN\\_%' ESCAPE '\\'`))
  tx.run(sql`DELETE FROM indicator_version WHERE is_own = 1`)
  tx.run(sql`UPDATE org_unit SET parent_code = NULL WHERE is_demo = 1`)
  tx.run(sql`DELETE FROM org_unit WHERE is_demo = 1`)
  tx.run(sql`DELETE FROM setting WHERE key IN ('demo', 'city')`)
  for (const trigger of triggers) tx.run(sql.raw(trigger.sql))
}
