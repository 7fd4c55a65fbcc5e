import { releaseAnswer } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { loadStoredBasis } from './answers.ts'
import { answerContracts, frozenShape } from './shape.ts'
import { sha256 } from './sha256.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

/** When this fails, what is frozen has changed its shape: raise `frozenShape` by one, and write the new digests here. */
it('the shape is counted anew whenever a frozen contract or the basis changes', async () => {
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const { id } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  const basis = await city.store.read((db) => loadStoredBasis(db, id))
  const parts = [basis, basis.units[0], basis.items[0], basis.indicators[0], basis.forms[0], basis.guide]
  const names = parts.map((part) => Object.keys(part ?? {}).sort())
  const digest = (value: unknown) => sha256(Buffer.from(JSON.stringify(value))).slice(0, 12)
  expect({ shape: frozenShape, answers: digest(answerContracts), basis: digest(names) }).toEqual({
    shape: 32,
    answers: '5ab690e244f6',
    basis: '65083a6b808f',
  })
})

it('a basis of an earlier program is read since it holds all that it must, one of a later program never', async () => {
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const { id } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  const read = async (shape: number) => {
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(releaseAnswer).set({ shape }).where(eq(releaseAnswer.name, 'basis')),
    )
    return city.store.read((db) => loadStoredBasis(db, id)).then(({ period }) => period, String)
  }
  expect(await read(26)).toBe('2026Q3')
  expect(await read(25)).toContain('其他版本的软件')
  expect(await read(frozenShape + 1)).toContain('其他版本的软件')
})
