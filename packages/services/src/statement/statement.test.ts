import type { StatementBoard, StatementEntry } from '@cg/contract/statement'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { statement } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { readPrecheck } from '../release/publish/precheck.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { actorOf, enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { readStatements } from './board.ts'
import { decideStatement } from './decide.ts'
import { readWaiting } from './waiting.ts'
import { resendStatement, writeStatement } from './write.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await enter(city, '2026Q1', plainQuarter)
  await setForm(city, '2026Q1', 'accepted')
})
afterEach(() => city.close())

/** B trains 70.0 % of its workers, where 86.0 % are expected by the first quarter. */
const ofB: StatementEntry = {
  period: '2026Q1',
  indicator: 'RATE',
  unit: 'B',
  cause: '新投产企业较多，岗前培训没有跟上',
  measures: '二季度集中办班三十期，逐企建立台账',
  until: '2026Q2',
  value: '88',
}
const write = (change: Partial<StatementEntry> = {}) => writeStatement(city.as('filler'), { ...ofB, ...change })
const newest = ({ items }: StatementBoard) => must(items.toSorted((left, right) => right.id - left.id)[0])
type Decided = Parameters<typeof decideStatement>[1]['action']
const decide = (board: StatementBoard, action: Decided, note = '', who: Context = city.as('reviewer')) =>
  decideStatement(who, { id: newest(board).id, version: newest(board).version, action, note })
const read = (who: Parameters<TestCity['as']>[0]) => readStatements(city.as(who), { period: '2026Q1' })
const places = ({ wanted }: StatementBoard) => wanted.map(({ indicator, unit, kind }) => `${indicator} ${unit} ${kind}`)

