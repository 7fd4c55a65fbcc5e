import { Type } from './type.ts'
import type { Static } from 'typebox'
import { Closing, SeenClosing } from './closing.ts'
import { SubmissionStateSchema } from './entry.ts'
import { ReleaseDifference } from './difference.ts'
import { ReleaseHead, ReleaseListItem } from './release/head.ts'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'

/*
 * Publication (C4, C6): preview → precheck → a second person publishes → immutable. A preview is read where releases are,
 * under its own code (`PreviewItem.head.code`), by reviewers and publishers only.
 */

/** Days that a publication may be decided ahead. */
export const mostDaysAhead = 60

export const PreviewItem = Type.Object({
  id: Type.Integer(),
  /** Send back as If-Match: "2". Grows each time the preview is computed again. */
  version: Type.Integer(),
  head: ReleaseHead,
  preparedBy: Type.String(),
  /** False for the one who prepared it (decision 18) and for those who are no publisher. */
  mayPublish: Type.Boolean(),
  /** Digest of everything the preview was computed from. */
  inputHash: Type.String(),
  /** 定时发布: signed, and waiting for its time; null: not. */
  schedule: nullable(
    Type.Object({
      effectiveAt: IsoTime,
      decidedBy: Type.String(),
      decidedAt: IsoTime,
      mayCallBack: Type.Boolean(),
    }),
  ),
  /** How the last decision on it ended without a release: taken back, or lapsed by itself (by null). */
  lastEnd: nullable(
    Type.Object({
      outcome: Type.Enum(['called_back', 'lapsed']),
      at: IsoTime,
      by: nullable(Type.String()),
      reason: Type.String(),
    }),
  ),
})
export type PreviewItem = Static<typeof PreviewItem>

/** Quarters for which a preview can be made: opened, and complete or being corrected. */
export const PublishableQuarter = Type.Object({
  period: PeriodText,
  /** The newest release of the quarter; a further one is a correction and wants a reason. */
  current: nullable(Type.String()),
  due: Type.Integer(),
  accepted: Type.Integer(),
  /** Forms that were opened again since the newest release, to be corrected or as a 补报: why, and how far they are. */
  reopened: Type.Array(
    Type.Object({
      formName: Type.String(),
      reporterName: Type.String(),
      state: SubmissionStateSchema,
      note: Type.String(),
    }),
  ),
})

export const PublishBoard = Type.Object({
  quarters: Type.Array(PublishableQuarter),
  previews: Type.Array(PreviewItem),
})
export type PublishBoard = Static<typeof PublishBoard>

/** What the record of 核对 comes to, beside a preview. */
export const CheckingSummary = Type.Object({
  openedAt: IsoTime,
  /** When it ended, by its time or by the office; while it is open, when it will. */
  closesAt: IsoTime,
  isOpen: Type.Boolean(),
  units: Type.Integer(),
  confirmed: Type.Integer(),
  /** Of those: figures changed since. */
  stale: Type.Integer(),
  waiting: Type.Integer(),
  upheld: Type.Integer(),
  refused: Type.Integer(),
  withdrawn: Type.Integer(),
  /** Whether the preview was computed after it ended. */
  isPreparedAfter: Type.Boolean(),
})
export type CheckingSummary = Static<typeof CheckingSummary>

export const PrecheckReport = Type.Object({
  preview: PreviewItem,
  /** True when cells, forms, targets, definitions or the scheme changed since the preview was computed. */
  isStale: Type.Boolean(),
  /** What did, in words; empty while nothing did. */
  changes: Type.Array(Type.String()),
  forms: Type.Object({
    due: Type.Integer(),
    accepted: Type.Integer(),
    late: Type.Integer(),
  }),
  /** What publishing it now would shut. */
  closing: Closing,
  /** Of all figures that are due, units × quarterly indicators, the share with a number: 0..1. */
  coverage: nullable(Type.Number()),
  undecidedExplanations: Type.Array(
    Type.Object({
      form: Type.String(),
      reporter: Type.String(),
      rule: Type.String(),
      item: Type.String(),
      unit: Type.String(),
      text: Type.String(),
    }),
  ),
  /**
   * Late and missing figures of the preview by what their lead departments stated: accepted, waiting for review, returned,
   * nothing. It keeps nothing from being published.
   */
  statements: Type.Object({
    accepted: Type.Integer(),
    submitted: Type.Integer(),
    returned: Type.Integer(),
    unwritten: Type.Integer(),
  }),
  /** 核对: how the districts checked the quarter's figures; null: no window was opened. */
  checking: nullable(CheckingSummary),
  /** What rules over the city's own set-up find, in words: R21, units without an area type. It keeps nothing back. */
  setupFindings: Type.Array(Type.String()),
  /** Against the release that is corrected, else against the last quarter's; null for the very first. */
  difference: nullable(ReleaseDifference),
  /** Why that release cannot be compared with, in words: an older program froze it. Null when it was, or there is none. */
  unreadable: nullable(Type.String()),
  /** What keeps it from being published, in words; empty when nothing does. */
  obstacles: Type.Array(Type.String()),
})
export type PrecheckReport = Static<typeof PrecheckReport>

