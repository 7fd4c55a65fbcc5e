import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { partKinds } from '@cg/domain/figure/parts'
import type { Static } from 'typebox'
import { CatalogueImpact, catalogueActs } from './catalogue-impact.ts'
import {
  DefinitionInput,
  GroupsInput,
  HeaderInput,
  OwnFormInput,
  OwnIndicatorBody,
  OwnIndicatorInput,
  OwnItemBody,
  OwnItemInput,
} from './catalogue-own.ts'
import { DutyInput, DutySpan } from './catalogue-duty.ts'
import { ProposalDecision, ProposalParams, proposalFields } from './change-proposal.ts'
import { defineRoute } from './route.ts'
import { CodeText, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 指标目录 (I6): what the city makes of the shipped catalogue. Every change holds from a quarter on, is proposed by one
 * person and confirmed by another, and lies beside the catalogue, so that a new program takes nothing of it away.
 */

const Codes = Type.Array(CodeText, { maxItems: 200, uniqueItems: true })

/** Indicators and items that are used, or not used, from a quarter on. The body of a change of kind 'switch'. */
export const SwitchBody = strictObject({ isOn: Type.Boolean(), indicators: Codes, items: Codes })
export type SwitchBody = Static<typeof SwitchBody>

/**
 * Districts (`units`) whose form is reported by their towns or key enterprises from a quarter on; `by` null: by the
 * district itself again.
 */
export const ByPartsBody = strictObject({
  form: CodeText,
  units: Type.Array(CodeText, { minItems: 1, maxItems: 200, uniqueItems: true }),
  by: nullable(Type.Enum([...partKinds])),
})
export type ByPartsBody = Static<typeof ByPartsBody>

/**
 * 填报范围: the districts that do not fill a form from a quarter on, or are no column of a department's form; none: all are
 * asked. Those left out are kept, so that a new district, and what follows one that ends, is asked unless somebody says so.
 */
export const FormScopeBody = strictObject({
  form: CodeText,
  excused: Type.Array(CodeText, { maxItems: 200, uniqueItems: true }),
})
export type FormScopeBody = Static<typeof FormScopeBody>

const parts = {
  switch: { kind: Type.Literal('switch'), body: SwitchBody },
  item: { kind: Type.Literal('item'), body: OwnItemInput },
  itemEdit: { kind: Type.Literal('itemEdit'), body: OwnItemBody },
  indicator: { kind: Type.Literal('indicator'), body: OwnIndicatorInput },
  indicatorEdit: { kind: Type.Literal('indicatorEdit'), body: OwnIndicatorBody },
  definition: { kind: Type.Literal('definition'), body: DefinitionInput },
  groups: { kind: Type.Literal('groups'), body: GroupsInput },
  form: { kind: Type.Literal('form'), body: OwnFormInput },
  header: { kind: Type.Literal('header'), body: HeaderInput },
  byParts: { kind: Type.Literal('byParts'), body: ByPartsBody },
  duty: { kind: Type.Literal('duty'), body: DutyInput },
  formScope: { kind: Type.Literal('formScope'), body: FormScopeBody },
} as const

/** The sheets of the catalogue's workbook. */
export const catalogueSheets = { indicators: '指标', items: '数据项', forms: '报表' } as const

/** A row of the workbook that a change was read from, and the name of what stands in it. */
export const CatalogueRow = strictObject({
  sheet: Type.Enum(['indicators', 'items', 'forms']),
  row: Type.Integer({ minimum: 1, maximum: 1_048_576 }),
  name: Type.String({ maxLength: 120 }),
})
export type CatalogueRow = Static<typeof CatalogueRow>

/** Where it was read from: a refusal names the rows. */
const placed = { rows: Type.Optional(Type.Array(CatalogueRow, { maxItems: 1000 })) } as const
/** By what other changes of the same bundle name what is added, until it is given its code. */
const referred = { ref: Type.Optional(Type.String({ pattern: '^OWN_NEW_[A-Z][0-9]{1,7}$' })) } as const

/** One of several changes that hold from the same quarter. */
export const CataloguePartInput = Type.Union([
  strictObject({ ...parts.switch, ...placed }),
  strictObject({ ...parts.item, ...placed, ...referred }),
  strictObject({ ...parts.itemEdit, ...placed }),
  strictObject({ ...parts.indicator, ...placed }),
  strictObject({ ...parts.indicatorEdit, ...placed }),
  strictObject({ ...parts.definition, ...placed }),
  strictObject({ ...parts.groups, ...placed }),
  strictObject({ ...parts.form, ...placed, ...referred }),
  strictObject({ ...parts.header, ...placed }),
  strictObject({ ...parts.byParts, ...placed }),
  strictObject({ ...parts.duty, ...placed }),
  strictObject({ ...parts.formScope, ...placed }),
])
export type CataloguePartInput = Static<typeof CataloguePartInput>

/** As many changes as one proposal holds: a person still reads them all. */
export const mostParts = 200

/** `from`: the first quarter in which it holds. A bundle is proposed and decided on as one. */
export const CatalogueChangeInput = Type.Union([
  strictObject({ ...parts.switch, from: PeriodText }),
  strictObject({ ...parts.item, from: PeriodText }),
  strictObject({ ...parts.itemEdit, from: PeriodText }),
  strictObject({ ...parts.indicator, from: PeriodText }),
  strictObject({ ...parts.indicatorEdit, from: PeriodText }),
  strictObject({ ...parts.definition, from: PeriodText }),
  strictObject({ ...parts.groups, from: PeriodText }),
  strictObject({ ...parts.form, from: PeriodText }),
  strictObject({ ...parts.header, from: PeriodText }),
  strictObject({ ...parts.byParts, from: PeriodText }),
  strictObject({ ...parts.duty, from: PeriodText }),
  strictObject({ ...parts.formScope, from: PeriodText }),
  strictObject({
    kind: Type.Literal('bundle'),
    from: PeriodText,
    body: strictObject({ parts: Type.Array(CataloguePartInput, { minItems: 1, maxItems: mostParts }) }),
  }),
])
export type CatalogueChangeInput = Static<typeof CatalogueChangeInput>

/**
 * What is used from a quarter on; one that begins with use is the city's own, not used before. `because` says of an indicator which item it lacks, '' where it was
 * switched itself.
 */
export const CatalogueSpan = Type.Object({ from: PeriodText, isOn: Type.Boolean(), because: Type.String() })
export type CatalogueSpan = Static<typeof CatalogueSpan>

/** 停用（2026年第四季度起） … what of a row becomes another, in the order of the quarters; '' where nothing ever does. */
export function spanWords(spans: readonly CatalogueSpan[]): string {
  return spans
    .map(({ from, isOn, because }, at) => {
      const since = `${formatPeriod(parsePeriod(from))}起${isOn ? (at === 0 ? '使用' : '恢复使用') : '停用'}`
      return because === '' ? since : `${since}（${because}）`
    })
    .join('；')
}

const row = {
  code: CodeText,
  name: Type.String(),
  unit: Type.String(),
  department: Type.String(),
  /** Names of the forms that ask for it, or for its items. */
  forms: Type.Array(Type.String()),
  /** The city has added it itself. */
  isOwn: Type.Boolean(),
  /** Changes that were confirmed; empty: it is used in all quarters. */
  spans: Type.Array(CatalogueSpan),
}

export const CatalogueIndicatorRow = Type.Object({
  ...row,
  dimension: Type.String(),
  definition: Type.String(),
  isAssessed: Type.Boolean(),
  /** Names of the items it is computed from. */
  items: Type.Array(Type.String()),
  /** As the city made it; null of a shipped one. */
  own: nullable(OwnIndicatorInput),
})
export type CatalogueIndicatorRow = Static<typeof CatalogueIndicatorRow>

export const CatalogueItemRow = Type.Object({
  ...row,
  definition: Type.String(),
  /** Made by the system of the forms themselves: asked nowhere, so that it cannot be switched. */
  isCounted: Type.Boolean(),
  /** Names of the indicators that are computed from it. */
  indicators: Type.Array(Type.String()),
  /** The forms' departments: they answer for the figure. */
  responsible: Type.Array(Type.String()),
  /** 协助部门 and 佐证 with their first quarters, oldest first; empty: nothing was ever asked besides the figure. */
  duties: Type.Array(DutySpan),
  /** Codes of the axes by which it is asked. */
  breakdowns: Type.Array(Type.String()),
  /** As the city made it; null of a shipped one. */
  own: nullable(OwnItemInput),
})
export type CatalogueItemRow = Static<typeof CatalogueItemRow>

const Choice = Type.Object({ code: Type.String(), name: Type.String() })

export const CatalogueFormRow = Type.Object({
  code: CodeText,
  name: Type.String(),
  dimension: Type.String(),
  department: Type.String(),
  isByUnits: Type.Boolean(),
  issuer: Type.String(),
  tableNo: nullable(Type.String()),
  approvalNo: nullable(Type.String()),
  validUntil: nullable(Type.String()),
  /** Names of what it asks, in its order. */
  items: Type.Array(Type.String()),
  isOwn: Type.Boolean(),
  /** First quarter of an own form. */
  since: nullable(PeriodText),
  /** Of which districts towns or key enterprises report it, in the order of the quarters. */
  parts: Type.Array(
    Type.Object({ from: PeriodText, units: Type.Array(Type.String()), by: nullable(Type.Enum([...partKinds])) }),
  ),
  /** 填报范围, in the order of the quarters: the districts left out from each; empty: all were always asked. */
  scopes: Type.Array(Type.Object({ from: PeriodText, excused: Type.Array(Choice) })),
})
export type CatalogueFormRow = Static<typeof CatalogueFormRow>

/** 2026年第四季度起不填报的：澄阳市、苍岩市；… in the order of the quarters; '' where all were always asked. */
export function scopeWords({ scopes }: Pick<CatalogueFormRow, 'scopes'>): string {
  return scopes
    .map(({ from, excused }) => {
      const since = `${formatPeriod(parsePeriod(from))}起`
      return excused.length === 0
        ? `${since}全部区县填报`
        : `${since}不填报的：${excused.map(({ name }) => name).join('、')}`
    })
    .join('；')
}

export const CatalogueChecked = Type.Object({
  /** Each names what is in the way and the remedy; with one of them nothing can be proposed. */
  refusals: Type.Array(Type.String()),
  /** What becomes another, a line each. */
  lines: Type.Array(Type.String()),
  /** What is there already and much like what would be added: somebody has to say that it is another number. */
  near: Type.Array(Type.String()),
  impact: CatalogueImpact,
  /** Send it back to propose what was shown; '' where it was refused. */
  digest: Type.String(),
})
export type CatalogueChecked = Static<typeof CatalogueChecked>

export const CatalogueProposal = Type.Object({
  ...proposalFields,
  /** 2026年第四季度起停用 2 个指标、1 个数据项 */
  title: Type.String(),
  lines: Type.Array(Type.String()),
  /** The changes that it is made of, each with the codes that it names: what is told of one thing alone. */
  parts: Type.Array(
    Type.Object({ title: Type.String(), codes: Type.Array(CodeText), lines: Type.Array(Type.String()) }),
  ),
  act: Type.Enum([...catalogueActs]),
  /** Codes of what it names. */
  indicators: Codes,
  items: Codes,
  forms: Codes,
})
export type CatalogueProposal = Static<typeof CatalogueProposal>

export const CatalogueBoard = Type.Object({
  /** In the catalogue's order. */
  indicators: Type.Array(CatalogueIndicatorRow),
  items: Type.Array(CatalogueItemRow),
  /** As they stand in the last quarter that anything is decided of. */
  forms: Type.Array(CatalogueFormRow),
  /** Quarters from which a change may hold, the first that is free of what was published first. */
  quarters: Type.Array(PeriodText),
  /** Newest first. */
  proposals: Type.Array(CatalogueProposal),
  /** What an own item or indicator may name. */
  choices: Type.Object({
    departments: Type.Array(Choice),
    forms: Type.Array(
      Type.Object({ code: CodeText, name: Type.String(), department: CodeText, isByUnits: Type.Boolean() }),
    ),
    axes: Type.Array(Choice),
    /** Districts with how many towns and key enterprises each has now. */
    districts: Type.Array(Type.Object({ ...Choice.properties, town: Type.Integer(), enterprise: Type.Integer() })),
  }),
  mayPropose: Type.Boolean(),
})
export type CatalogueBoard = Static<typeof CatalogueBoard>

export const CatalogueProposalDetail = Type.Object({
  proposal: CatalogueProposal,
  /** What stands in the way by now: it cannot be confirmed. */
  refusals: Type.Array(Type.String()),
  /** What is there already and much like what would be added. */
  near: Type.Array(Type.String()),
  /** Null once it is decided, and while something stands in its way. */
  impact: nullable(CatalogueImpact),
})
export type CatalogueProposalDetail = Static<typeof CatalogueProposalDetail>

export const readCatalogueBoard = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/catalogue',
  summary: 'Indicators and items with what the city has changed of them, and the proposals to change them',
  access: 'signed-in',
  reply: CatalogueBoard,
})

