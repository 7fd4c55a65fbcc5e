import { findCrossing } from './crossing.ts'

/** Longitude and latitude in degrees, as the file has them (WGS 84, CGCS 2000 or GCJ-02). */
export type Point = readonly [longitude: number, latitude: number]

/** The outer ring first, then its holes; every ring ends where it begins. */
export type Polygon = readonly (readonly Point[])[]

/** One outline of a file. `at` counts from 1, as people count the features of a file. */
export type OutlineFeature = {
  readonly at: number
  readonly properties: ReadonlyMap<string, string>
  readonly polygons: readonly Polygon[]
}

export type OutlineFile = {
  readonly features: readonly OutlineFeature[]
  /** Positions in all rings together. */
  readonly points: number
  /** What is wrong, each naming the feature and the remedy; empty for a file that can be used. */
  readonly faults: readonly string[]
}

/** What is read within a second or two; a city of a dozen districts has a tenth of it. */
export const outlineLimits = { bytes: 4 * 1024 * 1024, features: 3_000, points: 150_000, depth: 24 } as const

const remedyOfFormat = '请从制图软件导出 GeoJSON（FeatureCollection，经纬度坐标）后重新上传'

/** Reads the text of a GeoJSON file (RFC 7946): a FeatureCollection of polygons and multipolygons. Never throws for what the file holds. */
export function readGeojson(text: string): OutlineFile {
  if (depthOf(text) > outlineLimits.depth) return refusedFile(`文件的层次过深，不是区划轮廓。${remedyOfFormat}。`)
  const root = parsed(text)
  if (root === undefined) return refusedFile(`文件不是完整的 JSON，可能没有下载完。${remedyOfFormat}。`)
  if (!isRecord(root) || root['type'] !== 'FeatureCollection' || !Array.isArray(root['features']))
    return refusedFile(`文件不是 GeoJSON 要素集（FeatureCollection）。${remedyOfFormat}。`)
  const given: readonly unknown[] = root['features']
  if (given.length === 0) return refusedFile(`文件里没有要素。${remedyOfFormat}。`)
  if (given.length > outlineLimits.features)
    return refusedFile(
      `文件有${given.length}个要素，最多${outlineLimits.features}个。请只保留本市各报送单位的轮廓后重新上传。`,
    )
  return readFeatures(given)
}

function readFeatures(given: readonly unknown[]): OutlineFile {
  const features: OutlineFeature[] = []
  const faults: string[] = []
  let points = 0
  for (const [index, one] of given.entries()) {
    const read = readFeature(one, index + 1)
    if (typeof read === 'string') faults.push(read)
    else {
      features.push(read)
      points += read.polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
    }
  }
  if (points > outlineLimits.points)
    faults.push(
      `文件共有${points}个坐标点，最多${outlineLimits.points}个。请在制图软件中选用较小比例尺的边界后重新上传。`,
    )
  else faults.push(...features.flatMap(crossingFault))
  return { features, points, faults }
}

/** An outline that crosses itself has no inside: what is drawn and what is pointed at would differ. */
function crossingFault(feature: OutlineFeature): string[] {
  for (const ring of feature.polygons.flat()) {
    const found = findCrossing(ring)
    if (found !== null)
      return [
        `${featureName(feature)}的轮廓与自身相交（在坐标 ${degrees(found[0])}, ${degrees(found[1])} 附近）。请在制图软件中修复几何（检查自相交）后重新导出。`,
      ]
  }
  return []
}

const degrees = (value: number): number => Math.round(value * 1e5) / 1e5

function refusedFile(fault: string): OutlineFile {
  return { features: [], points: 0, faults: [fault] }
}

/** 第3个要素（东湾区）. */
export function featureName({ at, properties }: Pick<OutlineFeature, 'at' | 'properties'>, key?: string): string {
  const own = (key === undefined ? undefined : properties.get(key)) ?? properties.get('name') ?? properties.get('NAME')
  return own === undefined || own === '' ? `第${at}个要素` : `第${at}个要素（${own.slice(0, 40)}）`
}

