import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnitInput } from '@cg/contract/unit'
import type { SuccessionInput } from '@cg/contract/unit-succession'
import { cell, dataItem, formerUnit, grant, orgUnit, session, submission, unitSuccession, user } from '@cg/db/schema'
import { form, period as periodTable } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { loadUnits } from '@cg/services/catalogue/read'
import { listUnits } from '@cg/services/catalogue/save-unit'
import { listSuccessions } from '@cg/services/catalogue/succeed-units'
import type { Context } from '@cg/services/context'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { now, openExample } from './example.fixture.ts'
import { succeedUnits } from './unit-succession.ts'

/* Two districts become one, and one becomes two, on the page. */

let base: string
let store: Store
let ctx: Context
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-succession-'))
  store = await openExample(join(base, 'data'))
  const [somebody] = await store.read((db) => db.select().from(user))
  const { id: userId, login, name } = must(somebody)
  const grants = [{ role: 'admin' as const, department: null, unit: null }]
  ctx = { store, now, actor: { userId, login, name, mustChangePassword: false, grants } }
})
afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

async function districts(): Promise<[UnitInput, UnitInput]> {
  const { items } = await listUnits(ctx)
  const found = items.map(({ unit }) => unit).filter(({ kind }) => kind === 'district' || kind === 'county')
  return [must(found[0]), must(found[1])]
}
const like = (unit: UnitInput, code: string, name: string): UnitInput => ({ ...unit, code, name, shortName: name })

type Part = Partial<Omit<SuccessionInput, 'seen'>>

async function merge(more: Part = {}): Promise<Omit<SuccessionInput, 'seen'>> {
  const [a, b] = await districts()
  const successors = [like(a, 'NEW', '云安区')]
  const both = { predecessors: [a.code, b.code], successors, beneath: [], grantsTo: null, basis: '国函〔2026〕9号' }
  return { kind: 'merge', from: '2026Q4', ...both, ...more }
}
async function split(more: Part = {}): Promise<Omit<SuccessionInput, 'seen'>> {
  const [a] = await districts()
  const successors = [like(a, 'NE', '东区'), { ...like(a, 'NW', '西区'), tileRow: null, tileColumn: null }]
  const one = { predecessors: [a.code], successors, beneath: [], grantsTo: null, basis: '国函〔2026〕9号' }
  return { kind: 'split', from: '2026Q4', ...one, ...more }
}
const ask = (input: Omit<SuccessionInput, 'seen'>) => succeedUnits(ctx, { ...input, seen: null })
async function save(input: Omit<SuccessionInput, 'seen'>) {
  return succeedUnits(ctx, { ...input, seen: (await ask(input)).digest })
}
const codesIn = async (period: string) =>
  (await store.read((db) => loadUnits(db, parsePeriod(period)))).map(({ code }) => String(code))
const fixture = (body: Parameters<Store['write']>[1]) => store.write({ unaudited: 'fixture' }, body)

async function addTown(parent: string): Promise<void> {
  const row = { code: 'TOWN', name: '柳镇', shortName: '柳镇', kind: 'town' as const, parentCode: parent }
  await fixture(async (tx) => {
    await tx.insert(orgUnit).values({ ...row, protocolOrder: 70, validFrom: '2020Q1' })
  })
}

