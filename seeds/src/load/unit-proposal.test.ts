import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnitInput } from '@cg/contract/unit'
import { auditEvent, period as periodTable, release, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { listUnits } from '@cg/services/catalogue/save-unit'
import { listSuccessions } from '@cg/services/catalogue/succeed-units'
import type { Context } from '@cg/services/context'
import { readInbox } from '@cg/services/inbox/list'
import { like } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { now, openExample } from './example.fixture.ts'
import { changeUnit } from './unit-change.ts'
import { decideUnitProposal, readUnitProposal } from './unit-proposal.ts'
import { succeedUnits } from './unit-succession.ts'

/* Once a release is out, who is ranked changes by two persons: an admin proposes, a publisher confirms. */

let base: string
let store: Store
let admin: Context
let publisher: Context
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-unit-proposal-'))
  store = await openExample(join(base, 'data'))
  const people = await store.read((db) => db.select().from(user).orderBy(user.id))
  const as = (at: number, role: 'admin' | 'publisher'): Context => {
    const { id: userId, login, name } = must(people[at])
    return {
      store,
      now,
      actor: { userId, login, name, mustChangePassword: false, grants: [{ role, department: null, unit: null }] },
    }
  }
  admin = as(0, 'admin')
  publisher = as(1, 'publisher')
})
afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

async function publish(code = '2025Q4'): Promise<void> {
  const at = '2026-01-20T00:00:00Z'
  const { userId } = publisher.actor
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx
      .insert(periodTable)
      .values({ code, opensAt: at, dueAt: at, closesAt: at, state: 'closed' })
      .onConflictDoNothing()
    const head = { code: `CG-${code}-01`, period: code, sequence: 1, state: 'published' as const, contentHash: 'x' }
    await tx
      .insert(release)
      .values({ ...head, preparedBy: userId, preparedAt: at, publishedBy: userId, publishedAt: at })
  })
}

const ranked = async () =>
  (await listUnits(admin)).items.map(({ unit }) => unit).filter(({ kind }) => kind === 'district' || kind === 'county')

const change = (unit: UnitInput, changesFrom: string | null) => ({
  unit,
  isNew: false,
  changesFrom,
  reason: '民政部批复',
})
async function send(unit: UnitInput, changesFrom: string | null = '2026Q2') {
  const input = change(unit, changesFrom)
  const shown = await changeUnit(admin, { ...input, seen: null })
  return changeUnit(admin, { ...input, seen: shown.digest })
}
const decide = (ctx: Context, action: 'confirm' | 'refuse' | 'withdraw', { id = 1, version = 1 } = {}) =>
  decideUnitProposal(ctx, { id, version, action, note: action === 'refuse' ? '依据不足' : '' })
const reasonOf = (work: Promise<unknown>) =>
  work.then(null, (error: { detail: { reason: string } }) => error.detail.reason)

