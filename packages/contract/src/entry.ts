import { periodKinds } from '@cg/domain/indicator'
import type { Formula } from '@cg/domain/indicator'
import type { RuleDefinition } from '@cg/domain/check/rule'
import { partKinds } from '@cg/domain/figure/parts'
import { signOffSteps } from '@cg/domain/form/sign-off'
import { submissionActions, submissionStates } from '@cg/domain/form/submission'
import { Type } from './type.ts'
import type { Static, TSchema } from 'typebox'
import { Limits } from './catalogue.ts'
import { Supply } from './assist-fact.ts'
import { AssistingFact, EvidenceNeedSchema } from './catalogue-duty.ts'
import { Evidence } from './evidence-fact.ts'
import { defineRoute } from './route.ts'
import {
  AreaTypeSchema,
  CellStateSchema,
  DirectionSchema,
  FrequencySchema,
  IndicatorPeriodKindSchema,
} from './figure-schema.ts'
import { DayText, CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'

/*
 * Collection (A1-A8): one form = one period × form × reporter. A reporter is a department's code (a form that one
 * department fills for all units) or a unit's code (a form that every unit fills for itself).
 */

function column<S extends TSchema>(schema: S) {
  return Type.Array(nullable(schema))
}

export const SubmissionStateSchema = Type.Enum([...submissionStates])
/** 内部审签: where a form waits inside its reporter; null: with its filler, or sent. */
export const SignOffStepSchema = nullable(Type.Enum([...signOffSteps]))
export const SubmissionActionSchema = Type.Enum([...submissionActions])

/** '' for the total, else 'axis:key', e.g. 'size:above' (decision 14). */
export const BreakdownText = Type.String({ pattern: '^[A-Za-z0-9_:.-]{0,40}$', description: '分组' })

const CellKeyFields = {
  item: CodeText,
  unit: CodeText,
  breakdown: Type.Optional(BreakdownText),
}

export const FormParams = Type.Object({ period: PeriodText, form: CodeText, reporter: CodeText })
export type FormParams = Static<typeof FormParams>

/** Why a finding stops, asks or only says (decision 15, 16). 强制性 · 核实性 · 提示. */
export const findingClasses = ['block', 'explain', 'inform'] as const

/** A rule that a form's cells do not meet. */
export const Finding = Type.Object({
  rule: Type.String(),
  title: Type.String(),
  class: Type.Enum([...findingClasses]),
  unit: Type.String(),
  /** The cell the finding is shown at; an explanation is kept under rule × this cell. */
  item: Type.String(),
  breakdown: Type.String(),
  /** Every cell of this form that takes part. */
  cells: Type.Array(Type.Object({ item: Type.String(), unit: Type.String(), breakdown: Type.String() })),
  /** Chinese sentence with both figures. */
  message: Type.String(),
  isExplained: Type.Boolean(),
})
export type Finding = Static<typeof Finding>

/** Where a form stands, and what this actor may do next. */
export const SubmissionFact = Type.Object({
  state: SubmissionStateSchema,
  /** Send back as If-Match: "3". 0 while nothing was ever saved. */
  version: Type.Integer(),
  round: Type.Integer(),
  dueAt: IsoTime,
  /** After this nothing is taken any more, extension included. */
  closesAt: IsoTime,
  isOverdue: Type.Boolean(),
  extension: nullable(
    Type.Object({ dueAt: IsoTime, reason: Type.String(), grantedBy: Type.String(), grantedAt: IsoTime }),
  ),
  /** The release that left the form out and shut it; null otherwise. */
  leftOutOf: nullable(Type.String()),
  /** The office opened the published form again for a correction; no deadline runs for it. */
  isReopened: Type.Boolean(),
  /** 补报: a publication had left the form out, and the office opened it again. */
  supplement: nullable(
    Type.Object({
      dueAt: IsoTime,
      reason: Type.String(),
      grantedBy: Type.String(),
      grantedAt: IsoTime,
      /** The publication had come before the form's own deadline: sent by `dueAt` it is in time. */
      isOnTime: Type.Boolean(),
    }),
  ),
  firstSubmittedAt: nullable(IsoTime),
  submittedAt: nullable(IsoTime),
  submittedBy: nullable(Type.String()),
  acceptedAt: nullable(IsoTime),
  acceptedBy: nullable(Type.String()),
  receiptNo: nullable(Type.String()),
  contentHash: nullable(Type.String()),
  /** 快报: the day by which its final figures are to come; null for ordinary figures. */
  finalBy: nullable(DayText),
  /** 内部审签 of the reporting unit; null where its filler sends directly and nobody else signed. */
  signOff: nullable(
    Type.Object({
      /** It is to go this way now; false where it went so before the reporter stopped. */
      isNeeded: Type.Boolean(),
      /** Where it waits inside; null: with the filler, or sent. */
      step: SignOffStepSchema,
      proposedBy: nullable(Type.String()),
      proposedAt: nullable(IsoTime),
      endorsedBy: nullable(Type.String()),
      endorsedAt: nullable(IsoTime),
      signedBy: nullable(Type.String()),
      signedAt: nullable(IsoTime),
    }),
  ),
  allowedActions: Type.Array(SubmissionActionSchema),
  /** Why this actor, who otherwise could check or accept it, may not decide on this form; null otherwise. */
  decideRefusal: nullable(Type.String()),
  /** Why nothing can be typed, in words; null while the form is open to this actor. */
  closedReason: nullable(Type.String()),
  events: Type.Array(
    Type.Object({
      action: Type.String(),
      fromState: SubmissionStateSchema,
      toState: SubmissionStateSchema,
      round: Type.Integer(),
      note: nullable(Type.String()),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
})
export type SubmissionFact = Static<typeof SubmissionFact>

export const FormHead = Type.Object({
  code: Type.String(),
  name: Type.String(),
  dimension: Type.String(),
  filledBy: Type.Enum(['department', 'unit']),
  department: Type.String(),
  departmentName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  period: PeriodText,
  issuer: Type.String(),
  tableNo: nullable(Type.String()),
  approvalNo: nullable(Type.String()),
  validUntil: nullable(Type.String()),
  /** '内部工作调度表，非统计调查' when the form has no approval number; else null. */
  legalNote: nullable(Type.String()),
  isDemo: Type.Boolean(),
  /**
   * The reporter's towns or key enterprises report it: its own column is their sum where figures add. `isOwn`: this actor
   * fills one of them and sees nothing else. Absent: the reporter fills it itself.
   */
  parts: Type.Optional(Type.Object({ by: Type.Enum([...partKinds]), isOwn: Type.Boolean() })),
  /** Of a department's form: which districts are no column of it (填报范围), in words. Absent: all are. */
  excused: Type.Optional(Type.String()),
})
export type FormHead = Static<typeof FormHead>

export const FormUnit = Type.Object({
  code: Type.String(),
  name: Type.String(),
  shortName: Type.String(),
  parent: nullable(Type.String()),
  areaType: nullable(AreaTypeSchema),
  /** True for the city's own column. */
  isCity: Type.Boolean(),
  /** False: lies inside another unit, left out of the sum. */
  countsInParent: Type.Boolean(),
  /** Its first quarter; left out where it is older than the quarters of the history. */
  since: Type.Optional(PeriodText),
})

export const FormRow = Type.Object({
  item: Type.String(),
  name: Type.String(),
  breakdown: Type.String(),
  /** '规上企业'; '' for the total. */
  breakdownName: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  /** 口径 */
  definition: Type.String(),
  periodKind: Type.Enum([...periodKinds]),
  isRequired: Type.Boolean(),
  mayBeNegative: Type.Boolean(),
  limits: Limits,
  /** Row of which this is a part (其中项 or breakdown): index into rows; null for a head row. */
  parentRow: nullable(Type.Integer()),
  /** Sums of distinct people over units may count twice: say so beside the sum. */
  isDistinctPeople: Type.Boolean(),
  ownerName: Type.String(),
  /** Whether a figure other than 0 needs a document behind it to be sent. */
  evidence: EvidenceNeedSchema,
  /** 协助部门: who supplies what to it. */
  assisting: Type.Array(AssistingFact),
})
export type FormRow = Static<typeof FormRow>

/** Cells as columns: the cell of row r and unit u is at r * units.length + u. */
export const CellColumns = Type.Object({
  /** False where the form asks nothing of this unit: draw no field. */
  isEntry: Type.Array(Type.Boolean()),
  /** True when this actor may type here now. */
  isOpen: Type.Array(Type.Boolean()),
  state: Type.Array(CellStateSchema),
  value: column(Type.Number()),
  note: column(Type.String()),
  /** 0 for a cell never saved; send back with the next save. */
  version: Type.Array(Type.Integer()),
  updatedBy: column(Type.String()),
  updatedAt: column(IsoTime),
  /** Previous quarter and same quarter last year. */
  previous: column(Type.Number()),
  lastYear: column(Type.Number()),
})
export type CellColumns = Static<typeof CellColumns>

/** The eight quarters before this one, oldest first; [period][cell], same cell order. */
export const CellHistory = Type.Object({
  periods: Type.Array(PeriodText),
  state: Type.Array(Type.Array(CellStateSchema)),
  value: Type.Array(column(Type.Number())),
})

/** Read-only figures of other forms that rules and rates of this form need; a value shows once its form was submitted. */
export const ReferenceRow = Type.Object({
  row: FormRow,
  form: Type.String(),
  formName: Type.String(),
  state: Type.Array(CellStateSchema),
  value: column(Type.Number()),
  history: Type.Object({
    periods: Type.Array(PeriodText),
    state: Type.Array(Type.Array(CellStateSchema)),
    value: Type.Array(column(Type.Number())),
  }),
})

/** An indicator that this form's items feed: the browser computes it live with @cg/domain. */
export const RateFact = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  periodKind: IndicatorPeriodKindSchema,
  definition: Type.String(),
  frequency: FrequencySchema,
  flowForm: Type.Optional(Type.Enum(['quarter', 'ytd'])),
  mayExceed: Type.Optional(Type.Boolean()),
  mayBeNegative: Type.Optional(Type.Boolean()),
  formula: Type.Unsafe<Formula>({}),
})
export type RateFact = Static<typeof RateFact>

/** A rule that touches the form, as evaluateRules of @cg/domain reads it; inactive ones carry their reason. */
export const RuleFact = Type.Unsafe<RuleDefinition>({})

export const ReturnMark = Type.Object({
  round: Type.Integer(),
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  reasonCode: Type.String(),
  reason: Type.String(),
  /** What should stand there as the office says; the reporter decides. */
  proposed: nullable(Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) })),
  by: Type.String(),
  at: IsoTime,
})
export type ReturnMark = Static<typeof ReturnMark>

