import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import {
  auditEvent,
  assistSupply,
  evidence,
  indicatorVersion,
  orgUnit,
  period as periodTable,
  release,
  releaseAnswer,
  schemeVersion,
  submission,
  target,
} from '@cg/db/schema'
import { openByHand } from '@cg/db/by-hand.fixture'
import type { ByHand } from '@cg/db/by-hand.fixture'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { makePeriod } from '@cg/domain/period'
import { and, asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor, Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { inputHash } from './publish/digest.ts'
import { loadCurrent } from './input/load-input.ts'
import { readPrecheck, readPublishBoard } from './publish/precheck.ts'
import { reopenForCorrection } from './publish/correct.ts'
import { readCorrection } from './publish/correction.ts'
import { readDifference } from './publish/difference.ts'
import { setDuty } from '../entry/entry.fixture.ts'
import { readPassport } from './read/passport.ts'
import { discardPreview, preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { listReleases, correctionOf, readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, rewriteAnswer, served, setForm } from './release.fixture.ts'
import type { Entries, Person, TestCity } from './release.fixture.ts'
import { renderAgain, verifyRelease } from './publish/verify.ts'
import { releasedCells, unpackCells } from './stored/cell-table.ts'
import type { ReleasedCell } from './stored/cell-table.ts'
import { wholeOf } from './stored/packed-bytes.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function accept(period: string, entries: Entries): Promise<void> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
}

const prepare = () => preparePreview(city.as('publisher'), { period: '2026Q3' })

async function publish(period: string, entries: Entries, reason?: string): Promise<string> {
  await accept(period, entries)
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function bytes(code: string, name: Parameters<typeof readAnswer>[2]): Promise<Buffer> {
  return (await readAnswer(city.as('leader'), code, name)).body
}

async function cityRate(code: string): Promise<number | null> {
  return (JSON.parse((await bytes(code, 'indicator/RATE')).toString()) as IndicatorFacts).city.value
}

async function refusal(work: Promise<unknown>): Promise<[string, string | undefined]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ServiceError)) throw new Error(`no refusal: ${String(error)}`)
  return [error.code, error.detail.reason]
}

