import { schemeVersion, user } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { fullRsj, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { acceptForm } from '../review/accept-form.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { readSetup } from './setup.ts'

/* 启用步骤: what is there is told as it is, of an installation that has units, people and an open quarter. */

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const steps = async (login: 'admin' | 'publisher' | 'reviewer' = 'admin') =>
  Object.fromEntries(
    (await readSetup(city.as(login))).steps.map(({ code, state, sentence }) => [code, [state, sentence]]),
  )

it('counts units, catalogue and targets, and names the bodies without a filler', async () => {
  const told = await steps()
  expect(told['units']).toEqual(['done', '云川市，3个报送单位'])
  expect(told['people']).toEqual(['todo', '1个单位还没有填报人（长溪县）。'])
  expect(told['catalogue']).toEqual(['done', '内置指标目录：1项指标，其中1项参加评价，3张报表'])
  expect(told['aims']).toEqual(['wanted', '2026年目标0个，基期0个；没有目标的指标不判达标和滞后。'])
  expect(told['scheme']?.[0]).toBe('wanted')
  expect(told['period']).toEqual(['done', '2026年第三季度已开放填报，2026年10月15日 18:00截止'])
})

it('counts no account that is switched off', async () => {
  const off = city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx.update(user).set({ isActive: false }).where(eq(user.login, 'publisher')).then(),
  )
  await off
  expect((await steps())['people']?.[1]).toBe('1个单位还没有填报人（长溪县）；还没有发布人。')
})

it('follows forms to the preview', async () => {
  expect((await steps())['entry']).toEqual(['todo', '应报5张，已报送0张，已审核通过0张。'])
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  const sent = await submitForm(city.as('rsj'), rsjForm, { version: 1 })
  expect((await steps())['entry']?.[1]).toBe('应报5张，已报送1张，已审核通过0张。')
  await acceptForm(city.as('reviewer'), rsjForm, { version: sent.submission.version })
  expect((await steps())['entry']?.[1]).toBe('应报5张，已报送1张，已审核通过1张。')
  await preparePreview(city.as('reviewer'), { period: '2026Q3' })
  expect((await steps())['release']).toEqual(['todo', '试看已生成，待另一位发布人复核后发布。'])
})

it('takes a draft for no scheme', async () => {
  const row = {
    schemeCode: 'S',
    version: 1,
    year: 2026,
    name: '综合评价方案',
    body: '{}',
    contentHash: 'x',
    note: '',
    createdBy: 10,
    createdAt: city.clock.now,
  }
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx
      .insert(schemeVersion)
      .values({ ...row, state: 'draft' })
      .then(),
  )
  expect((await steps())['scheme']?.[0]).toBe('wanted')
})

it('is for admins and the office alone', async () => {
  expect(Object.keys(await steps('reviewer'))).toHaveLength(8)
  expect(Object.keys(await steps('publisher'))).toHaveLength(8)
  for (const login of ['leader', 'rsj', 'ap', 'auditor'] as const) {
    await expect(readSetup(city.as(login)), login).rejects.toMatchObject({ code: 'forbidden' })
  }
})