export const InsideMark = Type.Object({
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  reason: Type.String(),
  by: Type.String(),
  at: IsoTime,
})
export type InsideMark = Static<typeof InsideMark>

export const Explanation = Type.Object({
  rule: Type.String(),
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  text: Type.String(),
  version: Type.Integer(),
  by: Type.String(),
  at: IsoTime,
  verdict: nullable(Type.Enum(['accepted', 'rejected'])),
  verdictBy: nullable(Type.String()),
  verdictAt: nullable(IsoTime),
})
export type Explanation = Static<typeof Explanation>

/** What was explained of the same rule and cell in an earlier quarter, and the office took. */
export const RememberedExplanation = Type.Object({ ...Explanation.properties, period: PeriodText })
export type RememberedExplanation = Static<typeof RememberedExplanation>

export const FormDetail = Type.Object({
  head: FormHead,
  submission: SubmissionFact,
  units: Type.Array(FormUnit),
  rows: Type.Array(FormRow),
  cells: CellColumns,
  history: CellHistory,
  references: Type.Array(ReferenceRow),
  rates: Type.Array(RateFact),
  /** The groupings that breakdowns are of, by name: rules speak of them. */
  axes: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  rules: Type.Array(RuleFact),
  findings: Type.Array(Finding),
  explanations: Type.Array(Explanation),
  /** The newest accepted explanation of each rule and cell in the year before, offered as a start (B2). */
  remembered: Type.Array(RememberedExplanation),
  returnMarks: Type.Array(ReturnMark),
  /** What was marked when the form was last given back inside its unit; empty once it was proposed or sent again. */
  insideMarks: Type.Array(InsideMark),
  evidence: Type.Array(Evidence),
  /** 协助材料 to its items. */
  supplies: Type.Array(Supply),
  /** Items whose figures scorers give (定性评分): nobody types them. */
  scored: Type.Array(Type.String()),
  /** Cells that the records of a register (台账) or the key tasks fill: nobody types them. `isApart`: the form holds something else. */
  fed: Type.Array(
    Type.Object({
      item: Type.String(),
      unit: Type.String(),
      /** The register; null: the key tasks (重点任务). */
      kind: nullable(Type.String()),
      name: Type.String(),
      records: Type.Number(),
      isApart: Type.Boolean(),
      /** Whether this reader may open the register. */
      mayRead: Type.Boolean(),
    }),
  ),
  /** The upload that can be taken back as long as the form is not sent; null where there is none. */
  lastUpload: nullable(
    Type.Object({
      /** Send back to undo it. */
      at: IsoTime,
      by: Type.String(),
      /** Cells that would get their former values again. */
      cells: Type.Integer(),
      /** Cells that were changed since and stay as they are, by name. */
      changed: Type.Array(Type.String()),
    }),
  ),
  serverTime: IsoTime,
})
export type FormDetail = Static<typeof FormDetail>