describe('a preview', () => {
  it('holds only accepted forms: a draft or returned form counts as 未报', async () => {
    await enter(city, '2026Q3', plainQuarter)
    await setForm(city, '2026Q3', 'submitted')
    expect(await refusal(preparePreview(city.as('publisher'), { period: '2026Q3' }))).toEqual([
      'conflict',
      'release.empty',
    ])
    await setForm(city, '2026Q3', 'accepted')
    await preparePreview(city.as('publisher'), { period: '2026Q3' })
    await setForm(city, '2026Q3', 'returned')
    expect(await refusal(preparePreview(city.as('publisher'), { period: '2026Q3' }))).toEqual([
      'conflict',
      'release.empty',
    ])
  })

  it('is marked 试看, and read by reviewers and publishers only', async () => {
    await accept('2026Q3', plainQuarter)
    const { id, head } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const { body } = await readAnswer(city.as('reviewer'), head.code, 'overview')
    const facts = JSON.parse(body.toString()) as OverviewFacts
    expect(facts.release).toMatchObject({ code: '试看-2026Q3-01', state: 'preview', publishedAt: null })
    for (const who of ['leader', 'filler', 'auditor', 'admin'] satisfies Person[]) {
      expect((await refusal(readAnswer(city.as(who), head.code, 'overview')))[0]).toBe('forbidden')
      expect((await refusal(readPassport(city.as(who), { ...head, indicator: 'RATE' })))[0]).toBe('forbidden')
      expect((await refusal(readAnswer(city.as(who), '试看-2026Q3-77', 'overview')))[0]).toBe('forbidden')
      expect((await listReleases(city.as(who))).previews).toBeUndefined()
      expect((await refusal(preparePreview(city.as(who), { period: '2026Q3' })))[0]).toBe('forbidden')
      expect((await refusal(readPrecheck(city.as(who), { id })))[0]).toBe('forbidden')
      expect((await refusal(readPublishBoard(city.as(who))))[0]).toBe('forbidden')
    }
    expect((await listReleases(city.as('leader'))).items).toEqual([])
    expect((await listReleases(city.as('reviewer'))).previews).toEqual([
      expect.objectContaining({ code: '试看-2026Q3-01', period: '2026Q3', state: 'preview', publishedAt: null }),
    ])
    expect(await readPassport(city.as('reviewer'), { ...head, indicator: 'RATE' })).toMatchObject({
      release: { code: head.code },
      fact: { value: facts.cards[0]?.fact.value },
    })
  })

  it('is gone under its code once it is prepared again, published or discarded, and says what stands instead', async () => {
    await accept('2026Q3', plainQuarter)
    const office = city.as('reviewer')
    const open = (code: string) => readAnswer(office, code, 'overview')
    const lost = async (code: string): Promise<unknown> => {
      const error = await open(code).catch((reason: unknown) => reason)
      if (!(error instanceof ServiceError)) throw new Error(`${code} is not gone`)
      return [error.code, error.detail.reason, error.detail.current, error.message]
    }
    const first = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const second = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    expect([first.head.code, second.head.code]).toEqual(['试看-2026Q3-01', '试看-2026Q3-02'])
    const again = '试看-2026Q3-01 已重新生成，现在的一份是 试看-2026Q3-02。'
    expect(await lost(first.head.code)).toEqual(['not_found', 'preview.gone', '试看-2026Q3-02', again])
    expect((await open(second.head.code)).body.length).toBeGreaterThan(0)
    await discardPreview(office, { id: second.id })
    expect(await lost(second.head.code)).toEqual([
      'not_found',
      'preview.gone',
      undefined,
      '试看-2026Q3-02 已被废弃，本季现在没有试看。',
    ])
    // A code once given never names another preview.
    const third = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    expect(third.head.code).toBe('试看-2026Q3-03')
    expect(await lost(first.head.code)).toEqual([
      'not_found',
      'preview.gone',
      '试看-2026Q3-03',
      '试看-2026Q3-01 已被废弃，现在的一份是 试看-2026Q3-03。',
    ])
    const { head } = await publishPreview(city.as('second'), third)
    expect(await lost(third.head.code)).toEqual([
      'not_found',
      'preview.gone',
      head.code,
      `试看-2026Q3-03 已经复核发布，编号 ${head.code}。请看正式发布的内容。`,
    ])
    expect((await refusal(open('试看-2026Q3-04')))[0]).toBe('not_found')
  })

  it('is one per quarter, computed again at will, and can be discarded', async () => {
    await accept('2026Q3', plainQuarter)
    const first = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const again = await preparePreview(city.as('reviewer'), { period: '2026Q3' })
    expect([again.id, first.version, again.version]).toEqual([first.id, 1, 2])
    expect((await readPublishBoard(city.as('second'))).previews).toMatchObject([
      { id: first.id, version: 2, preparedBy: 'reviewer甲', mayPublish: true },
    ])
    await discardPreview(city.as('reviewer'), { id: first.id })
    expect((await refusal(readPrecheck(city.as('reviewer'), { id: first.id })))[0]).toBe('not_found')
  })

  it('damaged on disk is not served, and is whole again when it is prepared again', async () => {
    await accept('2026Q3', plainQuarter)
    const read = (code: string) => readAnswer(city.as('reviewer'), code, 'ranking/RATE')
    const { head } = await prepare()
    const before = await read(head.code)
    tamper(with99)
    await expect(read(head.code)).rejects.toThrow('does not match its digest')
    const again = await prepare()
    const { release, ...own } = JSON.parse((await read(again.head.code)).body.toString()) as RankingFacts
    expect({ release: { ...release, code: head.code }, ...own }).toEqual(JSON.parse(before.body.toString()))
  })

  it('is not made stale by what is typed in a form that it does not read', async () => {
    await enter(city, '2026Q3', plainQuarter)
    await setForm(city, '2026Q3', 'returned')
    const read = () => city.store.read((db) => loadCurrent(db, makePeriod(2026, 3), '2026-11-01T00:00:00Z'))
    const hash = ({ basis, cells }: Awaited<ReturnType<typeof read>>) => inputHash(basis.basis, cells)
    const before = hash(await read())
    await enter(city, '2026Q3', { 'X B': 3_000 })
    expect(hash(await read())).toBe(before)
    await setForm(city, '2026Q3', 'accepted')
    const after = await read()
    expect(hash(after)).not.toBe(before)
    expect(after.basis.basis.quality).toEqual({ X: { revisions: 1, explanations: 0 } })
  })

  it('tells before publication what is missing, what changed and who may sign', async () => {
    await publish('2026Q2', plainQuarter)
    await accept('2026Q3', { ...plainQuarter, 'X B': 3_600 })
    const { id } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const report = await readPrecheck(city.as('publisher'), { id })
    expect([report.forms, report.closing.forms]).toEqual([{ due: 1, accepted: 1, late: 0 }, []])
    expect([report.isStale, report.changes]).toEqual([false, []])
    expect(report.obstacles).toEqual(['试看由您生成，须由另一位发布人复核后发布。'])
    expect((await readPrecheck(city.as('second'), { id })).obstacles).toEqual([])
    const rate = report.difference?.figures.find((one) => one.indicator === 'RATE' && one.unit === 'B')
    expect(rate).toMatchObject({ from: { value: 70, rank: 4 }, to: { value: 90, rank: 2 } })
    await enter(city, '2026Q3', { 'X B': 3_000 })
    const stale = await readPrecheck(city.as('second'), { id })
    expect([stale.isStale, stale.changes]).toEqual([true, ['数据项X的1格数据有变动']])
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(target).set({ value: 95 }).where(eq(target.unitCode, 'A'))
    })
    await setForm(city, '2026Q3', 'returned')
    const more = (await readPrecheck(city.as('second'), { id })).changes
    expect(more.filter((words) => !words.includes('格数据'))).toEqual([
      '市人社局的劳动关系表不再是审核通过',
      '指标ACCR、指标RATE的目标有变动',
    ])
  })
})

