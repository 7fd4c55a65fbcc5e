import { Type } from './type.ts'
import type { Static } from 'typebox'
import {
  BreakdownText,
  Explanation,
  FormDetail,
  FormParams,
  SignOffStepSchema,
  SubmissionActionSchema,
  SubmissionReply,
  SubmissionStateSchema,
} from './entry.ts'
import { Contact } from './liaison.ts'
import { defineRoute } from './route.ts'
import { CellStateSchema } from './figure-schema.ts'
import { CodeText, DayText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'

/* Review (C1-C3, C7): a reviewer returns, checks and accepts; no call here changes a number. */

/** 退回原因: a class for statistics beside the words. */
export const returnReasons = ['wrong_number', 'scope', 'unit_slip', 'missing', 'needs_explanation', 'other'] as const
export const ReturnReasonSchema = Type.Enum([...returnReasons])
export type ReturnReason = (typeof returnReasons)[number]

export const QueueItem = Type.Object({
  period: PeriodText,
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  state: SubmissionStateSchema,
  version: Type.Integer(),
  round: Type.Integer(),
  submittedAt: nullable(IsoTime),
  submittedBy: nullable(Type.String()),
  isOverdue: Type.Boolean(),
  isLate: Type.Boolean(),
  /** Findings that were explained and wait for a verdict. */
  explained: Type.Integer(),
  /** Findings of all classes but 提示. */
  findings: Type.Integer(),
  /** Cells changed since the round before; in round 1, cells that changed much against last quarter. */
  changed: Type.Integer(),
  /** 问答 under its figures that are not closed. */
  openThreads: Type.Integer(),
  /** Higher is riskier; the queue is ordered by it. */
  risk: Type.Number(),
  allowedActions: Type.Array(SubmissionActionSchema),
})
export type QueueItem = Static<typeof QueueItem>

export const ReviewQueue = Type.Object({
  period: PeriodText,
  items: Type.Array(QueueItem),
  /** Forms by state over the whole quarter, for the progress bar. */
  counts: Type.Array(Type.Object({ state: SubmissionStateSchema, count: Type.Integer() })),
  due: Type.Integer(),
  /** Of those, shut by the publication of the quarter; they stand in no count. */
  leftOut: Type.Integer(),
  /** By when the office is to decide, and the quarter to be published; null: no date. */
  reviewBy: nullable(IsoTime),
  publishBy: nullable(IsoTime),
  serverTime: IsoTime,
})
export type ReviewQueue = Static<typeof ReviewQueue>

/** The form with what a reviewer looks at first; marks are cell indexes as in `form.cells`. */
export const ReviewDetail = Type.Object({
  form: FormDetail,
  /** Changed since the round before (round 2 and later). */
  changedCells: Type.Array(Type.Integer()),
  /** Taking part in a finding. */
  failedCells: Type.Array(Type.Integer()),
  /** What stood in a changed cell when the round before was submitted: [index into changedCells]. */
  before: Type.Array(Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) })),
  reviewBegun: Type.Boolean(),
  /** The same form of the other units, columns by `form.rows`; empty where all units stand on one form. */
  peers: Type.Array(
    Type.Object({
      code: Type.String(),
      shortName: Type.String(),
      /** A form that is still with its filler shows no figures of this quarter. */
      isSent: Type.Boolean(),
      state: Type.Array(CellStateSchema),
      value: Type.Array(nullable(Type.Number())),
      previous: Type.Array(nullable(Type.Number())),
    }),
  ),
})
export type ReviewDetail = Static<typeof ReviewDetail>

export const MatrixCell = Type.Object({
  form: Type.String(),
  reporter: Type.String(),
  state: SubmissionStateSchema,
  signOffStep: SignOffStepSchema,
  /** The quarter is published without it: it is owed no more. */
  isLeftOut: Type.Boolean(),
  isOverdue: Type.Boolean(),
  isExtended: Type.Boolean(),
  /** 快报: the day by which its final figures are to come; null: final. */
  finalBy: nullable(DayText),
  filled: Type.Integer(),
  total: Type.Integer(),
  submittedAt: nullable(IsoTime),
  submittedBy: nullable(Type.String()),
})

