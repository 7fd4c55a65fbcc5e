import { formatPeriod, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Static } from 'typebox'
import { ProposalDecision, ProposalParams, proposalFields } from './change-proposal.ts'
import { defineRoute } from './route.ts'
import { DirectionSchema } from './figure-schema.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 目标与基期: what every indicator is to reach by the end of a year and where it started, of the city and of each unit.
 * A change is proposed by one person and confirmed by another; what is published keeps its own.
 */

/** A target or baseline with no more places than it needs, as it is written: 96.5 */
export function aimText(value: number): string {
  return formatValue(value, { unit: '', decimals: 4 }).replace(/\.?0+$/, '')
}

export const mostAimChanges = 5000

const Typed = (most: number) => Type.String({ maxLength: most })

/** One value as typed: a year's target, or the baseline with its quarter. An empty value takes away what stands. */
export const AimChange = strictObject({
  kind: Type.Enum(['target', 'baseline']),
  indicator: Typed(40),
  unit: Typed(40),
  /** '2026' of a target, '2021Q4' of a baseline. */
  when: Typed(40),
  value: Typed(60),
  /** Number or name of the document it rests on. */
  source: Typed(300),
})
export type AimChange = Static<typeof AimChange>

const changes = Type.Array(AimChange, { minItems: 1, maxItems: mostAimChanges })

/** What stands, or is to stand. */
const AimValue = Type.Object({ value: Type.Number(), when: Type.String(), source: Type.String() })

export const AimDifference = Type.Object({
  kind: Type.Enum(['target', 'baseline']),
  indicator: CodeText,
  indicatorName: Type.String(),
  unit: CodeText,
  unitName: Type.String(),
  /** 万人, %; how many decimals its figures are printed with. */
  measure: Type.String(),
  /** Year of a target; null for a baseline. */
  year: nullable(Type.Integer()),
  old: nullable(AimValue),
  /** Null takes away what stands; the document is `source`. */
  now: nullable(AimValue),
  source: Type.String(),
})
export type AimDifference = Static<typeof AimDifference>

export const AimImpact = Type.Object({
  /** How many indicators the next release judges otherwise. */
  indicators: Type.Integer(),
  /** Forms that these indicators are computed from. */
  forms: Type.Array(Type.String()),
  /** Items of the schemes in force that are scored by their target. */
  scored: Type.Array(Type.String()),
  /** Quarters that are published: they stay as they are. */
  published: Type.Integer(),
  /** Quarters whose preview has to be made again. */
  previews: Type.Array(PeriodText),
})
export type AimImpact = Static<typeof AimImpact>

/** 影响 2 个指标的下一次发布；已发布的 14 期不变。 … */
export function aimImpactWords({ indicators, forms, scored, published, previews }: AimImpact): string[] {
  const stays = published === 0 ? '还没有已发布的期次' : `已发布的 ${published} 期不变`
  const listed = (names: readonly string[]) => `${names.slice(0, 4).join('、')}${names.length > 4 ? '等' : ''}`
  return [
    `影响 ${indicators} 个指标的下一次发布；${stays}。`,
    forms.length === 0 ? '不涉及报表。' : `涉及 ${forms.length} 张报表的数据：${listed(forms)}；填报内容不变。`,
    scored.length === 0 ? '不涉及按目标计分的项目。' : `涉及 ${scored.length} 个按目标计分的项目：${listed(scored)}。`,
    ...(previews.length === 0
      ? []
      : [`确认后，${previews.map((code) => formatPeriod(parsePeriod(code))).join('、')}的试看须重新生成。`]),
  ]
}

export const AimChecked = Type.Object({
  /** Each names unit, year and remedy; with one of them nothing can be proposed. */
  refusals: Type.Array(Type.String()),
  /** Possible but unlikely. */
  doubts: Type.Array(Type.String()),
  differences: Type.Array(AimDifference),
  /** Rows that say what stands already. */
  same: Type.Integer(),
  impact: AimImpact,
  /** Send it back to propose what was shown; '' where it was refused. */
  digest: Type.String(),
})
export type AimChecked = Static<typeof AimChecked>

const Standing = nullable(Type.Object({ value: Type.Number(), period: PeriodText, source: Type.String() }))

export const AimRow = Type.Object({
  code: CodeText,
  name: Type.String(),
  dimension: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  isCityOnly: Type.Boolean(),
  /** The quarter from which on the city uses it no more; null: it is used. */
  offFrom: nullable(PeriodText),
  /** In the order of the board's years: the city's, and how many units have one of their own. */
  targets: Type.Array(Type.Object({ city: nullable(Type.Number()), units: Type.Integer() })),
  baseline: Standing,
  baselineUnits: Type.Integer(),
})
export type AimRow = Static<typeof AimRow>