describe('publication', () => {
  it('needs a second person who is a publisher', async () => {
    await accept('2026Q3', plainQuarter)
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const seen = { id: preview.id, version: preview.version }
    expect(await refusal(publishPreview(city.as('publisher'), seen))).toEqual(['conflict', 'release.same_person'])
    for (const who of ['reviewer', 'leader', 'admin', 'auditor', 'filler'] satisfies Person[]) {
      expect((await refusal(publishPreview(city.as(who), seen)))[0]).toBe('forbidden')
    }
    expect((await publishPreview(city.as('second'), seen)).head.code).toBe('CG-2026Q3-01')
  })

  it('refuses what was not seen: a newer preview, a changed cell, a changed target', async () => {
    await accept('2026Q3', plainQuarter)
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const old = { id: preview.id, version: preview.version }
    expect(await refusal(publishPreview(city.as('second'), old))).toEqual(['stale', 'release.preview_changed'])
    await enter(city, '2026Q3', { 'X A': 94_000 })
    const seen = { id: preview.id, version: 2 }
    expect(await refusal(publishPreview(city.as('second'), seen))).toEqual(['stale', 'release.input_changed'])
    await preparePreview(city.as('publisher'), { period: '2026Q3' })
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(target).set({ value: 95 }).where(eq(target.unitCode, 'A'))
    })
    const third = { id: preview.id, version: 3 }
    expect(await refusal(publishPreview(city.as('second'), third))).toEqual(['stale', 'release.input_changed'])
    expect((await listReleases(city.as('leader'))).items).toEqual([])
  })

  it('refuses what changes after its figures were computed, before the lock is taken', async () => {
    await accept('2026Q3', plainQuarter)
    const meanwhile = async (change: () => Promise<unknown>) => {
      const seen = await prepare()
      const { store, ...rest } = city.as('second')
      const write: typeof store.write = async (purpose, body) => {
        await change()
        return store.write(purpose, body)
      }
      return refusal(publishPreview({ ...rest, store: { ...store, write } }, seen))
    }
    const changed = await meanwhile(() => enter(city, '2026Q3', { 'X A': 94_000 }))
    expect(changed).toEqual(['stale', 'release.input_changed'])
    const remade = await meanwhile(() => prepare())
    expect(remade).toEqual(['stale', 'release.preview_changed'])
    expect((await listReleases(city.as('leader'))).items).toEqual([])
    expect(await frozenCells()).toEqual([])
  })

  it('answers a retry with the first answer and publishes once', async () => {
    await accept('2026Q3', plainQuarter)
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const seen = { id: preview.id, version: preview.version }
    const first = await publishPreview(city.as('second'), seen)
    expect(await publishPreview(city.as('second', '2026-10-21T00:00:00.000Z'), seen)).toEqual(first)
    expect((await listReleases(city.as('leader'))).items).toHaveLength(1)
    expect((await refusal(publishPreview(city.as('publisher'), seen)))[0]).toBe('not_found')
  })

  it('freezes the cells, locks the forms, closes the quarter and leaves audit lines', async () => {
    await publish('2026Q3', plainQuarter)
    expect(await frozenCells()).toHaveLength(Object.keys(plainQuarter).length)
    await city.store.read(async (db) => {
      const [form] = await db.select().from(submission)
      expect(form?.state).toBe('locked')
      const [quarter] = await db.select().from(periodTable).where(eq(periodTable.code, '2026Q3'))
      expect(quarter?.state).toBe('closed')
      const events = await db.select().from(auditEvent).orderBy(asc(auditEvent.id))
      expect(events.map((event) => [event.action, event.actorName])).toEqual([
        ['release.prepare', 'publisher甲'],
        ['scheme.lock', 'second甲'],
        ['release.publish', 'second甲'],
      ])
    })
  })

  it('leaves nothing behind when it fails half way', async () => {
    await accept('2026Q3', plainQuarter)
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const nobody = { ...city.as('second'), actor: { ...city.as('second').actor, userId: 99 } }
    await expect(publishPreview(nobody, { id: preview.id, version: 1 })).rejects.toThrow()
    await city.store.read(async (db) => {
      expect(await db.select({ state: submission.state }).from(submission)).toEqual([{ state: 'accepted' }])
      expect(await db.select({ state: release.state }).from(release)).toEqual([{ state: 'preview' }])
    })
    expect((await publishPreview(city.as('second'), { id: preview.id, version: 1 })).head.sequence).toBe(1)
  })

  it('is refused by the database itself when anybody changes it afterwards', async () => {
    const code = await publish('2026Q3', plainQuarter)
    const attempts = [
      () =>
        city.store.write({ unaudited: 'fixture' }, async (tx) => void (await tx.update(release).set({ reason: 'x' }))),
      () => city.store.write({ unaudited: 'fixture' }, async (tx) => void (await tx.delete(releaseAnswer))),
      () => city.store.write({ unaudited: 'fixture' }, (tx) => putStray(tx)),
      () =>
        city.store.write(
          { unaudited: 'fixture' },
          async (tx) => void (await tx.update(releaseAnswer).set({ hash: 'x' })),
        ),
      () =>
        city.store.write(
          { unaudited: 'fixture' },
          async (tx) => void (await tx.delete(release).where(eq(release.code, code))),
        ),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow()
    expect((await verifyRelease(city.as('auditor'), { code })).isSound).toBe(true)
  })
})

