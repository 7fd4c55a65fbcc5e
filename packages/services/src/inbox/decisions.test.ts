import { explanation, submission } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fullRsj, openCity as openEntryCity, rsjForm } from '../entry/entry.fixture.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { decideMatter } from '../matter/decide.ts'
import { enterMatter } from '../matter/enter.ts'
import { enter, openCity, people, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { decideStatement } from '../statement/decide.ts'
import { writeStatement } from '../statement/write.ts'
import { readInbox } from './list.ts'

/* What the office decided on a body's own words is told to that body. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function told(kind: string): Promise<[Person, string][]> {
  const found: [Person, string][] = []
  for (const who of people)
    for (const one of (await readInbox(city.as(who), {})).items) if (one.kind === kind) found.push([who, one.sentence])
  return found
}

it('a statement that came back, then was accepted: to the department that wrote it, as it stands', async () => {
  await enter(city, '2026Q1', plainQuarter)
  await setForm(city, '2026Q1', 'accepted')
  const entry = {
    cause: '新投产企业较多，岗前培训没有跟上',
    measures: '二季度集中办班三十期',
    until: '2026Q2',
    value: '88',
  }
  const board = await writeStatement(city.as('filler'), { period: '2026Q1', indicator: 'RATE', unit: 'B', ...entry })
  expect(await told('statementDecided')).toEqual([])
  const { id, version } = must(board.items[0])
  await decideStatement(city.as('reviewer'), { id, version, action: 'return', note: '请写明培训的期次' })
  const returned = await told('statementDecided')
  expect(returned.map(([who]) => who)).toEqual(['filler'])
  expect(must(returned[0])[1]).toMatch(
    /^2026年第一季度.+的滞后说明被退回（reviewer甲?.*），请按退回意见修改后重新提交。$/u,
  )
})

it('a matter that was accepted and then revoked: to the department that reported it, once', async () => {
  const list = await enterMatter(city.as('filler'), {
    kind: 'ACCIDENT',
    unit: 'A',
    happenedOn: '2026-02-11',
    what: '某厂发生较大事故',
    evidence: '应急〔2026〕3号',
  })
  const { id, version } = must(list.items[0])
  const after = await decideMatter(city.as('reviewer'), { id, version, action: 'accept', note: '' })
  expect((await told('matterDecided')).map(([who, words]) => [who, /已采纳/u.test(words)])).toEqual([['filler', true]])
  const accepted = must(after.items[0])
  await decideMatter(city.as('reviewer'), {
    id,
    version: accepted.version,
    action: 'revoke',
    note: '重复上报，予以撤销',
  })
  const revoked = await told('matterDecided')
  expect(revoked).toHaveLength(1)
  expect(must(revoked[0])[1]).toContain('的加减分事项“较大以上事故”原已采纳，现予撤销')
})

it('an explanation that was turned down: to the people of that form, not to who turned it down', async () => {
  const other = await openEntryCity()
  await saveCells(other.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  await other.store.write({ unaudited: 'fixture' }, async (tx) => {
    const [row] = await tx.select().from(submission).where(eq(submission.formCode, 'RSJ-SKILLS'))
    await tx.insert(explanation).values({
      submissionId: must(row).id,
      ruleCode: 'R12',
      itemCode: 'P_TRAIN',
      unitCode: 'AP',
      at: other.clock.now,
      authorId: other.as('rsj').actor.userId,
      text: '含外来务工人员',
      verdict: 'rejected',
      verdictBy: other.as('reviewer').actor.userId,
      verdictAt: other.clock.now,
    })
  })
  const kindsOf = async (login: 'rsj' | 'rsj2' | 'tjj' | 'reviewer') =>
    (await readInbox(other.as(login), {})).items.filter(({ kind }) => kind === 'explanationRejected')
  expect((await kindsOf('rsj2'))[0]).toMatchObject({
    sentence:
      '2026年第三季度《RSJ-SKILLS 报表》安平区“P_TRAIN”的情况说明没有被认可（reviewer同志），请改写说明，或者核实数字后改正。',
    link: '/fill/2026Q3/RSJ-SKILLS/RSJ',
  })
  expect([(await kindsOf('tjj')).length, (await kindsOf('reviewer')).length]).toEqual([0, 0])
  other.close()
})