export const ReviewMatrix = Type.Object({
  period: PeriodText,
  forms: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), department: Type.String() })),
  reporters: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      kind: Type.Enum(['department', 'unit']),
      /** 联络员; null: nobody is named. */
      contact: nullable(Contact),
    }),
  ),
  /** Only the pairs that exist. */
  cells: Type.Array(MatrixCell),
  serverTime: IsoTime,
})
export type ReviewMatrix = Static<typeof ReviewMatrix>

export const Reminder = Type.Object({
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  state: SubmissionStateSchema,
  signOffStep: SignOffStepSchema,
  dueAt: IsoTime,
  /** Whole days after the deadline; 0 before it, and where the office opened a published form again. */
  daysLate: Type.Integer(),
  /** 联络员 of the reporter; null: nobody is named. */
  contact: nullable(Contact),
  /** Published, and opened again for a correction. */
  isReopened: Type.Boolean(),
  filled: Type.Integer(),
  total: Type.Integer(),
  returned: Type.Integer(),
})

/** A form that the quarter's publication left out: nobody is reminded of it, and the office may open it again. */
export const LeftOutForm = Type.Object({
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  state: SubmissionStateSchema,
  filled: Type.Integer(),
  total: Type.Integer(),
})
export type LeftOutForm = Static<typeof LeftOutForm>

/** One item for which a department was asked to supply something. */
const AssistDebt = Type.Object({
  item: CodeText,
  itemName: Type.String(),
  department: CodeText,
  departmentName: Type.String(),
  supplies: Type.String(),
  responsible: Type.String(),
  formName: Type.String(),
  dueAt: IsoTime,
})

export const Reminders = Type.Object({
  period: PeriodText,
  /** The quarter's newest release. */
  release: nullable(Type.String()),
  leftOut: Type.Array(LeftOutForm),
  items: Type.Array(Reminder),
  /** What assisting departments have not supplied to forms that are still owed. */
  assists: Type.Array(AssistDebt),
  /** 催报 text for each reporter, and one for all, to paste into the work group. */
  texts: Type.Array(Type.Object({ reporter: Type.String(), reporterName: Type.String(), text: Type.String() })),
  allText: Type.String(),
  /** 催报 that was done in the quarter, oldest first. */
  noted: Type.Array(Type.Object({ reporter: Type.String(), text: Type.String(), by: Type.String(), at: IsoTime })),
  /** How 催报 can be sent from here, as an admin has set it up. */
  ways: Type.Object({ mail: Type.Boolean(), robots: Type.Array(Type.Object({ id: CodeText, name: Type.String() })) }),
  /** What was sent in the quarter and did not go out, or may not have; newest first. */
  troubles: Type.Array(Type.Object({ to: Type.String(), at: IsoTime, isUnsure: Type.Boolean(), error: Type.String() })),
})
export type Reminders = Static<typeof Reminders>

/** How a reporter files its forms of a quarter, as it stands now; quotients 0..1, null without a denominator. */
export const FilingQuality = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['department', 'unit']),
  /** Forms whose deadline is over or that were sent. */
  due: Type.Integer(),
  onTime: Type.Integer(),
  /** Accepted without ever being returned. */
  clean: Type.Integer(),
  /** Times that forms were returned. */
  returns: Type.Integer(),
  timeliness: nullable(Type.Number()),
  completeness: nullable(Type.Number()),
  firstPassRate: nullable(Type.Number()),
})
export type FilingQuality = Static<typeof FilingQuality>

export const ReviewQuality = Type.Object({
  period: PeriodText,
  /** The quarter's newest release: what counts is what it says. */
  release: nullable(Type.String()),
  overall: FilingQuality,
  reporters: Type.Array(FilingQuality),
  serverTime: IsoTime,
})
export type ReviewQuality = Static<typeof ReviewQuality>