describe('a merge', () => {
  it('is shown before it is done, and leaves the quarters before as they were', async () => {
    const [a, b] = await districts()
    const before = await codesIn('2026Q3')
    const input = await merge()
    const shown = await ask(input)
    expect(shown).toMatchObject({ stage: 'checked', problems: [] })
    expect(shown.changes.slice(0, 3)).toEqual([
      `2026年第四季度起，${a.name}、${b.name}合并为云安区。`,
      `${a.name}（${a.code}）到2026年第三季度为止。`,
      `${b.name}（${b.code}）到2026年第三季度为止。`,
    ])
    expect(shown.impact[0]).toBe(
      `云安区从2026年第四季度起填报。此前各季，能相加的指标按${a.name}、${b.name}合计重算，图表中另作标记，不参与当时的排名；已经发布的各季仍见${a.name}、${b.name}，不作改动。`,
    )
    expect(await codesIn('2026Q4')).toEqual(before)
    expect((await save(input)).stage).toBe('saved')
    expect(await codesIn('2026Q3')).toEqual(before)
    const after = await codesIn('2026Q4')
    expect(after.toSorted()).toEqual([...before.filter((code) => code !== a.code && code !== b.code), 'NEW'].toSorted())
    expect(await listSuccessions(ctx)).toEqual({
      items: [
        {
          kind: 'merge',
          from: '2026Q4',
          predecessors: [a, b]
            .toSorted((one, other) => (one.code < other.code ? -1 : 1))
            .map(({ code, name }) => ({ code, name })),
          successors: [{ code: 'NEW', name: '云安区' }],
          basis: '国函〔2026〕9号',
        },
      ],
    })
    const rows = await store.read((db) => db.select().from(unitSuccession))
    expect(rows.map(({ decidedBy, decidedAt }) => [decidedBy, decidedAt])).toEqual(
      rows.map(() => [ctx.actor.userId, '2026-02-01T02:00:00.000Z']),
    )
  })

  it('may take the name of one of them, and never its code', async () => {
    const [a] = await districts()
    expect((await ask(await merge({ successors: [like(a, 'NEW', a.name)] }))).stage).toBe('checked')
    const refused = await ask(await merge({ successors: [a] }))
    expect(refused).toMatchObject({ stage: 'refused', changes: [], impact: [], digest: '' })
    expect(refused.problems).toEqual([
      {
        column: '代码',
        message: `${a.name}的代码“${a.code}”已是${a.name}的代码。沿用原名也要换一个新代码，以前各季才不会混在一起。`,
        isDoubt: false,
      },
    ])
  })

  it('takes the towns along, each still where it was before', async () => {
    const [, b] = await districts()
    await addTown(b.code)
    const input = await merge()
    expect((await ask(input)).changes).toContain('原来下属的示例高新技术产业开发区、柳镇改归云安区。')
    await save(input)
    const parentIn = async (period: string) =>
      (await store.read((db) => loadUnits(db, parsePeriod(period)))).find(({ code }) => code === 'TOWN')?.parent
    expect([await parentIn('2026Q3'), await parentIn('2026Q4')]).toEqual([b.code, 'NEW'])
    expect(await store.read((db) => db.select().from(formerUnit))).toContainEqual(
      expect.objectContaining({ unitCode: 'TOWN', until: '2026Q3', parentCode: b.code }),
    )
  })

  it('gives the accounts the new unit beside the old one, and ends their sessions, on request alone', async () => {
    const [a] = await districts()
    const [somebody] = await store.read((db) =>
      db.select({ id: user.id, name: user.name }).from(user).where(eq(user.isActive, true)).orderBy(user.id),
    )
    const { id, name } = must(somebody)
    await fixture(async (tx) => {
      await tx.delete(grant).where(eq(grant.userId, id))
      const at = '2026-01-01T00:00:00.000Z'
      await tx.insert(grant).values({ userId: id, role: 'filler', unitCode: a.code, grantedAt: at })
      const open = { createdAt: at, lastSeenAt: at, expiresAt: '2027-01-01T00:00:00.000Z', address: '-' }
      await tx.insert(session).values({ tokenHash: 'x'.repeat(64), userId: id, ...open })
    })
    const rights = async () =>
      (await store.read((db) => db.select().from(grant).where(eq(grant.userId, id)))).map((one) => one.unitCode)
    const told = (await ask(await merge())).impact.join('')
    expect(told).toContain(name)
    expect(told).toContain('还没有账号为云安区填报')
    const other = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId === id ? id + 1 : ctx.actor.userId } }
    const input = await merge({ grantsTo: 'NEW' })
    const shown = await succeedUnits(other, { ...input, seen: null })
    expect(shown.impact.join('')).toContain('都增加云安区的同样权限，要重新登录')
    expect(await rights()).toEqual([a.code])
    await succeedUnits(other, { ...input, seen: shown.digest })
    expect(await rights()).toEqual([a.code, 'NEW'])
    expect(await store.read((db) => db.select().from(session).where(eq(session.userId, id)))).toEqual([])
  })

  it.each<[string, Part, string]>([
    ['one unit alone', { predecessors: ['XX'] }, '合并至少要选两个单位。'],
    ['no paper', { basis: ' ' }, '请写明批准文件的名称和文号。'],
    ['accounts for a stranger', { grantsTo: 'ELSE' }, '只能把账号接到这次的新单位，请重新选择。'],
    ['a unit that is not there', { predecessors: ['XX', 'YY'] }, '没有代码为“XX”的单位，请刷新页面后再试。'],
  ])('refuses %s', async (_, part, message) => {
    const shown = await ask(await merge(part))
    expect(shown.stage).toBe('refused')
    expect(shown.problems.map((one) => one.message)).toContain(message)
  })

  it('refuses while figures of the quarter stand under a unit that ends, and says what to do', async () => {
    const [a] = await districts()
    await fixture(async (tx) => {
      const days = {
        opensAt: '2026-12-20T00:00:00.000Z',
        dueAt: '2027-01-10T00:00:00.000Z',
        closesAt: '2027-02-01T00:00:00.000Z',
      }
      await tx
        .insert(periodTable)
        .values({ code: '2026Q4', ...days, state: 'open' })
        .onConflictDoNothing()
      const [item] = await tx.select().from(dataItem)
      const by = { version: 1, updatedBy: ctx.actor.userId, updatedAt: '2026-12-21T00:00:00.000Z' }
      const place = { period: '2026Q4', itemCode: must(item).code, unitCode: a.code }
      await tx.insert(cell).values({ ...place, state: 'reported', value: 5, ...by })
      const [own] = await tx.select().from(form).where(eq(form.filledBy, 'unit'))
      if (own !== undefined)
        await tx
          .insert(submission)
          .values({ period: '2026Q4', formCode: own.code, reporter: a.code, state: 'submitted' })
    })
    const shown = await ask(await merge())
    expect(shown.problems[0]).toEqual({
      column: '生效季度',
      message: `2026年第四季度已填有${a.name}的数据1格。请填报单位把它们改为未报后再办，或从以后的季度起合并、拆分。`,
      isDoubt: false,
    })
    expect((await ask(await merge({ from: '2027Q1' }))).stage).toBe('checked')
  })

  it('is not done as it was seen once something changed', async () => {
    const input = await merge()
    const { digest } = await ask(input)
    const other = { ...input, basis: '另一文件', seen: digest }
    await expect(succeedUnits(ctx, other)).rejects.toMatchObject({ code: 'stale' })
    expect(await store.read((db) => db.select().from(unitSuccession))).toEqual([])
  })

  it('is never undone or written over', async () => {
    await save(await merge())
    const touch = (sql: string) => fixture(async (tx) => void (await tx.run(sql)))
    for (const sql of ["UPDATE unit_succession SET basis = 'x'", 'DELETE FROM unit_succession'])
      await expect(touch(sql)).rejects.toSatisfy((error: Error) =>
        `${error.message} ${String(error.cause)}`.includes('append-only'),
      )
    expect((await ask(await merge({ from: '2027Q2' }))).problems[0]?.message).toMatch(/已经终止，不能再合并或拆分/)
  })
})

