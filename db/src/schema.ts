import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CellState, ResultState } from '@cg/domain/cell'
import type { SignOffStep } from '@cg/domain/form/sign-off'
import type { SubmissionState } from '@cg/domain/form/submission'
import type {
  FollowUpAction,
  FollowUpCause,
  FollowUpClosing,
  FollowUpKind,
  FollowUpState,
} from '@cg/domain/task/follow-up'

/*
 * The tables as drizzle sees them. The migrations in db/migrations are the authority (checks, triggers, STRICT);
 * schema.test.ts asserts that both name the same columns.
 */

export const orgUnit = sqliteTable('org_unit', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  shortName: text('short_name').notNull(),
  kind: text('kind').$type<'city' | 'district' | 'county' | 'county_city' | 'zone' | 'town' | 'enterprise'>().notNull(),
  parentCode: text('parent_code'),
  areaType: text('area_type').$type<'centre' | 'suburb' | 'remote'>(),
  assessmentGroup: text('assessment_group'),
  countsInParent: integer('counts_in_parent', { mode: 'boolean' }).notNull().default(true),
  protocolOrder: integer('protocol_order').notNull(),
  tileRow: integer('tile_row'),
  tileColumn: integer('tile_column'),
  validFrom: text('valid_from').notNull(),
  validTo: text('valid_to'),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const formerUnit = sqliteTable(
  'former_unit',
  {
    unitCode: text('unit_code').notNull(),
    until: text('until').notNull(),
    name: text('name').notNull(),
    shortName: text('short_name').notNull(),
    kind: text('kind').$type<(typeof orgUnit.$inferSelect)['kind']>().notNull(),
    parentCode: text('parent_code'),
    areaType: text('area_type').$type<'centre' | 'suburb' | 'remote'>(),
    assessmentGroup: text('assessment_group'),
    countsInParent: integer('counts_in_parent', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.unitCode, table.until] })],
)

/** 合并 and 拆分: one row for each predecessor and successor of an act. */
export const unitSuccession = sqliteTable(
  'unit_succession',
  {
    predecessorCode: text('predecessor_code').notNull(),
    successorCode: text('successor_code').notNull(),
    kind: text('kind').$type<'merge' | 'split'>().notNull(),
    validFrom: text('valid_from').notNull(),
    basis: text('basis').notNull(),
    decidedBy: integer('decided_by').notNull(),
    decidedAt: text('decided_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.predecessorCode, table.successorCode] })],
)

export const unitIndustrialBase = sqliteTable(
  'unit_industrial_base',
  {
    unitCode: text('unit_code').notNull(),
    validFrom: text('valid_from').notNull(),
    base: text('base').$type<'strong' | 'weak'>(),
    source: text('source').notNull(),
    isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.unitCode, table.validFrom] })],
)

export const department = sqliteTable('department', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<'coordinator' | 'member' | 'participant'>().notNull(),
  protocolOrder: integer('protocol_order').notNull(),
})

