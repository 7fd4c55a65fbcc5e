import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideAims } from '../aim/decide.ts'
import { checkAims, proposeAims } from '../aim/propose.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { enter, openCity, people, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { readInbox } from './list.ts'

/* Releases and proposals: who is told, and that nothing of a draft is. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const at = '2026-10-20T02:00:00.000Z'
const messagesOf = async (who: Person) => (await readInbox(city.as(who, at), {})).items
const kindsOf = async (who: Person) => (await messagesOf(who)).map(({ kind }) => kind)

async function propose(who: Person) {
  const source = '测改〔2026〕3号'
  const changes = [{ kind: 'target' as const, indicator: 'RATE', unit: 'A', when: '2026', value: '92', source }]
  const { digest } = await checkAims(city.as(who), { changes })
  await proposeAims(city.as(who), { changes, reason: '市领导小组调整', seen: digest })
}

describe('a release', () => {
  it('is told to everybody but its publisher by number, and only once it is published', async () => {
    await enter(city, '2026Q3', plainQuarter)
    await setForm(city, '2026Q3', 'accepted')
    const preview = await preparePreview(city.as('publisher', at), { period: '2026Q3' })
    for (const who of people) expect(await kindsOf(who), who).not.toContain('published')
    const { head } = await publishPreview(city.as('second', at), preview)
    for (const who of people) {
      const isTold = (await kindsOf(who)).includes('published')
      expect([who, isTold]).toEqual([who, who !== 'second'])
    }
    expect(await messagesOf('leader')).toEqual([
      {
        key: `release:${head.code}`,
        kind: 'published',
        sentence: `2026年第三季度进展已发布，发布编号为${head.code}。`,
        at,
        link: `/?pub=${head.code}`,
        isRead: false,
      },
    ])
  })
})

describe('a proposal of targets', () => {
  it('waits for the publishers who did not make it, and its maker is told what became of it', async () => {
    await propose('second')
    const waiting: Person[] = []
    for (const who of people) if ((await kindsOf(who)).includes('aimWaiting')) waiting.push(who)
    expect(waiting).toEqual(['publisher'])
    expect(await messagesOf('publisher')).toMatchObject([
      { sentence: 'second甲提出变更目标与基期1处（指标RATE），待另一位发布人确认。', link: '/aims' },
    ])
    await decideAims(city.as('publisher', at), { id: 1, version: 1, action: 'refuse', note: '依据不足' })
    expect(await kindsOf('publisher')).toEqual([])
    expect(await messagesOf('second')).toMatchObject([
      { kind: 'aimDecided', sentence: '您提出的目标与基期变更（1处）未予确认（publisher甲）。' },
    ])
  })

  it('is no message for a leader, a filler or an auditor', async () => {
    await propose('second')
    for (const who of ['leader', 'filler', 'auditor'] as const) expect(await kindsOf(who), who).toEqual([])
  })
})
