import { auditEvent, period as periodTable, release, releaseSchedule, submission, user } from '@cg/db/schema'
import { openByHand } from '@cg/db/by-hand.fixture'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Services } from '../../context.ts'
import { listReleases, readAnswer } from '../read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { readPrecheck, readPublishBoard } from './precheck.ts'
import { discardPreview, preparePreview } from './prepare.ts'
import { publishPreview } from './publish.ts'
import { callBackRelease, publishDue, scheduleRelease } from './schedule.ts'
import { lookMs, watchSchedules } from './watch-schedules.ts'

/* 定时发布: signed now, out at its time, once, and unseen until then. */

let city: TestCity
const time = '2026-10-21T01:00:00.000Z'
const later = '2026-10-21T01:00:07.000Z'

beforeEach(async () => {
  city = await openCity()
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
})
afterEach(() => {
  vi.useRealTimers()
  city.close()
})

const at = (iso: string): Services => ({ store: city.store, now: () => new Date(iso) })

async function schedule(effectiveAt = time) {
  const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  return scheduleRelease(city.as('second'), { ...preview, effectiveAt })
}

const codes = async () => (await listReleases(city.as('leader'))).items.map((item) => item.head.code)

async function reasonOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  )
  return (error as { detail?: { reason?: string } } | null)?.detail?.reason
}

describe('until its time a scheduled release', () => {
  it('is nothing to anybody but the office: no list, no number, no other words, no lock', async () => {
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const seen = async () =>
      JSON.stringify([
        await listReleases(city.as('leader')),
        await readAnswer(city.as('leader'), 'CG-2026Q3-01', 'overview').catch((error: Error) => error.message),
        await readPublishBoard(city.as('leader')).catch((error: Error) => error.message),
        await readPrecheck(city.as('filler'), { id: preview.id }).catch((error: Error) => error.message),
        await city.store.read((db) => db.select().from(periodTable)),
        await city.store.read((db) => db.select().from(submission)),
        await city.store.read((db) => db.select().from(release)),
      ])
    const before = await seen()
    await scheduleRelease(city.as('second'), { ...preview, effectiveAt: time })
    expect(await seen()).toBe(before)
    await publishDue(at('2026-10-21T00:59:59.000Z'))
    expect(await seen()).toBe(before)
  })

  it('shows the office who decided, when it comes out, and who may call it back', async () => {
    await schedule()
    for (const [who, mayCallBack] of [
      ['reviewer', false],
      ['publisher', true],
    ] as const) {
      const { previews } = await readPublishBoard(city.as(who))
      expect(previews[0]?.schedule).toEqual({
        effectiveAt: time,
        decidedBy: 'second甲',
        decidedAt: '2026-10-20T02:00:00.000Z',
        mayCallBack,
      })
    }
  })

  it('is not made anew, thrown away, published at once or decided twice', async () => {
    const preview = await schedule()
    const works = [
      preparePreview(city.as('publisher'), { period: '2026Q3' }),
      discardPreview(city.as('publisher'), { id: preview.id }),
      publishPreview(city.as('second'), preview),
      scheduleRelease(city.as('second'), { ...preview, effectiveAt: later }),
    ]
    expect(await Promise.all(works.map(reasonOf))).toEqual(works.map(() => 'release.scheduled'))
    expect(await codes()).toEqual([])
  })

  it('is called back with a reason, and the preview may go any way again', async () => {
    const preview = await schedule()
    const back = await callBackRelease(city.as('publisher'), { id: preview.id, reason: '等待市领导审定' })
    expect([back.schedule, back.lastEnd]).toMatchObject([
      null,
      { outcome: 'called_back', by: 'publisher甲', reason: '等待市领导审定' },
    ])
    await publishDue(at(later))
    expect(await codes()).toEqual([])
    expect(await reasonOf(callBackRelease(city.as('publisher'), { id: preview.id, reason: '等待市领导审定' }))).toBe(
      'release.not_scheduled',
    )
    await scheduleRelease(city.as('second'), { ...preview, effectiveAt: time })
    await publishDue(at(later))
    expect(await codes()).toEqual(['CG-2026Q3-01'])
  })
})

describe('a decision', () => {
  it('is a second person’s, of the version seen, for a time to come', async () => {
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    const decide = (
      who: 'publisher' | 'second' | 'reviewer',
      change: Partial<{ version: number; effectiveAt: string }>,
    ) =>
      reasonOf(
        scheduleRelease(city.as(who), { id: preview.id, version: preview.version, effectiveAt: time, ...change }),
      )
    expect(await decide('publisher', {})).toBe('release.same_person')
    expect(await decide('second', { version: 9 })).toBe('release.preview_changed')
    expect(await decide('second', { effectiveAt: '2026-10-20T02:00:30.000Z' })).toBe('release.time_passed')
    expect(await decide('second', { effectiveAt: '2026-11-31T02:00:00.000Z' })).toBe('release.time_unreal')
    expect(await decide('second', { effectiveAt: '2026-12-31T00:00:00.000Z' })).toBe('release.time_far')
    await expect(scheduleRelease(city.as('reviewer'), { ...preview, effectiveAt: time })).rejects.toThrow('发布人')
  })

  it('ends once and is never changed, whoever asks the database', async () => {
    await schedule()
    await publishDue(at(later))
    const raw = openByHand(city.folder)
    for (const sql of [
      "UPDATE release_schedule SET effective_at = '2027-01-01T00:00:00.000Z'",
      'UPDATE release_schedule SET outcome = NULL, ended_at = NULL',
      'DELETE FROM release_schedule',
    ]) {
      expect(() => raw.exec(sql), sql).toThrow(/decision/)
    }
    raw.close()
  })
})

