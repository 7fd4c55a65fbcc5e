import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Static } from 'typebox'
import { DefinitionInput, HeaderInput, OwnFormInput, OwnIndicatorInput, OwnItemInput } from './catalogue-own.ts'
import { proposalActions, proposalStates } from './proposal.ts'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 指标目录 (I6): what the city makes of the shipped catalogue. Every change holds from a quarter on, is proposed by one
 * person and confirmed by another, and lies beside the catalogue, so that a new program takes nothing of it away.
 */

const Codes = Type.Array(CodeText, { maxItems: 200, uniqueItems: true })

/** Indicators and items that are used, or not used, from a quarter on. The body of a change of kind 'switch'. */
export const SwitchBody = strictObject({ isOn: Type.Boolean(), indicators: Codes, items: Codes })
export type SwitchBody = Static<typeof SwitchBody>

/** `from`: the first quarter in which it holds. */
export const CatalogueChangeInput = Type.Union([
  strictObject({ kind: Type.Literal('switch'), from: PeriodText, body: SwitchBody }),
  strictObject({ kind: Type.Literal('item'), from: PeriodText, body: OwnItemInput }),
  strictObject({ kind: Type.Literal('indicator'), from: PeriodText, body: OwnIndicatorInput }),
  strictObject({ kind: Type.Literal('definition'), from: PeriodText, body: DefinitionInput }),
  strictObject({ kind: Type.Literal('form'), from: PeriodText, body: OwnFormInput }),
  strictObject({ kind: Type.Literal('header'), from: PeriodText, body: HeaderInput }),
])
export type CatalogueChangeInput = Static<typeof CatalogueChangeInput>

/** What a change does: its kind, and of a switch which way. */
export const catalogueActs = ['off', 'on', 'item', 'indicator', 'definition', 'form', 'header'] as const
export type CatalogueAct = (typeof catalogueActs)[number]

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
})
export type CatalogueIndicatorRow = Static<typeof CatalogueIndicatorRow>

export const CatalogueItemRow = Type.Object({
  ...row,
  definition: Type.String(),
  /** Made by the system of the forms themselves: asked nowhere, so that it cannot be switched. */
  isCounted: Type.Boolean(),
  /** Names of the indicators that are computed from it. */
  indicators: Type.Array(Type.String()),
})
export type CatalogueItemRow = Static<typeof CatalogueItemRow>

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
})
export type CatalogueFormRow = Static<typeof CatalogueFormRow>

export const CatalogueImpact = Type.Object({
  /** Forms that ask for more or less. */
  forms: Type.Array(Type.String()),
  /** Forms of which nothing is asked any more. */
  emptied: Type.Array(Type.String()),
  /** Indicators that are computed no more, or again: those named, and those that lack an item. */
  indicators: Type.Array(Type.String()),
  /** Of these, the ones that are off only because of an item. */
  lacking: Type.Array(Type.String()),
  /** Of these, the ones that the scheme of the quarter scores. */
  scored: Type.Array(Type.String()),
  /** True where the scheme is left with no indicator at all. */
  isUnscored: Type.Boolean(),
  /** Items that no indicator would use any more, still asked. */
  idle: Type.Array(Type.String()),
  /** Quarters that are published: they stay as they are. */
  published: Type.Integer(),
  /** Quarters whose preview has to be made again. */
  previews: Type.Array(PeriodText),
})
export type CatalogueImpact = Static<typeof CatalogueImpact>

/** 影响 3 张报表、2 个计分指标；已发布的 14 期不变。 … */
export function catalogueImpactWords(impact: CatalogueImpact, act: CatalogueAct): string[] {
  const { forms, emptied, indicators, lacking, scored, isUnscored, idle, published, previews } = impact
  const listed = (names: readonly string[], most = 4) =>
    `${names.slice(0, most).join('、')}${names.length > most ? `等 ${names.length} 个` : ''}`
  const stays = published === 0 ? '还没有已发布的期次' : `不影响已发布的 ${published} 期`
  return [
    `影响 ${forms.length} 张报表、${indicators.length} 个指标，其中 ${scored.length} 个计分指标；${stays}。`,
    forms.length === 0 ? '报表填报的内容不变。' : `报表${askWords[act]}：${listed(forms)}。`,
    ...(emptied.length === 0 ? [] : [`${listed(emptied)}没有要填的数据项，各季不再下发。`]),
    ...(indicators.length === 0 ? [] : [`${computeWords[act]}：${listed(indicators, 8)}。`]),
    ...lackingWords(lacking, indicators, (names) => listed(names, 8)),
    ...(scored.length === 0 ? [] : [scoreWords(act, listed(scored, 8))]),
    ...(isUnscored ? ['计分方案中的指标全部停用，这些季度没有综合得分。'] : []),
    ...(idle.length === 0 ? [] : [`仍在填报、但不再用于任何指标的数据项：${listed(idle)}。不需要的可以一并停用。`]),
    ...(previews.length === 0
      ? []
      : [`确认后，${previews.map((code) => formatPeriod(parsePeriod(code))).join('、')}的试看须重新生成。`]),
  ]
}

