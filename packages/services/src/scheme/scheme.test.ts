import type { SchemeBody, SchemeDetail, SchemeTrial } from '@cg/contract/scheme'
import { SchemeTrial as TrialSchema, SchemeDetail as DetailSchema } from '@cg/contract/scheme'
import { SchemeImpact as ImpactSchema } from '@cg/contract/scheme-adoption'
import { auditEvent, catalogueChange, release, schemeVersion } from '@cg/db/schema'
import type { IndicatorCode } from '@cg/domain/indicator'
import { asc, eq } from 'drizzle-orm'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceError } from '../errors.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Entries, Person, TestCity } from '../release/release.fixture.ts'
import { loadFrozenScores } from '../release/stored/frozen-rows.ts'
import { loadRelease } from '../release/stored/release-row.ts'
import { adoptScheme, retireScheme } from './adopt.ts'
import { decideSchemeProposal, proposeScheme, readSchemeProposal } from './adoption.ts'
import { readInbox } from '../inbox/list.ts'
import { copyScheme } from './copy.ts'
import { readSchemeImpact } from './impact.ts'
import { listSchemes, readScheme } from './read.ts'
import { saveScheme } from './save.ts'
import { tryScheme } from './try.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries = plainQuarter): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function refusal(work: Promise<unknown>): Promise<[string, string | undefined]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ServiceError)) throw new Error(`no refusal: ${String(error)}`)
  return [error.code, error.detail.reason]
}

const draftOf = (who: Person = 'publisher', year = 2027): Promise<SchemeDetail> =>
  copyScheme(city.as(who), { from: 1, year })

function save(detail: SchemeDetail, body: SchemeBody, who: Person = 'publisher'): Promise<SchemeDetail> {
  const { id, name, note, year, editVersion } = detail.version
  return saveScheme(city.as(who), { id, name, note, year, body, editVersion })
}

/** The same rules with other weights, in the order of the items. */
function reweighed(body: SchemeBody, ...weights: number[]): SchemeBody {
  return { ...body, items: body.items.map((item, at) => ({ ...item, weight: weights[at] ?? item.weight })) }
}

const approval = '领导小组会议纪要〔2026〕3号'

const adopt = ({ version: { id, editVersion } }: Pick<SchemeDetail, 'version'>, who: Person) =>
  adoptScheme(city.as(who), { id, editVersion, approval })

async function propose({ version: { id, editVersion } }: Pick<SchemeDetail, 'version'>, who: Person = 'publisher') {
  const { digest } = await readSchemeImpact(city.as('publisher'), { id })
  const seen = digest === '' ? 'a'.repeat(64) : digest
  return proposeScheme(city.as(who), { id, editVersion, approval, seen })
}
const decide = (action: 'confirm' | 'refuse' | 'withdraw', who: Person, { id = 1, version = 1 } = {}) =>
  decideSchemeProposal(city.as(who), { id, version, action, note: action === 'refuse' ? '权重再议' : '' })

