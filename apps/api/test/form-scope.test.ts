import { afterAll, beforeAll, expect, it } from 'vitest'
import { apForm, expectStatus, formPath, logins, openTestCity, save, typed } from './city.ts'
import type { City, Login } from './city.ts'

/* 填报范围 over the routes: who may put it forward and confirm it, and what the district that is left out meets then. */

const change = { kind: 'formScope', from: '2026Q3', body: { form: 'U-ZGH', excused: ['AP'] } }

let city: City
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const check = (login: Login) => city.ask(login, 'POST /api/v1/admin/catalogue/check', { body: change })

it('is checked by those who propose changes of the catalogue, and by nobody else', async () => {
  const got = await Promise.all(logins.map(async (login) => [login, (await check(login)).status]))
  expect(got.filter(([, status]) => status === 200).map(([login]) => login)).toEqual([
    'publisher',
    'publisher2',
    'admin',
  ])
})

it('refuses a body that names a unit twice', async () => {
  const body = { ...change, body: { form: 'U-ZGH', excused: ['AP', 'AP'] } }
  expectStatus(await city.ask('admin', 'POST /api/v1/admin/catalogue/check', { body }), 400)
})

it('takes the form from the district once another has confirmed it, not before', async () => {
  expectStatus(await save(city, 'ap', apForm, [typed('E_OPEN:AP', '3')]), 200)
  const { body: checked } = expectStatus(await check('admin'), 200)
  const body = { change, reason: '市里议定', seen: checked.digest }
  const proposed = expectStatus(await city.ask('admin', 'POST /api/v1/admin/catalogue/proposals', { body }), 200)
  const [{ id }] = proposed.body.proposals
  expectStatus(await city.ask('ap', `GET ${formPath(apForm)}`), 200)
  const decision = { version: 1, body: { action: 'confirm', note: '' } }
  const path = `POST /api/v1/admin/catalogue/proposals/${id}/decide`
  expectStatus(await city.ask('admin', path, decision), 403)
  expectStatus(await city.ask('publisher', path, decision), 200)
  const { body: refused } = expectStatus(await city.ask('ap', `GET ${formPath(apForm)}`), 403)
  expect(refused).toMatchObject({ reason: 'form.excused', heading: '这张报表不用填' })
  expectStatus(await save(city, 'ap', apForm, [typed('E_OPEN:AP', '4', 1)]), 403)
  const { body: work } = expectStatus(await city.ask('ap', 'GET /api/v1/work?period=2026Q3'), 200)
  expect(work).toMatchObject({ owed: [], excused: [expect.stringContaining('不用填《U-ZGH 报表》')] })
})
