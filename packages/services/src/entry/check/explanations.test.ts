import { explanation, period as periodTable, submission } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { readForm } from '../form/read-form.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

describe('what is offered from earlier quarters', () => {
  it('is what the office took: neither what it turned down nor what it never judged', async () => {
    const { userId } = city.as('rsj').actor
    const at = '2026-07-10T02:00:00.000Z'
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const [row] = await tx
        .insert(submission)
        .values({ period: '2026Q2', formCode: rsjForm.form, reporter: rsjForm.reporter, state: 'accepted' })
        .returning({ id: submission.id })
      const own = { submissionId: must(row).id, ruleCode: 'R32', itemCode: 'P_TRAIN', authorId: userId, at }
      await tx.insert(explanation).values([
        { ...own, unitCode: 'AP', text: '新开办两期大班，人次增加。', verdict: 'accepted' },
        { ...own, unitCode: 'BS', text: '数字没有问题，请放行。', verdict: 'rejected' },
        { ...own, unitCode: 'CZ', text: '季节性波动，已核实。' },
      ])
    })
    const { remembered } = await readForm(city.as('rsj'), rsjForm)
    expect(remembered.map(({ unit, text, period }) => [unit, text, period])).toEqual([
      ['AP', '新开办两期大班，人次增加。', '2026Q2'],
    ])
  })

  it('is the newest that was taken within a year, by cell, and fills nothing by itself', async () => {
    const { userId } = city.as('rsj').actor
    const at = '2026-07-10T02:00:00.000Z'
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      for (const [period, text] of [
        ['2025Q2', '太早的说明，已过一年。'],
        ['2025Q3', '去年同期开班较多。'],
        ['2026Q1', '一季度集中开班。'],
      ] as const) {
        const quarter = { code: period, opensAt: at, dueAt: at, closesAt: at, state: 'closed' as const }
        await tx.insert(periodTable).values(quarter).onConflictDoNothing()
        const form = { period, formCode: rsjForm.form, reporter: rsjForm.reporter, state: 'accepted' as const }
        const [row] = await tx.insert(submission).values(form).returning({ id: submission.id })
        const own = { submissionId: must(row).id, ruleCode: 'R32', itemCode: 'P_TRAIN', authorId: userId, at, text }
        await tx.insert(explanation).values({ ...own, unitCode: 'AP', verdict: 'accepted' })
        if (period === '2025Q2') await tx.insert(explanation).values({ ...own, unitCode: 'BS', verdict: 'accepted' })
      }
    })
    const { remembered, explanations } = await readForm(city.as('rsj'), rsjForm)
    expect(remembered.map(({ unit, text, period }) => [unit, text, period])).toEqual([
      ['AP', '一季度集中开班。', '2026Q1'],
    ])
    expect(explanations).toEqual([])
  })
})