describe('what wants a statement', () => {
  it('is what is late by the forms accepted now, with the figure and what is expected of it', async () => {
    const board = await read('filler')
    expect(places(board)).toEqual(['RATE B late', 'RATE C late', 'RATE D late', 'ACCR C late', 'ACCR Z late'])
    expect(board.wanted[0]).toMatchObject({
      departmentName: '市人社局',
      value: 70,
      measured: '%',
      before: null,
      mayWrite: true,
    })
    expect(must(board.wanted[0]).expected).toBeGreaterThan(80)
    expect(board).toMatchObject({ period: '2026Q1', release: null, items: [] })
    expect(board.periods).toEqual(['2026Q4', '2026Q3', '2026Q2', '2026Q1'])
  })

  it('is a missing figure too, once its form is due', async () => {
    await enter(city, '2026Q1', { 'X D': 'not_reported', 'N D': 'not_reported' })
    expect(places(await read('filler'))).not.toContain('RATE D not_reported')
    const late = await readStatements(city.as('filler', '2027-03-05T00:00:00.000Z'), { period: '2026Q1' })
    expect(places(late)).toContain('RATE D not_reported')
  })

  it('is shown to departments of their own indicators, to the office of all, to others not at all', async () => {
    const other = { ...actorOf('filler'), grants: [{ role: 'filler' as const, department: 'ZGH', unit: null }] }
    const district = { ...actorOf('filler'), grants: [{ role: 'filler' as const, department: null, unit: 'B' }] }
    for (const actor of [other, district]) {
      const board = await readStatements({ ...city.as('filler'), actor }, { period: '2026Q1' })
      expect([board.wanted, board.items]).toEqual([[], []])
    }
    for (const who of ['reviewer', 'publisher', 'auditor'] as const) {
      const board = await read(who)
      expect([places(board).length, board.wanted.some(({ mayWrite }) => mayWrite)]).toEqual([5, false])
    }
    for (const who of ['leader', 'admin'] as const) {
      await expect(read(who)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})

describe('a statement', () => {
  it('is written by the lead department and waits for other eyes', async () => {
    const board = await write()
    expect(places(board)).not.toContain('RATE B late')
    expect(newest(board)).toMatchObject({
      indicatorName: '指标RATE',
      unitName: 'B',
      kind: 'late',
      value: 88,
      until: '2026Q2',
      state: 'submitted',
      version: 1,
      figure: { value: 70 },
      steps: [{ action: 'submit', by: 'filler甲' }],
      may: ['withdraw'],
    })
    expect(newest(await read('reviewer')).may).toEqual(['accept', 'return'])
    expect(newest(await read('publisher')).may).toEqual([])
  })

  it.each([
    [{ indicator: 'NOPE' }, 'forbidden', undefined],
    [{ unit: 'NOPE' }, 'invalid', 'statement.unknown_unit'],
    [{ unit: 'A' }, 'conflict', 'statement.not_wanted'],
    [{ indicator: 'HEADS' }, 'conflict', 'statement.not_wanted'],
    [{ cause: ' 无\n ' }, 'invalid', 'statement.cause_short'],
    [{ measures: '' }, 'invalid', 'statement.measures_short'],
    [{ cause: '培训\u202e没有跟上，正在补' }, 'invalid', 'statement.cause_turned'],
    [{ until: '2026Q1' }, 'invalid', 'statement.until_not_later'],
    [{ until: '2031Q1' }, 'invalid', 'statement.until_too_far'],
    [{ value: '' }, 'invalid', 'statement.value_missing'],
    [{ value: '约九成' }, 'invalid', 'statement.value_unread'],
    [{ value: '120' }, 'invalid', 'statement.value_above_whole'],
    [{ value: '70' }, 'invalid', 'statement.value_no_better'],
  ])('is refused with %o', async (change, code, reason) => {
    const refused = write(change)
    await expect(refused).rejects.toMatchObject({ code, ...(reason === undefined ? {} : { detail: { reason } }) })
    await expect(refused).rejects.toThrow(/[。]$/u)
    expect((await read('reviewer')).items).toEqual([])
  })

  it('is not written by a district, another department, a reviewer or a leader', async () => {
    const grants = [
      [{ role: 'filler' as const, department: 'ZGH', unit: null }],
      [{ role: 'filler' as const, department: null, unit: 'B' }],
      [{ role: 'reviewer' as const, department: null, unit: null }],
      [{ role: 'leader' as const, department: 'RSJ', unit: null }],
    ]
    for (const own of grants) {
      const ctx = { ...city.as('filler'), actor: { ...actorOf('filler'), grants: own } }
      await expect(writeStatement(ctx, ofB)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('stands once for a figure', async () => {
    await write()
    await expect(write()).rejects.toMatchObject({ detail: { reason: 'statement.twice' } })
  })

  it('comes back with a comment, is sent again changed, and keeps every step', async () => {
    const returned = await decide(await write(), 'return', '措施请写到企业')
    const { id, version } = newest(returned)
    const { period: _p, indicator: _i, unit: _u, ...words } = ofB
    const again = await resendStatement(city.as('filler'), {
      ...words,
      measures: '二季度到十二家企业办班三十期',
      id,
      version,
    })
    expect(newest(again)).toMatchObject({ state: 'submitted', measures: '二季度到十二家企业办班三十期', version: 3 })
    const accepted = await decide(again, 'accept')
    expect(newest(accepted).steps.map(({ action, note, by }) => [action, note, by])).toEqual([
      ['submit', '', 'filler甲'],
      ['return', '措施请写到企业', 'reviewer甲'],
      ['submit', '', 'filler甲'],
      ['accept', '', 'reviewer甲'],
    ])
    await expect(
      resendStatement(city.as('filler'), { ...words, id, version: newest(accepted).version }),
    ).rejects.toMatchObject({ detail: { reason: 'statement.not_now.accepted' } })
  })

  it('is never decided on by its writer, nor by a stranger, nor against what was seen, nor returned without a word', async () => {
    const board = await write()
    const both = {
      ...actorOf('filler'),
      grants: [...actorOf('filler').grants, { role: 'reviewer' as const, department: null, unit: null }],
    }
    const own = { ...city.as('filler'), actor: both }
    await expect(decide(board, 'accept', '', own)).rejects.toMatchObject({ detail: { reason: 'statement.own' } })
    for (const who of ['leader', 'publisher', 'auditor', 'filler'] as const)
      await expect(decide(board, 'accept', '', city.as(who))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide(board, 'return', ' ')).rejects.toMatchObject({ detail: { reason: 'statement.reason_missing' } })
    await decide(board, 'accept')
    await expect(decide(board, 'accept')).rejects.toMatchObject({ code: 'stale' })
  })

  it('cannot be changed in the table once it is accepted', async () => {
    await decide(await write(), 'accept')
    const change = city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(statement).set({ cause: '改写的原因' }).where(eq(statement.id, 1))
    })
    await expect(change).rejects.toThrow(/never changes/u)
  })
})

describe('what waits', () => {
  const waiting = (who: Context) => readWaiting(who)

  it('for the department is what it has not written, by indicator, and what came back, with the words', async () => {
    expect(await waiting(city.as('filler'))).toEqual({
      wanted: [
        { period: '2026Q1', indicator: 'RATE', late: 3, notReported: 0 },
        { period: '2026Q1', indicator: 'ACCR', late: 2, notReported: 0 },
      ],
      returned: [],
      toDecide: [],
    })
    await decide(await write(), 'return', '措施请写到企业')
    const { wanted, returned } = await waiting(city.as('filler'))
    expect(wanted[0]).toMatchObject({ indicator: 'RATE', late: 2 })
    const came = { period: '2026Q1', indicator: 'RATE', indicatorName: '指标RATE', unitName: 'B' }
    expect(returned).toEqual([{ id: 1, ...came, by: 'reviewer甲', note: '措施请写到企业' }])
  })

  it('for the department counts a figure that did not come, once its form is due', async () => {
    await enter(city, '2026Q1', { 'X D': 'not_reported', 'N D': 'not_reported' })
    const { wanted } = await waiting(city.as('filler', '2027-03-05T00:00:00.000Z'))
    expect(wanted.find(({ period, indicator }) => period === '2026Q1' && indicator === 'RATE')).toMatchObject({
      late: 2,
      notReported: 1,
    })
  })

  it('for the reviewer is what another wrote, and nothing once it is decided on', async () => {
    const board = await write()
    const expected = [{ period: '2026Q1', count: 1 }]
    expect(await waiting(city.as('reviewer'))).toEqual({ wanted: [], returned: [], toDecide: expected })
    expect((await waiting(city.as('filler'))).toDecide).toEqual([])
    await decide(board, 'accept')
    expect((await waiting(city.as('reviewer'))).toDecide).toEqual([])
  })

  it('is nothing for a district and another department, and is not for leaders', async () => {
    await decide(await write(), 'return', '措施请写到企业')
    const other = { ...actorOf('filler'), grants: [{ role: 'filler' as const, department: 'ZGH', unit: null }] }
    const district = { ...actorOf('filler'), grants: [{ role: 'filler' as const, department: null, unit: 'B' }] }
    for (const actor of [other, district]) {
      expect(await waiting({ ...city.as('filler'), actor })).toEqual({ wanted: [], returned: [], toDecide: [] })
    }
    for (const who of ['leader', 'publisher', 'auditor', 'admin'] as const)
      await expect(waiting(city.as(who))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('of a published quarter is only what came back', async () => {
    await decide(await write(), 'return', '措施请写到企业')
    await publishPreview(city.as('second'), await preparePreview(city.as('publisher'), { period: '2026Q1' }))
    const { wanted, returned } = await waiting(city.as('filler'))
    expect([wanted, returned.length]).toEqual([[], 1])
  })
})

describe('a release', () => {
  async function publish(reason?: string): Promise<string> {
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1', reason })
    return (await publishPreview(city.as('second'), preview)).head.code
  }
  const answer = async <T>(code: string, name: Parameters<typeof readAnswer>[2]): Promise<T> =>
    JSON.parse((await readAnswer(city.as('leader'), code, name)).body.toString()) as T

  it('freezes what was accepted, says of the rest that nothing was stated, and stays as it is when more is written', async () => {
    await decide(await write(), 'accept')
    await write({ unit: 'C', value: '90' })
    const code = await publish()
    const facts = await answer<IndicatorFacts>(code, 'indicator/RATE')
    const stated = {
      id: 1,
      cause: ofB.cause,
      measures: ofB.measures,
      until: '2026Q2',
      value: 88,
      acceptedAt: '2026-10-20T02:00:00.000Z',
    }
    expect(facts.lapses).toEqual([
      { unit: 'B', kind: 'late', statement: stated },
      { unit: 'C', kind: 'late', statement: null },
      { unit: 'D', kind: 'late', statement: null },
    ])
    const profile = await answer<ProfileFacts>(code, 'unit/B')
    expect(profile.lapses).toEqual([{ indicator: 'RATE', kind: 'late', statement: stated }])
    const targets = await answer<TargetsFacts>(code, 'targets/B')
    expect(targets.rows.map(({ indicator, lapse }) => [indicator.code, lapse?.statement?.cause ?? null])).toEqual([
      ['RATE', ofB.cause],
      ['ACCR', null],
    ])
    expect(must((await answer<TargetsFacts>(code, 'targets')).rows[0]).lapse).toBeNull()
    // Revoked and written anew after publication: the release keeps what it froze, the next correction has the new words.
    const revoked = await decide(
      { ...(await read('reviewer')), items: [must((await read('reviewer')).items[1])] },
      'revoke',
      '另有说明',
    )
    expect(places(revoked)).toContain('RATE B late')
    await decide(await write({ cause: '核实后补充说明的另一个原因' }), 'accept')
    expect((await answer<IndicatorFacts>(code, 'indicator/RATE')).lapses?.[0]?.statement).toEqual(stated)
    const next = await publish('补充原因与措施')
    const [first] = (await answer<IndicatorFacts>(next, 'indicator/RATE')).lapses ?? []
    expect(first?.statement?.cause).toBe('核实后补充说明的另一个原因')
    expect((await answer<IndicatorFacts>(code, 'indicator/RATE')).lapses?.[0]?.statement).toEqual(stated)
  })

  it('prepared before a statement was accepted is not published behind its maker’s back', async () => {
    const board = await write()
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    await decide(board, 'accept')
    await expect(publishPreview(city.as('second'), preview)).rejects.toMatchObject({ code: 'stale' })
  })

  it('is checked before by how much of it is stated, and kept back by none', async () => {
    await decide(await write(), 'accept')
    await decide(await write({ unit: 'C', value: '90' }), 'return', '措施请写到企业')
    const board = await write({ unit: 'D', value: '90' })
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    const report = await readPrecheck(city.as('second'), preview)
    expect(report.statements).toEqual({ accepted: 1, submitted: 1, returned: 1, unwritten: 2 })
    expect(report.obstacles).toEqual([])
    await decide(board, 'accept')
    const stale = await readPrecheck(city.as('second'), preview)
    expect(stale.statements).toEqual({ accepted: 2, submitted: 0, returned: 1, unwritten: 2 })
    expect(stale.isStale).toBe(true)
  })

  it('can be corrected for a statement alone, and not for nothing', async () => {
    await publish()
    const empty = await preparePreview(city.as('publisher'), { period: '2026Q1', reason: '补充说明' })
    expect((await readPrecheck(city.as('second'), empty)).obstacles).toEqual([
      '与已发布的版本没有任何差异，不需要更正。',
    ])
    await decide(await write(), 'accept')
    const fresh = await preparePreview(city.as('publisher'), { period: '2026Q1', reason: '补充说明' })
    expect((await readPrecheck(city.as('second'), fresh)).obstacles).toEqual([])
    expect((await read('filler')).release).toBe('CG-2026Q1-01')
  })

  it('of the next quarter lets the department see what it said of the last', async () => {
    await decide(await write(), 'accept')
    await enter(city, '2026Q2', plainQuarter)
    await setForm(city, '2026Q2', 'accepted')
    const board = await readStatements(city.as('filler'), { period: '2026Q2' })
    const found = board.wanted.find(({ indicator, unit }) => indicator === 'RATE' && unit === 'B')
    expect(found?.before).toMatchObject({ period: '2026Q1', cause: ofB.cause, until: '2026Q2', value: 88 })
  })
})