export const WorkItem = Type.Object({
  period: PeriodText,
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  state: SubmissionStateSchema,
  version: Type.Integer(),
  round: Type.Integer(),
  dueAt: IsoTime,
  /** By when the lead department is to check it; null: no date. */
  checkBy: nullable(IsoTime),
  isOverdue: Type.Boolean(),
  isExtended: Type.Boolean(),
  filled: Type.Integer(),
  total: Type.Integer(),
  /** Findings that block and findings that still want an explanation. */
  blocking: Type.Integer(),
  unexplained: Type.Integer(),
  returned: Type.Integer(),
  /** 问答 under its figures that are not closed, as far as this actor may read them now. */
  openThreads: Type.Integer(),
  /** The release that left it out and shut it; null otherwise. */
  leftOutOf: nullable(Type.String()),
  allowedActions: Type.Array(SubmissionActionSchema),
  submittedAt: nullable(IsoTime),
  receiptNo: nullable(Type.String()),
  /** 内部审签: where it waits inside the reporting unit; null: with the filler, or sent. */
  signOffStep: SignOffStepSchema,
  /** 快报: the day by which its final figures are to come; null: final. */
  finalBy: nullable(DayText),
})
export type WorkItem = Static<typeof WorkItem>

export const WorkList = Type.Object({
  /** What this actor fills. */
  owed: Type.Array(WorkItem),
  /** Unit forms that wait for this actor's lead department to check. */
  toCheck: Type.Array(WorkItem),
  /** Forms of the own unit that wait for this actor to check or sign inside. */
  toSign: Type.Array(WorkItem),
  /** Forms that the actor’s districts fill no more from an open quarter on (填报范围), a sentence each. */
  excused: Type.Array(Type.String()),
  serverTime: IsoTime,
})
export type WorkList = Static<typeof WorkList>