export const ReturnForm = strictObject({
  note: Type.Optional(Type.String({ maxLength: 500 })),
  marks: Type.Array(
    strictObject({
      item: CodeText,
      unit: CodeText,
      breakdown: Type.Optional(BreakdownText),
      reasonCode: ReturnReasonSchema,
      reason: Type.String({ minLength: 1, maxLength: 500 }),
      /** What should stand there, as it would be typed; the reporter decides. */
      proposed: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    { maxItems: 500 },
  ),
})
export type ReturnForm = Static<typeof ReturnForm>

export const GiveVerdict = strictObject({
  rule: CodeText,
  item: CodeText,
  unit: CodeText,
  breakdown: Type.Optional(BreakdownText),
  verdict: Type.Enum(['accepted', 'rejected']),
  /** The explanation's version that was read. */
  version: Type.Integer({ minimum: 1 }),
})
export type GiveVerdict = Static<typeof GiveVerdict>

export const GrantExtension = strictObject({
  dueAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})$' }),
  reason: Type.String({ minLength: 2, maxLength: 200 }),
  /** Further forms of the same reporter, by code: all of them get the time, or none. */
  also: Type.Optional(Type.Array(CodeText, { maxItems: 100, uniqueItems: true })),
})
export type GrantExtension = Static<typeof GrantExtension>

/** 补报 of a form that the publication left out. */
export const AdmitForm = strictObject({
  dueAt: GrantExtension.properties.dueAt,
  reason: Type.String({ minLength: 6, maxLength: 200 }),
})
export type AdmitForm = Static<typeof AdmitForm>

const NoteBody = strictObject({ note: Type.Optional(Type.String({ maxLength: 500 })) })
const reviewPath = '/api/v1/review/forms/:period/:form/:reporter'
const PeriodQuery = Type.Object({ period: Type.Optional(PeriodText) })

export const getReviewQueue = defineRoute({
  method: 'GET',
  path: '/api/v1/review/queue',
  summary: 'Submitted forms by risk; without `period` the open quarter',
  access: 'signed-in',
  query: Type.Object({ period: Type.Optional(PeriodText), state: Type.Optional(SubmissionStateSchema) }),
  reply: ReviewQueue,
})
export const getReviewMatrix = defineRoute({
  method: 'GET',
  path: '/api/v1/review/matrix',
  summary: 'Reporters × forms, each with its state',
  access: 'signed-in',
  query: PeriodQuery,
  reply: ReviewMatrix,
})
export const getReminders = defineRoute({
  method: 'GET',
  path: '/api/v1/review/reminders',
  summary: 'Who owes what, how late, with text to copy',
  access: 'signed-in',
  query: PeriodQuery,
  reply: Reminders,
})
export const NoteReminder = strictObject({
  period: PeriodText,
  /** Null: all who owe something. */
  reporter: nullable(CodeText),
})
export type NoteReminder = Static<typeof NoteReminder>

export const noteReminder = defineRoute({
  method: 'POST',
  path: '/api/v1/review/reminders',
  summary: 'Note that a reporter, or all who owe something, were reminded by the text that stands for them now',
  access: 'signed-in',
  body: NoteReminder,
  reply: Reminders,
})
/** Most messages of one press; the next press takes the rest. */
export const mostReminderPosts = 60

const ReminderWay = {
  period: PeriodText,
  /** Left out: all who owe something. */
  reporter: Type.Optional(CodeText),
  /** The robot of a group; left out: mail to each liaison. */
  robot: Type.Optional(CodeText),
}