const askWords: Readonly<Record<CatalogueAct, string>> = {
  off: '不再填报这些数据项',
  on: '恢复填报这些数据项',
  item: '增加填报这个数据项',
  indicator: '填报的内容有变',
  definition: '填报的内容有变',
  form: '填报的数据项有增减',
  header: '填报的数据项或表头有变',
}

const computeWords: Readonly<Record<CatalogueAct, string>> = {
  off: '不再计算、排名',
  on: '恢复计算、排名',
  item: '新增计算、排名',
  indicator: '新增计算、排名（计分须另在计分方案中加入）',
  definition: '从这一季起按新口径计算，此前各季按旧口径，前后不作比较',
  form: '指标',
  header: '指标',
}

function scoreWords(act: CatalogueAct, names: string): string {
  if (act === 'definition') return `${names}参加计分，综合得分从这一季起不与此前各季比较。`
  return act === 'on' ? `恢复计分：${names}。` : `不再计分：${names}；其权重由其他指标按比例分摊。`
}

function lackingWords(
  lacking: readonly string[],
  all: readonly string[],
  listed: (names: readonly string[]) => string,
): string[] {
  if (lacking.length === 0) return []
  const which = lacking.length === all.length ? '这些指标' : `其中${listed(lacking)}`
  return [`${which}缺少停用的数据项，无法计算，一并停用。`]
}

export const CatalogueChecked = Type.Object({
  /** Each names what is in the way and the remedy; with one of them nothing can be proposed. */
  refusals: Type.Array(Type.String()),
  /** What becomes another, a line each. */
  lines: Type.Array(Type.String()),
  impact: CatalogueImpact,
  /** Send it back to propose what was shown; '' where it was refused. */
  digest: Type.String(),
})
export type CatalogueChecked = Static<typeof CatalogueChecked>

export const CatalogueProposal = Type.Object({
  id: Type.Integer(),
  state: Type.Enum([...proposalStates]),
  version: Type.Integer(),
  /** 2026年第四季度起停用 2 个指标、1 个数据项 */
  title: Type.String(),
  lines: Type.Array(Type.String()),
  act: Type.Enum([...catalogueActs]),
  /** Codes of what it names. */
  indicators: Codes,
  items: Codes,
  reason: Type.String(),
  proposedBy: Type.String(),
  proposedAt: IsoTime,
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(IsoTime),
  note: Type.String(),
  may: Type.Array(Type.Enum([...proposalActions])),
  /** Why this person cannot confirm what is waiting; null where they can or nothing waits. */
  notConfirm: nullable(Type.String()),
})
export type CatalogueProposal = Static<typeof CatalogueProposal>

const Choice = Type.Object({ code: Type.String(), name: Type.String() })

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
  }),
  mayPropose: Type.Boolean(),
})
export type CatalogueBoard = Static<typeof CatalogueBoard>

export const CatalogueProposalDetail = Type.Object({
  proposal: CatalogueProposal,
  /** What stands in the way by now: it cannot be confirmed. */
  refusals: Type.Array(Type.String()),
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
  body: CatalogueChangeInput,
  reply: CatalogueChecked,
})

export const proposeCatalogueChange = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/proposals',
  summary: 'Propose what was checked; another person confirms it before it holds',
  access: 'signed-in',
  body: strictObject({
    change: CatalogueChangeInput,
    reason: Type.String({ minLength: 4, maxLength: 300 }),
    seen: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  refusals: ['stale'],
  reply: CatalogueBoard,
})

const params = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const readCatalogueProposal = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/catalogue/proposals/:id',
  summary: 'What a proposal changes, what stands in its way by now and what it affects',
  access: 'signed-in',
  params,
  reply: CatalogueProposalDetail,
})

export const decideCatalogueChange = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/proposals/:id/decide',
  summary: 'Confirm or refuse another person’s proposal, or withdraw one’s own',
  access: 'signed-in',
  params,
  body: strictObject({ action: Type.Enum([...proposalActions]), note: Type.String({ maxLength: 300 }) }),
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
