import { afterAll, beforeAll, expect, it } from 'vitest'
import { act, apForm, expectStatus, formPath, logins, openTestCity, save, typed } from './city.ts'
import type { City, Login } from './city.ts'

/*
 * 分报 as part of the right: 安平区's union form is reported by its towns from 2026Q3 on, of which one has an account. By
 * department × district × town × action; nobody of another district, and no leader, reaches a row.
 */

const change = { kind: 'byParts', from: '2026Q3', body: { form: 'U-ZGH', units: ['AP'], by: 'town' } }

let city: City
beforeAll(async () => {
  city = await openTestCity()
  const checked = expectStatus(await city.ask('admin', 'POST /api/v1/admin/catalogue/check', { body: change }), 200)
  const body = { change, reason: '区里议定', seen: checked.body.digest }
  const proposed = expectStatus(await city.ask('admin', 'POST /api/v1/admin/catalogue/proposals', { body }), 200)
  const [{ id }] = proposed.body.proposals
  const decided = { version: 1, body: { action: 'confirm', note: '' } }
  expectStatus(await city.ask('publisher', `POST /api/v1/admin/catalogue/proposals/${id}/decide`, decided), 200)
  expectStatus(await save(city, 'ap', apForm, [typed('E_OPEN:A1', '3'), typed('E_OPEN:A2', '4')]), 200)
})
afterAll(() => city.close())

const path = formPath(apForm)
const unitsOf = (body: { units: { code: string }[] }) => body.units.map(({ code }) => code)

/** What everybody gets who is not named. */
async function expectOnly(request: (login: Login) => Promise<{ status: number }>, may: Partial<Record<Login, number>>) {
  const got = await Promise.all(logins.map(async (login) => [login, (await request(login)).status]))
  expect(got).toEqual(logins.map((login) => [login, may[login] ?? 403]))
}

it('the form is read whole by its district, and by a town its own row alone', async () => {
  const whole = await city.ask('ap', `GET ${path}`)
  expect(unitsOf(whole.body)).toEqual(['A1', 'A2', 'AP'])
  const own = await city.ask('town', `GET ${path}`)
  expect(unitsOf(own.body)).toEqual(['A1'])
  const reading = { ap: 200, headAp: 200, town: 200 } as const
  // The office and the lead department see figures from the first submission on.
  await expectOnly((login) => city.ask(login, `GET ${path}`), reading)
})

it('a row is saved by its town and by the district, and by nobody else', async () => {
  const body = { source: 'grid', cells: [typed('E_UNION:A1', '9')] }
  await expectOnly((login) => city.ask(login, `PUT ${path}/cells`, { body }), { ap: 200, town: 200 })
  const other = await city.ask('town', `PUT ${path}/cells`, {
    body: { source: 'grid', cells: [typed('E_OPEN:A2', '1', 1)] },
  })
  expect(other.body.outcomes).toMatchObject([{ outcome: 'refused' }])
})

it('a town learns nothing of its neighbour, and sends, explains, prints and asks nothing', async () => {
  expectStatus(await city.ask('town', `GET ${path}/history?item=E_OPEN&unit=A1`), 200)
  expectStatus(await city.ask('town', `GET ${path}/history?item=E_OPEN&unit=A2`), 404)
  expectStatus(await city.ask('town', `GET ${path}/template.xlsx`), 200)
  for (const tail of ['/sheet', '/threads', '/receipt']) expectStatus(await city.ask('town', `GET ${path}${tail}`), 403)
  expectStatus(await act(city, 'town', apForm, 'submit'), 403)
  const words = { rule: 'MISSING', item: 'E_UNION', unit: 'A1', text: '本季没有这样的企业', version: 0 }
  expectStatus(await city.ask('town', `PUT ${path}/explanations`, { body: { items: [words] } }), 403)
})

it('the district sends the whole, whose own figures are the sums', async () => {
  expectStatus(await save(city, 'ap', apForm, [typed('E_UNION:A2', '11')]), 200)
  expectStatus(await act(city, 'ap', apForm, 'submit'), 200)
  const values = city.raw.prepare("SELECT item_code, value FROM cell WHERE unit_code = 'AP' ORDER BY 1").raw().all()
  expect(values).toEqual([
    ['E_OPEN', 7],
    ['E_UNION', 20],
  ])
})