describe('a draft', () => {
  it('begins as a copy with the next number, and leaves its model as it was', async () => {
    const before = await readScheme(city.as('leader'), { id: 1 })
    const draft = await draftOf()
    expect(draft.version).toMatchObject({ code: 'S', version: 2, year: 2027, state: 'draft', createdBy: 'publisher甲' })
    expect(draft.body).toEqual(before.body)
    expect(draft.indicators.map((one) => one.code)).toEqual(['RATE', 'ACCR', 'SURV'])
    expect([...Value.Errors(DetailSchema, draft)]).toEqual([])
    expect((await readScheme(city.as('leader'), { id: 1 })).version.hash).toBe(before.version.hash)
  })

  it('is saved by those who have seen its newest content, with an audit line that names the weights', async () => {
    const draft = await draftOf()
    const saved = await save(draft, reweighed(draft.body, 60, 40))
    expect(saved.version).toMatchObject({ editVersion: 2, state: 'draft', editedBy: 'publisher甲' })
    expect(saved.version.hash).not.toBe(draft.version.hash)
    expect(await refusal(save(draft, reweighed(draft.body, 10, 90), 'reviewer'))).toEqual(['stale', 'scheme.changed'])
    await city.store.read(async (db) => {
      const events = await db.select().from(auditEvent).orderBy(asc(auditEvent.id))
      const line = events.find((event) => event.action === 'scheme.save')
      expect(JSON.parse(line?.detail ?? '{}')).toMatchObject({ weights: { RATE: [75, 60], ACCR: [25, 40] } })
    })
  })

  it('is the office’s: others neither see nor write it, but read what was adopted', async () => {
    const draft = await draftOf()
    const { id } = draft.version
    for (const who of ['leader', 'filler', 'admin'] satisfies Person[]) {
      expect((await refusal(readScheme(city.as(who), { id })))[0]).toBe('not_found')
      expect((await listSchemes(city.as(who))).items.map((one) => one.id)).toEqual([1])
    }
    expect((await listSchemes(city.as('auditor'))).items).toHaveLength(2)
    for (const who of ['leader', 'filler', 'admin', 'auditor'] satisfies Person[]) {
      expect((await refusal(copyScheme(city.as(who), { from: 1, year: 2027 })))[0]).toBe('forbidden')
      expect((await refusal(save(draft, draft.body, who)))[0]).toBe('forbidden')
      expect((await refusal(tryScheme(city.as(who), { id })))[0]).toBe('forbidden')
      expect((await refusal(adopt(draft, who)))[0]).toBe('forbidden')
      expect((await refusal(readSchemeImpact(city.as(who), { id })))[0]).toBe('forbidden')
      expect((await refusal(proposeScheme(city.as(who), { id, editVersion: 1, approval, seen: '' })))[0]).toBe(
        'forbidden',
      )
      expect((await refusal(retireScheme(city.as(who), { id, editVersion: 1 })))[0]).toBe('forbidden')
    }
    const departmental = city.as('reviewer')
    const actor = { ...departmental.actor, grants: [{ role: 'reviewer', department: 'RSJ', unit: null } as const] }
    expect((await refusal(copyScheme({ ...departmental, actor }, { from: 1, year: 2027 })))[0]).toBe('forbidden')
  })

  it('refuses rules that cannot be computed, and names each', async () => {
    const draft = await draftOf()
    const [first] = draft.body.items
    if (first === undefined) throw new Error('no items')
    const faulty: SchemeBody = {
      ...draft.body,
      items: [
        { ...first, rule: { kind: 'power', bounds: { worst: 5, best: 5 } } },
        { ...first, indicator: 'HEADS' as IndicatorCode },
        first,
      ],
    }
    const error = await save(draft, faulty).catch((reason: unknown) => reason)
    if (!(error instanceof ServiceError)) throw new Error('no refusal')
    expect(error.detail.cells?.map((cell) => cell.message)).toEqual([
      expect.stringContaining('HEADS'),
      expect.stringContaining('上下限相同'),
      expect.stringContaining('重复出现'),
    ])
  })

  it('can be given up, and then is no longer edited, tried or adopted', async () => {
    const draft = await draftOf()
    const { id } = draft.version
    expect((await retireScheme(city.as('reviewer'), { id, editVersion: 1 })).state).toBe('retired')
    expect((await refusal(save(draft, draft.body)))[1]).toBe('scheme.frozen')
    expect((await refusal(tryScheme(city.as('publisher'), { id })))[1]).toBe('scheme.retired')
    expect((await refusal(adopt(draft, 'second')))[1]).toBe('scheme.frozen')
  })
})

