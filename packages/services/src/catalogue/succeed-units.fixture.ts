import { UnitSeed } from '@cg/contract/catalogue'
import { parseAs } from '@cg/contract/parse'
import { orgUnit } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { enter, setForm } from '../release/release.fixture.ts'
import type { Entries, TestCity } from '../release/release.fixture.ts'
import { succeedUnits } from './succeed-units.ts'

/* Units of the test city that are merged, split and set up from 2026Q2 on. */

/** Enters, accepts and publishes a quarter; the release's code. */
export async function publishQuarter(city: TestCity, period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

async function unitSeed(city: TestCity, code: string, more: object): Promise<UnitSeed> {
  const rows = await city.store.read((db) => db.select().from(orgUnit))
  const { parentCode: parent, isDemo: _isDemo, ...unit } = must(rows.find((row) => row.code === code))
  return parseAs(UnitSeed, { ...unit, parent, ...more }, 'unit')
}

/** C and D become M (丙丁区). */
export async function mergeUnits(city: TestCity): Promise<void> {
  const ended = [await unitSeed(city, 'C', { validTo: '2026Q1' }), await unitSeed(city, 'D', { validTo: '2026Q1' })]
  const names = { code: 'M', name: '丙丁区', shortName: '丙丁', validFrom: '2026Q2' }
  await succeed(city, { kind: 'merge', ended, begun: [await unitSeed(city, 'C', names)] })
}

/** C becomes S and T. */
export async function splitUnit(city: TestCity): Promise<void> {
  const begun = ['S', 'T'].map((code) =>
    unitSeed(city, 'C', { code, name: `${code}区`, shortName: code, validFrom: '2026Q2' }),
  )
  await succeed(city, {
    kind: 'split',
    ended: [await unitSeed(city, 'C', { validTo: '2026Q1' })],
    begun: await Promise.all(begun),
  })
}

type Act = { kind: 'merge' | 'split'; ended: UnitSeed[]; begun: UnitSeed[] }

async function succeed(city: TestCity, act: Act): Promise<void> {
  const more = { moved: [], grantsTo: null, basis: '国函〔2026〕9号', isDemo: false }
  await succeedUnits(city.as('admin'), async () => ({ write: { ...act, from: parsePeriod('2026Q2'), ...more } }))
}

/** N is set up beside the others. */
export async function setUpUnit(city: TestCity): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(orgUnit).values({
      code: 'N',
      name: '新区',
      shortName: '新区',
      kind: 'zone',
      parentCode: 'CITY',
      areaType: 'centre',
      assessmentGroup: '园区',
      countsInParent: true,
      protocolOrder: 9,
      validFrom: '2026Q2',
      isDemo: false,
    })
  })
}