describe('the chain', () => {
  it('names the release before it, and each comes out again byte for byte from its own rows', async () => {
    const codes = [
      await publish('2026Q2', plainQuarter),
      await publish('2026Q3', { ...plainQuarter, 'X A': 96_000, 'X B': 2, 'SURV A': 12 }),
    ]
    const { items } = await listReleases(city.as('leader'))
    const [later, first] = items
    expect(later?.previousHash).toBe(first?.contentHash)
    expect(first?.previousHash).toBeNull()
    for (const code of codes) {
      const again = await renderAgain(city.as('auditor'), { code })
      await city.store.read(async (db) => {
        const [row] = await db.select().from(release).where(eq(release.code, code))
        const stored = await db
          .select()
          .from(releaseAnswer)
          .where(eq(releaseAnswer.releaseId, row?.id ?? 0))
        expect(stored).toHaveLength(again.size)
        for (const one of stored) expect(again.get(one.name)?.equals(must(wholeOf(one))), one.name).toBe(true)
      })
    }
  })

  it('is not touched by targets, names, definitions or schemes that change later', async () => {
    const code = await publish('2026Q3', plainQuarter)
    const before = await renderAgain(city.as('auditor'), { code })
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(target).set({ value: 1 })
      await tx.update(orgUnit).set({ name: '改名', shortName: '改名', areaType: 'suburb' })
      await tx.update(indicatorVersion).set({ name: '改名', definition: '改口径' })
      const [scheme] = await tx.select().from(schemeVersion)
      if (scheme === undefined) throw new Error('the fixture has no scheme')
      const { id: _id, ...copy } = scheme
      await tx.insert(schemeVersion).values({ ...copy, version: 2, name: '改方案', state: 'adopted' })
    })
    const after = await renderAgain(city.as('auditor'), { code })
    for (const [name, body] of before) expect(after.get(name)?.equals(body), name).toBe(true)
    expect((await verifyRelease(city.as('auditor'), { code })).isSound).toBe(true)
  })

  it('says which parts of a definition changed, from which quarter, in the release’s own words', async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const [old] = await tx.select().from(indicatorVersion).where(eq(indicatorVersion.indicatorCode, 'RATE'))
      if (old === undefined) throw new Error('the fixture has no RATE')
      const body = JSON.parse(old.body) as { formula: { numerator: unknown; denominator: unknown } }
      const turned = { ...body.formula, denominator: body.formula.numerator }
      const changed = { ...body, formula: turned, direction: 'lower', changeReason: '按新规定统计' }
      await tx
        .insert(indicatorVersion)
        .values({ ...old, version: 2, validFrom: '2026Q3', definition: '新口径', body: JSON.stringify(changed) })
    })
    const code = await publish('2026Q3', plainQuarter)
    const facts = JSON.parse((await bytes(code, 'indicator/RATE')).toString()) as IndicatorFacts
    const [now, before] = facts.definitions ?? []
    expect([now?.version, now?.validFrom, before?.version, before?.changes]).toEqual([2, '2026Q3', 1, []])
    expect(now?.changes.map((change) => change.replace(/“[^”]*”/gu, '…'))).toEqual(['分母由…改为…', '评价方向由…改为…'])
    expect([now?.definition, now?.reason]).toEqual(['新口径', '按新规定统计'])
    expect(now?.changes.at(-1)).toBe('评价方向由“越高越好”改为“越低越好”')
    const other = JSON.parse((await bytes(code, 'indicator/HEADS')).toString()) as IndicatorFacts
    expect(other.definitions).toBeUndefined()
  })

  it('marks the quarter in which a new definition begins, and compares nothing across it', async () => {
    await publish('2026Q2', plainQuarter)
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const [old] = await tx.select().from(indicatorVersion).where(eq(indicatorVersion.indicatorCode, 'RATE'))
      if (old === undefined) throw new Error('the fixture has no RATE')
      await tx.insert(indicatorVersion).values({ ...old, version: 2, validFrom: '2026Q3', definition: '新口径' })
    })
    const code = await publish('2026Q3', plainQuarter)
    const facts = JSON.parse((await bytes(code, 'indicator/RATE')).toString()) as IndicatorFacts
    expect([facts.breaks, facts.indicator.version, facts.city.previous]).toEqual([['2026Q3'], 2, null])
    const places = JSON.parse((await bytes(code, 'ranking/RATE')).toString()) as RankingFacts
    expect(places.previousRank.every((rank) => rank === null)).toBe(true)
    expect(places.history.rank.map((ranks) => ranks.some((rank) => rank !== null))).toEqual([false, true])
    expect([places.measure.breaks, facts.indicator.breaks]).toEqual([['2026Q3'], ['2026Q3']])
    expect(facts.unitSeries[0]?.value).toEqual([95, 95])
  })

  it('computes the same release from the same input, whatever the clock', async () => {
    await accept('2026Q3', plainQuarter)
    const first = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const later = await preparePreview(city.as('publisher', '2026-11-01T00:00:00.000Z'), { period: '2026Q3' })
    expect(later.inputHash).toBe(first.inputHash)
  })

  it('shows a changed figure, a removed row and a changed answer to the auditor', async () => {
    const code = await publish('2026Q3', plainQuarter)
    const tampering = [
      rewriteAnswer('results', (body) => Buffer.concat([Buffer.of(0), body.subarray(1)])),
      rewriteAnswer('scores', (body) => Buffer.concat([body.subarray(0, -1), Buffer.of(1)])),
      `delete from release_answer where name = 'results'`,
      `update release_answer set packed_hash = 'x' where name = 'cells'`,
      `update release_answer set packed_hash = hash where name = 'cells'`,
      `insert into release_cell select id, 'X', 'B', '', 'reported', 1, 1 from release where state = 'published'`,
      `insert into release_score select id, 'C', 1, 1, 0, 1, null, '{}' from release where state = 'published'`,
      `update release set reason = '改写' where state = 'published'`,
    ]
    for (const statement of tampering) {
      const undo = tamper(statement)
      const report = await verifyRelease(city.as('auditor'), { code })
      expect(report.isSound, String(statement)).toBe(false)
      undo()
    }
    expect((await verifyRelease(city.as('auditor'), { code })).isSound).toBe(true)
    expect((await refusal(verifyRelease(city.as('leader'), { code })))[0]).toBe('forbidden')
  })

  it('names every answer of which one byte is another, whether it lies packed or not', async () => {
    const code = await publish('2026Q3', plainQuarter)
    const db = openByHand(city.folder)
    const names = db
      .prepare(`select name from release_answer a join release r on r.id = a.release_id where code = ? order by name`)
      .pluck()
      .all(code) as string[]
    db.close()
    expect(names).toEqual(expect.arrayContaining(['basis', 'cells', 'head', 'overview', 'results', 'scores', 'series']))
    for (const name of names) {
      const undo = tamper(rewriteAnswer(name, withOtherByte))
      const { isSound, checks } = await verifyRelease(city.as('auditor'), { code })
      expect([name, isSound, checks[0]?.detail]).toEqual([name, false, `摘要不符：${name}`])
      undo()
    }
    expect((await verifyRelease(city.as('auditor'), { code })).isSound).toBe(true)
  })

  it('never serves an answer whose bytes do not match their digest', async () => {
    const code = await publish('2026Q3', plainQuarter)
    tamper(with99)
    await expect(readAnswer(city.as('leader'), code, 'ranking/RATE')).rejects.toThrow('does not match its digest')
  })
})