describe('a trial', () => {
  const lowAccidents: Entries = { ...plainQuarter, 'ACC A': 0, 'ACC B': 30 }

  async function tried(body: (draft: SchemeBody) => SchemeBody): Promise<SchemeTrial> {
    const draft = await draftOf()
    const saved = await save(draft, body(draft.body))
    return tryScheme(city.as('publisher'), { id: saved.version.id })
  }

  it('under the very rules that were published gives the published scores and places', async () => {
    await publish('2026Q2')
    await publish('2026Q3', lowAccidents)
    const trial = await tried((body) => body)
    expect([...Value.Errors(TrialSchema, trial)]).toEqual([])
    expect(trial.mark).toBe('试算，非正式')
    expect(trial.quarters.map((one) => one.period)).toEqual(['2026Q3', '2026Q2'])
    for (const quarter of trial.quarters) {
      expect(quarter.rows.map((row) => [row.score, row.rank])).toEqual(
        quarter.rows.map((row) => [row.officialScore, row.officialRank]),
      )
      expect(quarter.rows.some((row) => row.officialRank === 1)).toBe(true)
      expect([quarter.moved, quarter.largestMove]).toEqual([0, 0])
    }
  })

  it('says who moves under other weights, and by how many places', async () => {
    await publish('2026Q1', lowAccidents)
    const trial = await tried((body) => reweighed(body, 1, 99))
    const [quarter] = trial.quarters
    const b = quarter?.rows.find((row) => row.unit === 'B')
    expect(quarter?.officialScheme).toEqual({ code: 'S', version: 1, name: '测试方案' })
    for (const row of quarter?.rows ?? []) {
      if (row.rank !== null && row.officialRank !== null) expect(row.move).toBe(row.officialRank - row.rank)
    }
    expect(quarter?.moved).toBe(quarter?.rows.filter((row) => row.move !== 0 && row.move !== null).length)
    expect(quarter?.moved).toBeGreaterThan(0)
    expect(b?.rank).toBe(Math.max(...(quarter?.rows ?? []).map((row) => row.rank ?? 0)))
    expect(trial.weights.map((one) => [one.indicator, one.share, one.officialShare])).toEqual([
      ['RATE', 0.01, 0.75],
      ['ACCR', 0.99, 0.25],
    ])
  })

  it('stores nothing but that these rules were tried, and leaves what is published alone', async () => {
    const code = await publish('2026Q1')
    const before = (await readAnswer(city.as('leader'), code, 'ranking/score')).etag
    const scores = () =>
      city.store.read(async (db) => [...(await loadFrozenScores(db, (await loadRelease(db, code)).id))])
    const stored = await scores()
    const trial = await tried((body) => reweighed(body, 1, 99))
    expect(trial.version.state).toBe('tried')
    expect(await scores()).toEqual(stored)
    expect((await readAnswer(city.as('leader'), code, 'ranking/score')).etag).toBe(before)
    await city.store.read(async (db) => {
      expect(await db.select({ id: release.id }).from(release)).toHaveLength(1)
      const events = await db.select().from(auditEvent).where(eq(auditEvent.action, 'scheme.try'))
      expect(events.map((event) => event.actorName)).toEqual(['publisher甲'])
    })
  })

  it('warns when not reporting would pay, and when a rule compares the units with each other', async () => {
    await publish('2026Q1', lowAccidents)
    const trial = await tried((body) => ({
      ...body,
      missing: { ...body.missing, not_reported: { kind: 'redistribute' } },
      items: body.items.map((item, at) => (at === 1 ? { ...item, rule: { kind: 'rank_decay', step: 5 } } : item)),
    }))
    const kinds = trial.warnings.map((warning) => warning.kind)
    expect(kinds).toContain('silence_pays')
    expect(kinds).toContain('relative_rule')
    expect(trial.warnings.find((warning) => warning.kind === 'silence_pays')?.text).toContain(
      '《指标ACCR》不报比如实报得分更高（B、',
    )
    const official = await tried((body) => body)
    expect(official.warnings.map((warning) => warning.kind)).not.toContain('silence_pays')
  })

  it('says which indicator earns nobody points, and where its weight went', async () => {
    await publish('2026Q1')
    const trial = await tried((body) => ({
      ...body,
      items: [...body.items, { indicator: 'SURV' as IndicatorCode, weight: 100, rule: { kind: 'target_pass' } }],
    }))
    expect(trial.warnings.map((warning) => warning.kind)).toEqual(expect.arrayContaining(['weight_sum', 'no_points']))
    const survey = trial.weights.find((one) => one.indicator === 'SURV')
    expect(survey).toMatchObject({ share: 0.5, officialShare: null, meanPoints: 0 })
    expect(trial.warnings.find((warning) => warning.kind === 'no_points')?.text).toContain('指标SURV')
  })

  it('takes values carried forward from the quarters before', async () => {
    await publish('2026Q2')
    const { 'X B': _x, 'N B': _n, ...silent } = plainQuarter
    await publish('2026Q3', silent)
    const trial = await tried((body) => ({
      ...body,
      missing: { ...body.missing, not_reported: { kind: 'carry_forward', maxAge: 1 } },
    }))
    const scoreOf = (at: number) => trial.quarters[at]?.rows.find((row) => row.unit === 'B')?.score ?? 0
    expect(scoreOf(0)).toBeGreaterThan(0)
    const [now] = trial.quarters
    expect(now?.rows.find((row) => row.unit === 'B')?.officialScore ?? 0).toBeLessThan(scoreOf(0))
  })
})

