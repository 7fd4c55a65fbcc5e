import { objectionActions, objectionStates } from '@cg/domain/form/objection'
import type { ObjectionState } from '@cg/domain/form/objection'
import type { Static } from 'typebox'
import { BreakdownText } from './entry.ts'
import { defineRoute } from './route.ts'
import { CellStateSchema } from './figure-schema.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 核对 (C5): before publication a district sees its own figures as the accepted forms have them, confirms them or objects
 * to single ones with evidence; the office answers. While the window is open or an objection waits, nothing is published.
 */

export const objectionStateNames: Readonly<Record<ObjectionState, string>> = {
  submitted: '待答复',
  upheld: '成立',
  refused: '不成立',
  withdrawn: '已撤回',
}

/** Shortest and longest texts, in characters. */
export const objectionTextLimits = { leastReason: 6, mostReason: 300, leastEvidence: 2, mostEvidence: 200 } as const

const Figure = Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) })

export const CheckWindowFact = Type.Object({
  id: Type.Integer(),
  /** Send back as If-Match: "2". */
  version: Type.Integer(),
  openedAt: IsoTime,
  openedBy: Type.String(),
  closesAt: IsoTime,
  /** When the office ended it before its time, and who. */
  ended: nullable(Type.Object({ at: IsoTime, by: Type.String() })),
  isOpen: Type.Boolean(),
})
export type CheckWindowFact = Static<typeof CheckWindowFact>

export const Objection = Type.Object({
  id: Type.Integer(),
  unit: Type.String(),
  unitName: Type.String(),
  item: Type.String(),
  itemName: Type.String(),
  breakdown: Type.String(),
  /** '' for the whole. */
  breakdownName: Type.String(),
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  measured: Type.String(),
  decimals: Type.Integer(),
  /** The figure when it was objected to. */
  seen: Figure,
  /** As the accepted form has it now; null: its form is not accepted at the moment, or the figure is not shown. */
  now: nullable(Figure),
  claimed: Type.String(),
  reason: Type.String(),
  evidence: Type.String(),
  state: Type.Enum([...objectionStates]),
  version: Type.Integer(),
  by: Type.String(),
  at: IsoTime,
  answer: nullable(Type.Object({ text: Type.String(), by: Type.String(), at: IsoTime })),
  /** What this actor may do with it now. */
  may: Type.Array(Type.Enum([...objectionActions])),
})
export type Objection = Static<typeof Objection>

/** How far a district is with its figures. */
export const CheckedUnit = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** 核对无误; `isStale`: figures of the district changed afterwards. Null: not confirmed. */
  confirmed: nullable(Type.Object({ by: Type.String(), at: IsoTime, isStale: Type.Boolean() })),
  objections: Type.Integer(),
  waiting: Type.Integer(),
})
export type CheckedUnit = Static<typeof CheckedUnit>

export const AppealBoard = Type.Object({
  period: PeriodText,
  /** Quarters that can be chosen, newest first. */
  periods: Type.Array(PeriodText),
  /** The newest release of the quarter; null: not yet published. */
  release: nullable(CodeText),
  window: nullable(CheckWindowFact),
  /** Whether this actor may open a window now, or change the one that is open. */
  mayManage: Type.Boolean(),
  /** Why none can be opened now, in words; null where one can. */
  closedReason: nullable(Type.String()),
  /** The districts that this actor may see. */
  units: Type.Array(CheckedUnit),
  /** Those that wait first, then the newest. */
  items: Type.Array(Objection),
})
export type AppealBoard = Static<typeof AppealBoard>

const WorksheetRow = Type.Object({
  item: Type.String(),
  itemName: Type.String(),
  breakdown: Type.String(),
  breakdownName: Type.String(),
  measured: Type.String(),
  decimals: Type.Integer(),
  figure: Figure,
  /** Send back with an objection: it is refused when the figure has changed meanwhile. */
  version: Type.Integer(),
  /** As the previous quarter's newest release has it; null: it has none. */
  previous: nullable(Figure),
  /** Counts of a few people or enterprises are not shown to other bodies (decision 11). */
  isHidden: Type.Boolean(),
  /** The newest objection against it. */
  objection: nullable(Type.Object({ id: Type.Integer(), state: Type.Enum([...objectionStates]) })),
})
export type WorksheetRow = Static<typeof WorksheetRow>

