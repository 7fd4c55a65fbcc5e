import type { Moment } from './figures.ts'
import { put, putPart, putYearSoFar, size, take } from './figures.ts'
import { between, progress, qualityOf } from './profile.ts'
import { clamp, fraction, rareCount, wobble } from './random.ts'

/** 职业发展通道: titles, pay, competitions, honours. */
export function addCareer(moment: Moment): void {
  addTitles(moment)
  addPay(moment)
  const { figures, unit, period } = moment
  const quality = qualityOf(unit, period)
  putYearSoFar(moment, 'P_COMP', size(moment) * (between(96, 130, period) + 60 * (quality - 0.6)))
  put(figures, 'N_PRIZE1', rareCount(0.3 * size(moment) * quality, `${unit.code}|N_PRIZE1|${period}`))
  put(figures, 'N_PRIZE2', rareCount(0.55 * size(moment) * quality, `${unit.code}|N_PRIZE2|${period}`))
  put(figures, 'P_HON', Math.max(6, 5.2 * size(moment) * (1 + 0.08 * wobble(`${unit.code}|P_HON|${period}`))))
  putPart(moment, 'P_HON_W', 'P_HON')
  put(figures, 'P_MODEL', Math.max(2, 1.3 * size(moment)))
  putPart(moment, 'P_MODEL_W', 'P_MODEL')
}

/** A running total: it only grows, faster where the work is better. */
function addTitles({ figures, unit, period, before }: Moment): void {
  const own = clamp(0.75 + 0.8 * (qualityOf(unit, period) - 0.5), 0.35, 1.3)
  const rate = (21 + 25 * progress(period)) * own * (0.94 + 0.12 * fraction(`${unit.code}|P_TITLE`))
  const all = put(figures, 'P_TITLE', Math.max(before.get('P_TITLE') ?? 0, (rate * unit.workers) / 10_000))
  put(figures, 'P_TITLE_ENG', Math.max(before.get('P_TITLE_ENG') ?? 0, all * 0.31))
  put(figures, 'P_TITLE_AE', Math.max(before.get('P_TITLE_AE') ?? 0, Math.floor(all * 0.54)))
}

function addPay(moment: Moment): void {
  const { figures, unit, period, workers } = moment
  putPart(moment, 'E_PAY_IND', 'E_ABOVE_IND')
  const low = 4300 + 900 * qualityOf(unit, period) + 240 * progress(period) * 4
  put(figures, 'S_PAY_N', Math.max(40, workers.all * 0.0022))
  put(figures, 'S_PAY_LO', low + 60 * wobble(`${unit.code}|S_PAY_LO|${period}`))
  const gap = between(27, 38, period) + 14 * (qualityOf(unit, period) - 0.6)
  put(figures, 'S_PAY_HI', take(figures, 'S_PAY_LO') * (1 + gap / 100))
}