/** The text as typed or pasted: the server reads it with the same readNumber as the browser. '' is 未报; 不适用, 无法提供, 不公布 as words. */
export const CellEntry = strictObject({
  ...CellKeyFields,
  text: Type.String({ maxLength: 200 }),
  /** Left out: the note stays. Null or '': the note is removed. */
  note: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  /** The version this actor saw; 0 for a cell never saved. Missing: 428. */
  version: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type CellEntry = Static<typeof CellEntry>

export const maxCellsPerSave = 2000

export const SaveCells = strictObject({
  source: Type.Enum(['grid', 'paste']),
  /** Why a figure is changed; kept with the revision. */
  reason: Type.Optional(Type.String({ maxLength: 200 })),
  /** None: nothing was typed, and what the registers count is taken into the form. */
  cells: Type.Array(CellEntry, { maxItems: maxCellsPerSave }),
})
export type SaveCells = Static<typeof SaveCells>

/** What is stored in a cell now. */
export const StoredCell = Type.Object({
  state: CellStateSchema,
  value: nullable(Type.Number()),
  /** Left out: there is none. */
  note: Type.Optional(Type.String()),
  version: Type.Integer(),
  /** Who and when; left out of a cell that this very call has saved: the caller, at `savedAt`. */
  updatedBy: Type.Optional(Type.String()),
  updatedAt: Type.Optional(IsoTime),
})
export type StoredCell = Static<typeof StoredCell>

export const CellOutcome = Type.Object({
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  /** saved: stored. unchanged: the same was there already. stale: someone else was faster. refused: see message. */
  outcome: Type.Enum(['saved', 'unchanged', 'stale', 'refused']),
  /** What is stored now; for stale the other's. Null when nothing is stored. */
  current: nullable(StoredCell),
  /** For stale: what this actor wanted; left out of the others. */
  mine: Type.Optional(Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) })),
  /** What was converted ('1.2万 读作 12,000'), why it was refused, or whose value is there instead; left out: nothing to say. */
  message: Type.Optional(Type.String()),
})
export type CellOutcome = Static<typeof CellOutcome>