/** A district's own figures, form by form. */
export const Worksheet = Type.Object({
  period: PeriodText,
  unit: Type.String(),
  unitName: Type.String(),
  isDemo: Type.Boolean(),
  window: nullable(CheckWindowFact),
  confirmed: CheckedUnit.properties.confirmed,
  /** Whether this actor speaks for the district and the window is open. */
  mayObject: Type.Boolean(),
  /** The release that the previous figures come from; null: the quarter before was not published. */
  previousRelease: nullable(CodeText),
  forms: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      reporterName: Type.String(),
      /** Its figures are not shown before it is accepted: what is not accepted is not counted either. */
      isAccepted: Type.Boolean(),
      rows: Type.Array(WorksheetRow),
    }),
  ),
  objections: Type.Array(Objection),
})
export type Worksheet = Static<typeof Worksheet>

export const ObjectionEntry = strictObject({
  item: CodeText,
  breakdown: Type.Optional(BreakdownText),
  /** Of the row that was objected to. */
  seenVersion: Type.Integer({ minimum: -1 }),
  /** What the district holds to be right, as typed; '' where it only doubts. */
  claimed: Type.String({ maxLength: 60 }),
  reason: Type.String({ maxLength: objectionTextLimits.mostReason }),
  evidence: Type.String({ maxLength: objectionTextLimits.mostEvidence }),
})
export type ObjectionEntry = Static<typeof ObjectionEntry>

const PeriodParams = Type.Object({ period: PeriodText })
const UnitParams = Type.Object({ period: PeriodText, unit: CodeText })

export const readAppeals = defineRoute({
  method: 'GET',
  path: '/api/v1/appeals',
  summary: 'The window of a quarter, how far its districts are, and their objections, as far as one may see them',
  access: 'signed-in',
  query: Type.Object({ period: Type.Optional(PeriodText) }),
  reply: AppealBoard,
})

export const getCheckRecord = defineRoute({
  method: 'GET',
  path: '/api/v1/appeals/:period/record',
  summary: 'The record of a quarter’s checking as a workbook: who confirmed, who objected, and every answer',
  access: 'signed-in',
  refusals: ['conflict'],
  params: PeriodParams,
  reply: null,
  file: ['xlsx'],
})

export const openWindow = defineRoute({
  method: 'POST',
  path: '/api/v1/appeals/:period/window',
  summary: 'Let the districts check their figures until a set time',
  access: 'signed-in',
  params: PeriodParams,
  body: strictObject({ closesAt: IsoTime }),
  reply: AppealBoard,
})

export const changeWindow = defineRoute({
  method: 'PUT',
  path: '/api/v1/appeals/:period/window',
  summary: 'Move the end of the open window, or end it now (null), with a reason',
  access: 'signed-in',
  ifMatch: true,
  params: PeriodParams,
  body: strictObject({
    closesAt: nullable(IsoTime),
    reason: Type.String({ minLength: 4, maxLength: 300 }),
  }),
  reply: AppealBoard,
})

export const readWorksheet = defineRoute({
  method: 'GET',
  path: '/api/v1/appeals/:period/worksheets/:unit',
  summary: 'A district’s own figures of the accepted forms, once its window was opened',
  access: 'signed-in',
  refusals: ['conflict'],
  params: UnitParams,
  reply: Worksheet,
})

export const confirmWorksheet = defineRoute({
  method: 'POST',
  path: '/api/v1/appeals/:period/worksheets/:unit/confirmation',
  summary: 'Confirm a district’s figures as they stand',
  access: 'signed-in',
  params: UnitParams,
  body: strictObject({}),
  reply: Worksheet,
})

export const makeObjection = defineRoute({
  method: 'POST',
  path: '/api/v1/appeals/:period/worksheets/:unit/objections',
  summary: 'Object to one figure of the district, with reason and evidence',
  access: 'signed-in',
  params: UnitParams,
  body: ObjectionEntry,
  reply: Worksheet,
})

export const decideObjection = defineRoute({
  method: 'POST',
  path: '/api/v1/objections/:id/decision',
  summary: 'Uphold an objection (the form comes back at this cell), refuse it, or withdraw one’s own',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  body: strictObject({
    action: Type.Enum([...objectionActions]),
    /** Why; wanted of an answer. */
    answer: Type.String({ maxLength: objectionTextLimits.mostReason }),
  }),
  reply: Objection,
})
