import type { Cell } from '@cg/domain/cell'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'

/* One planted error for each rule of the catalogue, and what mends it: read by the arithmetic's test and where it runs. */

/** item[axis:class]@unit:quarter → value; without a unit it is AP's, without a quarter this one's. */
export type Planted = Readonly<Record<string, number | Cell>>

export const period = parsePeriod('2026Q3')

/** The figures of one unit that break the rule. */
export const breaches: readonly (readonly [string, Planted])[] = [
  ['R01a', { W_TOTAL: 100, 'W_TOTAL[size:above]': 60, 'W_TOTAL[size:msme]': 41 }],
  [
    'R01b',
    {
      W_TOTAL: 100,
      'W_TOTAL[cluster:auto]': 10,
      'W_TOTAL[cluster:equipment]': 20,
      'W_TOTAL[cluster:materials]': 30,
      'W_TOTAL[cluster:other]': 39,
    },
  ],
  ['R01c', { P_CON: 10, 'P_CON[size:above]': 6, 'P_CON[size:msme]': 5 }],
  ['R02', { W_MIGRANT: 101, W_TOTAL: 100 }],
  ['R03a', { E_ABOVE_ALL: 9, E_ALL: 8 }],
  ['R03b', { E_MSME: 9, E_ALL: 8 }],
  ['R04', { GDP2_YTD: 9, GDP_YTD: 8 }],
  ['R05', { W_TOTAL: 500, 'EMP_ALL:2025Q4': 400 }],
  ['R06a', { E_KEY_ON: 6, E_KEY: 5 }],
  ['R06b', { E_LIA_IND: 6, E_ABOVE_IND: 5 }],
  ['R06b', { E_CC: 6, E_UNION: 5 }],
  ['R07', { P_LEC: 4, N_LEC: 1 }],
  ['R08a', { P_PARTY_NEW: 60, 'P_PARTY_NEW:2026Q1': 60, 'P_PARTY_NEW:2026Q2': 60, 'P_PARTY_PLAN:2026Q1': 100 }],
  ['R08b', { 'P_PARTY_PLAN:2026Q1': 0 }],
  ['R09a', { P_TRAIN: 62563, 'P_TRAIN[size:above]': 45507, 'P_TRAIN[size:msme]': 16226 }],
  ['R10', { P_TRAIN_SR: 6, P_TRAIN: 5 }],
  ['R11', { P_TRAIN_UNQ: 400, 'P_TRAIN_UNQ:2026Q2': 401 }],
  ['R12a', { P_TRAIN_UNQ: 31, P_TRAIN: 10, 'P_TRAIN:2026Q1': 10, 'P_TRAIN:2026Q2': 10 }],
  ['R12b', { P_TRAIN_UNQ: 31, W_TOTAL: 30 }],
  ['R13', { P_SKILL: 1100, 'P_SKILL:2026Q2': 1000, P_SKILL_NEW: 50 }],
  ['R14', { P_SKILL: 31, W_TOTAL: 30 }],
  ['R15', { P_HSKILL: 31, P_SKILL: 30 }],
  ['R16', { N_CASE: 13, 'N_CASE:2026Q2': 14 }],
  ['R17', { P_HON_W: 3, P_HON: 2 }],
  ['R18a', { E_MSME_NOTR: 3, E_MSME_CHK: 2 }],
  ['R18b', { E_MSME_NOPAY: 3, E_MSME_CHK: 2 }],
  ['R19', { F_TRAIN_KEY: 3, F_TRAIN_MSME: 3, F_TRAIN: 5 }],
  ['R20', { GDP_YTD: 300, 'GDP_YTD:2026Q2': 301 }],
  ['R22a', { S_W_THEO: 41, S_W_N: 40 }],
  ['R22b', { S_W_N: 29 }],
  ['R23', { P_TITLE_ENG: 3, P_TITLE_AE: 3, P_TITLE: 5 }],
  ['R24', { S_PAY_HI: 5000, S_PAY_LO: 6000 }],
  ['R25a', { P_CON: 6, P_CON_DUE: 5 }],
  ['R25b', { P_CON_DUE: 6, W_TOTAL: 5 }],
  ['R26', { C_MED_OK: 6, C_CLOSED: 5 }],
  ['R27a', { C_OPEN: 10, C_NEW: 5, C_CLOSED: 4, C_PEND: 12 }],
  ['R27b', { C_OPEN: 10, 'C_PEND:2026Q2': 11 }],
  ['R28a', { P_INJ: 6, P_INS_DUE: 5 }],
  ['R28b', { P_MED: 6, P_INS_DUE: 5 }],
  ['R28c', { P_INS_DUE: 6, W_TOTAL: 5 }],
  ['R28d', { P_MED: 112, P_PEN: 100, P_INS_DUE: 200 }],
  ['R29', { P_INJ_MIG: 6, P_INJ: 9, W_MIGRANT: 5 }],
  ['R30', { A_ACC_MSME: 2, A_ACC: 1 }],
  ['R32a', { W_TOTAL: 40000, 'W_TOTAL:2026Q2': 30000 }],
  ['R32b', { S_PAY_HI: 900 }],
  ['R32c', { P_CON: -1 }],
  ['R32d', seasons({ P_LEC: 1500 })],
  ['R33', { P_CON: 5, 'P_CON:2026Q2': 5, P_PEN: 4, 'P_PEN:2026Q2': 4, P_UNE: 3, 'P_UNE:2026Q2': 3 }],
  ['R34a', { P_TRAIN: 3000, 'P_TRAIN@BX': 2000, 'P_TRAIN@CY': 5000 }],
  ['R35', { W_TOTAL: 4, 'W_TOTAL:2026Q2': 40000 }],
  ['R37', { P_INS_DUE: 0 }],
]

