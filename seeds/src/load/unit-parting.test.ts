import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnitInput } from '@cg/contract/unit'
import { cell, dataItem, period as periodTable, release, submission, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { listUnits } from '@cg/services/catalogue/save-unit'
import type { Context } from '@cg/services/context'
import { decideCatalogueChange } from '@cg/services/tailor/decide'
import { checkCatalogueChange, proposeCatalogueChange } from '@cg/services/tailor/propose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { now, openExample } from './example.fixture.ts'
import { changeUnit } from './unit-change.ts'
import { decideUnitProposal } from './unit-proposal.ts'

/* A district's form is reported by its towns: what a town that comes or goes means, and who has to confirm it. */

const formName = '工会组建与民主管理情况表'
const form = 'U-ZGH-RIGHTS'

let base: string
let store: Store
let admin: Context
let publisher: Context
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-unit-parting-'))
  store = await openExample(join(base, 'data'))
  const people = await store.read((db) => db.select().from(user).orderBy(user.id))
  const as = (at: number, role: 'admin' | 'publisher'): Context => {
    const { id: userId, login, name } = must(people[at])
    const grants = [{ role, department: null, unit: null }]
    return { store, now, actor: { userId, login, name, mustChangePassword: false, grants } }
  }
  admin = as(0, 'admin')
  publisher = as(1, 'publisher')
  await save({ ...town, code: 'SX-01', name: '青石镇', shortName: '青石镇', protocolOrder: 20 })
})
afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

const town: UnitInput = {
  code: 'SX-02',
  name: '柳渡镇',
  shortName: '柳渡镇',
  kind: 'town',
  parent: 'SX',
  areaType: null,
  assessmentGroup: null,
  countsInParent: true,
  protocolOrder: 21,
  tileRow: null,
  tileColumn: null,
  validFrom: '2026Q1',
  validTo: null,
}
const input = (unit: UnitInput, isNew: boolean, changesFrom: string | null = null) => ({
  unit,
  isNew,
  changesFrom,
  reason: '县政府批复',
})
const look = (unit: UnitInput, isNew = true, changesFrom: string | null = null) =>
  changeUnit(admin, { ...input(unit, isNew, changesFrom), seen: null })
async function save(unit: UnitInput, isNew = true) {
  const { digest, problems } = await look(unit, isNew)
  if (digest === '') throw new Error(JSON.stringify(problems))
  return changeUnit(admin, { ...input(unit, isNew), seen: digest })
}

async function splitForm(by: 'town' | null = 'town', from = '2026Q2') {
  const change = { kind: 'byParts' as const, from, body: { form, units: ['SX'], by } }
  const { digest, refusals } = await checkCatalogueChange(admin, change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(admin, { change, reason: '县里议定', seen: digest })
  await decideCatalogueChange(publisher, { id: must(proposals[0]).id, action: 'confirm', note: '', version: 1 })
}

async function publish(): Promise<void> {
  const at = '2026-01-20T00:00:00Z'
  const by = publisher.actor.userId
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx
      .insert(periodTable)
      .values({ code: '2025Q4', opensAt: at, dueAt: at, closesAt: at, state: 'closed' })
      .onConflictDoNothing()
    const head = { code: 'CG-2025Q4-01', period: '2025Q4', sequence: 1, state: 'published' as const, contentHash: 'x' }
    await tx.insert(release).values({ ...head, preparedBy: by, preparedAt: at, publishedBy: by, publishedAt: at })
  })
}

it('a new town is told which forms it has to report from when, and is listed with them', async () => {
  await splitForm()
  expect((await listUnits(admin)).partings).toEqual([
    { form, formName, district: 'SX', by: 'town', from: '2026Q2', until: null },
  ])
  const { impact, needsSecond } = await look(town)
  expect(impact).toContain(
    `从2026年第二季度起，山下县的《${formName}》由乡镇街道分报，柳渡镇也要填自己的一行；它没有账号的由山下县代填，没填之前山下县的合计是未报。`,
  )
  expect(needsSecond).toBe(false)
  expect((await look({ ...town, kind: 'enterprise' })).impact.join()).not.toContain('分报')
})

it('after a release the change of a sum is put forward for another person, and a town without one says why not', async () => {
  await publish()
  const alone = await look(town)
  expect(alone.needsSecond).toBe(false)
  expect(alone.impact).toContain(
    '柳渡镇不参加排名，这项改动也不改变山下县任何一张分报表的合计，所以不需另一人确认，保存即生效。',
  )
  await splitForm()
  expect((await save(town)).stage).toBe('proposed')
  const { items } = await decideUnitProposal(publisher, { id: 1, version: 1, action: 'confirm', note: '' })
  expect(items.map(({ unit }) => unit.name)).toContain('柳渡镇')
  const ended = await look({ ...town, validTo: parsePeriod('2026Q3') }, false)
  expect(ended).toMatchObject({ stage: 'checked', needsSecond: true })
  expect(ended.impact).toContain(
    `从2026年第四季度起，山下县的《${formName}》不再列柳渡镇，合计由其余 1 个乡镇街道相加。`,
  )
  expect((await look({ ...town, name: '柳渡街道' }, false, '2026Q3')).needsSecond).toBe(false)
})

it('the last town does not go while the form is its to report', async () => {
  await splitForm()
  const last = must((await listUnits(admin)).items.find(({ unit }) => unit.code === 'SX-01')).unit
  const ended = { ...last, validTo: '2026Q3' }
  expect((await look(ended, false)).problems).toEqual([
    {
      column: '终止季度',
      isDoubt: false,
      message: `青石镇是山下县最后一个乡镇街道，而《${formName}》由乡镇街道分报，从2026年第四季度起就没有人填了。请先在“指标目录”的“报表”里把它改由山下县自己填。`,
    },
  ])
  await splitForm(null, '2026Q4')
  expect((await look(ended, false)).stage).toBe('checked')
})

it('a form that was sent keeps its lines, and a line with figures its town', async () => {
  await splitForm()
  await save(town)
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    const at = '2026-07-10T00:00:00Z'
    await tx
      .insert(periodTable)
      .values(
        ['2026Q2', '2026Q3'].map((code) => ({ code, opensAt: at, dueAt: at, closesAt: at, state: 'open' as const })),
      )
      .onConflictDoNothing()
    await tx.insert(submission).values({ period: '2026Q2', formCode: form, reporter: 'SX', state: 'submitted' })
    const { code: itemCode } = must((await tx.select().from(dataItem).limit(1))[0])
    const row = { period: '2026Q3', unitCode: 'SX-02', itemCode, state: 'reported' as const, value: 3, version: 1 }
    await tx.insert(cell).values({ ...row, updatedAt: at, updatedBy: admin.actor.userId })
  })
  const more = { ...town, code: 'SX-03', name: '石桥镇', shortName: '石桥镇', protocolOrder: 22, validFrom: '2026Q2' }
  expect((await look(more)).problems.map(({ column, message }) => [column, message])).toEqual([
    [
      '起始季度',
      `山下县的《${formName}》在2026年第二季度已报送，表里没有石桥镇这一行。请改从2026年第三季度起，或先退回那张表。`,
    ],
  ])
  expect((await look({ ...more, validFrom: '2026Q3' })).stage).toBe('checked')
  expect((await look({ ...town, validTo: '2026Q2' }, false)).problems.map(({ message }) => message)).toEqual([
    '2026年第三季度已填有柳渡镇的数据 1 格，不再列它就不进合计。请先把它们改为未报，或从以后的季度起。',
  ])
})
