import type { ReleaseDifference } from '@cg/contract/difference'
import { target } from '@cg/db/schema'
import { sentence } from '@cg/domain/claim/claim'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'
import { reopenForCorrection } from './correct.ts'
import { readDifference } from './difference.ts'
import { preparePreview } from './prepare.ts'
import { publishPreview } from './publish.ts'

/* What is said of two releases; every kind of sentence is held against made-up cities by said.property.test.ts. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries, reason?: string): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  return (await publishPreview(city.as('second'), preview)).head.code
}

const between = (from: string, code: string) => readDifference(city.as('leader'), { code, from })
const said = ({ claims }: ReleaseDifference) => claims.map(sentence)

async function correct(entries: Entries): Promise<string> {
  const cells = Object.keys(entries).map((key) => {
    const [item = '', unit = ''] = key.split(' ')
    return { item, unit }
  })
  const reason = 'A区漏报两家企业的工人'
  const request = { period: '2026Q2', form: 'F1', reporter: 'RSJ', reasonClass: 'omission', reason, cells } as const
  await reopenForCorrection(city.as('reviewer'), request)
  return publish('2026Q2', entries, reason)
}

describe('of a correction', () => {
  it('what was changed is said figure by figure, by the same words from either side', async () => {
    const from = await publish('2026Q2', plainQuarter)
    const code = await correct({ 'X A': 90_000 })
    expect(said(await between(from, code))).toEqual([
      '与CG-2026Q2-01相比，1项指标有2处数值、1处位次、1处灯不同，涉及全市和2个单位',
      '指标RATE：全市由91.0%改为86.9%，A由95.0%改为90.0%',
      '灯可作比较的1项指标中，全市有1项不同：指标RATE由达标改为临近',
      '综合得分和位次都相同',
      '填报数据有1格不同：更正数字1格',
    ])
    expect(said(await between(code, from))).toEqual(said(await between(from, code)))
  })

  it('what was reported late is no correction of a number, and a part of the city is called one', async () => {
    const { 'X A': _late, ...rest } = plainQuarter
    const from = await publish('2026Q2', { ...rest, 'X A': 'not_reported' })
    const code = await correct({ 'X A': 95_000 })
    const words = said(await between(from, code))
    expect(words.filter((one) => /改为|格|按已报/.test(one))).toEqual([
      '指标RATE：全市由74.2%（部分单位）改为91.0%，A由未报改为95.0%',
      '填报数据有1格不同：补上数字1格',
      'CG-2026Q2-01中，指标RATE的全市数据按已报单位汇总，尚不完整（缺A）',
    ])
  })
})

describe('of two quarters', () => {
  it('lights are told by better and worse, and what does not compare is said', async () => {
    const from = await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 'not_reported', 'X C': 1 })
    expect(said(await between(from, code))).toEqual([
      '灯可作比较的1项指标中，全市变差1项（指标RATE）',
      '与CG-2026Q2-01相比，1项指标和综合得分有7处数值、10处位次、4处灯不同，涉及全市和5个单位',
      'CG-2026Q3-01中，指标RATE的全市数据按已报单位汇总，尚不完整（缺B）',
      'A、B、C等5个单位只在CG-2026Q2-01中参加综合得分排名，综合得分的位次不可直接比较',
    ])
  })

  it('a light that changed with its target is not called better or worse', async () => {
    const from = await publish('2026Q2', plainQuarter)
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(target).set({ value: 99 }).where(eq(target.indicatorCode, 'RATE'))
    })
    const code = await publish('2026Q3', plainQuarter)
    const words = said(await between(from, code))
    expect(words.filter((one) => /灯/.test(one))).toEqual([
      '与CG-2026Q2-01相比，1项指标和综合得分有5处数值、1处位次、3处灯不同，涉及全市和5个单位',
      '指标RATE两次发布的目标或基期不同，灯的标准不同',
    ])
  })
})
