import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnitInput } from '@cg/contract/unit'
import { formerUnit, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { listUnits } from '@cg/services/catalogue/save-unit'
import type { Context } from '@cg/services/context'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { now, openExample } from './example.fixture.ts'
import { changeUnit } from './unit-change.ts'

/* A unit added, renamed and ended on the page. */

let base: string
let store: Store
let ctx: Context
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-units-'))
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

const unitsNow = async () => (await listUnits(ctx)).items
const one = async (kind: string) => must((await unitsNow()).find(({ unit }) => unit.kind === kind)).unit

async function ask(unit: UnitInput, changesFrom: string | null = null, isNew = false) {
  return changeUnit(ctx, { unit, isNew, changesFrom, reason: '市政府批复', seen: null })
}
async function save(unit: UnitInput, changesFrom: string | null = null) {
  const { digest } = await ask(unit, changesFrom)
  return changeUnit(ctx, { unit, isNew: false, changesFrom, reason: '市政府批复', seen: digest })
}

describe('changeUnit', () => {
  it('renames a unit from a quarter on and keeps what it was', async () => {
    const was = await one('district')
    const renamed = { ...was, name: '新城区', shortName: '新城' }
    const shown = await ask(renamed, '2026Q2')
    expect(shown).toMatchObject({ stage: 'checked', problems: [] })
    expect(shown.changes).toContain(`名称由“${was.name}”改为“新城区”`)
    expect(shown.impact[0]).toBe(`从2026年第二季度起按改后的写，以前各季仍是原来的${was.name}。`)
    expect(await one('district')).toEqual(was)
    expect((await save(renamed, '2026Q2')).stage).toBe('saved')
    expect(await store.read((db) => db.select().from(formerUnit))).toMatchObject([{ until: '2026Q1', name: was.name }])
    const [kept] = (await unitsNow()).filter(({ unit }) => unit.code === was.code)
    expect(kept).toMatchObject({ unit: { name: '新城区' }, former: [{ until: '2026Q1', name: was.name }] })
  })

  it('adds a unit, and tells that nobody answers for it yet', async () => {
    const like = await one('district')
    const added = { ...like, code: 'LG', name: '临港区', shortName: '临港', tileRow: null, tileColumn: null }
    const fresh = { ...added, kind: 'zone' as const, protocolOrder: 40, validFrom: parsePeriod('2026Q2') }
    const shown = await ask(fresh, null, true)
    expect((await ask({ ...fresh, code: like.code }, null, true)).problems).toContainEqual({
      column: '代码',
      message: `“${like.code}”已是${like.name}的代码，请换一个。`,
      isDoubt: false,
    })
    expect(shown).toMatchObject({ stage: 'checked', changes: ['新增临港区（LG），从2026年第二季度起'] })
    expect(shown.impact[0]).toMatch(/^从2026年第二季度起，每季由它填报的表有\d+张；还没有以它为范围的账号/)
  })

  it.each<[string, Partial<UnitInput>, string]>([
    ['the end before the start', { validFrom: parsePeriod('2026Q4'), validTo: parsePeriod('2026Q1') }, '终止季度'],
    ['a place in the map that is half', { tileRow: 3, tileColumn: null }, '地图列'],
    ['no parent', { parent: null }, '上级代码'],
    ['itself as parent', { parent: 'SELF' }, '上级代码'],
    ['a parent that is not there', { parent: 'NOWHERE' }, '上级代码'],
  ])('refuses %s', async (_, other, column) => {
    const was = await one('district')
    const parent = other.parent === 'SELF' ? was.code : other.parent
    const shown = await ask({ ...was, ...other, ...(parent === undefined ? {} : { parent }) }, '2026Q2')
    expect(shown.stage).toBe('refused')
    expect(shown.problems.map((problem) => problem.column)).toContain(column)
  })

  it('refuses to end a unit while another one stands under it', async () => {
    const city = await one('city')
    const shown = await ask({ ...city, validTo: parsePeriod('2026Q4') })
    expect(shown.stage).toBe('refused')
    expect(must(shown.problems[0]).message).toMatch(/的上级是.*，在2026年第四季度之后就没有上级了/)
  })

  it('refuses what nothing changes, and what was seen otherwise', async () => {
    const was = await one('district')
    expect((await ask(was)).stage).toBe('refused')
    const { digest } = await ask({ ...was, name: '甲区' }, '2026Q2')
    const other = { unit: { ...was, name: '乙区' }, isNew: false, changesFrom: '2026Q2', reason: '', seen: digest }
    await expect(changeUnit(ctx, other)).rejects.toMatchObject({ code: 'stale' })
    expect(await one('district')).toEqual(was)
  })
})