/** The figure that is wrong in each, put right. */
export const mends: Readonly<Record<string, Planted>> = {
  R01a: { 'W_TOTAL[size:msme]': 40 },
  R01b: { 'W_TOTAL[cluster:other]': 40 },
  R01c: { 'P_CON[size:msme]': 4 },
  R02: { W_MIGRANT: 100 },
  R03a: { E_ABOVE_ALL: 8 },
  R03b: { E_MSME: 8 },
  R04: { GDP2_YTD: 8 },
  R05: { W_TOTAL: 400 },
  R06a: { E_KEY_ON: 5 },
  R06b: { E_LIA_IND: 5, E_CC: 5 },
  R07: { P_LEC: 40 },
  R08a: { P_PARTY_NEW: 10 },
  R08b: { 'P_PARTY_PLAN:2026Q1': 1 },
  R09a: { 'P_TRAIN[size:msme]': 17056 },
  R10: { P_TRAIN_SR: 5 },
  R11: { P_TRAIN_UNQ: 401 },
  R12a: { P_TRAIN_UNQ: 30 },
  R12b: { P_TRAIN_UNQ: 30 },
  R13: { P_SKILL: 1050 },
  R14: { P_SKILL: 30 },
  R15: { P_HSKILL: 30 },
  R16: { N_CASE: 14 },
  R17: { P_HON_W: 2 },
  R18a: { E_MSME_NOTR: 2 },
  R18b: { E_MSME_NOPAY: 2 },
  R19: { F_TRAIN_MSME: 2 },
  R20: { GDP_YTD: 301 },
  R22a: { S_W_THEO: 40 },
  R22b: { S_W_N: 30 },
  R23: { P_TITLE_AE: 2 },
  R24: { S_PAY_HI: 6000 },
  R25a: { P_CON: 5 },
  R25b: { P_CON_DUE: 5 },
  R26: { C_MED_OK: 5 },
  R27a: { C_PEND: 11 },
  R27b: { C_OPEN: 11 },
  R28a: { P_INJ: 5 },
  R28b: { P_MED: 5 },
  R28c: { P_INS_DUE: 5 },
  R28d: { P_MED: 110 },
  R29: { P_INJ_MIG: 5 },
  R30: { A_ACC_MSME: 1 },
  R32a: { W_TOTAL: 31000 },
  R32b: { S_PAY_HI: 9000 },
  R32c: { P_CON: 0 },
  R32d: seasons({ P_LEC: 1130 }),
  R33: { P_UNE: 4 },
  R34a: { P_TRAIN: 3001 },
  R35: { W_TOTAL: 40100 },
  R37: { P_INS_DUE: 1 },
}

/** Eight steady quarters of one item, and what came after. */
function seasons(now: { P_LEC: number }): Planted {
  const before = [1000, 1020, 990, 1010, 1005, 995, 1015, 1000]
  const past = before.map((value, back) => [`P_LEC:${shiftPeriod(period, -back - 1)}`, value] as const)
  // Within the change limit of 40 %, and with as many sessions as that many people need.
  return { ...Object.fromEntries(past), P_LEC: now.P_LEC - 120, N_LEC: 20 }
}