const with99 = rewriteAnswer('ranking/RATE', (body) => Buffer.from(body.toString('utf8').replaceAll('95', '99')))

/** The byte in the middle is another. */
function withOtherByte(body: Buffer): Buffer {
  const other = Buffer.from(body)
  const middle = Math.floor(body.length / 2)
  other[middle] = (other[middle] ?? 0) ^ 1
  return other
}

/** The cells of all that is published. */
async function frozenCells(): Promise<ReleasedCell[]> {
  const rows = await city.store.read((db) =>
    db
      .select({ body: releaseAnswer.body, packedHash: releaseAnswer.packedHash })
      .from(releaseAnswer)
      .innerJoin(release, eq(release.id, releaseAnswer.releaseId))
      .where(and(eq(release.state, 'published'), eq(releaseAnswer.name, 'cells'))),
  )
  return rows.flatMap((lying) => [...releasedCells(unpackCells(must(wholeOf(lying))))])
}

/** An answer beside those of a published release. */
async function putStray(tx: Db): Promise<void> {
  const [row] = await tx.select({ id: release.id }).from(release).where(eq(release.state, 'published'))
  await tx.insert(releaseAnswer).values({ releaseId: must(row).id, name: 'stray', hash: 'x', body: Buffer.from('x') })
}

/** What somebody with the file and no respect for triggers could do; returns how to take it back. */
function tamper(statement: string | ((db: ByHand) => void)): () => void {
  const db = openByHand(city.folder)
  const tables = ['release', 'release_cell', 'release_result', 'release_score', 'release_answer']
  const before = new Map(tables.map((table) => [table, db.prepare(`select * from ${table}`).all()]))
  const putBack = db.breakRules()
  if (typeof statement === 'string') db.exec(statement)
  else statement(db)
  return () => {
    for (const [table, rows] of before) {
      db.exec(`delete from ${table}`)
      for (const row of rows as Record<string, unknown>[]) {
        const names = Object.keys(row)
        db.prepare(`insert into ${table} (${names.join(',')}) values (${names.map(() => '?').join(',')})`).run(
          Object.values(row),
        )
      }
    }
    putBack()
    db.close()
  }
}

