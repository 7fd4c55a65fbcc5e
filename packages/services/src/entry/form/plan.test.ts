import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { meaningOf } from './definitions.ts'
import { openCity } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { planOf, plansOf } from './plan.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const meaning = (period = '2026Q3') => city.store.read((db) => meaningOf(city.store, db, period))

describe('what a reporter is asked', () => {
  it('one form per department for all units, one per unit where units fill it', async () => {
    const plans = plansOf(await meaning())
    expect(plans.map((plan) => `${plan.form.code} ${plan.reporter} ${plan.places.size}`)).toEqual([
      'TJJ-BASE TJJ 9',
      'RSJ-SKILLS RSJ 16',
      'U-ZGH AP 2',
      'U-ZGH BS 2',
      'U-ZGH CX 2',
    ])
  })

  it('nothing of a reporter who does not fill the form', async () => {
    const now = await meaning()
    expect(planOf(now, 'RSJ-SKILLS', 'TJJ')).toBeNull()
    expect(planOf(now, 'U-ZGH', 'YC')).toBeNull()
    expect(planOf(now, 'NO-SUCH', 'RSJ')).toBeNull()
  })

  it('an annual item only in the quarter it is due', async () => {
    const items = async (period: string) => planOf(await meaning(period), 'RSJ-SKILLS', 'RSJ')?.items
    expect(await items('2026Q3')).not.toContain('P_SURVEY')
    expect(await items('2026Q4')).toContain('P_SURVEY')
  })

  it('of a rule over many pairs only the pairs that it has a part in, and only their figures as references', async () => {
    const plan = planOf(await meaning(), 'RSJ-SKILLS', 'RSJ')
    const rule = plan?.rules.find((one) => one.definition.code === 'R12')
    expect(rule?.conditions).toHaveLength(1)
    expect(rule?.definition.body).toMatchObject({ operands: [{ part: 'P_TRAIN_UNQ', whole: 'W_TOTAL' }] })
    expect([...new Set(plan?.references.map((one) => one.item.code))]).toEqual(['W_TOTAL'])
  })

  it('the same plan again while the catalogue stays as it is', async () => {
    expect(planOf(await meaning(), 'RSJ-SKILLS', 'RSJ')).toBe(planOf(await meaning(), 'RSJ-SKILLS', 'RSJ'))
  })
})