export const user = sqliteTable('user', {
  id: integer('id').primaryKey(),
  login: text('login').notNull(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  mustChangePassword: integer('must_change_password', { mode: 'boolean' }).notNull().default(false),
  isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  version: integer('version').notNull().default(1),
  createdAt: text('created_at').notNull(),
})

export const formerName = sqliteTable('former_name', {
  id: integer('id').primaryKey(),
  userId: integer('user_id').notNull(),
  name: text('name').notNull(),
  until: text('until').notNull(),
})

export const grant = sqliteTable('grant', {
  id: integer('id').primaryKey(),
  userId: integer('user_id').notNull(),
  role: text('role')
    .$type<'leader' | 'filler' | 'unit_checker' | 'unit_head' | 'reviewer' | 'publisher' | 'admin' | 'auditor'>()
    .notNull(),
  departmentCode: text('department_code'),
  unitCode: text('unit_code'),
  grantedBy: integer('granted_by'),
  grantedAt: text('granted_at').notNull(),
  /** The second administrator; null: one person gave it, or the installation. */
  confirmedBy: integer('confirmed_by'),
})

export const grantRequest = sqliteTable('grant_request', {
  id: integer('id').primaryKey(),
  userId: integer('user_id').notNull(),
  /** JSON: the grants as they were asked for. */
  grants: text('grants').notNull(),
  /** The account was made for them, and is used from then on. */
  activates: integer('activates', { mode: 'boolean' }).notNull(),
  state: text('state').$type<'proposed' | 'confirmed' | 'refused' | 'withdrawn'>().notNull(),
  version: integer('version').notNull().default(1),
  proposedBy: integer('proposed_by').notNull(),
  proposedAt: text('proposed_at').notNull(),
  decidedBy: integer('decided_by'),
  decidedAt: text('decided_at'),
  note: text('note').notNull().default(''),
})

export const session = sqliteTable('session', {
  tokenHash: text('token_hash').primaryKey(),
  userId: integer('user_id').notNull(),
  createdAt: text('created_at').notNull(),
  lastSeenAt: text('last_seen_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  address: text('address').notNull(),
  byIdentity: integer('by_identity', { mode: 'boolean' }).notNull().default(false),
})

export const handoverMapping = sqliteTable('handover_mapping', {
  id: integer('id').primaryKey(),
  body: text('body').notNull(),
  note: text('note').notNull(),
  savedBy: integer('saved_by').notNull(),
  savedAt: text('saved_at').notNull(),
})

export const identity = sqliteTable('identity', {
  id: integer('id').primaryKey(),
  issuer: text('issuer').notNull(),
  subject: text('subject').notNull(),
  name: text('name').notNull(),
  firstSeenAt: text('first_seen_at').notNull(),
  lastSeenAt: text('last_seen_at').notNull(),
  refusedCount: integer('refused_count').notNull().default(0),
  userId: integer('user_id'),
  linkedBy: integer('linked_by'),
  linkedAt: text('linked_at'),
})

export const shareLink = sqliteTable('share_link', {
  id: integer('id').primaryKey(),
  tokenHash: text('token_hash').notNull(),
  address: text('address').notNull(),
  releaseCode: text('release_code'),
  purpose: text('purpose').notNull(),
  createdBy: integer('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  revokedBy: integer('revoked_by'),
  revokedAt: text('revoked_at'),
  firstUsedAt: text('first_used_at'),
  lastUsedAt: text('last_used_at'),
  useCount: integer('use_count').notNull().default(0),
})

/** Every distinct file that was handed out, for being known again. */
export const issuedFile = sqliteTable('issued_file', {
  id: integer('id').primaryKey(),
  code: text('code').notNull(),
  fileHash: text('file_hash').notNull(),
  kind: text('kind').$type<'chart' | 'page' | 'pack' | 'bulletin'>().notNull(),
  format: text('format').notNull(),
  releaseCode: text('release_code').notNull(),
  period: text('period').notNull(),
  title: text('title').notNull(),
  /** JSON: what of the release was asked for. */
  spec: text('spec').notNull(),
  /** JSON: codes of the indicators and units that it is about; null: all. */
  subject: text('subject').notNull(),
  textsHash: text('texts_hash').notNull(),
  /** Deflated JSON; null where it would be large. */
  texts: blob('texts', { mode: 'buffer' }),
  firstAt: text('first_at').notNull(),
  firstBy: integer('first_by').notNull(),
  taken: integer('taken').notNull(),
})

export const apiToken = sqliteTable('api_token', {
  id: integer('id').primaryKey(),
  userId: integer('user_id').notNull(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  tokenHash: text('token_hash').notNull(),
  scope: text('scope').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  lastUsedAt: text('last_used_at'),
  revokedBy: integer('revoked_by'),
  revokedAt: text('revoked_at'),
})

export const recipeDelivery = sqliteTable('recipe_delivery', {
  recipeId: integer('recipe_id').primaryKey(),
  format: text('format').notNull(),
  /** Ids of accounts, a JSON list. */
  readers: text('readers').notNull(),
  setBy: integer('set_by').notNull(),
  setAt: text('set_at').notNull(),
})

export const deliveredPack = sqliteTable('delivered_pack', {
  id: integer('id').primaryKey(),
  recipeId: integer('recipe_id').notNull(),
  name: text('name').notNull(),
  releaseCode: text('release_code').notNull(),
  period: text('period').notNull(),
  format: text('format').notNull(),
  readers: text('readers').notNull(),
  setBy: integer('set_by').notNull(),
  madeAt: text('made_at').notNull(),
  /** Why it could not be made; null: it was. */
  problem: text('problem'),
  fileName: text('file_name'),
  /** Null: not made, or dropped since. */
  bytes: blob('bytes', { mode: 'buffer' }),
})

export const recipe = sqliteTable('recipe', {
  id: integer('id').primaryKey(),
  ownerId: integer('owner_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  skin: text('skin').notNull(),
  unitCode: text('unit_code'),
  content: text('content').notNull(),
  version: integer('version').notNull(),
  isShared: integer('is_shared', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
  updatedBy: integer('updated_by').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export const holidayNotice = sqliteTable('holiday_notice', {
  year: integer('year').primaryKey(),
  notice: text('notice').notNull(),
  savedBy: integer('saved_by').notNull(),
  savedAt: text('saved_at').notNull(),
})

export const loginAttempt = sqliteTable('login_attempt', {
  id: integer('id').primaryKey(),
  login: text('login').notNull(),
  address: text('address').notNull(),
  at: text('at').notNull(),
  isSuccess: integer('is_success', { mode: 'boolean' }).notNull(),
})

export const callCount = sqliteTable(
  'call_count',
  {
    caller: text('caller').notNull(),
    route: text('route').notNull(),
    beganAt: text('began_at').notNull(),
    calls: integer('calls').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caller, table.route] })],
)

export const dataItem = sqliteTable('data_item', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  definition: text('definition').notNull(),
  unit: text('unit').notNull(),
  decimals: integer('decimals').notNull(),
  periodKind: text('period_kind').notNull(),
  ownerDepartment: text('owner_department').notNull(),
  axes: text('axes').notNull(),
  limits: text('limits').notNull(),
  parentItem: text('parent_item'),
  isDistinctPeople: integer('is_distinct_people', { mode: 'boolean' }).notNull().default(false),
  position: integer('position').notNull(),
})

export const indicator = sqliteTable('indicator', {
  code: text('code').primaryKey(),
  dimension: text('dimension').notNull(),
  position: integer('position').notNull(),
})

export const indicatorVersion = sqliteTable(
  'indicator_version',
  {
    indicatorCode: text('indicator_code').notNull(),
    version: integer('version').notNull(),
    validFrom: text('valid_from').notNull(),
    name: text('name').notNull(),
    definition: text('definition').notNull(),
    body: text('body').notNull(),
    /** The city has given it: no upgrade of the catalogue takes it away. */
    isOwn: integer('is_own', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.indicatorCode, table.version] })],
)

export const baseline = sqliteTable(
  'baseline',
  {
    indicatorCode: text('indicator_code').notNull(),
    unitCode: text('unit_code').notNull(),
    period: text('period').notNull(),
    value: real('value').notNull(),
    source: text('source').notNull(),
    isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.indicatorCode, table.unitCode] })],
)

export const target = sqliteTable(
  'target',
  {
    indicatorCode: text('indicator_code').notNull(),
    unitCode: text('unit_code').notNull(),
    year: integer('year').notNull(),
    value: real('value').notNull(),
    source: text('source').notNull(),
    isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.indicatorCode, table.unitCode, table.year] })],
)

