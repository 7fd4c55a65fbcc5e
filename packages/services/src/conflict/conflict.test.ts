import { cell, explanation, sourceChoice, submission } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { readConflicts } from './board.ts'
import { conflictOf } from './conflict.fixture.ts'
import { decideConflict } from './decide.ts'
import { readInbox } from '../inbox/list.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const board = () => readConflicts(city.as('reviewer'), {})

async function decide(change: object = {}, login: 'reviewer' | 'rsj' | 'admin' = 'reviewer') {
  const { rule, unit, place, first, second } = must((await board()).items[0])
  const seen = { period: '2026Q3', rule, unit, place, first: first.value, second: second.value }
  return decideConflict(city.as(login), { ...seen, adopted: 'second', reason: '统计局口径为准', ...change })
}

describe('the board of two sources', () => {
  it('shows what two departments sent that does not fit together, with both figures and where each stands', async () => {
    await conflictOf(city)
    const { items, pairs, period, sent, due, mayDecide } = await board()
    expect([period, sent, due, mayDecide]).toEqual(['2026Q3', 2, 5, true])
    expect(pairs).toContainEqual({
      rule: 'R12',
      title: 'R12 的要求',
      sources: ['市人社局', '市统计局', '市总工会'],
      count: 1,
    })
    expect(items).toMatchObject([
      {
        rule: 'R12',
        unitName: '安平区',
        first: { source: '市人社局', value: 80, form: { form: 'RSJ-SKILLS', reporter: 'RSJ' } },
        second: { source: '市统计局', value: 50, form: { form: 'TJJ-BASE', reporter: 'TJJ' } },
        explanations: [],
        choice: null,
      },
    ])
  })

  it('holds nothing against a figure that was not sent yet', async () => {
    await conflictOf(city)
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(submission).set({ state: 'draft' }).where(eq(submission.formCode, 'TJJ-BASE'))
    })
    const { items, sent } = await board()
    expect([items, sent]).toEqual([[], 1])
  })

  it('tells what a department wrote about it, unless that was turned down', async () => {
    await conflictOf(city)
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const [row] = await tx.select().from(submission).where(eq(submission.formCode, 'RSJ-SKILLS'))
      const own = {
        submissionId: must(row).id,
        ruleCode: 'R12',
        itemCode: 'P_TRAIN_UNQ',
        at: '2026-10-10T02:00:00.000Z',
      }
      await tx
        .insert(explanation)
        .values({ ...own, unitCode: 'AP', authorId: city.as('rsj').actor.userId, text: '含外来务工人员' })
    })
    expect(must((await board()).items[0]).explanations).toEqual([{ by: 'rsj同志', text: '含外来务工人员' }])
  })

  it('is for the office and the auditor', async () => {
    for (const login of ['rsj', 'ap', 'admin'] as const) {
      await expect(readConflicts(city.as(login), {})).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(readConflicts(city.as('reviewer'), { period: '2019Q1' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the choice of a source', () => {
  it('is kept with its reason, changes no figure, and is out of date once one of them changes', async () => {
    await conflictOf(city)
    const { items } = await decide()
    expect(must(items[0]).choice).toMatchObject({ adopted: 'second', reason: '统计局口径为准', isOutdated: false })
    expect(must(items[0]).first.value).toBe(80)
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx
        .update(cell)
        .set({ value: 70 })
        .where(and(eq(cell.itemCode, 'P_TRAIN_UNQ'), eq(cell.unitCode, 'AP')))
    })
    expect(must((await board()).items[0]).choice).toMatchObject({ adopted: 'second', isOutdated: true })
    await decide({ adopted: 'both', reason: '口径不同，均属实' })
    expect(must((await board()).items[0]).choice).toMatchObject({ adopted: 'both', isOutdated: false })
  })

  it('is refused without a reason, to strangers, of figures that changed and of what fits together', async () => {
    await conflictOf(city)
    await expect(decide({ reason: ' 短 ' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(decide({}, 'rsj')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide({}, 'admin')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide({ first: 81 })).rejects.toMatchObject({ code: 'conflict' })
    await expect(decide({ unit: 'BS' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await city.store.read(async (db) => db.select().from(sourceChoice))).toEqual([])
  })
})

describe('who is told of a choice', () => {
  const logins = ['rsj', 'rsj2', 'tjj', 'zgh', 'ap', 'reviewer', 'leader', 'admin'] as const
  const told = async (login: (typeof logins)[number]) =>
    (await readInbox(city.as(login), {})).items.filter(({ kind }) => kind === 'sourceAdopted')

  it('both sides, with the reason and who was taken, and nobody else', async () => {
    await conflictOf(city)
    await decide()
    const seen: string[] = []
    for (const login of logins) if ((await told(login)).length > 0) seen.push(login)
    expect(seen).toEqual(['rsj', 'rsj2', 'tjj'])
    const sentence =
      '2026年第三季度安平区：市人社局的“P_TRAIN_UNQ”与市统计局的“W_TOTAL”不一致，产改办认定以市统计局的为准（reviewer同志），依据：统计局口径为准。各表填报的数没有因此改动。'
    expect(await told('rsj')).toMatchObject([{ sentence, link: '/fill/2026Q3/RSJ-SKILLS/RSJ' }])
    expect(await told('tjj')).toMatchObject([{ sentence, link: '/fill/2026Q3/TJJ-BASE/TJJ' }])
  })

  it('of the newest choice alone, and of no number that the reason holds', async () => {
    await conflictOf(city)
    await decide()
    await decide({ adopted: 'both', reason: '名册80人中30人为外来务工' })
    const messages = await told('tjj')
    expect(messages).toHaveLength(1)
    expect(messages[0]?.sentence).toContain('两者口径不同、均属实（reviewer同志），依据请向产改办了解')
    expect(messages[0]?.sentence).not.toContain('80')
  })
})
