import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HandoverMapping, HandoverRow } from '@cg/contract/handover'
import * as tables from '@cg/db/schema'
import { openEmpty } from '@cg/db/installation.fixture'

import type { Store } from '@cg/db/store'
import { auditHash, firstHash } from '@cg/db/audit-chain'
import { must } from '@cg/domain/must'
import { readConflicts } from '@cg/services/conflict/board'
import { renderAgain } from '@cg/services/release/publish/verify'
import { wholeOf } from '@cg/services/release/stored/packed-bytes'
import { loadActor } from '@cg/services/session/actor'
import { readSetting } from '@cg/services/settings'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue-files.ts'
import { installEmpty, seedDemo } from './seed.ts'

const auditorOfAll = { role: 'auditor', department: null, unit: null } as const
const base = mkdtempSync(join(tmpdir(), 'cg-seed-'))
const asOf = '2023-02-15'
let store: Store
let again: Store

async function fresh(name: string): Promise<Store> {
  return openEmpty(join(base, name))
}

beforeAll(async () => {
  store = await fresh('one')
  again = await fresh('two')
  await seedDemo(store, { asOf, judgeAll: true })
  await seedDemo(again, { asOf })
})

afterAll(() => {
  store.close()
  again.close()
  rmSync(base, { recursive: true })
})

/** Everything that is published, entered or decided; password hashes are salted, so users stay out. */
async function digest(of: Store): Promise<string> {
  const {
    orgUnit,
    indicatorVersion,
    target,
    baseline,
    period,
    cell,
    cellRevision,
    submissionEvent,
    release,
    releaseAnswer,
    auditEvent,
    thread,
    remark,
    sourceChoice,
    signOff,
    assistSupply,
    evidence,
    reminder,
    handoverMapping,
  } = tables
  const kept = [
    orgUnit,
    indicatorVersion,
    target,
    baseline,
    period,
    cell,
    cellRevision,
    submissionEvent,
    release,
    releaseAnswer,
    auditEvent,
    thread,
    remark,
    sourceChoice,
    signOff,
    assistSupply,
    evidence,
    reminder,
    handoverMapping,
  ]
  return of.read(async (db) => {
    const hash = createHash('sha256')
    for (const table of kept) hash.update(JSON.stringify(await db.select().from(table)))
    return hash.digest('hex')
  })
}

