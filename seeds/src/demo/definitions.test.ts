import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmpty } from '@cg/db/installation.fixture'
import { openStore } from '@cg/db/open'
import type { IndicatorCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { installCatalogue } from '@cg/services/catalogue/install'
import { loadDefinitions } from '@cg/services/catalogue/read'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalogue } from '../catalogue-files.ts'
import { catalogueIn, changeDefinitions } from './definitions.ts'

const folder = mkdtempSync(join(tmpdir(), 'cg-definitions-'))
const catalogue = readCatalogue()
const [before, from] = [parsePeriod('2024Q4'), parsePeriod('2025Q1')]
let store: Awaited<ReturnType<typeof openStore>>

beforeAll(async () => {
  store = await openEmpty(join(folder, 'data'))
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

test('one indicator means something else before 2025, and says from then on what it meant and why it changed', async () => {
  const services = { store, now: () => new Date('2021-12-01T00:00:00Z') }
  await installCatalogue(services, catalogueIn(catalogue, before), { schemeState: 'adopted' })
  for (const period of [before, from]) await changeDefinitions(services, catalogue, period)
  const changed = async (period: typeof before) =>
    [...(await store.read((db) => loadDefinitions(db, period))).indicators.values()].filter(
      ({ version }) => version > 1,
    )
  expect(await changed(before)).toEqual([])
  const [now, ...others] = await changed(from)
  expect([now?.code, now?.version, now?.breaks, others.length]).toEqual(['FZ02', 2, ['2025Q1'], 0])
  expect(now?.changeReason).toContain('自2025年起')
  const numerator = now?.earlier[0]?.formula.kind === 'quotient' ? now.earlier[0].formula.numerator : []
  expect(numerator.map(({ item }) => item)).toEqual(['P_TITLE_ENG', 'P_TITLE_AE'])
  const committed = catalogue.indicators.find(({ code }) => code === ('FZ02' as IndicatorCode))
  expect([now?.definition, now?.formula]).toEqual([committed?.definition, committed?.formula])
})