describe('a correction', () => {
  const request = {
    period: '2026Q2',
    form: 'F1',
    reporter: 'RSJ',
    reasonClass: 'error' as const,
    reason: '漏填了两家企业',
    cells: [{ item: 'X', unit: 'A' }],
  }

  async function correct(): Promise<string> {
    const reply = await reopenForCorrection(city.as('reviewer'), request)
    expect(reply).toMatchObject({ state: 'returned', reopenedCells: 1 })
    return publish('2026Q2', { 'X A': 90_000, 'ACC A': 6 }, '更正A区签订人数')
  }

  it('is a new release with a reason; the old one stays as it was', async () => {
    const old = await publish('2026Q2', plainQuarter)
    const before = await bytes(old, 'overview')
    const corrected = await correct()
    expect(corrected).toBe('CG-2026Q2-02')
    expect(await cityRate(old)).not.toBe(await cityRate(corrected))
    expect((await bytes(old, 'overview')).equals(before)).toBe(true)
    expect(await correctionOf(city.as('leader'), old)).toBe(corrected)
    expect(await correctionOf(city.as('leader'), corrected)).toBeNull()
    const { items } = await listReleases(city.as('leader'))
    expect(items.map((one) => [one.head.code, one.isCurrent, one.head.reason])).toEqual([
      ['CG-2026Q2-02', true, '更正A区签订人数'],
      ['CG-2026Q2-01', false, null],
    ])
  })

  it('wants a reason, and a published form', async () => {
    expect(await refusal(reopenForCorrection(city.as('reviewer'), request))).toEqual([
      'conflict',
      'submission.wrong_state',
    ])
    await publish('2026Q2', plainQuarter)
    expect(await refusal(preparePreview(city.as('publisher'), { period: '2026Q2' }))).toEqual([
      'invalid',
      'release.reason_missing',
    ])
    const unknown = { ...request, cells: [{ item: 'NONE', unit: 'A' }] }
    expect((await refusal(reopenForCorrection(city.as('reviewer'), unknown)))[0]).toBe('invalid')
    for (const who of ['publisher', 'leader', 'filler', 'admin', 'auditor'] satisfies Person[]) {
      expect((await refusal(reopenForCorrection(city.as(who), request)))[0]).toBe('forbidden')
    }
  })

  it('leaves later releases alone, and flows into the quarters computed after it', async () => {
    await publish('2026Q1', plainQuarter)
    await publish('2026Q2', plainQuarter)
    const third = await publish('2026Q3', plainQuarter)
    const before = await bytes(third, 'ranking/ACCR')
    await correct()
    expect((await bytes(third, 'ranking/ACCR')).equals(before)).toBe(true)
    const again = await renderAgain(city.as('auditor'), { code: third })
    expect(served(again, 'ranking/ACCR').equals(before)).toBe(true)
    const fourth = await publish('2026Q4', plainQuarter)
    const facts = JSON.parse((await bytes(fourth, 'ranking/ACCR')).toString()) as RankingFacts
    expect(facts.numerator[0]).toBe(5 + 6 + 5 + 5)
    const trend = JSON.parse((await bytes(fourth, 'indicator/RATE')).toString()) as IndicatorFacts
    expect(trend.revised).toEqual(['2026Q2'])
    expect(trend.unitSeries[0]?.value).toEqual([95, 90, 95, 95])
  })

  it('names the group of a corrected cell as the catalogue does', async () => {
    const from = await publish('2026Q2', plainQuarter)
    await reopenForCorrection(city.as('reviewer'), request)
    const code = await publish('2026Q2', { 'X A size:above': 7 }, '更正A区规上企业人数')
    const { cells } = await readDifference(city.as('leader'), { code, from })
    const groups = cells.map(({ item, breakdown, breakdownName }) => [item, breakdown, breakdownName])
    expect(groups).toContainEqual(['X', 'size:above', '规上企业'])
  })

  it('is told by a list of cells and figures with old and new side by side', async () => {
    const from = await publish('2026Q2', plainQuarter)
    const code = await correct()
    const list = await readDifference(city.as('leader'), { code, from })
    expect(list.cells).toEqual([
      {
        item: 'ACC',
        itemName: '数据项ACC',
        unit: 'A',
        unitName: 'A',
        breakdown: '',
        breakdownName: '',
        from: { state: 'reported', value: 5 },
        to: { state: 'reported', value: 6 },
        why: null,
      },
      {
        item: 'X',
        itemName: '数据项X',
        unit: 'A',
        unitName: 'A',
        breakdown: '',
        breakdownName: '',
        from: { state: 'reported', value: 95_000 },
        to: { state: 'reported', value: 90_000 },
        why: '错报：漏填了两家企业',
      },
    ])
    const rate = list.figures.find((one) => one.indicator === 'RATE' && one.unit === 'A')
    expect(rate).toMatchObject({ from: { value: 95 }, to: { value: 90 } })
    expect(list.unitsAffected).toContain('A')
    // A paper says the same of each figure, with why and who entered it anew.
    expect(await readCorrection(city.as('leader'), from)).toBeNull()
    const correction = must(await readCorrection(city.as('leader'), code))
    const of = (unit: string | null) =>
      must(correction.figures).find((one) => one.indicator === 'RATE' && one.unit === unit)
    for (const unit of ['A', null])
      expect(of(unit)).toMatchObject({ reasons: ['错报：漏填了两家企业'], reporters: ['市人社局'] })
    expect(of('B')).toBeUndefined()
    expect(must(correction.figures).length + correction.moved).toBe(list.figures.length)
  })
})