describe('at its time', () => {
  it('comes out with the number and time of then, signed by who decided, closing its quarter', async () => {
    await schedule()
    await publishDue(at(later))
    const [item] = (await listReleases(city.as('leader'))).items
    expect(item).toMatchObject({ head: { code: 'CG-2026Q3-01', publishedAt: later }, publishedBy: 'second甲' })
    const [quarter] = await city.store.read((db) => db.select().from(periodTable).where(eq(periodTable.code, '2026Q3')))
    expect(quarter?.state).toBe('closed')
    const trail = await city.store.read((db) => db.select().from(auditEvent))
    expect(trail.filter((event) => event.action === 'release.publish').map((event) => event.actorName)).toEqual([
      'second甲',
    ])
  })

  it('comes out once, however often and from however many sides it is looked for', async () => {
    await schedule()
    await Promise.all([publishDue(at(later)), publishDue(at(later)), publishDue(at(later))])
    await publishDue(at('2026-10-22T01:00:00.000Z'))
    expect(await codes()).toEqual(['CG-2026Q3-01'])
    const rows = await city.store.read((db) => db.select().from(releaseSchedule))
    expect(rows.map((row) => [row.outcome, row.endedAt])).toEqual([['published', later]])
  })

  it('comes out at the start of a server that was down, and follows a clock set back', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    await schedule()
    let now = '2026-10-20T23:00:00.000Z'
    const errors: unknown[] = []
    const watch = () => watchSchedules({ store: city.store, now: () => new Date(now) }, (error) => errors.push(error))
    const stop = watch()
    await vi.waitFor(async () => expect(await codes()).toEqual([]))
    stop()
    now = '2026-10-21T08:30:00.000Z'
    const stopAgain = watch()
    await vi.waitFor(async () => expect(await codes()).toEqual(['CG-2026Q3-01']), { timeout: 5000 })
    now = '2026-10-20T08:30:00.000Z'
    await vi.advanceTimersByTimeAsync(lookMs * 3)
    stopAgain()
    expect([await codes(), errors]).toEqual([['CG-2026Q3-01'], []])
    expect((await listReleases(city.as('leader'))).items[0]?.head.publishedAt).toBe('2026-10-21T08:30:00.000Z')
  })

  it('does not come out because the clock was set forward, and the office is told; one due by both times does', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { id } = await schedule()
    let [wall, passed] = [Date.parse('2026-10-20T23:00:00.000Z'), 0]
    const errors: unknown[] = []
    const services = { store: city.store, now: () => new Date(wall) }
    const stop = watchSchedules(
      services,
      (error) => errors.push(error),
      () => passed,
    )
    const go = async (real: number, shown = real) => {
      passed += real
      wall += shown
      await vi.advanceTimersByTimeAsync(lookMs)
    }
    await go(lookMs)
    await go(lookMs, 365 * 86_400_000)
    await vi.waitFor(async () => {
      // A look that is under way when the clock is set goes by what it has read; the next one sees it.
      await go(lookMs)
      const { lastEnd } = (await readPrecheck(city.as('reviewer'), { id })).preview
      expect(lastEnd).toMatchObject({
        outcome: 'lapsed',
        reason: expect.stringMatching(
          /^服务器的时钟从 2026年10月21日 07:0\d 跳到了 2027年10月21日 07:0\d，原定的生效时间因此提前到来，没有发布。请核对服务器的时间，再重新决定发布。$/,
        ) as string,
      })
    }, 10_000)
    expect(await codes()).toEqual([])
    // Set right again, decided again, and stepped while it was due: the release comes out.
    await go(lookMs, lookMs - 365 * 86_400_000)
    await schedule()
    await go(3 * 3_600_000, 3 * 3_600_000 + 120_000)
    const isOut = async () => {
      await go(lookMs)
      expect(await codes()).toEqual(['CG-2026Q3-01'])
    }
    await vi.waitFor(isOut, { timeout: 10_000 })
    stop()
    expect(errors).toEqual([])
  })

  it('lapses, with the reason for the office, when its figures changed or who decided may no longer', async () => {
    const { id } = await schedule()
    await enter(city, '2026Q3', { ...plainQuarter, 'X A': 90_000 })
    await publishDue(at(later))
    expect(await codes()).toEqual([])
    const { preview } = await readPrecheck(city.as('reviewer'), { id })
    expect([preview.schedule, preview.lastEnd]).toMatchObject([
      null,
      { outcome: 'lapsed', by: null, at: later, reason: expect.stringContaining('有了变动') as string },
    ])
    await schedule()
    await city.store.write(
      { unaudited: 'fixture' },
      async (tx) => void (await tx.update(user).set({ isActive: false }).where(eq(user.login, 'second'))),
    )
    await publishDue(at(later))
    expect((await readPrecheck(city.as('reviewer'), { id })).preview.lastEnd?.reason).toContain('账号已经停用')
    expect(await codes()).toEqual([])
  })

  it('is tried again after a failure of the machine', async () => {
    await schedule()
    const broken: Services = {
      store: { ...city.store, write: () => Promise.reject(new Error('disk full')) },
      now: at(later).now,
    }
    await expect(publishDue(broken)).rejects.toThrow('disk full')
    await publishDue(at(later))
    expect(await codes()).toEqual(['CG-2026Q3-01'])
  })
})