export const checkCatalogueChange = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/check',
  summary: 'What a change of the catalogue would change and affect; writes nothing',
  access: 'signed-in',
  bodyLimit: 1024 * 1024,
  body: CatalogueChangeInput,
  reply: CatalogueChecked,
})

export const proposeCatalogueChange = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/proposals',
  summary: 'Propose what was checked; another person confirms it before it holds',
  access: 'signed-in',
  bodyLimit: 1024 * 1024,
  body: strictObject({
    change: CatalogueChangeInput,
    reason: Type.String({ minLength: 4, maxLength: 300 }),
    seen: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** What is near was looked at: it is not the same number. */
    isDistinct: Type.Optional(Type.Boolean()),
  }),
  refusals: ['stale'],
  reply: CatalogueBoard,
})

export const readCatalogueProposal = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/catalogue/proposals/:id',
  summary: 'What a proposal changes, what stands in its way by now and what it affects',
  access: 'signed-in',
  params: ProposalParams,
  reply: CatalogueProposalDetail,
})

export const decideCatalogueChange = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/proposals/:id/decide',
  summary: 'Confirm or refuse another person’s proposal, or withdraw one’s own',
  access: 'signed-in',
  params: ProposalParams,
  body: ProposalDecision,
  ifMatch: true,
  reply: CatalogueBoard,
})

