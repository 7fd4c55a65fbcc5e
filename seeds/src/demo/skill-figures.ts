import { quarterOf, yearOf } from '@cg/domain/period'
import type { Moment } from './figures.ts'
import { put, putMoneyPart, putPart, putSized, putYearSoFar, size, take } from './figures.ts'
import { upTo } from './ideology-figures.ts'
import { between, partOf, qualityOf } from './profile.ts'
import { clamp, fraction, wobble } from './random.ts'
import type { Sized } from './workforce.ts'

/** 技能培训与产教融合. */
export function addSkills(moment: Moment): void {
  addTraining(moment)
  addSkilled(moment)
  addSchools(moment)
  addInspections(moment)
  addSurveys(moment)
}

const coverageReached = { 1: 0.25, 2: 0.505, 3: 0.76, 4: 1 } as const

/** Distinct people so far this year; larger enterprises train more of theirs. */
function peopleTrained({ unit, period, workers }: Moment): Sized {
  const quality = qualityOf(unit, period)
  const annual = between(68, 85.5, period) + 22 * (quality - 0.6) + 1.6 * wobble(`${unit.code}|JN03|${yearOf(period)}`)
  const coverage = clamp(annual / 100, 0.3, 0.93) * coverageReached[quarterOf(period)]
  const all = Math.round(workers.all * coverage)
  const lead = 0.14 * (1.15 - 0.5 * quality) * coverage
  const rate = Math.min(0.985, coverage + (lead * workers.msme) / workers.all)
  const above = clamp(Math.round(workers.above * rate), Math.max(0, all - workers.msme), workers.above)
  return { all, above, msme: all - above }
}

function addTraining(moment: Moment): void {
  const { figures, unit, period, before } = moment
  const people = putSized(figures, 'P_TRAIN_UNQ', peopleTrained(moment))
  const repeat = 1.28 + 0.2 * fraction(`${unit.code}|repeat`) + 0.04 * wobble(`${unit.code}|repeat|${period}`)
  const attend = (key: 'above' | 'msme') => {
    const known = quarterOf(period) === 1 ? 0 : (before.get(`P_TRAIN_UNQ|size:${key}`) ?? people[key] * 0.76)
    return Math.round(Math.max(0, people[key] - known) * repeat)
  }
  const [above, msme] = [attend('above'), attend('msme')]
  const { all } = putSized(figures, 'P_TRAIN', { all: above + msme, above, msme })
  put(figures, 'N_TRAIN', Math.max(1, all / (44 + 10 * fraction(`${unit.code}|sessions`))))
  putPart(moment, 'P_TRAIN_SR', 'P_TRAIN')
}

/** Newly certified people make up for those who leave; the stock moves with the workforce. */
function addSkilled(moment: Moment): void {
  const { figures, unit, period } = moment
  const skilled = putPart(moment, 'P_SKILL', 'W_TOTAL')
  putPart(moment, 'P_HSKILL', 'P_SKILL')
  const rate = 0.0105 + 0.004 * qualityOf(unit, period) + 0.0015 * unit.growth
  putYearSoFar(moment, 'P_LEVEL_UP', unit.workers * (0.05 + 0.06 * qualityOf(unit, period)))
  put(figures, 'P_SKILL_NEW', skilled * rate * (1 + 0.08 * wobble(`${unit.code}|P_SKILL_NEW|${period}`)))
}

function addSchools(moment: Moment): void {
  const { figures, unit, period } = moment
  put(figures, 'N_PLAT', upTo(unit.platforms, period))
  putYearSoFar(moment, 'P_BASE_GRAD', 96 * size(moment))
  putPart(moment, 'P_BASE_EMP', 'P_BASE_GRAD')
  putYearSoFar(moment, 'P_ORDER', 58 * size(moment))
  putPart(moment, 'P_ORDER_EMP', 'P_ORDER')
  put(figures, 'N_INST', Math.max(4, 2.1 * size(moment)))
  putPart(moment, 'N_INST_LOW', 'N_INST')
}

function addInspections(moment: Moment): void {
  const { figures } = moment
  putYearSoFar(moment, 'E_MSME_CHK', take(figures, 'E_MSME') * 0.16)
  putPart(moment, 'E_MSME_NOTR', 'E_MSME_CHK')
  putPart(moment, 'E_MSME_NOPAY', 'E_MSME_CHK')
  putPart(moment, 'E_MSME_NOSYS', 'E_MSME_CHK')
  putYearSoFar(moment, 'F_TRAIN', 178 * size(moment), 2)
  putMoneyPart(moment, 'F_TRAIN_KEY', 'F_TRAIN')
  putMoneyPart(moment, 'F_TRAIN_MSME', 'F_TRAIN')
}

function addSurveys(moment: Moment): void {
  const { figures, unit, period } = moment
  put(figures, 'S_W_N', Math.max(90, 66 * size(moment) * (1 + 0.05 * wobble(`${unit.code}|S_W_N|${period}`))))
  for (const item of ['S_W_THEO', 'S_W_DISC', 'S_W_HOUSE', 'S_W_SAFE']) putPart(moment, item, 'S_W_N')
  put(figures, 'S_E_N', Math.max(36, take(figures, 'E_ALL') * 0.05))
  putPart(moment, 'S_E_UNFIT', 'S_E_N')
  putYearSoFar(moment, 'P_APP', 112 * size(moment))
  put(figures, 'P_APP_UP', partOf('P_APP_UP', take(figures, 'P_APP'), unit, period))
}