export const form = sqliteTable('form', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  dimension: text('dimension').notNull(),
  filledBy: text('filled_by').$type<'department' | 'unit'>().notNull(),
  departmentCode: text('department_code').notNull(),
  issuer: text('issuer').notNull(),
  tableNo: text('table_no'),
  approvalNo: text('approval_no'),
  validUntil: text('valid_until'),
  position: integer('position').notNull(),
})

export const formItem = sqliteTable(
  'form_item',
  {
    formCode: text('form_code').notNull(),
    itemCode: text('item_code').notNull(),
    breakdown: text('breakdown').notNull().default(''),
    position: integer('position').notNull(),
    isRequired: integer('is_required', { mode: 'boolean' }).notNull().default(true),
  },
  (table) => [primaryKey({ columns: [table.formCode, table.itemCode, table.breakdown] })],
)

export const rule = sqliteTable('rule', {
  code: text('code').primaryKey(),
  family: text('family').notNull(),
  severity: text('severity').$type<'error' | 'warning' | 'info'>().notNull(),
  scope: text('scope').notNull(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  isActive: integer('is_active', { mode: 'boolean' }).notNull(),
  inactiveReason: text('inactive_reason'),
  position: integer('position').notNull(),
})

/** The newest row of a rule says whether it runs, whatever catalogue is installed. */
export const ruleSwitch = sqliteTable('rule_switch', {
  id: integer('id').primaryKey(),
  ruleCode: text('rule_code').notNull(),
  isActive: integer('is_active', { mode: 'boolean' }).notNull(),
  reason: text('reason').notNull(),
  byId: integer('by_id').notNull(),
  at: text('at').notNull(),
})

/** Of two sources that do not fit together: which one the office took. The newest row holds. */
export const sourceChoice = sqliteTable('source_choice', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  ruleCode: text('rule_code').notNull(),
  unitCode: text('unit_code').notNull(),
  place: text('place').notNull(),
  firstValue: real('first_value').notNull(),
  secondValue: real('second_value').notNull(),
  adopted: text('adopted').$type<'first' | 'second' | 'both'>().notNull(),
  reason: text('reason').notNull(),
  byId: integer('by_id').notNull(),
  at: text('at').notNull(),
  /** The first and the second; a sum of parts has no form. Null: chosen before this was kept. */
  sides: text('sides', { mode: 'json' }).$type<
    readonly { source: string; name: string; form: string | null; reporter: string | null }[]
  >(),
})

export const schemeVersion = sqliteTable('scheme_version', {
  id: integer('id').primaryKey(),
  schemeCode: text('scheme_code').notNull(),
  version: integer('version').notNull(),
  year: integer('year').notNull(),
  name: text('name').notNull(),
  state: text('state').$type<'draft' | 'tried' | 'adopted' | 'locked' | 'retired'>().notNull(),
  body: text('body').notNull(),
  contentHash: text('content_hash').notNull(),
  note: text('note').notNull(),
  editVersion: integer('edit_version').notNull().default(1),
  createdBy: integer('created_by'),
  createdAt: text('created_at').notNull(),
  adoptedBy: integer('adopted_by'),
  adoptedAt: text('adopted_at'),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  /** Who saved the content last; null for what was installed. */
  editedBy: integer('edited_by'),
  editedAt: text('edited_at'),
  /** What the adoption rests on: the minutes of the group that approved it. */
  approval: text('approval'),
})

export const period = sqliteTable('period', {
  code: text('code').primaryKey(),
  opensAt: text('opens_at').notNull(),
  dueAt: text('due_at').notNull(),
  closesAt: text('closes_at').notNull(),
  state: text('state').$type<'planned' | 'open' | 'closed'>().notNull(),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  /** By when the lead departments check, the office decides, and the quarter is to be published; null: no date. */
  checkBy: text('check_by'),
  reviewBy: text('review_by'),
  publishBy: text('publish_by'),
})