export const getCatalogueWorkbook = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/catalogue/workbook',
  summary: 'Indicators, items, forms and every change of them as a workbook',
  access: 'signed-in',
  reply: null,
  file: ['xlsx'],
})

/** What became of the rows of one sheet; `gone`: names that the file does not hold, which stay as they are. */
export const CatalogueFileSheet = Type.Object({
  name: Type.String(),
  same: Type.Integer(),
  changed: Type.Integer(),
  added: Type.Integer(),
  refused: Type.Integer(),
  gone: Type.Array(Type.String()),
})
export type CatalogueFileSheet = Static<typeof CatalogueFileSheet>

/** One cell that says something else; of a new row its name alone. */
export const CatalogueDifference = Type.Object({
  /** “数据项”第 12 行 */
  place: Type.String(),
  name: Type.String(),
  column: Type.String(),
  before: Type.String(),
  after: Type.String(),
})
export type CatalogueDifference = Static<typeof CatalogueDifference>

export const CatalogueFile = Type.Object({
  /** Each with sheet, row, column and remedy; with one of them nothing is taken. */
  errors: Type.Array(Type.String()),
  sheets: Type.Array(CatalogueFileSheet),
  differences: Type.Array(CatalogueDifference),
  /** What would be proposed as one. */
  parts: Type.Array(CataloguePartInput),
  /** What of the file was not read. */
  notes: Type.Array(Type.String()),
})
export type CatalogueFile = Static<typeof CatalogueFile>

export const readCatalogueFile = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/file',
  summary: 'Read a changed workbook of the catalogue (multipart): every row accounted for; writes nothing',
  access: 'signed-in',
  bodyLimit: 8 * 1024 * 1024,
  upload: { formats: ['xlsx'] },
  reply: CatalogueFile,
})
