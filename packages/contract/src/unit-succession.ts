import { successionKinds } from '@cg/domain/unit-succession'
import { defineRoute } from './route.ts'
import { PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'
import { UnitChange, UnitCode, UnitInput } from './unit.ts'
import type { Static } from 'typebox'

/* 合并 and 拆分 of units as one act: what ends, what takes its place, from which quarter, by which paper. */

const NamedUnit = Type.Object({ code: Type.String(), name: Type.String() })

export const UnitSuccession = Type.Object({
  kind: Type.Enum([...successionKinds]),
  /** First quarter of the successors. */
  from: PeriodText,
  /** By the names of the last quarter before it. */
  predecessors: Type.Array(NamedUnit),
  /** By the names of that quarter. */
  successors: Type.Array(NamedUnit),
  basis: Type.String(),
})
export type UnitSuccession = Static<typeof UnitSuccession>

export const listSuccessions = defineRoute({
  method: 'GET',
  path: '/api/v1/unit-successions',
  summary: 'Which units followed which, oldest first',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(UnitSuccession) }),
})

export const SuccessionInput = strictObject({
  kind: Type.Enum([...successionKinds]),
  from: PeriodText,
  /** Several for a merge, one for a split. */
  predecessors: Type.Array(UnitCode, { minItems: 1, maxItems: 20 }),
  /** One for a merge, several for a split; each a new unit from that quarter on. */
  successors: Type.Array(UnitInput, { minItems: 1, maxItems: 20 }),
  /** Of a split: under which successor each unit beneath the predecessor stands. A merge needs none. */
  beneath: Type.Array(strictObject({ code: UnitCode, to: UnitCode }), { maxItems: 500 }),
  /** The successor for which the predecessors' accounts may act too; null: none. */
  grantsTo: nullable(UnitCode),
  /** 批准文件. */
  basis: Type.String({ maxLength: 200 }),
  /** The digest of what was shown; null asks what would be done. */
  seen: nullable(Type.String({ pattern: '^[0-9a-f]{64}$' })),
})
export type SuccessionInput = Static<typeof SuccessionInput>

export const succeedUnits = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/unit-successions',
  summary: 'Check a merge or split of units and its impact; with the digest of the check it is done',
  access: 'signed-in',
  body: SuccessionInput,
  refusals: ['stale'],
  reply: UnitChange,
})