export const AimProposal = Type.Object({
  ...proposalFields,
  changes: Type.Integer(),
  /** Names, each once. */
  indicators: Type.Array(Type.String()),
})
export type AimProposal = Static<typeof AimProposal>

export const AimBoard = Type.Object({
  /** This one. */
  year: Type.Integer(),
  years: Type.Array(Type.Integer()),
  /** Units of the city that may have one of their own. */
  ofUnits: Type.Integer(),
  /** In the catalogue's order. */
  indicators: Type.Array(AimRow),
  /** Newest first. */
  proposals: Type.Array(AimProposal),
  mayPropose: Type.Boolean(),
})
export type AimBoard = Static<typeof AimBoard>

export const AimDetail = Type.Object({
  code: CodeText,
  name: Type.String(),
  definition: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  offFrom: nullable(PeriodText),
  years: Type.Array(Type.Integer()),
  /** The city first. */
  rows: Type.Array(
    Type.Object({
      unit: CodeText,
      unitName: Type.String(),
      /** In the order of the years. */
      targets: Type.Array(nullable(Type.Object({ value: Type.Number(), source: Type.String() }))),
      baseline: Standing,
    }),
  ),
  /** Confirmed changes of it, newest first. */
  history: Type.Array(
    Type.Object({
      id: Type.Integer(),
      difference: AimDifference,
      proposedBy: Type.String(),
      decidedBy: Type.String(),
      decidedAt: IsoTime,
    }),
  ),
})
export type AimDetail = Static<typeof AimDetail>

export const AimProposalDetail = Type.Object({
  proposal: AimProposal,
  differences: Type.Array(AimDifference),
  /** What has become another since it was proposed: it cannot be confirmed. */
  moved: Type.Array(Type.String()),
  doubts: Type.Array(Type.String()),
  /** Null once it is decided. */
  impact: nullable(AimImpact),
})
export type AimProposalDetail = Static<typeof AimProposalDetail>

export const AimFile = Type.Object({
  /** Each with file, row, column and remedy; with one of them nothing is taken. */
  errors: Type.Array(Type.String()),
  /** What is other than what stands, to be checked and proposed. */
  changes: Type.Array(AimChange),
  /** Rows that say what stands already. */
  same: Type.Integer(),
  /** What of the file was not read. */
  notes: Type.Array(Type.String()),
})
export type AimFile = Static<typeof AimFile>

export const listAims = defineRoute({
  method: 'GET',
  path: '/api/v1/aims',
  summary: 'Targets and baselines of all indicators, and the proposals to change them',
  access: 'signed-in',
  reply: AimBoard,
})

export const readAim = defineRoute({
  method: 'GET',
  path: '/api/v1/aims/indicators/:code',
  summary: 'Targets and baseline of one indicator, unit by unit, with the changes that were confirmed',
  access: 'signed-in',
  params: Type.Object({ code: CodeText }),
  reply: AimDetail,
})

export const checkAims = defineRoute({
  method: 'POST',
  path: '/api/v1/aims/check',
  summary: 'What a change of targets and baselines would change and affect; writes nothing',
  access: 'signed-in',
  bodyLimit: 2 * 1024 * 1024,
  body: strictObject({ changes }),
  reply: AimChecked,
})

export const proposeAims = defineRoute({
  method: 'POST',
  path: '/api/v1/aims/proposals',
  summary: 'Propose what was checked; another person confirms it before anything changes',
  access: 'signed-in',
  bodyLimit: 2 * 1024 * 1024,
  body: strictObject({
    changes,
    reason: Type.String({ minLength: 4, maxLength: 300 }),
    seen: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  refusals: ['stale'],
  reply: AimBoard,
})

export const readAimProposal = defineRoute({
  method: 'GET',
  path: '/api/v1/aims/proposals/:id',
  summary: 'What a proposal changes, with what has become another since and what it affects',
  access: 'signed-in',
  params: ProposalParams,
  reply: AimProposalDetail,
})

export const decideAims = defineRoute({
  method: 'POST',
  path: '/api/v1/aims/proposals/:id/decide',
  summary: 'Confirm or refuse another person’s proposal, or withdraw one’s own',
  access: 'signed-in',
  params: ProposalParams,
  body: ProposalDecision,
  ifMatch: true,
  reply: AimBoard,
})

export const getAimWorkbook = defineRoute({
  method: 'GET',
  path: '/api/v1/aims/workbook',
  summary: 'Targets and baselines as a workbook to change and read in again',
  access: 'signed-in',
  reply: null,
  file: ['xlsx'],
})

export const readAimFile = defineRoute({
  method: 'POST',
  path: '/api/v1/aims/file',
  summary: 'Read a workbook of targets and baselines (multipart): what in it is other than what stands; writes nothing',
  access: 'signed-in',
  bodyLimit: 8 * 1024 * 1024,
  upload: { formats: ['xlsx', 'csv'] },
  reply: AimFile,
})