export const SaveReply = Type.Object({
  outcomes: Type.Array(CellOutcome),
  /** All findings of the form after the save: they replace the ones on screen. */
  findings: Type.Array(Finding),
  submission: SubmissionFact,
  savedAt: IsoTime,
})
export type SaveReply = Static<typeof SaveReply>

export const minExplanationLength = 6

export const SaveExplanations = strictObject({
  items: Type.Array(
    strictObject({
      rule: CodeText,
      ...CellKeyFields,
      text: Type.String({ maxLength: 500 }),
      /** 0 for a new one. Missing: 428. */
      version: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    { minItems: 1, maxItems: 500 },
  ),
})
export type SaveExplanations = Static<typeof SaveExplanations>

export const ExplanationsReply = Type.Object({
  explanations: Type.Array(Explanation),
  findings: Type.Array(Finding),
  submission: SubmissionFact,
})
export type ExplanationsReply = Static<typeof ExplanationsReply>

export const Receipt = Type.Object({
  receiptNo: Type.String(),
  period: PeriodText,
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  round: Type.Integer(),
  submittedAt: IsoTime,
  submittedBy: Type.String(),
  /** SHA-256 over the submitted cells. */
  contentHash: Type.String(),
  isLate: Type.Boolean(),
  cellCount: Type.Integer(),
})
export type Receipt = Static<typeof Receipt>

/** The sheet for signature and stamp; figures as printed. */
export const SheetFacts = Type.Object({
  head: FormHead,
  receipt: nullable(Receipt),
  state: SubmissionStateSchema,
  units: Type.Array(FormUnit),
  rows: Type.Array(FormRow),
  /** [row][unit] as printed: '41,203', '未报', '' where nothing is asked. */
  printed: Type.Array(Type.Array(Type.String())),
  /** [row] sum over the units that count, as printed; '—' where a sum has no meaning. */
  totals: Type.Array(Type.String()),
  explanations: Type.Array(Type.Object({ place: Type.String(), text: Type.String() })),
  notes: Type.Array(Type.Object({ place: Type.String(), text: Type.String() })),
  /** 填报人, 审核人, 单位负责人, 报出日期, 盖章 with what is known. */
  signatures: Type.Array(Type.Object({ label: Type.String(), name: Type.String() })),
  printedAt: IsoTime,
})
export type SheetFacts = Static<typeof SheetFacts>

export const CellRevision = Type.Object({
  version: Type.Integer(),
  oldState: nullable(CellStateSchema),
  oldValue: nullable(Type.Number()),
  newState: CellStateSchema,
  newValue: nullable(Type.Number()),
  note: nullable(Type.String()),
  reason: Type.String(),
  source: Type.Enum(['grid', 'paste', 'excel', 'load', 'seed', 'system']),
  by: Type.String(),
  at: IsoTime,
})
export type CellRevision = Static<typeof CellRevision>

export const SubmissionReply = Type.Object({ submission: SubmissionFact, findings: Type.Array(Finding) })
export type SubmissionReply = Static<typeof SubmissionReply>

/** One cell that an uploaded workbook would change. */
export const UploadChange = Type.Object({
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  /** '技能培训!C7' */
  place: Type.String(),
  name: Type.String(),
  unitName: Type.String(),
  oldState: CellStateSchema,
  oldValue: nullable(Type.Number()),
  newState: CellStateSchema,
  newValue: nullable(Type.Number()),
  /** Text to send to apply. */
  text: Type.String(),
  /** Version to send to apply. */
  version: Type.Integer(),
  /** Rules the new value would break, in words; the change can be applied all the same (decision 15). */
  warnings: Type.Array(Type.String()),
})
export type UploadChange = Static<typeof UploadChange>

export const UploadReply = Type.Object({
  fileName: Type.String(),
  fileHash: Type.String(),
  /** How the file was read: by its hidden form version, or by its labels. */
  matchedBy: Type.Enum(['template', 'labels']),
  changes: Type.Array(UploadChange),
  unchanged: Type.Integer(),
  /** Cells of the file that cannot be taken, each with its place and what to do. */
  errors: Type.Array(Type.Object({ place: Type.String(), message: Type.String() })),
  /** What was passed over: unknown rows or columns, locked cells. */
  ignored: Type.Array(Type.Object({ place: Type.String(), message: Type.String() })),
  /** Rules that cells of the file break which it leaves as they are stored; those of changes are their `warnings`. */
  findings: Type.Array(Type.Object({ place: Type.String(), message: Type.String() })),
})
export type UploadReply = Static<typeof UploadReply>

export const ApplyUpload = strictObject({
  fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  cells: Type.Array(CellEntry, { minItems: 1, maxItems: maxCellsPerSave }),
})
export type ApplyUpload = Static<typeof ApplyUpload>

export const UndoUpload = strictObject({ at: IsoTime })
export type UndoUpload = Static<typeof UndoUpload>

/** What a filled form may come back as; the kinds of other programs are converted where the machine can. */
const workbookKinds = ['xlsx', 'xls', 'et', 'ods', 'csv'] as const

export const maxUploadBytes = 5 * 1024 * 1024

const formPath = '/api/v1/forms/:period/:form/:reporter'

export const getWork = defineRoute({
  method: 'GET',
  path: '/api/v1/work',
  summary: 'What I owe, by when, in what state',
  access: 'signed-in',
  query: Type.Object({ period: Type.Optional(PeriodText) }),
  reply: WorkList,
})
export const getForm = defineRoute({
  method: 'GET',
  path: formPath,
  summary: 'A whole form: header, rows, cells, history, rules, state',
  access: 'signed-in',
  params: FormParams,
  reply: FormDetail,
})
export const putCells = defineRoute({
  method: 'PUT',
  path: `${formPath}/cells`,
  summary: 'Save one cell or a pasted block; every cell carries its expected version',
  access: 'signed-in',
  params: FormParams,
  body: SaveCells,
  judgesCells: true,
  bodyLimit: 1024 * 1024,
  refusals: ['stale'],
  reply: SaveReply,
})
export const getCellHistory = defineRoute({
  method: 'GET',
  path: `${formPath}/history`,
  summary: 'Every revision of one cell',
  access: 'signed-in',
  params: FormParams,
  query: Type.Object(CellKeyFields),
  reply: Type.Object({ revisions: Type.Array(CellRevision) }),
})
export const putExplanations = defineRoute({
  method: 'PUT',
  path: `${formPath}/explanations`,
  summary: 'Explain findings that want an explanation',
  access: 'signed-in',
  params: FormParams,
  body: SaveExplanations,
  refusals: ['stale'],
  reply: ExplanationsReply,
})
export const submitForm = defineRoute({
  method: 'POST',
  path: `${formPath}/submit`,
  summary: 'Submit; If-Match is the submission version',
  access: 'signed-in',
  params: FormParams,
  ifMatch: true,
  idempotent: true,
  reply: Type.Object({ receipt: Receipt, submission: SubmissionFact }),
})
/** Why a form is given back inside its unit, and which cells are to be looked at. */
export const SendBack = strictObject({
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  marks: Type.Optional(
    Type.Array(strictObject({ ...CellKeyFields, reason: Type.String({ minLength: 1, maxLength: 300 }) }), {
      maxItems: 200,
    }),
  ),
})
export type SendBack = Static<typeof SendBack>

const insideStep = {
  method: 'POST',
  access: 'signed-in',
  params: FormParams,
  ifMatch: true,
  reply: SubmissionReply,
} as const

export const proposeForm = defineRoute({
  ...insideStep,
  path: `${formPath}/propose`,
  summary: 'Hand a filled form to the checker of the own unit; If-Match is the submission version',
})
export const recallForm = defineRoute({
  ...insideStep,
  path: `${formPath}/recall`,
  summary: 'Take a form back that waits inside the own unit',
})
export const endorseForm = defineRoute({
  ...insideStep,
  path: `${formPath}/endorse`,
  summary: 'Checked inside the own unit: hand the form on to its head, who submits it',
})
export const sendBackForm = defineRoute({
  ...insideStep,
  path: `${formPath}/send-back`,
  summary: 'Give a form that waits inside the own unit back to its filler, with a reason',
  body: SendBack,
})
export const withdrawForm = defineRoute({
  method: 'POST',
  path: `${formPath}/withdraw`,
  summary: 'Withdraw before review begins',
  access: 'signed-in',
  params: FormParams,
  ifMatch: true,
  reply: SubmissionReply,
})
export const markProvisional = defineRoute({
  method: 'PUT',
  path: `${formPath}/provisional`,
  summary: 'Say that the figures of a form in hand are provisional (快报) until a day, or final (null)',
  access: 'signed-in',
  params: FormParams,
  body: strictObject({ finalBy: nullable(DayText) }),
  ifMatch: true,
  reply: SubmissionReply,
})
export const getReceipt = defineRoute({
  method: 'GET',
  path: `${formPath}/receipt`,
  summary: 'Receipt of the last submission',
  access: 'signed-in',
  params: FormParams,
  reply: Receipt,
})
export const getSheet = defineRoute({
  method: 'GET',
  path: `${formPath}/sheet`,
  summary: 'The printable sheet for signature and stamp',
  access: 'signed-in',
  params: FormParams,
  reply: SheetFacts,
})
export const getTemplate = defineRoute({
  method: 'GET',
  path: `${formPath}/template.xlsx`,
  summary: 'The form as a workbook, prefilled with what is stored',
  access: 'signed-in',
  params: FormParams,
  reply: null,
  file: ['xlsx'],
})
export const uploadWorkbook = defineRoute({
  method: 'POST',
  path: `${formPath}/upload`,
  summary: 'Read a filled workbook (multipart, field `file`) and show the difference; writes nothing',
  access: 'signed-in',
  params: FormParams,
  bodyLimit: maxUploadBytes + 64 * 1024,
  upload: { formats: workbookKinds },
  reply: UploadReply,
})
export const markUploaded = defineRoute({
  method: 'POST',
  path: `${formPath}/upload/marked`,
  summary:
    'The workbook that is sent (as for upload) back, with its bad cells marked and a column 错误说明; writes nothing',
  access: 'signed-in',
  params: FormParams,
  bodyLimit: maxUploadBytes + 64 * 1024,
  upload: { formats: workbookKinds },
  reply: null,
  file: ['xlsx'],
})
export const undoUpload = defineRoute({
  method: 'POST',
  path: `${formPath}/upload/undo`,
  summary: 'Give the cells of the last upload their former values again; those changed since stay and are named',
  access: 'signed-in',
  params: FormParams,
  body: UndoUpload,
  reply: SaveReply,
})
export const applyUpload = defineRoute({
  method: 'POST',
  path: `${formPath}/apply`,
  summary: 'Save the accepted changes of an uploaded workbook',
  access: 'signed-in',
  params: FormParams,
  body: ApplyUpload,
  judgesCells: true,
  bodyLimit: 1024 * 1024,
  idempotent: true,
  refusals: ['stale'],
  reply: SaveReply,
})