describe('a split', () => {
  it('begins its units at the quarter, and asks where each town goes', async () => {
    const [a] = await districts()
    await addTown(a.code)
    const refused = await ask(await split())
    expect(refused.problems).toEqual([
      {
        column: '下属单位',
        message: '示例高新技术产业开发区、柳镇拆分后归哪个新单位还没有选，请逐个选定。',
        isDoubt: false,
      },
    ])
    const zone = must((await listUnits(ctx)).items.find(({ unit }) => unit.kind === 'zone')).unit.code
    const input = await split({
      beneath: [
        { code: 'TOWN', to: 'NW' },
        { code: zone, to: 'NE' },
      ],
    })
    const shown = await ask(input)
    expect(shown.changes).toContain(`2026年第四季度起，${a.name}拆分为东区、西区。`)
    expect(shown.changes).toContain('原来下属的柳镇改归西区。')
    await save(input)
    const after = await codesIn('2026Q4')
    expect(after).toEqual(expect.arrayContaining(['NE', 'NW']))
    expect(after).not.toContain(a.code)
    expect((await listSuccessions(ctx)).items[0]?.successors.map(({ name }) => name)).toEqual(['东区', '西区'])
  })

  it('refuses one that stays one', async () => {
    const [a] = await districts()
    const shown = await ask(await split({ successors: [like(a, 'NE', '东区')] }))
    expect(shown.problems.map(({ message }) => message)).toEqual(['拆分后至少要有两个单位。'])
  })
})