describe('the demo city', () => {
  test('comes out the same to the byte, whether or not its old quarters are judged again', async () => {
    const explained = async (of: Store) =>
      of.read((db) => db.select({ rule: tables.explanation.ruleCode }).from(tables.explanation))
    expect((await explained(store)).length).toBeGreaterThanOrEqual((await explained(again)).length)
    const bare = await fresh('three')
    await seedDemo(bare, { asOf })
    expect(await digest(bare)).toBe(await digest(again))
    bare.close()
  })

  test('publishes every quarter but the newest, and one of them twice with a reason', async () => {
    const releases = await store.read((db) => db.select().from(tables.release))
    expect(releases.map((one) => one.code)).toEqual([
      'CG-2021Q4-01',
      'CG-2022Q1-01',
      'CG-2022Q1-02',
      'CG-2022Q2-01',
      'CG-2022Q3-01',
    ])
    expect(releases.every((one) => one.isDemo && one.state === 'published' && one.preparedBy !== one.publishedBy)).toBe(
      true,
    )
    expect(releases.filter((one) => one.reason !== null).map((one) => one.code)).toEqual(['CG-2022Q1-02'])
  })

  test('has releases that come out again to the byte from their own basis and cells', async () => {
    const [auditor] = await store.read((db) => db.select().from(tables.user).where(eq(tables.user.login, 'shenji')))
    const actor = must(await store.read((db) => loadActor(db, must(auditor).id)))
    const releases = await store.read((db) => db.select().from(tables.release))
    for (const { id, code } of releases) {
      const again = await renderAgain({ store, now: () => new Date(), actor }, { code: must(code) })
      const lying = await store.read((db) =>
        db.select().from(tables.releaseAnswer).where(eq(tables.releaseAnswer.releaseId, id)),
      )
      const stored = new Map(lying.map((one) => [one.name, must(wholeOf(one))]))
      const differing = [...again].flatMap(([name, body]) => (stored.get(name)?.equals(body) === true ? [] : [name]))
      expect(differing, must(code)).toEqual([])
      expect(again.size).toBe(stored.size)
    }
    expect(releases.length).toBeGreaterThan(1)
  })

  test('leaves the newest quarter open, with forms in every state and one that nobody has sent', async () => {
    const open = (await store.read((db) => db.select().from(tables.period))).filter((one) => one.state === 'open')
    expect(open.map((one) => one.code)).toEqual(['2022Q4'])
    const forms = (await store.read((db) => db.select().from(tables.submission))).filter(
      (one) => one.period === '2022Q4',
    )
    expect(new Set(forms.map((one) => one.state))).toEqual(
      new Set(['draft', 'submitted', 'checked', 'accepted', 'returned', 'withdrawn']),
    )
    expect(forms.some((one) => one.formCode === 'U-ZGH-IDEOLOGY' && one.reporter === 'LGX')).toBe(false)
    const extended = await store.read((db) => db.select().from(tables.extension))
    expect(extended.length).toBeGreaterThan(3)
    expect(extended.some((one) => one.formCode === 'U-ZGH-IDEOLOGY')).toBe(false)
    const marks = (await store.read((db) => db.select().from(tables.returnMark))).filter(
      (one) => one.reasonCode === 'unit_slip',
    )
    expect(marks).toHaveLength(1)
  })

  test('has a question that was answered and one that waits under the figures of the open quarter', async () => {
    const asked = await store.read((db) => db.select().from(tables.thread).orderBy(tables.thread.id))
    expect(asked.map((one) => [one.period, one.closedAt])).toEqual([
      ['2022Q4', null],
      ['2022Q4', null],
    ])
    const said = await store.read((db) => db.select().from(tables.remark).orderBy(tables.remark.id))
    expect(said.map((one) => asked.findIndex(({ id }) => id === one.threadId))).toEqual([0, 0, 1])
    expect(said.at(-1)?.text).toMatch(/^@林秀芳 /)
  })

  test('has two sources that do not fit, of which the office has decided on one', async () => {
    const auditor = { userId: 1, login: '', name: '', mustChangePassword: false, grants: [auditorOfAll] }
    const { items } = await readConflicts({ store, now: () => new Date(), actor: auditor }, { period: '2022Q4' })
    expect(items.map(({ unit, choice }) => [unit, choice?.adopted ?? null])).toEqual([
      ['CYS', null],
      ['YUX', 'second'],
    ])
    for (const { first, second, explanations } of items) {
      expect(first.value).toBeGreaterThan(second.value)
      expect(explanations).toHaveLength(1)
    }
  })

  test('has a form that its district’s checker has agreed to and its head has not signed', async () => {
    const inside = (await store.read((db) => db.select().from(tables.submission))).filter(
      (one) => one.signOffStep !== null,
    )
    expect(inside.map((one) => [one.period, one.reporter, one.state, one.signOffStep])).toEqual([
      ['2022Q4', 'QYS', 'draft', 'sign'],
    ])
  })

  test('has what one department supplied to another as evidence of one figure, and others without', async () => {
    const given = await store.read((db) => db.select().from(tables.assistSupply))
    expect(given.map((one) => [one.period, one.itemCode, one.departmentCode])).toEqual([['2022Q4', 'E_KEY_ON', 'ZGH']])
    const attached = await store.read((db) => db.select().from(tables.evidence))
    expect(attached.map((one) => [one.itemCode, one.name])).toEqual([['E_KEY_ON', given[0]?.name]])
    const filled = await store.read((db) => db.select().from(tables.cell))
    const figures = filled.filter(
      ({ period, itemCode, value }) => period === '2022Q4' && itemCode === 'E_KEY_ON' && value,
    )
    expect(figures.map(({ unitCode }) => unitCode)).toContain(attached[0]?.unitCode)
    expect(figures.length).toBeGreaterThan(1)
  })

  test('has a form that two towns report, one of which has', async () => {
    const filled = await store.read((db) => db.select().from(tables.cell))
    const own = filled.filter(
      ({ period, itemCode, unitCode }) => period === '2022Q4' && itemCode === 'E_CC' && unitCode.startsWith('YLX'),
    )
    expect(own.map(({ unitCode, value }) => [unitCode, value !== null])).toEqual([['YLX-01', true]])
  })

  test('has figures that are provisional, a district that was reminded twice and a statement that waits', async () => {
    const forms = await store.read((db) => db.select().from(tables.submission))
    const early = forms.filter(({ finalBy }) => finalBy !== null)
    expect(early.map((one) => [one.period, one.reporter, one.state, one.finalBy])).toEqual([
      ['2022Q4', 'BDQ', 'submitted', '2023-02-18'],
    ])
    const extended = await store.read((db) => db.select().from(tables.extension))
    expect(extended.map(({ reporter }) => reporter)).not.toContain('BDQ')
    const reminded = await store.read((db) => db.select().from(tables.reminder))
    expect(reminded.map((one) => [one.period, one.reporter])).toEqual([
      ['2022Q4', 'LGX'],
      ['2022Q4', 'LGX'],
    ])
    const stated = await store.read((db) => db.select().from(tables.statement))
    expect(stated.some((one) => one.period === '2022Q4' && one.state === 'submitted')).toBe(true)
  })

  test('has a mapping for an invented province, of which rows are still open', async () => {
    const [saved] = await store.read((db) => db.select().from(tables.handoverMapping))
    const { rows } = JSON.parse(saved?.body ?? '{}') as HandoverMapping
    expect(rows.every(({ code }) => code.startsWith('演示'))).toBe(true)
    const isOpen = ({ indicator, item, lacking }: HandoverRow) => indicator + item + lacking === ''
    expect(rows.map((row) => isOpen(row)).filter(Boolean)).toHaveLength(2)
  })

  test('does nothing after the day that counts as today', async () => {
    const events = await store.read((db) => db.select({ at: tables.submissionEvent.at }).from(tables.submissionEvent))
    const revisions = await store.read((db) =>
      db.select({ at: tables.cellRevision.changedAt }).from(tables.cellRevision),
    )
    const last = [...events, ...revisions]
      .map((one) => one.at)
      .toSorted()
      .at(-1)
    expect(last && last <= `${asOf}T00:00:00.000Z`).toBe(true)
  })

  test('keeps the audit chain whole', async () => {
    const events = await store.read((db) => db.select().from(tables.auditEvent))
    let previous = firstHash
    for (const event of events) {
      expect(event.previousHash).toBe(previous)
      expect(event.hash).toBe(auditHash(previous, event))
      previous = event.hash
    }
    expect(events.length).toBeGreaterThan(500)
  })

  test('marks everything as demo and lists its accounts', async () => {
    const demo = await store.read((db) => readSetting(db, 'demo'))
    expect(demo?.accounts.length).toBeGreaterThan(10)
    const marked = await store.read(async (db) => [
      await db.select({ isDemo: tables.orgUnit.isDemo }).from(tables.orgUnit),
      await db.select({ isDemo: tables.user.isDemo }).from(tables.user),
      await db.select({ isDemo: tables.period.isDemo }).from(tables.period),
      await db.select({ isDemo: tables.target.isDemo }).from(tables.target),
      await db.select({ isDemo: tables.baseline.isDemo }).from(tables.baseline),
      await db.select({ isDemo: tables.schemeVersion.isDemo }).from(tables.schemeVersion),
    ])
    for (const rows of marked) expect(rows.every((row) => row.isDemo)).toBe(true)
  })

  test('refuses a day before there is anything to show', async () => {
    await expect(seedDemo(again, { asOf: '2022-01-10' })).rejects.toThrow('过早')
  })
})

test('an empty installation has the catalogue and no city', async () => {
  const empty = await fresh('empty')
  await installEmpty(empty)
  const counts = await empty.read(async (db) => [
    (await db.select().from(tables.indicator)).length,
    (await db.select().from(tables.dataItem)).length,
    (await db.select().from(tables.orgUnit)).length,
    (await db.select().from(tables.user)).length,
  ])
  const { indicators, items } = readCatalogue()
  expect(counts).toEqual([indicators.length, items.length, 0, 0])
  const schemes = await empty.read((db) => db.select().from(tables.schemeVersion))
  expect(schemes.map((one) => one.state)).toEqual(['draft'])
  empty.close()
})
