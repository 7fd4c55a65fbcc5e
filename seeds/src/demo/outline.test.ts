import { readFileSync } from 'node:fs'
import { readMapFile } from '@cg/services/map/read-file'
import { must } from '@cg/domain/must'
import { describe, expect, it } from 'vitest'
import { readDemoCity } from '../city-files.ts'
import { fictionalOutline } from './outline.fixture.ts'

const file = readFileSync(new URL('../../city/map.geojson', import.meta.url), 'utf8')
const { units } = readDemoCity()

/** Districts and counties; the zones lie over them and are listed beside. */
const outlined = units.filter((unit) => unit.tileRow !== null && unit.countsInParent)

describe('the made-up outline of the demo city', () => {
  it('is made from its tiles, to the last digit', () => {
    const tiles = outlined.map((unit) => ({
      name: unit.shortName,
      row: must(unit.tileRow ?? undefined),
      column: must(unit.tileColumn ?? undefined),
    }))
    expect(JSON.parse(file)).toEqual(JSON.parse(fictionalOutline(tiles)))
  })

  it('can be taken as it is, under a number that says it is made up', () => {
    const input = {
      fileName: 'map.geojson',
      file,
      approvalNo: '演示S(2026)0001号',
      maker: '演示数据',
      appliesFrom: '2021Q4',
    }
    const ground = {
      units: units.filter((unit) => unit.tileRow !== null).map((unit) => ({ ...unit, isDemo: true })),
      isDemo: true,
    }
    const { faults, outline } = readMapFile(input, ground, new Date('2026-11-27'))
    expect(faults).toEqual([])
    expect(outline?.units).toHaveLength(outlined.length)
  })
})
