import type { UnitSeed } from '@cg/contract/catalogue'
import type { MapInput } from '@cg/contract/map'
import type { UnitCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'

type Ring = [number, number][]

const unit = (code: string, shortName: string, change: Partial<UnitSeed> = {}): UnitSeed => ({
  code: code as UnitCode,
  name: `云川市${shortName}`,
  shortName,
  kind: 'district',
  parent: null,
  areaType: null,
  assessmentGroup: null,
  countsInParent: true,
  protocolOrder: 1,
  tileRow: null,
  tileColumn: null,
  validFrom: parsePeriod('2021Q1'),
  validTo: null,
  ...change,
})

/** Two neighbours, one that is no more, and a zone that lies over both. */
export const mapUnits: UnitSeed[] = [
  unit('AP', '安平区'),
  unit('BS', '北山县', { kind: 'county', protocolOrder: 2 }),
  unit('OLD', '旧城区', { protocolOrder: 3, validTo: parsePeriod('2024Q4') }),
  unit('GX', '高新区', { kind: 'zone', countsInParent: false, protocolOrder: 4 }),
]

/** A border that winds, from north to south; both neighbours have it. */
export const border: Ring = Array.from({ length: 401 }, (_, at) => [
  105 + Math.sin(at * 2) * 0.000_03 + Math.sin(at / 60) * 0.05,
  31 - at * 0.001,
])

export const west: Ring = [[104.4, 31], ...border, [104.4, 30.6], [104.4, 31]]
export const east: Ring = [[105.6, 31], [105.6, 30.6], ...border.toReversed(), [105.6, 31]]

export function feature(properties: Record<string, unknown>, ...rings: unknown[]): Record<string, unknown> {
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } }
}

export function collection(...features: unknown[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features })
}

export const wholeMap = collection(feature({ name: '安平区' }, west), feature({ name: '北山县' }, east))

export function mapInput(change: Partial<MapInput> = {}): MapInput {
  return {
    fileName: 'map.geojson',
    file: wholeMap,
    approvalNo: '审图号：演示S(2026)0001号',
    maker: '云川市自然资源局',
    appliesFrom: '2025Q1',
    ...change,
  }
}