/** 错报 / 漏报 / 快报转正式数 / 口径调整 / 上级核定 / 范围调整 (domain 3.7). */
export const correctionReasons = ['error', 'omission', 'final', 'definition', 'upper', 'scope'] as const
export const correctionReasonNames: Record<(typeof correctionReasons)[number], string> = {
  error: '错报',
  omission: '漏报',
  final: '快报转正式数',
  definition: '口径调整',
  upper: '上级核定',
  scope: '范围调整',
}

export const CorrectionRequest = strictObject({
  form: CodeText,
  reporter: CodeText,
  reasonClass: Type.Enum([...correctionReasons]),
  reason: Type.String({ minLength: 6, maxLength: 500 }),
  cells: Type.Array(
    strictObject({
      item: CodeText,
      unit: CodeText,
      breakdown: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    { minItems: 1, maxItems: 200 },
  ),
})
export type CorrectionRequest = Static<typeof CorrectionRequest>

export const CorrectionReply = Type.Object({
  period: PeriodText,
  form: Type.String(),
  reporter: Type.String(),
  state: Type.String(),
  round: Type.Integer(),
  version: Type.Integer(),
  reopenedCells: Type.Integer(),
})
export type CorrectionReply = Static<typeof CorrectionReply>

/** A digest computed anew from the stored rows and compared with what was published. */
export const Verification = Type.Object({
  code: Type.String(),
  isSound: Type.Boolean(),
  contentHash: Type.String(),
  recomputedHash: Type.String(),
  /** The release before it in the chain; null for the first. */
  previousHash: nullable(Type.String()),
  /** Each check in words, with what was found when it failed. */
  checks: Type.Array(Type.Object({ name: Type.String(), isSound: Type.Boolean(), detail: Type.String() })),
})
export type Verification = Static<typeof Verification>

const PreviewParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
const Reason = Type.Optional(Type.String({ minLength: 6, maxLength: 500 }))

export const getPublishBoard = defineRoute({
  method: 'GET',
  path: '/api/v1/previews',
  summary: 'Quarters that can be previewed and the previews there are',
  access: 'signed-in',
  reply: PublishBoard,
})
export const preparePreview = defineRoute({
  method: 'POST',
  path: '/api/v1/periods/:period/preview',
  summary: 'Compute the preview of a quarter, or compute it again',
  access: 'signed-in',
  params: Type.Object({ period: PeriodText }),
  body: strictObject({ reason: Reason }),
  reply: PreviewItem,
})
export const getPrecheck = defineRoute({
  method: 'GET',
  path: '/api/v1/previews/:id',
  summary: 'What stands against publishing a preview, and what would change',
  access: 'signed-in',
  params: PreviewParams,
  reply: PrecheckReport,
})
export const publishPreview = defineRoute({
  method: 'POST',
  path: '/api/v1/previews/:id/publish',
  summary: 'Publish a preview (second person)',
  access: 'signed-in',
  ifMatch: true,
  params: PreviewParams,
  body: strictObject({ closing: SeenClosing }),
  reply: ReleaseListItem,
})
export const scheduleRelease = defineRoute({
  method: 'POST',
  path: '/api/v1/previews/:id/schedule',
  summary: 'Sign a preview now, to come out at a set time (second person)',
  access: 'signed-in',
  ifMatch: true,
  params: PreviewParams,
  body: strictObject({ effectiveAt: IsoTime, closing: SeenClosing }),
  reply: PreviewItem,
})
export const callBackRelease = defineRoute({
  method: 'POST',
  path: '/api/v1/previews/:id/schedule/call-back',
  summary: 'Take a scheduled release back before its time, with a reason',
  access: 'signed-in',
  params: PreviewParams,
  body: strictObject({ reason: Type.String({ minLength: 6, maxLength: 500 }) }),
  reply: PreviewItem,
})
export const discardPreview = defineRoute({
  method: 'DELETE',
  path: '/api/v1/previews/:id',
  summary: 'Discard a preview',
  access: 'signed-in',
  params: PreviewParams,
  reply: null,
})
export const reopenForCorrection = defineRoute({
  method: 'POST',
  path: '/api/v1/periods/:period/corrections',
  summary: 'Reopen cells of a published form so that its reporter can correct them',
  access: 'signed-in',
  params: Type.Object({ period: PeriodText }),
  body: CorrectionRequest,
  reply: CorrectionReply,
})
export const verifyRelease = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/verification',
  summary: 'Recompute a release’s digest from its rows',
  access: 'signed-in',
  params: Type.Object({ code: CodeText }),
  reply: Verification,
})