describe('a change of who is ranked', () => {
  it('is one person’s act before the first release, and of a second person after it', async () => {
    const [first] = await ranked()
    const district = must(first)
    expect((await send({ ...district, name: '甲区' })).stage).toBe('saved')
    await publish()
    const renamed = { ...must((await ranked())[0]), name: '乙区' }
    const shown = await changeUnit(admin, { ...change(renamed, '2026Q3'), seen: null })
    expect(shown).toMatchObject({ stage: 'checked', needsSecond: true })
    expect((await send(renamed, '2026Q3')).stage).toBe('proposed')
    expect(must((await ranked())[0]).name).toBe('甲区')
    const { proposals } = await listUnits(publisher)
    expect(proposals).toMatchObject([
      { id: 1, title: '从2026年第三季度起变更单位乙区', lines: ['名称由“甲区”改为“乙区”'], may: ['confirm', 'refuse'] },
    ])
    expect((await readInbox(publisher, {})).items.map(({ sentence }) => sentence)).toContain(
      `${admin.actor.name}提请从2026年第三季度起变更单位乙区，待另一位发布人确认。`,
    )
    const { impact, moved } = await readUnitProposal(publisher, { id: 1 })
    expect(moved).toEqual([])
    expect(impact).toContain('已发布的1期不变。')
    expect(await reasonOf(send(renamed, '2026Q3'))).toBe('proposal.waits')
    const after = await decide(publisher, 'confirm')
    expect(after.items.find(({ unit }) => unit.code === renamed.code)).toMatchObject({
      unit: { name: '乙区' },
      former: expect.arrayContaining([expect.objectContaining({ until: '2026Q2', name: '甲区' })]),
    })
    expect(await reasonOf(decide(publisher, 'refuse', { version: 2 }))).toBe('proposal.decided')
    const trail = await store.read((db) => db.select().from(auditEvent).where(like(auditEvent.action, 'unit.%')))
    expect(trail.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['unit.save', admin.actor.userId],
      ['unit.propose', admin.actor.userId],
      ['unit.save', publisher.actor.userId],
    ])
    expect(JSON.parse(must(trail[2]).detail)).toMatchObject({ after: { proposer: admin.actor.userId } })
  })

  it('says how many are ranked then, in all and in the group', async () => {
    await publish()
    const [, second] = await ranked()
    const district = must(second)
    const ended = await changeUnit(admin, {
      ...change({ ...district, validTo: parsePeriod('2026Q4') }, null),
      seen: null,
    })
    expect(ended.problems).toEqual([])
    expect(ended.impact).toContainEqual(
      expect.stringMatching(/^从2027年第一季度起，参加排名的单位由 \d+ 个变为 \d+ 个。$/),
    )
    expect(ended.needsSecond).toBe(true)
    const moved = await changeUnit(admin, {
      ...change({ ...district, assessmentGroup: '新设组' }, '2026Q3'),
      seen: null,
    })
    expect(
      moved.impact.some((line) => line.startsWith('按考核组排名的：') && line.includes('新设组 0 个变为 1 个')),
    ).toBe(true)
  })

  it('leaves what ranks nobody to one person: a place in the map, a town', async () => {
    await publish()
    const [first] = await ranked()
    expect((await send({ ...must(first), protocolOrder: 77 }, null)).stage).toBe('saved')
  })

  it('of a merge is done by the publisher who confirms it, and not when the units were moved since', async () => {
    await publish()
    const [a, b] = await ranked()
    const [one, other] = [must(a), must(b)]
    const input = {
      kind: 'merge' as const,
      from: '2026Q4',
      predecessors: [one.code, other.code],
      successors: [{ ...one, code: 'NEW', name: '云安区', shortName: '云安' }],
      beneath: [],
      grantsTo: null,
      basis: '国函〔2026〕9号',
    }
    const propose = async () =>
      succeedUnits(admin, { ...input, seen: (await succeedUnits(admin, { ...input, seen: null })).digest })
    expect((await propose()).stage).toBe('proposed')
    expect((await listSuccessions(admin)).items).toEqual([])
    expect(
      await reasonOf(decide({ ...publisher, actor: { ...publisher.actor, userId: admin.actor.userId } }, 'confirm')),
    ).toBe('proposal.own')
    await decide(publisher, 'refuse')
    await propose()
    await send({ ...other, name: '改名区' })
    await decide(publisher, 'confirm', { id: 3 })
    const { moved } = await readUnitProposal(publisher, { id: 2 })
    expect(moved.length).toBeGreaterThan(0)
    expect(await reasonOf(decide(publisher, 'confirm', { id: 2 }))).toBe('proposal.moved')
    await decide(admin, 'withdraw', { id: 2 })
    await propose()
    await decide(publisher, 'confirm', { id: 4 })
    expect((await listSuccessions(admin)).items.map(({ basis }) => basis)).toEqual(['国函〔2026〕9号'])
  })
})