describe('adoption', () => {
  /** A draft of other weights that was tried, after one quarter was published. */
  async function triedDraft(who: Person = 'publisher'): Promise<SchemeDetail> {
    const draft = await draftOf(who)
    const saved = await save(draft, reweighed(draft.body, 1, 99), who)
    await tryScheme(city.as(who), { id: draft.version.id })
    return saved
  }

  it('says what becomes another, whose place in the newest quarter, and that what is published stays', async () => {
    await publish('2026Q3', { ...plainQuarter, 'ACC A': 0, 'ACC B': 30 })
    const { version } = await triedDraft()
    const impact = await readSchemeImpact(city.as('reviewer'), { id: version.id })
    expect([...Value.Errors(ImpactSchema, impact)]).toEqual([])
    expect(impact.lines).toEqual([
      '“指标RATE”权重 75（占 75.0%） → 1（占 1.0%）',
      '“指标ACCR”权重 25（占 25.0%） → 99（占 99.0%）',
    ])
    expect(impact.reaches).toEqual([
      '从2027年起按本版计分，接替《测试方案》第1版；2026年及以前仍按该版。',
      '涉及 2 项指标：指标RATE、指标ACCR。',
      '填报的报表和目标不变。',
      '已发布的 1 期不变。',
      expect.stringMatching(/^按最近一期（2026年第三季度）的数字试算，\d 个单位位次变化(，其中 \d 个不参与排名)?。$/),
    ])
    const trial = await tryScheme(city.as('publisher'), { id: version.id })
    const moved = trial.quarters[0]?.rows.filter((row) => row.rank !== row.officialRank) ?? []
    expect(moved.length).toBeGreaterThan(0)
    expect(new Set(impact.quarter?.moves.map(({ unit, before, after }) => `${unit} ${before} ${after}`))).toEqual(
      new Set(moved.map(({ unit, officialRank, rank }) => `${unit} ${officialRank} ${rank}`)),
    )
  })

  it('says once that shares move with the sum, and what is added or left out', async () => {
    await publish('2026Q3')
    const draft = await draftOf()
    const survey = { indicator: 'SURV' as IndicatorCode, weight: 25, rule: { kind: 'target_pass' } as const }
    const [rate] = draft.body.items
    if (rate === undefined) throw new Error('no items')
    await save(draft, { ...draft.body, decimals: 1, items: [rate, survey] })
    await tryScheme(city.as('publisher'), { id: draft.version.id })
    const { lines } = await readSchemeImpact(city.as('publisher'), { id: draft.version.id })
    expect(lines).toEqual([
      '“指标SURV”新列入计分，权重 25（占 25.0%）',
      '“指标ACCR”不再计分（原权重 25（占 25.0%））',
      expect.stringMatching(/^得分的小数位数由“\d 位”改为“1 位”$/),
    ])
    const { version } = await readScheme(city.as('publisher'), { id: draft.version.id })
    await save({ ...draft, version }, { ...draft.body, items: [rate, { ...survey, weight: 50 }] })
    await tryScheme(city.as('publisher'), { id: draft.version.id })
    const other = await readSchemeImpact(city.as('publisher'), { id: draft.version.id })
    expect(other.lines).toContain('权重合计 100 → 125，另有 1 项权重不变、占比随之变化')
  })

  it('says which of its items the catalogue has switched off, where they are offered and where it is adopted', async () => {
    await publish('2026Q3')
    const draft = await draftOf()
    const row = { validFrom: '2027Q1', reason: '不再统计', proposedBy: 1, proposedAt: '2026-11-01T00:00:00.000Z' }
    const body = JSON.stringify({ isOn: false, indicators: ['ACCR'], items: [] })
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.insert(catalogueChange).values({ ...row, kind: 'switch', body, state: 'proposed' })
      await tx
        .update(catalogueChange)
        .set({ state: 'confirmed', decidedBy: 2, decidedAt: row.proposedAt })
        .where(eq(catalogueChange.id, 1))
    })
    await tryScheme(city.as('publisher'), { id: draft.version.id })
    const { indicators } = await readScheme(city.as('publisher'), { id: draft.version.id })
    expect(indicators.map(({ code, offFrom }) => [code, offFrom])).toEqual([
      ['RATE', null],
      ['ACCR', '2027Q1'],
      ['SURV', null],
    ])
    const { reaches } = await readSchemeImpact(city.as('publisher'), { id: draft.version.id })
    expect(reaches).toContain('其中 1 项在指标目录中已停用，停用后不计分：指标ACCR。')
  })

  it('is proposed by who edited it last, and confirmed by another publisher', async () => {
    await publish('2026Q3')
    const draft = await draftOf('publisher')
    expect(await refusal(propose(draft))).toEqual(['conflict', 'scheme.not_tried'])
    await tryScheme(city.as('publisher'), { id: draft.version.id })
    expect(await refusal(propose(draft, 'second'))).toEqual(['conflict', 'scheme.not_editor'])
    expect(await refusal(adopt(draft, 'second'))).toEqual(['conflict', 'scheme.second_person'])
    const { proposals, items } = await propose(draft)
    expect(proposals).toMatchObject([
      { id: 1, title: '从2027年起采用《测试方案》第2版', state: 'proposed', may: ['withdraw'] },
    ])
    expect(items.find(({ version }) => version === 2)).toMatchObject({
      state: 'tried',
      may: { edit: false, retire: false },
    })
    expect(await refusal(decide('confirm', 'publisher'))).toEqual(['forbidden', 'proposal.own'])
    expect((await refusal(decide('confirm', 'reviewer')))[0]).toBe('forbidden')
    expect((await refusal(decide('confirm', 'admin')))[0]).toBe('forbidden')
    const after = await decide('confirm', 'second')
    expect(after.items.find(({ version }) => version === 2)).toMatchObject({
      state: 'adopted',
      adoptedBy: 'second甲',
      approval,
    })
    expect(await refusal(decide('confirm', 'second'))).toEqual(['stale', 'proposal.decided'])
    expect(await refusal(decide('refuse', 'second', { version: 2 }))).toEqual(['stale', 'proposal.decided'])
    await city.store.read(async (db) => {
      const events = await db.select().from(auditEvent).where(eq(auditEvent.action, 'scheme.adopt'))
      expect(events.map((event) => [event.actorName, event.object])).toEqual([['second甲', 'scheme:2']])
    })
  })

  it('of a reviewer’s draft is the reviewer’s to propose and to take back', async () => {
    await publish('2026Q3')
    const draft = await draftOf('reviewer')
    await tryScheme(city.as('reviewer'), { id: draft.version.id })
    await propose(draft, 'reviewer')
    expect(await refusal(decide('withdraw', 'publisher'))).toEqual(['forbidden', 'proposal.not_own'])
    const { proposals } = await decide('withdraw', 'reviewer')
    expect(proposals[0]?.state).toBe('withdrawn')
    expect((await readScheme(city.as('reviewer'), { id: draft.version.id })).version.may).toMatchObject({
      edit: true,
      propose: true,
    })
  })

  it('holds the draft while it waits, and lets it go when it is refused', async () => {
    await publish('2026Q3')
    const draft = await triedDraft()
    await propose(draft)
    const { id, editVersion } = draft.version
    expect(await refusal(save(draft, reweighed(draft.body, 50, 50)))).toEqual(['conflict', 'proposal.waits'])
    expect(await refusal(retireScheme(city.as('publisher'), { id, editVersion }))).toEqual([
      'conflict',
      'proposal.waits',
    ])
    expect(await refusal(propose(draft))).toEqual(['conflict', 'proposal.waits'])
    expect(
      await refusal(decideSchemeProposal(city.as('second'), { id: 1, version: 1, action: 'refuse', note: ' ' })),
    ).toEqual(['invalid', 'proposal.reason_missing'])
    await decide('refuse', 'second')
    const changed = await save(draft, reweighed(draft.body, 50, 50))
    expect(changed.version.state).toBe('draft')
  })

  it('is refused when what was shown is so no more: before it is proposed, and before it is confirmed', async () => {
    await publish('2026Q2')
    const draft = await triedDraft()
    const { id, editVersion } = draft.version
    const { digest: seen } = await readSchemeImpact(city.as('publisher'), { id })
    await publish('2026Q3')
    const late = proposeScheme(city.as('publisher'), { id, editVersion, approval, seen })
    expect(await refusal(late)).toEqual(['stale', 'scheme.impact_changed'])
    await propose(draft)
    const rival = await draftOf('second')
    await tryScheme(city.as('second'), { id: rival.version.id })
    const same = await save(rival, reweighed(rival.body, 60, 40), 'second')
    await tryScheme(city.as('second'), { id: rival.version.id })
    await propose(same, 'second')
    await decide('confirm', 'publisher', { id: 2 })
    const { moved } = await readSchemeProposal(city.as('second'), { id: 1 })
    expect(moved).toContain('现在：“指标RATE”权重 60（占 60.0%） → 1（占 1.0%）')
    expect(await refusal(decide('confirm', 'second'))).toEqual(['conflict', 'proposal.moved'])
  })

  it('is told to the publishers who may confirm it, and its end to who proposed it', async () => {
    await publish('2026Q3')
    const draft = await triedDraft('reviewer')
    await propose(draft, 'reviewer')
    const told = async (who: Person) =>
      (await readInbox(city.as(who), {})).items
        .filter(({ kind }) => kind.startsWith('change'))
        .map((one) => one.sentence)
    expect(await told('second')).toEqual(['reviewer甲提请从2027年起采用《测试方案》第2版，待另一位发布人确认。'])
    expect(await told('reviewer')).toEqual([])
    expect(await told('leader')).toEqual([])
    await decide('refuse', 'second')
    expect(await told('second')).toEqual([])
    expect(await told('reviewer')).toEqual(['您提请从2027年起采用《测试方案》第2版，被退回（second甲）。'])
  })

  it('before anything is published is one publisher’s own act, after a trial', async () => {
    const draft = await draftOf('publisher', 2026)
    expect(await refusal(adopt(draft, 'publisher'))).toEqual(['conflict', 'scheme.not_tried'])
    await tryScheme(city.as('publisher'), { id: draft.version.id })
    expect((await refusal(adopt(draft, 'reviewer')))[0]).toBe('forbidden')
    expect(await refusal(propose(draft))).toEqual(['conflict', 'scheme.alone'])
    expect(await adopt(draft, 'publisher')).toMatchObject({ state: 'adopted', adoptedBy: 'publisher甲', approval })
  })

  it('of what was installed with the system asks for a copy first', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.insert(schemeVersion).values({
        schemeCode: 'T',
        version: 1,
        year: 2027,
        name: '安装的方案',
        state: 'tried',
        body: '{"method":"target_ratio","cap":1,"missing":{"not_reported":"zero","not_applicable":"redistribute","minimumWeightShare":0.5},"decimals":2,"parts":[{"indicator":"RATE","weight":1}]}',
        contentHash: 'h',
        note: '',
        createdAt: '2026-01-01T00:00:00.000Z',
      }),
    )
    const found = await refusal(adoptScheme(city.as('publisher'), { id: 2, editVersion: 1, approval }))
    expect(found).toEqual(['conflict', 'scheme.no_editor'])
  })

  it('never reaches a year that has a published score', async () => {
    await publish('2026Q2')
    const draft = await draftOf('publisher', 2026)
    await tryScheme(city.as('publisher'), { id: draft.version.id })
    expect(await refusal(propose(draft))).toEqual(['conflict', 'scheme.year_locked'])
    const { items, lockedThrough } = await listSchemes(city.as('second'))
    expect(lockedThrough).toBe(2026)
    expect(items.find((one) => one.id === draft.version.id)?.may.notAdopt).toContain('2027')
  })

  it('puts an unused version of the same year aside, and the release it first scores locks it', async () => {
    const first = await draftOf('publisher', 2026)
    await tryScheme(city.as('publisher'), { id: first.version.id })
    await adopt(first, 'second')
    const states = async () =>
      Object.fromEntries((await listSchemes(city.as('second'))).items.map((one) => [one.version, one.state]))
    expect(await states()).toEqual({ 1: 'retired', 2: 'adopted' })
    const code = await publish('2026Q3')
    expect(await states()).toEqual({ 1: 'retired', 2: 'locked' })
    const { items } = await listSchemes(city.as('leader'))
    expect(items.find((one) => one.version === 2)?.releases).toEqual([code])
  })

  it('is kept by the database: nothing changes an adopted version’s rules or takes it back', async () => {
    await publish('2026Q3')
    const change = (set: Partial<typeof schemeVersion.$inferInsert>) =>
      city.store.write({ unaudited: 'fixture' }, (tx) =>
        tx.update(schemeVersion).set(set).where(eq(schemeVersion.id, 1)),
      )
    await expect(change({ body: '{}' })).rejects.toThrow()
    await expect(change({ year: 2030 })).rejects.toThrow()
    await expect(change({ state: 'draft' })).rejects.toThrow()
    await expect(change({ state: 'retired' })).rejects.toThrow()
    await expect(
      city.store.write({ unaudited: 'fixture' }, (tx) => tx.delete(schemeVersion).where(eq(schemeVersion.id, 1))),
    ).rejects.toThrow()
  })
})
