import { outlineLimits } from '@cg/domain/place/geojson'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/** x and y of every point in turn, closed; whole steps of the map's grid. */
const Ring = Type.Array(Type.Integer(), { minItems: 6 })

/** The outlines of a map: on one grid, so that neighbours share the points of their border. */
export const MapOutline = Type.Object({
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
  /** In the order drawn: what lies over others comes last. Polygons, each an outer ring and its holes. */
  units: Type.Array(Type.Object({ code: Type.String(), polygons: Type.Array(Type.Array(Ring)) })),
})
export type MapOutline = Static<typeof MapOutline>

const mapHead = {
  /** 第几版: 1, 2, … */
  id: Type.Integer({ minimum: 1 }),
  /** 审图号, as it is printed. */
  approvalNo: Type.String(),
  /** 制图单位. */
  maker: Type.String(),
  /** First quarter it holds for. */
  appliesFrom: PeriodText,
}

export const MapHead = Type.Object(mapHead)
export type MapHead = Static<typeof MapHead>

/** A map as charts draw it: the outlines with what must be printed beside them. */
export const MapSheet = Type.Object({ ...mapHead, outline: MapOutline })
export type MapSheet = Static<typeof MapSheet>

export const MapVersion = Type.Object({
  ...mapHead,
  fileName: Type.String(),
  /** SHA-256 of the file. */
  fileHash: Type.String(),
  takenBy: Type.String(),
  takenAt: IsoTime,
  units: Type.Integer(),
  /** Null while it is in use. */
  withdrawn: nullable(Type.Object({ by: Type.String(), at: IsoTime, reason: Type.String() })),
  /** The version that holds in its place since; null where none does. */
  replacedBy: nullable(Type.Integer()),
  /** Units in force now that it has no outline of and that must have one, by name. */
  lacks: Type.Array(Type.String()),
})
export type MapVersion = Static<typeof MapVersion>

export const MapVersions = Type.Object({
  /** Newest first. */
  items: Type.Array(MapVersion),
  /** The quarter proposed for the next one: the newest there is. */
  period: nullable(PeriodText),
})
export type MapVersions = Static<typeof MapVersions>

const MapInput = strictObject({
  fileName: Type.String({ minLength: 1, maxLength: 120 }),
  /** The text of the GeoJSON file. */
  file: Type.String({ minLength: 2, maxLength: outlineLimits.bytes }),
  approvalNo: Type.String({ maxLength: 60, description: '审图号' }),
  maker: Type.String({ maxLength: 60, description: '制图单位' }),
  appliesFrom: PeriodText,
})
export type MapInput = Static<typeof MapInput>

/** What a file would become; `faults` empty and `outline` given when it can be taken. */
export const MapTrial = Type.Object({
  faults: Type.Array(Type.String()),
  outline: nullable(MapOutline),
  approvalNo: nullable(Type.String()),
  /** By which property the features were recognised. */
  key: nullable(Type.String()),
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  /** Names of units without an outline of their own that are listed beside the map. */
  beside: Type.Array(Type.String()),
  /** Positions in the file and after simplification. */
  points: Type.Object({ given: Type.Integer(), kept: Type.Integer() }),
})
export type MapTrial = Static<typeof MapTrial>

/** A file of the largest size as a JSON text, in which a Chinese letter or a quotation mark takes more bytes. */
const bodyLimit = outlineLimits.bytes * 2

export const listMaps = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/maps',
  summary: 'All versions of the city’s own map',
  access: 'signed-in',
  reply: MapVersions,
})
export const tryMap = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/maps/trial',
  summary: 'Check a GeoJSON file and show what would be drawn; writes nothing',
  access: 'signed-in',
  body: MapInput,
  bodyLimit,
  reply: MapTrial,
})
export const takeMap = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/maps',
  summary: 'Take a GeoJSON file as the city’s map from a quarter on; every check must hold',
  access: 'signed-in',
  body: MapInput,
  bodyLimit,
  reply: MapVersions,
})
export const withdrawMap = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/maps/:id/withdrawal',
  summary: 'Take a version out of use: its quarters show the tile map again',
  access: 'signed-in',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  body: strictObject({ reason: Type.String({ minLength: 1, maxLength: 200, description: '停用原因' }) }),
  reply: MapVersions,
})
export const findMap = defineRoute({
  method: 'GET',
  path: '/api/v1/maps',
  summary: 'The map in use in a quarter; null: tiles only',
  access: 'signed-in',
  query: Type.Object({ period: PeriodText }),
  reply: Type.Object({ map: nullable(MapHead) }),
})
export const getMap = defineRoute({
  method: 'GET',
  path: '/api/v1/maps/:id',
  summary: 'The outlines of a version in use',
  access: 'signed-in',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  reply: MapSheet,
})
