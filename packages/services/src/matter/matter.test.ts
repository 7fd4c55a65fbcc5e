import type { MatterEntry, MatterList } from '@cg/contract/matter'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { tryScore } from '@cg/contract/score-trial'
import { schemeVersion } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Adjustment } from '@cg/domain/score/adjustment'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadScheme } from '../release/input/load-scheme.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { storedScheme } from '../release/stored/scheme.ts'
import { decideMatter } from './decide.ts'
import { enterMatter, resendMatter } from './enter.ts'
import { listMatters } from './list.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const accident: MatterEntry = {
  kind: 'ACCIDENT',
  unit: 'A',
  happenedOn: '2026-02-11',
  what: '某厂发生较大事故',
  evidence: '应急〔2026〕3号',
}

const report = (change: Partial<MatterEntry> = {}) => enterMatter(city.as('filler'), { ...accident, ...change })
const newest = ({ items }: MatterList) => must(items[0])
type Decided = Parameters<typeof decideMatter>[1]['action']
const decide = (list: MatterList, action: Decided, note = '', who: Parameters<TestCity['as']>[0] = 'reviewer') =>
  decideMatter(city.as(who), { id: newest(list).id, version: newest(list).version, action, note })

describe('a matter', () => {
  it('is entered with its evidence by the department that keeps its kind, and waits for other eyes', async () => {
    const list = await report()
    expect(newest(list)).toMatchObject({
      kindName: '较大以上事故',
      unit: 'A',
      state: 'submitted',
      version: 1,
      steps: [{ action: 'submit', by: 'filler甲' }],
      may: ['withdraw'],
    })
    expect(newest(await listMatters(city.as('reviewer'))).may).toEqual(['accept', 'return'])
    expect(newest(await listMatters(city.as('auditor'))).may).toEqual([])
    expect(list.kinds.map(({ code, mayEnter }) => [code, mayEnter])).toEqual([
      ['ACCIDENT', true],
      ['PRAISE', false],
    ])
  })

  it.each([
    [{ kind: 'PRAISE' }, { code: 'forbidden' }],
    [{ kind: 'NOPE' }, { code: 'forbidden' }],
    [{ unit: 'CITY' }, { detail: { reason: 'matter.unknown_unit' } }],
    [{ happenedOn: '2098-01-01' }, { detail: { reason: 'matter.bad_day' } }],
    [{ happenedOn: '2026-02-31' }, { detail: { reason: 'matter.bad_day' } }],
    [{ what: '    ' }, { detail: { reason: 'matter.what_missing' } }],
    [{ evidence: ' 无   ' }, { detail: { reason: 'matter.evidence_missing' } }],
  ])('is refused as %o', async (change, refusal) => {
    await expect(report(change)).rejects.toMatchObject(refusal)
    expect((await listMatters(city.as('reviewer'))).items).toEqual([])
  })

  it('is not entered twice', async () => {
    await report()
    await expect(report({ what: '同一件事' })).rejects.toMatchObject({ detail: { reason: 'matter.twice' } })
  })

  it('comes back with a reason, is sent again changed, and keeps every step', async () => {
    const returned = await decide(await report(), 'return', '请附认定文件')
    await expect(decide(returned, 'accept')).rejects.toMatchObject({ detail: { reason: 'matter.not_now.returned' } })
    const { id, version } = newest(returned)
    const again = await resendMatter(city.as('filler'), { ...accident, evidence: '市政府认定书2号', id, version })
    expect(newest(again)).toMatchObject({ state: 'submitted', evidence: '市政府认定书2号', version: 3 })
    const accepted = await decide(again, 'accept')
    expect(newest(accepted).steps.map(({ action, note, by }) => [action, note, by])).toEqual([
      ['submit', '', 'filler甲'],
      ['return', '请附认定文件', 'reviewer甲'],
      ['submit', '', 'filler甲'],
      ['accept', '', 'reviewer甲'],
    ])
  })

  it('asks for a reason, for the version that was seen, and for the right person', async () => {
    const list = await report()
    await expect(decide(list, 'return', ' ')).rejects.toMatchObject({ detail: { reason: 'matter.reason_missing' } })
    for (const who of ['leader', 'publisher', 'auditor', 'filler'] as const)
      await expect(decide(list, 'accept', '', who)).rejects.toMatchObject({ code: 'forbidden' })
    await decide(list, 'accept')
    await expect(decide(list, 'accept')).rejects.toMatchObject({ code: 'stale' })
    await expect(listMatters(city.as('leader'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a release', () => {
  async function schemeWith(adjustments: Adjustment[]): Promise<void> {
    const scheme = must(await city.store.read((db) => loadScheme(db, parsePeriod('2026Q1'))))
    const own = storedScheme({ ...scheme.body, adjustments } as Parameters<typeof storedScheme>[0])
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.insert(schemeVersion).values({
        ...own,
        schemeCode: 'S',
        version: 2,
        year: 2026,
        name: '测试方案',
        state: 'adopted',
        note: '',
        createdAt: '2026-01-02T00:00:00.000Z',
      })
    })
  }

  async function publish(reason?: string): Promise<RankingFacts> {
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1', reason })
    const { head } = await publishPreview(city.as('second'), preview)
    return JSON.parse((await readAnswer(city.as('leader'), head.code, 'ranking/score')).body.toString())
  }

  beforeEach(async () => {
    await enter(city, '2026Q1', plainQuarter)
    await setForm(city, '2026Q1', 'accepted')
  })

  const deduction: Adjustment = { kind: 'deduction', fact: 'matter:ACCIDENT', perUnit: 2, cap: 3 }

  it('takes points for what was accepted by its quarter’s end, names the matter, and is changed by a correction alone', async () => {
    await schemeWith([deduction])
    const before = await publish()
    expect(before.adjusted).toBeUndefined()
    await report({ happenedOn: '2026-04-01', evidence: '下一季的文件' })
    const accepted = await decide(await report(), 'accept')
    await report({ evidence: '尚未采纳的文件' })
    const after = await publish('补记事故')
    const a = after.units.code.indexOf('A')
    expect(after.adjusted?.[a]).toEqual([
      {
        kind: 'deduction',
        fact: 'matter:ACCIDENT',
        name: '较大以上事故',
        amount: -2,
        matters: [
          {
            id: newest(accepted).id,
            happenedOn: '2026-02-11',
            what: '某厂发生较大事故',
            evidence: '应急〔2026〕3号',
            department: '市人社局',
            enteredBy: 'filler甲',
            acceptedBy: 'reviewer甲',
            acceptedAt: '2026-10-20T02:00:00.000Z',
          },
        ],
      },
    ])
    expect(after.value[a]).toBeCloseTo(must(before.value[a]) - 2, 12)
    expect(after.notes).toContainEqual(expect.stringContaining('因较大以上事故扣2分'))
    // Against its group's mean, which holds a quarter of the two points itself, the matter stands by its name and adds up.
    const why = after.explanations?.[a]
    const against = must(must(why).group).against
    expect(against).toMatchObject({
      adjustment: -1.5,
      adjustments: [{ fact: 'matter:ACCIDENT', name: '较大以上事故', points: -1.5 }],
    })
    const added = [...against.parts, ...must(against.adjustments)].reduce(
      (sum, { points }) => sum + points,
      against.rest,
    )
    expect(added).toBeCloseTo(against.difference, 9)
    // The trial of the frozen points takes the same points away.
    expect(must(tryScore(after, { blocks: {}, items: {} })).map(({ total }) => total)).toEqual(after.value)
    // A matter revoked after publication leaves the release as it was until the next correction.
    await decideMatter(city.as('reviewer'), {
      id: newest(accepted).id,
      version: 2,
      action: 'revoke',
      note: '认定被撤销',
    })
    expect((await publish('撤销事故')).adjusted).toBeUndefined()
  })

  it('lets no place to a unit that a matter vetoes', async () => {
    await schemeWith([{ kind: 'veto', fact: 'matter:ACCIDENT', effect: 'unranked' }])
    await decide(await report(), 'accept')
    const facts = await publish()
    const a = facts.units.code.indexOf('A')
    expect([facts.rank[a], facts.unrankedReason[a]]).toEqual([null, '一票否决，不参与排名'])
    expect(facts.adjusted?.[a]).toMatchObject([{ kind: 'veto', amount: null, matters: [{ what: '某厂发生较大事故' }] }])
  })

  it('prepared before a matter was accepted is not published behind its maker’s back', async () => {
    await schemeWith([deduction])
    const list = await report()
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    await decide(list, 'accept')
    await expect(publishPreview(city.as('second'), preview)).rejects.toMatchObject({ code: 'stale' })
  })
})
