import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { fullRsj, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { markProvisional } from '../entry/move/mark-provisional.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { acceptForm } from '../review/accept-form.ts'
import { returnForm } from '../review/return-form.ts'
import { readMatrix } from '../review/matrix.ts'
import { listWork } from '../entry/work.ts'
import { readInbox } from './list.ts'

/* 快报 of RSJ's form, whose final figures are to come by 2026-10-20. */

let city: City
beforeEach(async () => {
  city = await openCity()
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  await markProvisional(city.as('rsj'), rsjForm, { finalBy: '2026-10-20', version: 1 })
})
afterEach(() => city.close())

const logins = ['rsj', 'rsj2', 'tjj', 'ap', 'reviewer', 'leader', 'publisher', 'admin', 'auditor'] as const
const finalsOf = async (login: Login) =>
  (await readInbox(city.as(login), {})).items.filter(({ kind }) => kind.startsWith('final'))
async function told(): Promise<Login[]> {
  const found: Login[] = []
  for (const login of logins) if ((await finalsOf(login)).length > 0) found.push(login)
  return found
}
const send = async () => (await submitForm(city.as('rsj'), rsjForm, { version: 2 })).submission.version

it('is told of to the reporter and the office from three days before, in China’s days', async () => {
  city.clock.now = '2026-10-16T15:59:00.000Z'
  expect(await told()).toEqual([])
  city.clock.now = '2026-10-16T16:00:00.000Z'
  expect(await told()).toEqual(['rsj', 'rsj2', 'reviewer'])
  expect(await finalsOf('rsj')).toMatchObject([
    {
      kind: 'finalDue',
      at: '2026-10-16T16:00:00.000Z',
      link: '/fill/2026Q3/RSJ-SKILLS/RSJ',
      sentence:
        '2026年第三季度《RSJ-SKILLS 报表》（市人社局）报的是快报数，正式数应在2026年10月20日前报送；表还在填报单位，改好后请标明是正式数。',
    },
  ])
})

it('is told of again once the day is over, and says what brings the final figures in', async () => {
  const version = await send()
  await acceptForm(city.as('reviewer'), rsjForm, { version })
  city.clock.now = '2026-10-20T15:59:00.000Z'
  expect((await finalsOf('reviewer')).map(({ kind }) => kind)).toEqual(['finalDue'])
  city.clock.now = '2026-10-20T16:00:00.000Z'
  expect(await finalsOf('reviewer')).toMatchObject([
    {
      kind: 'finalOverdue',
      link: '/review/2026Q3/RSJ-SKILLS/RSJ',
      sentence: expect.stringContaining('现已过期；表已报送，要由产改办退回才能修改。'),
      isRead: false,
    },
  ])
  // A year later it is still not forgotten.
  city.clock.now = '2027-10-20T16:00:00.000Z'
  expect(await told()).toEqual(['rsj', 'rsj2', 'reviewer'])
})

it('is told of no more once the form is marked as final', async () => {
  const version = await send()
  city.clock.now = '2026-10-19T02:00:00.000Z'
  const marks = [{ item: 'P_TRAIN_SR', unit: 'BS', reasonCode: 'wrong_number' as const, reason: '正式数已出' }]
  const back = await returnForm(city.as('reviewer'), rsjForm, { version, marks })
  expect((await finalsOf('rsj'))[0]?.sentence).toContain('表还在填报单位')
  await markProvisional(city.as('rsj'), rsjForm, { finalBy: null, version: back.submission.version })
  expect(await told()).toEqual([])
})

it('stands on the progress board and on the list of the own forms', async () => {
  const { cells } = await readMatrix(city.as('reviewer'), {})
  expect(cells.filter(({ finalBy }) => finalBy !== null)).toMatchObject([
    { form: 'RSJ-SKILLS', reporter: 'RSJ', finalBy: '2026-10-20' },
  ])
  expect((await listWork(city.as('rsj'), { period: '2026Q3' })).owed).toMatchObject([
    { form: 'RSJ-SKILLS', finalBy: '2026-10-20' },
  ])
})
