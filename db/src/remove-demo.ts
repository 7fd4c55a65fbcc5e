import { getTableName } from 'drizzle-orm'
import { rawOf } from './client.ts'
import * as schema from './schema.ts'
import type { Db } from './store.ts'
import { withoutTriggers } from './triggers.ts'

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

/** Empties the tables of the demo city inside the caller's transaction. */
export async function removeDemoRows(tx: Db): Promise<void> {
  await withoutTriggers(tx, async () => {
    const { run } = rawOf(tx)
    for (const table of emptied) await run(`DELETE FROM "${getTableName(table)}"`)
    for (const text of removed) await run(text)
    for (const [table, column] of ownRows) await run(`DELETE FROM ${table} WHERE ${column} LIKE 'OWN\\_%' ESCAPE '\\'`)
    for (const text of removedLast) await run(text)
  })
}

const ofDemo = 'IN (SELECT id FROM "user" WHERE is_demo = 1)'

const removed = [
  `DELETE FROM rule WHERE family = 'U'`,
  `DELETE FROM session WHERE user_id ${ofDemo}`,
  `DELETE FROM api_token WHERE user_id ${ofDemo}`,
  `UPDATE api_token SET revoked_by = NULL WHERE revoked_by ${ofDemo}`,
  `UPDATE identity SET user_id = NULL, linked_by = NULL, linked_at = NULL WHERE user_id ${ofDemo}`,
  `UPDATE identity SET linked_by = NULL WHERE linked_by ${ofDemo}`,
  `DELETE FROM grant_request WHERE user_id ${ofDemo} OR proposed_by ${ofDemo} OR decided_by ${ofDemo}`,
  `DELETE FROM "grant" WHERE user_id ${ofDemo}`,
  `UPDATE "grant" SET confirmed_by = NULL WHERE confirmed_by ${ofDemo}`,
  `UPDATE "grant" SET granted_by = NULL WHERE granted_by ${ofDemo}`,
  `DELETE FROM "grant" WHERE unit_code IN (SELECT code FROM org_unit WHERE is_demo = 1)`,
  `DELETE FROM former_name WHERE user_id ${ofDemo}`,
  `DELETE FROM "user" WHERE is_demo = 1`,
] as const

const removedLast = [
  'DELETE FROM indicator_version WHERE is_own = 1',
  'UPDATE org_unit SET parent_code = NULL WHERE is_demo = 1',
  'DELETE FROM org_unit WHERE is_demo = 1',
  `DELETE FROM setting WHERE key IN ('demo', 'city')`,
] as const