export const extension = sqliteTable(
  'extension',
  {
    period: text('period').notNull(),
    formCode: text('form_code').notNull(),
    reporter: text('reporter').notNull(),
    dueAt: text('due_at').notNull(),
    reason: text('reason').notNull(),
    grantedBy: integer('granted_by').notNull(),
    grantedAt: text('granted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.period, table.formCode, table.reporter] })],
)

/** 补报: the date of its own that a form got which a publication had left out. */
export const supplement = sqliteTable(
  'supplement',
  {
    period: text('period').notNull(),
    formCode: text('form_code').notNull(),
    reporter: text('reporter').notNull(),
    dueAt: text('due_at').notNull(),
    reason: text('reason').notNull(),
    /** The publication shut it before its own deadline: what is sent by `dueAt` is in time. */
    isOnTime: integer('is_on_time', { mode: 'boolean' }).notNull(),
    grantedBy: integer('granted_by').notNull(),
    grantedAt: text('granted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.period, table.formCode, table.reporter] })],
)

export const cell = sqliteTable('cell', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  itemCode: text('item_code').notNull(),
  unitCode: text('unit_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  state: text('state').$type<CellState>().notNull(),
  value: real('value'),
  note: text('note'),
  version: integer('version').notNull(),
  updatedBy: integer('updated_by').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export const cellRevision = sqliteTable('cell_revision', {
  id: integer('id').primaryKey(),
  cellId: integer('cell_id').notNull(),
  version: integer('version').notNull(),
  oldState: text('old_state').$type<CellState>(),
  oldValue: real('old_value'),
  newState: text('new_state').$type<CellState>().notNull(),
  newValue: real('new_value'),
  note: text('note'),
  reason: text('reason').notNull(),
  source: text('source').$type<'grid' | 'paste' | 'excel' | 'load' | 'seed' | 'system'>().notNull(),
  changedBy: integer('changed_by').notNull(),
  changedAt: text('changed_at').notNull(),
})

export const submission = sqliteTable('submission', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  formCode: text('form_code').notNull(),
  reporter: text('reporter').notNull(),
  state: text('state').$type<SubmissionState>().notNull(),
  round: integer('round').notNull().default(1),
  version: integer('version').notNull().default(1),
  firstSubmittedAt: text('first_submitted_at'),
  submittedAt: text('submitted_at'),
  submittedBy: integer('submitted_by'),
  acceptedAt: text('accepted_at'),
  acceptedBy: integer('accepted_by'),
  receiptNo: text('receipt_no'),
  contentHash: text('content_hash'),
  signOffStep: text('sign_off_step').$type<SignOffStep>(),
  proposedBy: integer('proposed_by'),
  proposedAt: text('proposed_at'),
  endorsedBy: integer('endorsed_by'),
  endorsedAt: text('endorsed_at'),
  /** 快报: the day by which final figures are to come; null for ordinary ones. */
  finalBy: text('final_by'),
})

/** 催报 that was done: whom, when and by which text. */
export const reminder = sqliteTable('reminder', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  reporter: text('reporter').notNull(),
  text: text('text').notNull(),
  remindedBy: integer('reminded_by').notNull(),
  remindedAt: text('reminded_at').notNull(),
})

/** 催报 on its way out by mail or to a group: marked before it is sent and after, so that nothing is sent twice. */
export const reminderPost = sqliteTable('reminder_post', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  channel: text('channel').$type<'mail' | 'robot'>().notNull(),
  /** A mail address, or the robot's id. */
  target: text('target').notNull(),
  targetName: text('target_name').notNull(),
  reporters: text('reporters', { mode: 'json' }).$type<readonly string[]>().notNull(),
  subject: text('subject').notNull(),
  text: text('text').notNull(),
  /** In China. */
  day: text('day').notNull(),
  state: text('state').$type<'sending' | 'sent' | 'failed' | 'unsure'>().notNull(),
  error: text('error').notNull().default(''),
  sentBy: integer('sent_by').notNull(),
  sentAt: text('sent_at').notNull(),
  doneAt: text('done_at'),
})

/** 联络员 of a reporter: whom the office calls about a form. */
export const liaison = sqliteTable('liaison', {
  reporter: text('reporter').primaryKey(),
  name: text('name').notNull(),
  phone: text('phone').notNull(),
  mail: text('mail').notNull(),
  version: integer('version').notNull().default(1),
  updatedBy: integer('updated_by'),
  updatedAt: text('updated_at').notNull(),
})

/** 内部审签: the reporters whose forms are checked and signed inside before they are sent. */
export const signOff = sqliteTable('sign_off', {
  reporter: text('reporter').primaryKey(),
  allowsSame: integer('allows_same', { mode: 'boolean' }).notNull(),
  switchedBy: integer('switched_by').notNull(),
  switchedAt: text('switched_at').notNull(),
})

export const submissionEvent = sqliteTable('submission_event', {
  id: integer('id').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  action: text('action').notNull(),
  fromState: text('from_state').notNull(),
  toState: text('to_state').notNull(),
  round: integer('round').notNull(),
  note: text('note'),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const explanation = sqliteTable('explanation', {
  id: integer('id').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  ruleCode: text('rule_code').notNull(),
  unitCode: text('unit_code').notNull(),
  itemCode: text('item_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  text: text('text').notNull(),
  version: integer('version').notNull().default(1),
  authorId: integer('author_id').notNull(),
  at: text('at').notNull(),
  verdict: text('verdict').$type<'accepted' | 'rejected'>(),
  verdictBy: integer('verdict_by'),
  verdictAt: text('verdict_at'),
})

/** The bytes of an evidence file, once however often it is attached. */
export const evidenceFile = sqliteTable('evidence_file', {
  hash: text('hash').primaryKey(),
  size: integer('size').notNull(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
})

/** 佐证 of one value: a file, or a document or page by its name. */
export const evidence = sqliteTable('evidence', {
  id: integer('id').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  itemCode: text('item_code').notNull(),
  unitCode: text('unit_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  name: text('name').notNull(),
  url: text('url'),
  fileHash: text('file_hash'),
  addedBy: integer('added_by').notNull(),
  addedAt: text('added_at').notNull(),
  removedBy: integer('removed_by'),
  removedAt: text('removed_at'),
  /** What an assisting department supplied that it was taken from; null: the reporter's own. */
  supplyId: integer('supply_id'),
})

/** 协助材料: what an assisting department supplies to an item; null unit: of all units. */
export const assistSupply = sqliteTable('assist_supply', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  itemCode: text('item_code').notNull(),
  departmentCode: text('department_code').notNull(),
  unitCode: text('unit_code'),
  /** The words, or the name of the file. */
  name: text('name').notNull(),
  fileHash: text('file_hash'),
  givenBy: integer('given_by').notNull(),
  givenAt: text('given_at').notNull(),
  removedBy: integer('removed_by'),
  removedAt: text('removed_at'),
})

export const returnMark = sqliteTable('return_mark', {
  id: integer('id').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  round: integer('round').notNull(),
  itemCode: text('item_code').notNull(),
  unitCode: text('unit_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  reasonCode: text('reason_code').notNull(),
  reason: text('reason').notNull(),
  authorId: integer('author_id').notNull(),
  at: text('at').notNull(),
  /** What should stand there; null without a proposal. */
  proposedState: text('proposed_state').$type<CellState>(),
  proposedValue: real('proposed_value'),
})

/** A cell that was marked when the form was given back inside its unit. */
export const insideMark = sqliteTable('inside_mark', {
  id: integer('id').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  itemCode: text('item_code').notNull(),
  unitCode: text('unit_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  reason: text('reason').notNull(),
  /** The form's last event before it was given back. */
  afterEvent: integer('after_event').notNull(),
  authorId: integer('author_id').notNull(),
  at: text('at').notNull(),
})

/** 问答 under one figure; closed once. */
export const thread = sqliteTable('thread', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  formCode: text('form_code').notNull(),
  reporter: text('reporter').notNull(),
  itemCode: text('item_code').notNull(),
  unitCode: text('unit_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  askedBy: integer('asked_by').notNull(),
  askedAt: text('asked_at').notNull(),
  closedBy: integer('closed_by'),
  closedAt: text('closed_at'),
})

export const remark = sqliteTable('remark', {
  id: integer('id').primaryKey(),
  threadId: integer('thread_id').notNull(),
  text: text('text').notNull(),
  authorId: integer('author_id').notNull(),
  at: text('at').notNull(),
})

export const remarkMention = sqliteTable(
  'remark_mention',
  { remarkId: integer('remark_id').notNull(), userId: integer('user_id').notNull() },
  (table) => [primaryKey({ columns: [table.remarkId, table.userId] })],
)

export const release = sqliteTable('release', {
  id: integer('id').primaryKey(),
  code: text('code'),
  period: text('period').notNull(),
  sequence: integer('sequence'),
  state: text('state').$type<'preview' | 'published' | 'discarded'>().notNull(),
  reason: text('reason'),
  schemeVersionId: integer('scheme_version_id'),
  catalogueHash: text('catalogue_hash'),
  contentHash: text('content_hash'),
  previousHash: text('previous_hash'),
  preparedBy: integer('prepared_by').notNull(),
  preparedAt: text('prepared_at').notNull(),
  publishedBy: integer('published_by'),
  publishedAt: text('published_at'),
  inputVersion: integer('input_version').notNull().default(0),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  /** The seal that closed its publication; null: a preview, or from before releases named theirs. */
  sealId: integer('seal_id'),
  /** The account whose person alone stood behind both powers, of making and of signing it; null: nobody, or not recorded. */
  solePower: integer('sole_power'),
})

export const releaseSchedule = sqliteTable('release_schedule', {
  id: integer('id').primaryKey(),
  releaseId: integer('release_id').notNull(),
  inputVersion: integer('input_version').notNull(),
  effectiveAt: text('effective_at').notNull(),
  decidedBy: integer('decided_by').notNull(),
  decidedAt: text('decided_at').notNull(),
  outcome: text('outcome').$type<'published' | 'called_back' | 'lapsed'>(),
  endedAt: text('ended_at'),
  endedBy: integer('ended_by'),
  reason: text('reason'),
  /** Digest of the forms that the decision shuts; null: decided before that was asked. */
  closing: text('closing'),
})

export const releaseBase = sqliteTable(
  'release_base',
  {
    releaseId: integer('release_id').notNull(),
    period: text('period').notNull(),
    baseReleaseId: integer('base_release_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.period] })],
)

export const releaseCell = sqliteTable(
  'release_cell',
  {
    releaseId: integer('release_id').notNull(),
    itemCode: text('item_code').notNull(),
    unitCode: text('unit_code').notNull(),
    breakdown: text('breakdown').notNull(),
    state: text('state').$type<CellState>().notNull(),
    value: real('value'),
    cellVersion: integer('cell_version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.itemCode, table.unitCode, table.breakdown] })],
)

export const releaseResult = sqliteTable(
  'release_result',
  {
    releaseId: integer('release_id').notNull(),
    indicatorCode: text('indicator_code').notNull(),
    unitCode: text('unit_code').notNull(),
    breakdown: text('breakdown').notNull().default(''),
    state: text('state').$type<ResultState>().notNull(),
    value: real('value'),
    numerator: real('numerator'),
    denominator: real('denominator'),
    coverage: real('coverage'),
    carriedFrom: text('carried_from'),
    target: real('target'),
    expected: real('expected'),
    light: text('light'),
    progress: text('progress'),
    rank: integer('rank'),
    isTied: integer('is_tied', { mode: 'boolean' }),
    groupRank: integer('group_rank'),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.indicatorCode, table.unitCode, table.breakdown] })],
)

export const releaseScore = sqliteTable(
  'release_score',
  {
    releaseId: integer('release_id').notNull(),
    unitCode: text('unit_code').notNull(),
    total: real('total'),
    rank: integer('rank'),
    isTied: integer('is_tied', { mode: 'boolean' }),
    groupRank: integer('group_rank'),
    unrankedReason: text('unranked_reason'),
    detail: text('detail').notNull(),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.unitCode] })],
)

export const releaseAnswer = sqliteTable(
  'release_answer',
  {
    releaseId: integer('release_id').notNull(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    body: blob('body', { mode: 'buffer' }).notNull(),
    shape: integer('shape').notNull().default(0),
    packedHash: text('packed_hash'),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.name] })],
)

export const auditEvent = sqliteTable('audit_event', {
  id: integer('id').primaryKey(),
  at: text('at').notNull(),
  actorId: integer('actor_id'),
  actorName: text('actor_name').notNull(),
  action: text('action').notNull(),
  object: text('object').notNull(),
  detail: text('detail').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
})

/** What every transaction has left in the tables that decide something, as digests (src/seal). */
export const seal = sqliteTable('seal', {
  id: integer('id').primaryKey(),
  eventId: integer('event_id').notNull(),
  eventHash: text('event_hash').notNull(),
  runs: text('runs').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
})

export const idempotencyKey = sqliteTable(
  'idempotency_key',
  {
    userId: integer('user_id').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status').notNull(),
    body: text('body').notNull(),
    at: text('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
)

export const mapVersion = sqliteTable('map_version', {
  id: integer('id').primaryKey(),
  appliesFrom: text('applies_from').notNull(),
  approvalNo: text('approval_no').notNull(),
  maker: text('maker').notNull(),
  fileName: text('file_name').notNull(),
  fileHash: text('file_hash').notNull(),
  body: text('body').notNull(),
  takenBy: integer('taken_by').notNull(),
  takenAt: text('taken_at').notNull(),
})

export const mapWithdrawal = sqliteTable('map_withdrawal', {
  mapId: integer('map_id').primaryKey(),
  reason: text('reason').notNull(),
  by: integer('by').notNull(),
  at: text('at').notNull(),
})

export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})

export const yardstick = sqliteTable('yardstick', {
  id: integer('id').primaryKey(),
  indicatorCode: text('indicator_code').notNull(),
  period: text('period').notNull(),
  kind: text('kind').$type<'nation' | 'province' | 'city'>().notNull(),
  name: text('name').notNull(),
  value: real('value').notNull(),
  decimals: integer('decimals').notNull(),
  numerator: real('numerator'),
  denominator: real('denominator'),
  source: text('source').notNull(),
  publishedOn: text('published_on').notNull(),
  loadedBy: integer('loaded_by').notNull(),
  loadedAt: text('loaded_at').notNull(),
  withdrawnBy: integer('withdrawn_by'),
  withdrawnAt: text('withdrawn_at'),
  withdrawReason: text('withdraw_reason'),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

/** An account's mail: its address, and from when on it is told by mail. */
export const mailChoice = sqliteTable('mail_choice', {
  userId: integer('user_id').primaryKey(),
  address: text('address').notNull(),
  isOn: integer('is_on', { mode: 'boolean' }).notNull(),
  since: text('since').notNull(),
})

/** A message on its way out by mail or to a group's robot. */
export const notice = sqliteTable('notice', {
  id: integer('id').primaryKey(),
  channel: text('channel').$type<'mail' | 'robot'>().notNull(),
  /** The account's id, or the robot's. */
  target: text('target').notNull(),
  messageKey: text('message_key').notNull(),
  sentence: text('sentence').notNull(),
  link: text('link').notNull(),
  state: text('state').$type<'waiting' | 'sending' | 'sent' | 'failed' | 'unsure' | 'dropped'>().notNull(),
  tries: integer('tries').notNull().default(0),
  nextAt: text('next_at').notNull(),
  queuedAt: text('queued_at').notNull(),
  doneAt: text('done_at'),
  error: text('error').notNull().default(''),
})

export const matter = sqliteTable('matter', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  unitCode: text('unit_code').notNull(),
  departmentCode: text('department_code').notNull(),
  happenedOn: text('happened_on').notNull(),
  what: text('what').notNull(),
  evidence: text('evidence').notNull(),
  state: text('state').$type<'submitted' | 'accepted' | 'returned' | 'withdrawn' | 'revoked'>().notNull(),
  version: integer('version').notNull().default(1),
  enteredBy: integer('entered_by').notNull(),
  enteredAt: text('entered_at').notNull(),
  acceptedBy: integer('accepted_by'),
  acceptedAt: text('accepted_at'),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const matterStep = sqliteTable('matter_step', {
  id: integer('id').primaryKey(),
  matterId: integer('matter_id').notNull(),
  action: text('action').$type<'submit' | 'accept' | 'return' | 'withdraw' | 'revoke'>().notNull(),
  note: text('note').notNull().default(''),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const registerRecord = sqliteTable('register_record', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  unitCode: text('unit_code').notNull(),
  departmentCode: text('department_code').notNull(),
  fieldValues: text('field_values', { mode: 'json' })
    .$type<Readonly<Record<string, string | number | null>>>()
    .notNull(),
  state: text('state').$type<'submitted' | 'accepted' | 'returned' | 'withdrawn' | 'revoked'>().notNull(),
  version: integer('version').notNull().default(1),
  countedUnit: text('counted_unit'),
  countedValues: text('counted_values', { mode: 'json' }).$type<Readonly<Record<string, string | number | null>>>(),
  enteredBy: integer('entered_by').notNull(),
  enteredAt: text('entered_at').notNull(),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const registerStep = sqliteTable('register_step', {
  id: integer('id').primaryKey(),
  recordId: integer('record_id').notNull(),
  action: text('action').$type<'submit' | 'revise' | 'accept' | 'return' | 'withdraw' | 'revoke'>().notNull(),
  note: text('note').notNull().default(''),
  beforeValues: text('before_values', { mode: 'json' }).$type<Readonly<Record<string, string | number | null>>>(),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

/** The files behind a record; what was removed keeps its row. */
export const registerFile = sqliteTable('register_file', {
  id: integer('id').primaryKey(),
  recordId: integer('record_id').notNull(),
  name: text('name').notNull(),
  fileHash: text('file_hash').notNull(),
  addedBy: integer('added_by').notNull(),
  addedAt: text('added_at').notNull(),
  removedBy: integer('removed_by'),
  removedAt: text('removed_at'),
})

export const registerUse = sqliteTable('register_use', {
  kind: text('kind').primaryKey(),
  since: text('since').notNull(),
  setBy: integer('set_by').notNull(),
  setAt: text('set_at').notNull(),
})

type StoredMeasure = {
  name: string
  lead: string
  assists: readonly string[]
  evidence: string
  origin: 'speech' | 'proposal' | 'office'
  source: string
  milestones: readonly { code: string; name: string; dueOn: string; isByUnit: boolean }[]
}
type StoredCompletions = readonly { milestone: string; unit: string; doneOn: string }[]

export const keyTask = sqliteTable('key_task', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  origin: text('origin').$type<'speech' | 'proposal' | 'office'>().notNull(),
  source: text('source').notNull().default(''),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
  version: integer('version').notNull().default(1),
})

export const keyTaskChange = sqliteTable('key_task_change', {
  id: integer('id').primaryKey(),
  taskCode: text('task_code').notNull(),
  beforeName: text('before_name').notNull(),
  afterName: text('after_name').notNull(),
  reason: text('reason').notNull(),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const keyMeasure = sqliteTable('key_measure', {
  id: integer('id').primaryKey(),
  taskCode: text('task_code').notNull(),
  body: text('body', { mode: 'json' }).$type<StoredMeasure>().notNull(),
  leadDepartment: text('lead_department').notNull(),
  isDropped: integer('is_dropped', { mode: 'boolean' }).notNull().default(false),
  version: integer('version').notNull().default(1),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const keyMeasureChange = sqliteTable('key_measure_change', {
  id: integer('id').primaryKey(),
  measureId: integer('measure_id').notNull(),
  beforeBody: text('before_body', { mode: 'json' }).$type<StoredMeasure>(),
  afterBody: text('after_body', { mode: 'json' }).$type<StoredMeasure>().notNull(),
  isDrop: integer('is_drop', { mode: 'boolean' }).notNull().default(false),
  reason: text('reason').notNull(),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const keyTaskReport = sqliteTable('key_task_report', {
  id: integer('id').primaryKey(),
  measureId: integer('measure_id').notNull(),
  period: text('period').notNull(),
  standing: text('standing').$type<'not_started' | 'on_track' | 'behind' | 'done' | 'needs_help'>().notNull(),
  progress: text('progress').notNull(),
  evidence: text('evidence').notNull(),
  completions: text('completions', { mode: 'json' }).$type<StoredCompletions>().notNull(),
  state: text('state').$type<'submitted' | 'accepted' | 'returned'>().notNull(),
  version: integer('version').notNull().default(1),
  writtenBy: integer('written_by').notNull(),
  writtenAt: text('written_at').notNull(),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const keyTaskStep = sqliteTable('key_task_step', {
  id: integer('id').primaryKey(),
  reportId: integer('report_id').notNull(),
  action: text('action').$type<'submit' | 'accept' | 'return' | 'reopen'>().notNull(),
  note: text('note').notNull().default(''),
  said: text('said', { mode: 'json' }).$type<{
    standing: string
    progress: string
    evidence: string
    completions: StoredCompletions
  }>(),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const keyTaskFile = sqliteTable('key_task_file', {
  id: integer('id').primaryKey(),
  reportId: integer('report_id').notNull(),
  /** null: of the report as a whole. */
  milestone: text('milestone'),
  name: text('name').notNull(),
  fileHash: text('file_hash').notNull(),
  addedBy: integer('added_by').notNull(),
  addedAt: text('added_at').notNull(),
  removedBy: integer('removed_by'),
  removedAt: text('removed_at'),
})

export const followUp = sqliteTable('follow_up', {
  id: integer('id').primaryKey(),
  kind: text('kind').$type<FollowUpKind>().notNull(),
  causeOf: text('cause_of', { mode: 'json' }).$type<FollowUpCause>().notNull(),
  departmentCode: text('department_code'),
  unitCode: text('unit_code'),
  requirement: text('requirement').notNull(),
  dueOn: text('due_on').notNull(),
  state: text('state').$type<FollowUpState>().notNull(),
  reason: text('reason').notNull().default(''),
  measures: text('measures').notNull().default(''),
  expectedOn: text('expected_on'),
  answeredBy: integer('answered_by'),
  closing: text('closing', { mode: 'json' }).$type<FollowUpClosing>(),
  version: integer('version').notNull().default(1),
  openedBy: integer('opened_by').notNull(),
  openedAt: text('opened_at').notNull(),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const followUpStep = sqliteTable('follow_up_step', {
  id: integer('id').primaryKey(),
  followUpId: integer('follow_up_id').notNull(),
  action: text('action').$type<'open' | FollowUpAction>().notNull(),
  note: text('note').notNull().default(''),
  /** Of a day that was put off. */
  beforeDueOn: text('before_due_on'),
  afterDueOn: text('after_due_on'),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const statement = sqliteTable('statement', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  indicatorCode: text('indicator_code').notNull(),
  unitCode: text('unit_code').notNull(),
  departmentCode: text('department_code').notNull(),
  kind: text('kind').$type<'late' | 'not_reported'>().notNull(),
  cause: text('cause').notNull(),
  measures: text('measures').notNull(),
  until: text('until').notNull(),
  value: real('value'),
  state: text('state').$type<'submitted' | 'accepted' | 'returned' | 'withdrawn' | 'revoked'>().notNull(),
  version: integer('version').notNull().default(1),
  writtenBy: integer('written_by').notNull(),
  writtenAt: text('written_at').notNull(),
  acceptedBy: integer('accepted_by'),
  acceptedAt: text('accepted_at'),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull().default(false),
})

export const statementStep = sqliteTable('statement_step', {
  id: integer('id').primaryKey(),
  statementId: integer('statement_id').notNull(),
  action: text('action').$type<'submit' | 'accept' | 'return' | 'withdraw' | 'revoke'>().notNull(),
  note: text('note').notNull().default(''),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})

export const checkWindow = sqliteTable('check_window', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  openedBy: integer('opened_by').notNull(),
  openedAt: text('opened_at').notNull(),
  closesAt: text('closes_at').notNull(),
  endedBy: integer('ended_by'),
  endedAt: text('ended_at'),
  version: integer('version').notNull().default(1),
})

export const checkConfirmation = sqliteTable('check_confirmation', {
  id: integer('id').primaryKey(),
  windowId: integer('window_id').notNull(),
  unitCode: text('unit_code').notNull(),
  /** Of the figures as the district saw them. */
  contentHash: text('content_hash').notNull(),
  confirmedBy: integer('confirmed_by').notNull(),
  confirmedAt: text('confirmed_at').notNull(),
})

export const objection = sqliteTable('objection', {
  id: integer('id').primaryKey(),
  windowId: integer('window_id').notNull(),
  itemCode: text('item_code').notNull(),
  unitCode: text('unit_code').notNull(),
  breakdown: text('breakdown').notNull().default(''),
  seenState: text('seen_state').$type<CellState>().notNull(),
  seenValue: real('seen_value'),
  /** What the district holds to be right, in its own words. */
  claimed: text('claimed').notNull(),
  reason: text('reason').notNull(),
  evidence: text('evidence').notNull(),
  state: text('state').$type<'submitted' | 'upheld' | 'refused' | 'withdrawn'>().notNull(),
  version: integer('version').notNull().default(1),
  enteredBy: integer('entered_by').notNull(),
  enteredAt: text('entered_at').notNull(),
  answer: text('answer').notNull().default(''),
  decidedBy: integer('decided_by'),
  decidedAt: text('decided_at'),
})

export const aimProposal = sqliteTable('aim_proposal', {
  id: integer('id').primaryKey(),
  reason: text('reason').notNull(),
  state: text('state').$type<'proposed' | 'confirmed' | 'refused' | 'withdrawn'>().notNull(),
  version: integer('version').notNull().default(1),
  proposedBy: integer('proposed_by').notNull(),
  proposedAt: text('proposed_at').notNull(),
  decidedBy: integer('decided_by'),
  decidedAt: text('decided_at'),
  note: text('note').notNull().default(''),
})

export const aimChange = sqliteTable('aim_change', {
  id: integer('id').primaryKey(),
  proposalId: integer('proposal_id').notNull(),
  kind: text('kind').$type<'target' | 'baseline'>().notNull(),
  indicatorCode: text('indicator_code').notNull(),
  unitCode: text('unit_code').notNull(),
  /** Of a target; null for a baseline. */
  year: integer('year'),
  /** What stood when it was proposed; null where nothing did. */
  oldValue: real('old_value'),
  oldPeriod: text('old_period'),
  oldSource: text('old_source'),
  /** Null takes away what stands. */
  newValue: real('new_value'),
  newPeriod: text('new_period'),
  source: text('source').notNull(),
})

/** A dated change of the catalogue by the city: the layer over what is shipped. */
/** A change of a scoring scheme or of units that waits for a second person, or was decided on. */
export const changeProposal = sqliteTable('change_proposal', {
  id: integer('id').primaryKey(),
  kind: text('kind').$type<'scheme' | 'unit' | 'succession'>().notNull(),
  /** The version's id, the unit's code: one thing has one change that waits. */
  object: text('object').notNull(),
  /** JSON, by its kind: what is written once it is confirmed. */
  body: text('body').notNull(),
  title: text('title').notNull(),
  /** JSON: what it changes in words, as it was shown to who proposed it. */
  lines: text('lines').notNull(),
  reason: text('reason').notNull(),
  state: text('state').$type<'proposed' | 'confirmed' | 'refused' | 'withdrawn'>().notNull(),
  version: integer('version').notNull().default(1),
  proposedBy: integer('proposed_by').notNull(),
  proposedAt: text('proposed_at').notNull(),
  decidedBy: integer('decided_by'),
  decidedAt: text('decided_at'),
  note: text('note').notNull().default(''),
})

export const catalogueChange = sqliteTable('catalogue_change', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  /** First quarter in which it holds. */
  validFrom: text('valid_from').notNull(),
  body: text('body').notNull(),
  reason: text('reason').notNull(),
  state: text('state').$type<'proposed' | 'confirmed' | 'refused' | 'withdrawn'>().notNull(),
  version: integer('version').notNull().default(1),
  proposedBy: integer('proposed_by').notNull(),
  proposedAt: text('proposed_at').notNull(),
  decidedBy: integer('decided_by'),
  decidedAt: text('decided_at'),
  note: text('note').notNull().default(''),
})

/** 消息: what a person has read; the messages are derived from what happened. */
export const messageRead = sqliteTable(
  'message_read',
  {
    userId: integer('user_id').notNull(),
    messageKey: text('message_key').notNull(),
    readAt: text('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.messageKey] })],
)

/** 定性评分: one item of one quarter, scored by named reviewers against a written scale. */
export const appraisal = sqliteTable('appraisal', {
  id: integer('id').primaryKey(),
  period: text('period').notNull(),
  formCode: text('form_code').notNull(),
  itemCode: text('item_code').notNull(),
  /** JSON: levels with their points and words. */
  scale: text('scale').notNull(),
  /** Scores that a unit needs at least. */
  least: integer('least').notNull(),
  reason: text('reason').notNull(),
  state: text('state').$type<'open' | 'shut' | 'written' | 'cancelled'>().notNull(),
  round: integer('round').notNull().default(1),
  version: integer('version').notNull().default(1),
  openedBy: integer('opened_by').notNull(),
  openedAt: text('opened_at').notNull(),
})

export const appraisalScorer = sqliteTable(
  'appraisal_scorer',
  { appraisalId: integer('appraisal_id').notNull(), userId: integer('user_id').notNull() },
  (table) => [primaryKey({ columns: [table.appraisalId, table.userId] })],
)

/** Append-only: a scorer's newest score of a unit counts. */
export const appraisalScore = sqliteTable('appraisal_score', {
  id: integer('id').primaryKey(),
  appraisalId: integer('appraisal_id').notNull(),
  round: integer('round').notNull(),
  unitCode: text('unit_code').notNull(),
  scorerId: integer('scorer_id').notNull(),
  points: real('points').notNull(),
  reason: text('reason').notNull(),
  evidence: text('evidence').notNull(),
  at: text('at').notNull(),
})

export const appraisalStep = sqliteTable('appraisal_step', {
  id: integer('id').primaryKey(),
  appraisalId: integer('appraisal_id').notNull(),
  action: text('action').$type<'open' | 'shut' | 'again' | 'write' | 'cancel'>().notNull(),
  note: text('note').notNull().default(''),
  actorId: integer('actor_id').notNull(),
  at: text('at').notNull(),
})
