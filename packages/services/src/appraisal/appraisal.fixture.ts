import type { AppraisalInput } from '@cg/contract/appraisal'
import { dataItem, formItem } from '@cg/db/schema'
import { openCity } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'

/* The small city of entry and review, with two items in points: one of a department's form, one of the districts' own. */

export const accounts = {
  rsj: 1,
  tjj: 3,
  zgh: 4,
  ap: 5,
  reviewer: 7,
  leader: 8,
  publisher: 9,
  admin: 10,
  auditor: 11,
} as const satisfies Partial<Record<Login, number>>

export async function openScoredCity(): Promise<City> {
  const city = await openCity()
  const axes = JSON.stringify({ breakdowns: [], enteredFor: 'units', dueQuarters: [1, 2, 3, 4] })
  const limits = JSON.stringify({ hardMin: 0, hardMax: 100, softMin: null, softMax: null, softChange: null })
  const item = (code: string, name: string, ownerDepartment: string, position: number) => ({
    code,
    name,
    definition: `${name}：按评分标准评定`,
    unit: '分',
    decimals: 1,
    periodKind: 'STOCK_EOQ',
    ownerDepartment,
    axes,
    limits,
    position,
  })
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx
      .insert(dataItem)
      .values([item('Q_SYS', '产改制度建设评分', 'RSJ', 90), item('Q_OPEN', '厂务公开质量评分', 'ZGH', 91)])
    await tx.insert(formItem).values([
      { formCode: 'RSJ-SKILLS', itemCode: 'Q_SYS', position: 90 },
      { formCode: 'U-ZGH', itemCode: 'Q_OPEN', position: 90 },
    ])
  })
  return city
}

export const scale: AppraisalInput['scale'] = [
  { points: 90, words: '制度健全并落实' },
  { points: 75, words: '有制度，部分落实' },
  { points: 60, words: '没有制度' },
]

/** Five scorers; one of them belongs to a district. */
export const scoring: AppraisalInput = {
  period: '2026Q3',
  item: 'Q_SYS',
  scale,
  scorers: [accounts.tjj, accounts.zgh, accounts.leader, accounts.publisher, accounts.ap],
  least: 3,
  reason: '产改办〔2026〕9号',
}

export const words = { reason: '查阅制度文本', evidence: '制度汇编2026年版' }
