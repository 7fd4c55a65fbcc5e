import type { SchemeDetail } from '@cg/contract/scheme'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus, openTestCity } from './city.ts'
import type { City, Login } from './city.ts'

let city: City

beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

async function draft(login: Login = 'publisher'): Promise<SchemeDetail> {
  const { body } = expectStatus(await city.ask(login, 'POST /api/v1/schemes', { body: { from: 1, year: 2027 } }), 200)
  return body as SchemeDetail
}

const asSaved = ({ version: { name, note, year }, body }: SchemeDetail, weight: number) => ({
  name,
  note,
  year,
  body: { ...body, items: body.items.map((item) => ({ ...item, weight })) },
})

describe('a scoring scheme over HTTP', () => {
  it('is written only with the version that was seen: 428 without, 412 when it moved on', async () => {
    const made = await draft()
    const path = `/api/v1/schemes/${made.version.id}`
    const body = asSaved(made, 60)
    const without = expectStatus(await city.ask('publisher', `PUT ${path}`, { body }), 428)
    expect(without.body.code).toBe('precondition_required')
    const saved = expectStatus(await city.ask('publisher', `PUT ${path}`, { body, version: 1 }), 200)
    expect(saved.body.version).toMatchObject({ editVersion: 2, state: 'draft' })
    const late = expectStatus(await city.ask('reviewer', `PUT ${path}`, { body: asSaved(made, 70), version: 1 }), 412)
    expect(late.body).toMatchObject({ reason: 'scheme.changed', current: { editVersion: 2, yours: 1 } })
    expect((await city.ask('publisher', `GET ${path}`)).body.body.items[0].weight).toBe(60)
  })

  it('is tried, then adopted; before the first release by one publisher, and everything else is a conflict', async () => {
    const made = await draft()
    const path = `/api/v1/schemes/${made.version.id}`
    const adoption = { body: { approval: '领导小组会议纪要〔2026〕3号' }, version: 1 }
    const untried = expectStatus(await city.ask('publisher2', `POST ${path}/adoption`, adoption), 409)
    expect(untried.body.reason).toBe('scheme.not_tried')
    const trial = expectStatus(await city.ask('reviewer', `POST ${path}/trial`), 200)
    expect(trial.body).toMatchObject({ mark: '试算，非正式', quarters: [], version: { state: 'tried' } })
    const { body: impact } = expectStatus(await city.ask('publisher', `GET ${path}/impact`), 200)
    expect(impact).toMatchObject({ refusals: [], quarter: null })
    const proposing = { body: { ...adoption.body, seen: impact.digest }, version: 1 }
    const alone = expectStatus(await city.ask('publisher', `POST ${path}/proposal`, proposing), 409)
    expect(alone.body.reason).toBe('scheme.alone')
    expectStatus(await city.ask('publisher', `POST ${path}/adoption`, { body: adoption.body }), 428)
    const adopted = expectStatus(await city.ask('publisher', `POST ${path}/adoption`, adoption), 200)
    expect(adopted.body).toMatchObject({ state: 'adopted', approval: adoption.body.approval })
    const again = expectStatus(await city.ask('publisher2', `POST ${path}/adoption`, adoption), 409)
    expect(again.body.reason).toBe('scheme.frozen')
    expectStatus(await city.ask('publisher', `PUT ${path}`, { body: asSaved(made, 1), version: 1 }), 409)
    expectStatus(await city.ask('publisher', `POST ${path}/retirement`, { version: 1 }), 409)
  })

  it('takes every kind of rule, and refuses what is no rule with the place named', async () => {
    const made = await draft()
    const path = `PUT /api/v1/schemes/${made.version.id}`
    const [item] = made.body.items
    const rules = [
      { kind: 'target_pass' },
      { kind: 'step_down', full: 8, step: 1, loss: 0.2, wholeSteps: true, maxLoss: 4 },
      {
        kind: 'bands',
        full: 6,
        bands: [
          { limit: 80, points: 6 },
          { limit: 50, points: 4 },
        ],
        otherwise: 3,
      },
      { kind: 'rank_decay', step: 5, floor: 60 },
      { kind: 'power', base: 60, bounds: { worst: 20, best: 80 } },
      { kind: 'linear_around_target', full: 8, base: 80, slope: 0.5, cap: 120 },
      { kind: 'normalise', normaliser: { kind: 'goalposts', low: 0, high: 100 } },
      { kind: 'target_ratio', cap: 1.2 },
    ]
    let version = 1
    for (const rule of rules) {
      const body = { ...asSaved(made, 100), body: { ...made.body, items: [{ ...item, rule }] } }
      expectStatus(await city.ask('publisher', path, { body, version }), 200)
      version += 1
    }
    const wrong = [{ kind: 'whim' }, { kind: 'target_ratio', cap: -1 }, { kind: 'target_ratio', cap: 1, bonus: 3 }]
    for (const rule of wrong) {
      const body = { ...asSaved(made, 100), body: { ...made.body, items: [{ ...item, rule }] } }
      expectStatus(await city.ask('publisher', path, { body, version }), 400)
    }
    const equal = { kind: 'power', bounds: { worst: 5, best: 5 } }
    const body = { ...asSaved(made, 100), body: { ...made.body, items: [{ ...item, rule: equal }] } }
    const refused = expectStatus(await city.ask('publisher', path, { body, version }), 400)
    expect(refused.body).toMatchObject({ reason: 'scheme.faults', cells: [{ item: 'JN03' }] })
  })
})
