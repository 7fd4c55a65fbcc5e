import type { RegisterBesideFact } from '@cg/contract/release/register'
import { formatShare, formatState, formatValue } from '@cg/domain/number/number-format'

/* What the things that a register lists are beside all others, as the page and the file say it. */

type Share = RegisterBesideFact['shares'][number]
type Figure = RegisterBesideFact['pairs'][number]['own']

/** 职工人数合计62,051人（50条记录） */
export function sumWords({ name, sum, unit, decimals, records }: Share): string {
  return `${name}合计${formatValue(sum, { unit, decimals })}${unit}（${records}条记录）`
}

/** 相当于全市产业工人总数的9.8%; why not, where a side is not whole. */
export function shareWords({ share, whole, blank }: Share): string {
  if (share !== null) return `相当于全市${whole.name}的${formatShare(share)}`
  if (whole.value === null) return `全市${whole.name}${formatState(whole.state)}，算不出占比`
  if (blank > 0) return `有${blank}条记录没有填写，不算占比`
  return `全市${whole.name}有单位未报，不算占比`
}

/** A figure with its unit, or the word of its state; one that lacks a unit says so. */
export function besideText({ value, state, unit, decimals }: Figure): string {
  if (value === null) return formatState(state)
  const text = `${formatValue(value, { unit, decimals })}${unit}`
  return state === 'partial' ? `${text}（有单位未报）` : text
}
