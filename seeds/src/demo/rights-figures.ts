import { quarterOf } from '@cg/domain/period'
import type { Moment } from './figures.ts'
import { put, putPart, putSized, putYearSoFar, size, take } from './figures.ts'
import { partOf, qualityOf } from './profile.ts'
import { fraction, rareCount, wobble } from './random.ts'
import { sizedPart, sizedShare } from './workforce.ts'

/** 权益保障: contracts, disputes, democratic management, insurance, safety. */
export function addRights(moment: Moment): void {
  const { figures, workers } = moment
  const due = putSized(figures, 'P_CON_DUE', sizedShare('P_CON_DUE', workers, moment))
  putSized(figures, 'P_CON', sizedPart('P_CON', due, 5, moment))
  putPart(moment, 'E_CC', 'E_UNION')
  putPart(moment, 'E_WC_IND', 'E_ABOVE_ALL')
  putPart(moment, 'E_OPEN', 'E_ALL')
  putYearSoFar(moment, 'N_PROP', take(figures, 'E_UNION') * 1.9)
  putPart(moment, 'N_PROP_OK', 'N_PROP')
  put(
    moment.figures,
    'F_PROP',
    take(moment.figures, 'N_PROP_OK') * (1.4 + 0.6 * fraction(`${moment.unit.code}|F_PROP`)),
    2,
  )
  addDisputes(moment)
  addInsurance(moment)
  addAccidents(moment)
}

const disputeSeason = { 1: 1.04, 2: 0.97, 3: 0.96, 4: 1.03 } as const

/** Cases carried over + accepted − closed = carried on; the next quarter starts with what this one left. */
function addDisputes(moment: Moment): void {
  const { figures, unit, period, before } = moment
  const quality = qualityOf(unit, period)
  const usual = size(moment) * (23 - 8 * quality) * disputeSeason[quarterOf(period)]
  const accepted = put(figures, 'C_NEW', usual * (1 + 0.06 * wobble(`${unit.code}|C_NEW|${period}`)))
  const open = put(figures, 'C_OPEN', before.get('C_PEND') ?? usual * 0.6)
  const closed = put(figures, 'C_CLOSED', (open + accepted) * (0.6 + 0.06 * quality))
  put(figures, 'C_PEND', open + accepted - closed)
  putPart(moment, 'C_MED_OK', 'C_CLOSED')
}

const leads = { P_PEN: 7, P_MED: 5, P_UNE: 11, P_INJ: 9 } as const

function addInsurance(moment: Moment): void {
  const { figures, workers, unit, period } = moment
  const due = putSized(figures, 'P_INS_DUE', sizedShare('P_INS_DUE', workers, moment))
  for (const item of ['P_PEN', 'P_MED', 'P_UNE', 'P_INJ'] as const) {
    putSized(figures, item, sizedPart(item, due, leads[item], moment))
  }
  for (const [item, insured] of [
    ['P_INJ_MIG', 'P_INJ'],
    ['P_UNE_MIG', 'P_UNE'],
  ] as const) {
    put(figures, item, Math.min(take(figures, insured), partOf(item, take(figures, 'W_MIGRANT'), unit, period)))
  }
  putYearSoFar(moment, 'E_INS_CHK', take(figures, 'E_ALL') * 0.06)
  putPart(moment, 'E_INS_SEL', 'E_INS_CHK')
  put(figures, 'S_W_KIDS_N', Math.max(40, 17 * size(moment)))
  putPart(moment, 'S_W_KIDS', 'S_W_KIDS_N')
}

function addAccidents(moment: Moment): void {
  const { figures, unit, period } = moment
  const quality = qualityOf(unit, period)
  const accidents = put(
    figures,
    'A_ACC',
    rareCount(size(moment) * (0.42 - 0.28 * quality), `${unit.code}|A_ACC|${period}`),
  )
  put(figures, 'A_ACC_MSME', accidents - rareCount(accidents * 0.32, `${unit.code}|A_ACC_L|${period}`), 0)
  if (take(figures, 'A_ACC_MSME') < 0) figures.set('A_ACC_MSME', 0)
}
