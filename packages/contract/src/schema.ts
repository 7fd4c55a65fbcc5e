import { previewPattern } from './release/preview-code.ts'
import { Type } from './type.ts'
import type { Static, TProperties, TSchema } from 'typebox'

/** An object that refuses unknown properties: nothing is assigned that the contract does not name. */
export function strictObject<P extends TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false })
}

/** The schema or null. */
export function nullable<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()])
}

export const PeriodText = Type.String({ pattern: '^20\\d{2}Q[1-4]$', description: '期次，如 2026Q3' })
export const CodeText = Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,40}$', description: '代码' })
/** A release's number, or the code of a preview, which the office alone may open. */
export const ReleaseCodeText = Type.String({
  pattern: `^[A-Za-z0-9_.:-]{1,40}$|${previewPattern}`,
  description: '发布编号或试看编号',
})
export const IsoTime = Type.String({ description: 'ISO 8601 time, UTC' })
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

export const roles = [
  'leader',
  'filler',
  'unit_checker',
  'unit_head',
  'reviewer',
  'publisher',
  'admin',
  'auditor',
] as const
export const RoleSchema = Type.Enum([...roles])
export type Role = Static<typeof RoleSchema>

export const roleNames: Readonly<Record<Role, string>> = {
  leader: '领导',
  filler: '填报人',
  unit_checker: '单位审核人',
  unit_head: '单位负责人',
  reviewer: '审核人',
  publisher: '发布人',
  admin: '系统管理员',
  auditor: '审计员',
}
