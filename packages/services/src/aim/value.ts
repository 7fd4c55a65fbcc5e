import { aimText } from '@cg/contract/aim'
import { quotientRules } from '@cg/domain/figure/compute'
import { readNumber } from '@cg/domain/number/number-text'
import type { CatalogueIndicator } from '../catalogue/read.ts'

/** A target or baseline as somebody wrote it: its value, with what wants a second look, or why it can be none. */
export type AimReading =
  | { readonly ok: true; readonly value: number; readonly doubt: string | null }
  | { readonly ok: false; readonly reason: string }

/** The value in the indicator's unit; what it can never be is refused, what it hardly is wants a second look. */
export function readAim(text: string, indicator: CatalogueIndicator): AimReading {
  const { unit, name } = indicator
  const reading = readNumber(text, { unit, allowNegative: true, decimals: mostDecimals(indicator) })
  if (!reading.ok || reading.value === null) {
    const why = reading.ok ? `“${text}”不是数字，请填写数值；还没有定的，请删去这一行` : reading.reason
    return { ok: false, reason: `${name}：${why}。` }
  }
  const { value } = reading
  const beyond = beyondWords(value, indicator)
  if (beyond !== null) return { ok: false, reason: beyond }
  const isPart = unit === '%' && value !== 0 && Math.abs(value) <= 1 && !/[%％]|百分之/.test(text)
  if (!isPart) return { ok: true, value, doubt: null }
  const whole = aimText(value * 100)
  const doubt = `${name}写作“${text}”，即 ${text}%。若本意是 ${whole}%，请改写为 ${whole}；确为 ${text}% 的，请写上百分号。`
  return { ok: true, value, doubt }
}

/** 2026 · 2026年; null for what is no year. */
export function readAimYear(text: string): number | null {
  const year = Number(/^(2[01]\d\d)年?$/.exec(text)?.[1] ?? Number.NaN)
  return Number.isNaN(year) ? null : year
}

/** Counts come whole; for the rest a plan may be finer than what is printed. */
function mostDecimals({ decimals }: CatalogueIndicator): number {
  return decimals === 0 ? 0 : 6
}

/** Why no figure of this indicator can have the value; null when it can. */
function beyondWords(value: number, indicator: CatalogueIndicator): string | null {
  const { name, unit, limits } = indicator
  const { proportion, signed } = quotientRules(indicator)
  const low = limits.hardMin ?? (signed ? null : 0)
  const high = limits.hardMax ?? (proportion ? 100 : null)
  const isBeyond = (low !== null && value < low) || (high !== null && value > high)
  if (!isBeyond) return null
  const shown = (one: number) => `${aimText(one)}${unit}`
  if (low !== null && high !== null) {
    return `${name}只能在 ${shown(low)} 到 ${shown(high)} 之间，这里是 ${shown(value)}，请核对小数点和单位。`
  }
  return low !== null && value < low
    ? `${name}不会小于 ${shown(low)}，这里是 ${shown(value)}，请核对。`
    : `${name}不会大于 ${shown(high ?? 0)}，这里是 ${shown(value)}，请核对小数点和单位。`
}