export const ReminderPreview = Type.Object({
  /** Send back: what has changed meanwhile is not sent. */
  digest: Type.String(),
  /** Each message as it goes out, to the letter. */
  posts: Type.Array(
    Type.Object({
      to: Type.String(),
      /** '' to a group. */
      subject: Type.String(),
      text: Type.String(),
      reporterNames: Type.Array(Type.String()),
    }),
  ),
  /** Who got the very same words by this way today, and is left out. */
  alreadySent: Type.Array(Type.String()),
  /** Whose liaison has no address. */
  withoutAddress: Type.Array(Type.String()),
  /** Messages that are left for the next press. */
  left: Type.Integer(),
})
export type ReminderPreview = Static<typeof ReminderPreview>

export const previewReminders = defineRoute({
  method: 'GET',
  path: '/api/v1/review/reminders/preview',
  summary: 'What would go out by mail to the liaisons, or to a group, as it stands now',
  access: 'signed-in',
  refusals: ['conflict'],
  query: Type.Object(ReminderWay),
  reply: ReminderPreview,
})
export const sendReminders = defineRoute({
  method: 'POST',
  path: '/api/v1/review/reminders/sendings',
  summary: 'Send what was previewed, each message at most once, and note it',
  access: 'signed-in',
  body: strictObject({ ...ReminderWay, digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  reply: Type.Object({
    reminders: Reminders,
    sent: Type.Integer(),
    /** What did not go out, with the other server's own words. */
    failed: Type.Array(Type.Object({ to: Type.String(), error: Type.String() })),
  }),
})
export const getReviewQuality = defineRoute({
  method: 'GET',
  path: '/api/v1/review/quality',
  summary: 'How each reporter files: in time, whole, right at once, returned; as it stands now',
  access: 'signed-in',
  query: PeriodQuery,
  reply: ReviewQuality,
})
export const getReviewForm = defineRoute({
  method: 'GET',
  path: reviewPath,
  summary: 'A form as the reviewer sees it: what changed, what failed',
  access: 'signed-in',
  params: FormParams,
  reply: ReviewDetail,
})
export const beginReview = defineRoute({
  method: 'POST',
  path: `${reviewPath}/begin`,
  summary: 'Record that review has begun: the filler can no longer withdraw',
  access: 'signed-in',
  params: FormParams,
  ifMatch: true,
  reply: SubmissionReply,
})
export const returnForm = defineRoute({
  method: 'POST',
  path: `${reviewPath}/return`,
  summary:
    'Return with a reason per cell (an accepted form is reopened the same way); If-Match is the submission version',
  access: 'signed-in',
  params: FormParams,
  body: ReturnForm,
  ifMatch: true,
  reply: SubmissionReply,
})
export const checkForm = defineRoute({
  method: 'POST',
  path: `${reviewPath}/check`,
  summary: 'Lead department checks what a unit submitted',
  access: 'signed-in',
  params: FormParams,
  body: NoteBody,
  ifMatch: true,
  reply: SubmissionReply,
})
export const acceptForm = defineRoute({
  method: 'POST',
  path: `${reviewPath}/accept`,
  summary: 'Accept exactly the version that was read',
  access: 'signed-in',
  params: FormParams,
  body: NoteBody,
  ifMatch: true,
  reply: SubmissionReply,
})
export const giveVerdict = defineRoute({
  method: 'POST',
  path: `${reviewPath}/verdict`,
  summary: 'Accept or reject one explanation',
  access: 'signed-in',
  params: FormParams,
  body: GiveVerdict,
  refusals: ['stale'],
  reply: Explanation,
})
export const grantExtension = defineRoute({
  method: 'PUT',
  path: `${reviewPath}/extension`,
  summary: 'Extend a reporter’s deadline for this form, and for others of its forms, with a reason',
  access: 'signed-in',
  params: FormParams,
  body: GrantExtension,
  reply: SubmissionReply,
})
export const admitForm = defineRoute({
  method: 'POST',
  path: `${reviewPath}/supplement`,
  summary: 'Open a form again that a publication left out (补报), with a reason and a date of its own',
  access: 'signed-in',
  params: FormParams,
  body: AdmitForm,
  reply: SubmissionReply,
})