/** The feature, or what is wrong with it. */
function readFeature(given: unknown, at: number): OutlineFeature | string {
  const properties = new Map(isRecord(given) ? textProperties(given['properties']) : [])
  const name = featureName({ at, properties })
  if (!isRecord(given) || given['type'] !== 'Feature') return `${name}不是 GeoJSON 要素（Feature）。${remedyOfFormat}。`
  const { geometry } = given
  if (!isRecord(geometry)) return `${name}没有图形。请补上它的轮廓，或从文件中删去这个要素。`
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    return `${name}是${geometryWord(type)}，不是面。请只保留面状的轮廓（Polygon 或 MultiPolygon），注记点和界线不要放在文件里。`
  const list: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(list) || list.length === 0) return `${name}没有坐标。请补上它的轮廓，或从文件中删去这个要素。`
  const polygons: Polygon[] = []
  for (const one of list as readonly unknown[]) {
    const polygon = readPolygon(one)
    if (typeof polygon === 'string') return `${name}${polygon}`
    polygons.push(polygon)
  }
  return { at, properties, polygons }
}

function geometryWord(type: unknown): string {
  const words = new Map<unknown, string>([
    ['Point', '点'],
    ['MultiPoint', '点'],
    ['LineString', '线'],
    ['MultiLineString', '线'],
    ['GeometryCollection', '图形集合'],
  ])
  return words.get(type) ?? '不认识的图形'
}

const unreadable = '的坐标读不出来，应为一串 [经度, 纬度]。请在制图软件中重新导出这个要素。'

function readPolygon(given: unknown): Polygon | string {
  if (!Array.isArray(given) || given.length === 0) return unreadable
  const rings: Point[][] = []
  for (const one of given as readonly unknown[]) {
    const ring = readRing(one)
    if (typeof ring === 'string') return ring
    rings.push(ring)
  }
  return rings
}

function readRing(given: unknown): Point[] | string {
  if (!Array.isArray(given)) return unreadable
  const ring: Point[] = []
  for (const one of given as readonly unknown[]) {
    const point = readPoint(one)
    if (typeof point === 'string') return point
    ring.push(point)
  }
  const [first] = ring
  const last = ring.at(-1)
  if (first === undefined || last === undefined) return unreadable
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first)
  return isFlat(ring) ? '有一圈轮廓不足三个点，围不成面。请在制图软件中检查并修复图形后重新导出。' : ring
}

/** Fewer than three places that differ. */
function isFlat(ring: readonly Point[]): boolean {
  const [first] = ring
  const second = ring.find((point) => point[0] !== first?.[0] || point[1] !== first?.[1])
  return !ring.some((point) => [first, second].every((one) => point[0] !== one?.[0] || point[1] !== one?.[1]))
}

function readPoint(given: unknown): Point | string {
  if (!Array.isArray(given) || given.length < 2) return unreadable
  const [x, y] = given as readonly unknown[]
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) return unreadable
  if (Math.abs(x) > 180 || Math.abs(y) > 90)
    return `的坐标（${x}, ${y}）超出经纬度的范围，像是以米计的投影坐标。请在制图软件中换成经纬度坐标（CGCS2000 或 WGS84）后重新导出。`
  return [x, y]
}

function textProperties(given: unknown): [string, string][] {
  if (!isRecord(given)) return []
  return Object.entries(given).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[key, String(value).trim()]] : [],
  )
}

/** A cast behind a test: an object that is no list. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** Deepest nesting of brackets outside strings, counted before anything is built. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isText = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at)
    if (letter === 0x22) isText = !isText
    else if (isText) at += letter === 0x5c ? 1 : 0
    else if (letter === 0x5b || letter === 0x7b) {
      depth += 1
      deepest = Math.max(deepest, depth)
    } else if (letter === 0x5d || letter === 0x7d) depth -= 1
  }
  return deepest
}
