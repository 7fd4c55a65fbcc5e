import type { Static } from 'typebox'
import { CodeText, PeriodText, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 责任与佐证 (A10): which departments supply something to an item, and whether its figures need a document behind them. */

/** Whether a figure other than 0 may be sent without a file or named document: yes; with a written reason; no. */
export const evidenceNeeds = ['none', 'explain', 'block'] as const
export const EvidenceNeedSchema = Type.Enum([...evidenceNeeds])
export type EvidenceNeed = (typeof evidenceNeeds)[number]
export const evidenceNeedNames: Readonly<Record<EvidenceNeed, string>> = {
  none: '不要求佐证材料',
  explain: '应附佐证材料，没有的须说明原因（核实性）',
  block: '须附佐证材料才能报送（强制性）',
}

/** One department that helps, and what it is asked to supply. */
export const Assisting = strictObject({
  department: CodeText,
  supplies: Type.String({ minLength: 2, maxLength: 200 }),
})
export type Assisting = Static<typeof Assisting>

/** What is asked of items besides their figures: the body of a change of kind 'duty'. It replaces what was asked before. */
export const DutyInput = strictObject({
  items: Type.Array(CodeText, { minItems: 1, maxItems: 60, uniqueItems: true }),
  evidence: EvidenceNeedSchema,
  assisting: Type.Array(Assisting, { maxItems: 5 }),
})
export type DutyInput = Static<typeof DutyInput>

/** What is asked of one item in one quarter. */
export type Duty = Pick<DutyInput, 'evidence' | 'assisting'>

/** An assisting department by name. */
export const AssistingFact = Type.Object({ department: CodeText, name: Type.String(), supplies: Type.String() })
export type AssistingFact = Static<typeof AssistingFact>

/** What is asked of an item from a quarter on. */
export const DutySpan = Type.Object({
  from: PeriodText,
  evidence: EvidenceNeedSchema,
  assisting: Type.Array(AssistingFact),
})
export type DutySpan = Static<typeof DutySpan>

type Named = { readonly evidence: EvidenceNeed; readonly assisting: readonly Omit<AssistingFact, 'department'>[] }

/** 市工信局（提供企业名单）、市财政局（提供资金到位数）; '' where no department helps. */
export function assistingWords(assisting: Named['assisting']): string {
  return assisting.map(({ name, supplies }) => `${name}（${supplies}）`).join('、')
}

/** 须附佐证材料才能报送（强制性）；协助部门：市工信局（提供企业名单） */
export function dutyWords({ evidence, assisting }: Named): string {
  const helped = assisting.length === 0 ? '没有协助部门' : `协助部门：${assistingWords(assisting)}`
  return `${evidenceNeedNames[evidence]}；${helped}`
}