describe('a difference', () => {
  it('holds what either release has, the same from either side', async () => {
    const from = await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', plainQuarter)
    const [forth, back] = [
      await readDifference(city.as('leader'), { code, from }),
      await readDifference(city.as('leader'), { code: from, from: code }),
    ]
    const sides = ({ figures }: typeof forth, turned: boolean) =>
      figures
        .map((one) => ({
          place: `${one.indicator} ${one.unit ?? ''}`,
          before: turned ? one.to : one.from,
          now: turned ? one.from : one.to,
        }))
        .toSorted((left, right) => left.place.localeCompare(right.place))
    expect(sides(back, true)).toEqual(sides(forth, false))
  })
})

describe('a passport', () => {
  it('leads from a figure to its cells, who entered and who accepted them', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X A': 94_000 })
    const facts = await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'A' })
    expect(facts.working).toBe('94,000 人 ÷ 100,000 人 × 100%')
    expect(facts.fact).toMatchObject({ value: 94, light: 'met', baseline: 60 })
    const cell = facts.cells.find((one) => one.item === 'X' && one.unit === 'A')
    expect(cell).toMatchObject({
      value: 94_000,
      form: '劳动关系表',
      receiptNo: '2026Q3-F1-RSJ-1',
      enteredBy: 'filler甲',
      sentBy: { checker: { by: null, at: null }, head: { by: null, at: null } },
      acceptedBy: 'reviewer甲',
    })
    const whole = await readPassport(city.as('leader'), { code, indicator: 'RATE' })
    expect(whole.unit).toBeNull()
    expect(whole.cells).toHaveLength(10)
  })

  it('shows in an old release only what was known then', async () => {
    const old = await publish('2026Q2', plainQuarter)
    await reopenForCorrection(city.as('reviewer'), {
      period: '2026Q2',
      form: 'F1',
      reporter: 'RSJ',
      reasonClass: 'error',
      reason: '漏填了两家企业',
      cells: [{ item: 'X', unit: 'A' }],
    })
    const corrected = await publish('2026Q2', { 'X A': 90_000 }, '更正A区签订人数')
    const at = async (code: string) => {
      const { cells } = await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'A' })
      return cells.find((one) => one.item === 'X')
    }
    expect(await at(old)).toMatchObject({ value: 95_000, revisions: [{ new: 95_000 }] })
    expect(await at(corrected)).toMatchObject({
      value: 90_000,
      revisions: [{ new: 95_000 }, { old: 95_000, new: 90_000 }],
    })
  })

  it('names in an old release the sending that was accepted then, not the one that corrected it', async () => {
    const old = await publish('2026Q3', plainQuarter)
    await enter(city, '2026Q3', { 'X A': 90_000 })
    await setForm(city, '2026Q3', 'accepted', '2026-11-12T02:00:00.000Z')
    const later = '2026-11-20T02:00:00.000Z'
    const preview = await preparePreview(city.as('publisher', later), { period: '2026Q3', reason: '更正A区签订人数' })
    const { head } = await publishPreview(city.as('second', later), preview)
    const receipt = async (code: string) => {
      const { cells } = await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'A' })
      const cell = cells.find((one) => one.item === 'X' && one.unit === 'A')
      return [cell?.receiptNo, cell?.acceptedAt]
    }
    const first = ['2026Q3-F1-RSJ-1', '2026-10-12T02:00:00.000Z']
    const second = ['2026Q3-F1-RSJ-2', '2026-11-12T02:00:00.000Z']
    expect([await receipt(old), await receipt(head.code)]).toEqual([first, second])
  })

  it('lists the evidence of its release to those who may read the form, and to nobody else', async () => {
    await accept('2026Q3', plainQuarter)
    const addedBy = city.as('filler').actor.userId
    const add = (
      name: string,
      addedAt: string,
      more: { unitCode?: string; breakdown?: string; supplyId?: number } = {},
    ) =>
      city.store.write({ unaudited: 'fixture' }, async (tx) => {
        const [form] = await tx.select().from(submission).where(eq(submission.period, '2026Q3'))
        const place = { submissionId: must(form).id, itemCode: 'X', unitCode: 'A', ...more }
        await tx.insert(evidence).values({ ...place, name, url: 'https://example.cn/1', addedBy, addedAt })
      })
    await add('沪人社〔2026〕1号', '2026-10-06T02:00:00.000Z')
    await add('别处的文件', '2026-10-06T02:00:00.000Z', { unitCode: 'B' })
    const [given] = await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx
        .insert(assistSupply)
        .values({
          period: '2026Q3',
          itemCode: 'X',
          departmentCode: 'ZGH',
          name: '名单',
          givenBy: addedBy,
          givenAt: '2026-10-05T02:00:00.000Z',
        })
        .returning(),
    )
    await add('名单', '2026-10-06T03:00:00.000Z', { supplyId: must(given).id })
    await add('规上的文件', '2026-10-06T02:00:00.000Z', { breakdown: 'size:above' })
    const code = await publish('2026Q3', {})
    await add('发布后的文件', '2027-01-06T02:00:00.000Z')
    const seen = async (ctx: Context) => {
      const { cells } = await readPassport(ctx, { code, indicator: 'RATE', unit: 'A' })
      return cells.find((one) => one.item === 'X')?.evidence
    }
    const listed = {
      period: '2026Q3',
      form: 'F1',
      reporter: 'RSJ',
      items: [
        { name: '沪人社〔2026〕1号', suppliedBy: null, isRemoved: false },
        { name: '名单', suppliedBy: '市总工会', isRemoved: false },
      ],
    }
    const readers = ['filler', 'reviewer', 'publisher'] satisfies Person[]
    for (const who of readers) {
      const told = await seen(city.as(who))
      expect(told).toMatchObject(listed)
      expect(told?.items).toHaveLength(2)
    }
    for (const who of ['leader', 'auditor', 'admin'] satisfies Person[]) expect(await seen(city.as(who))).toBeNull()
    const office = city.as('reviewer')
    const of = (grants: Partial<Actor['grants'][number]>) => {
      const own = { role: 'reviewer' as const, department: null, unit: null, ...grants }
      return seen({ ...office, actor: { ...office.actor, grants: [own] } })
    }
    expect([await of({ department: 'ZGH' }), await of({ unit: 'A' })]).toEqual([null, null])
    expect(await of({ department: 'RSJ' })).toMatchObject(listed)
    expect(await seen({ ...office, token: { prefix: 'cg_x', scope: 'release.read' } })).toBeNull()
    expect(await seen({ ...office, share: { link: 1, release: code, answers: new Set() } })).toBeNull()
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(evidence).set({ removedBy: addedBy, removedAt: '2027-01-07T02:00:00.000Z' }),
    )
    expect((await seen(office))?.items).toMatchObject([{ isRemoved: true }, { isRemoved: true }])
  })

  it('names the department that an item lies with and those that help, as it was in the quarter', async () => {
    await setDuty(city.store, '2026Q3', {
      items: ['X'],
      evidence: 'none',
      assisting: [{ department: 'ZGH', supplies: '名单' }],
    })
    await setDuty(city.store, '2026Q4', { items: ['X'], evidence: 'none', assisting: [] })
    const code = await publish('2026Q3', plainQuarter)
    const { cells } = await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'A' })
    const named = cells.map(({ item, responsible, assisting }) => [item, responsible, ...assisting].join(' '))
    expect([...new Set(named)].sort()).toEqual(['N 市人社局', 'X 市人社局 市总工会'])
  })

  it('hides a count of two people from those who do not own it', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 2 })
    const seen = async (who: Person) => {
      const { cells } = await readPassport(city.as(who), { code, indicator: 'RATE', unit: 'B' })
      return cells.find((one) => one.item === 'X')
    }
    expect(await seen('leader')).toMatchObject({ state: 'withheld', value: null, revisions: [] })
    expect(await seen('filler')).toMatchObject({ state: 'reported', value: 2 })
    expect(await seen('reviewer')).toMatchObject({ value: 2 })
  })

  it('hides the counts withheld beside it, from which the city’s sum would give it away', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 2 })
    const seen = async (who: Person, indicator: string) => {
      const { cells } = await readPassport(city.as(who), { code, indicator })
      return Object.fromEntries(cells.filter((one) => one.item === 'X').map((one) => [one.unit, one.value]))
    }
    const shown = await seen('leader', 'RATE')
    expect(shown).toMatchObject({ A: 95_000, B: null, C: null, D: 8_000 })
    expect(await seen('reviewer', 'RATE')).toMatchObject({ B: 2, C: 7_000 })
    // The whole less what is shown leaves two unknown counts.
    expect(Object.values(shown).filter((value) => value === null).length).toBeGreaterThan(1)
  })

  it('hides every count under a figure that is withheld: its denominator tells of whom the small count is', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 2 })
    const { cells, fact } = await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'C' })
    expect(fact.state).toBe('withheld')
    expect(cells.map(({ item, value, state }) => [item, value, state])).toEqual([
      ['N', null, 'withheld'],
      ['X', null, 'withheld'],
    ])
  })

  it('shows cases, which are no people, under a figure that is shown', async () => {
    const code = await publish('2026Q1', { ...plainQuarter, 'X B': 2 })
    const { cells } = await readPassport(city.as('leader'), { code, indicator: 'ACCR', unit: 'C' })
    expect(cells.find((one) => one.item === 'ACC')).toMatchObject({ value: 2, state: 'reported' })
  })

  it('shows such a count to a reviewer of the department or unit it lies with, to no other part’s', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 2 })
    const seen = async (scope: { department?: string; unit?: string }) => {
      const ctx = city.as('reviewer')
      const grants = [{ role: 'reviewer' as const, department: null, unit: null, ...scope }]
      const { cells } = await readPassport(
        { ...ctx, actor: { ...ctx.actor, grants } },
        { code, indicator: 'RATE', unit: 'B' },
      )
      return cells.find((one) => one.item === 'X')?.value
    }
    expect([await seen({ department: 'RSJ' }), await seen({ unit: 'B' })]).toEqual([2, 2])
    expect([await seen({ department: 'ZGH' }), await seen({ unit: 'A' })]).toEqual([null, null])
  })
})
