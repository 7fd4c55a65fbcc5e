import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { IsoTime, nullable, strictObject } from '../schema.ts'
import { Type } from '../type.ts'
import { packFormats } from './pack.ts'

/* 随发布送达 (K2): a material that is made by itself when a release comes out, and laid before chosen people. */

/** Accounts that one material reaches. */
export const mostReaders = 50

export const Delivery = strictObject({
  format: Type.Enum([...packFormats]),
  /** Ids of accounts; who set it up gets it too. */
  readers: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: mostReaders, uniqueItems: true }),
})
export type Delivery = Static<typeof Delivery>

export const DeliveryPerson = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  /** What they do here: 领导（全市）, 发布人. */
  part: Type.String(),
})
export type DeliveryPerson = Static<typeof DeliveryPerson>

export const DeliveryPlan = Type.Object({
  /** Null: the material is made by hand only. */
  delivery: nullable(Delivery),
  /** Who set it up, and when; '' without. */
  setBy: Type.String(),
  setAt: nullable(IsoTime),
  /** Accounts in use that may be chosen. */
  people: Type.Array(DeliveryPerson),
})
export type DeliveryPlan = Static<typeof DeliveryPlan>

export const DeliveredPack = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  release: Type.String(),
  period: Type.String(),
  format: Type.Enum([...packFormats]),
  madeAt: IsoTime,
  /** Why it could not be made; null: it was. */
  problem: nullable(Type.String()),
  /** Bytes; null: not made, or dropped since and to be made again by hand. */
  size: nullable(Type.Integer()),
})
export type DeliveredPack = Static<typeof DeliveredPack>

const RecipeParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const readDelivery = defineRoute({
  method: 'GET',
  path: '/api/v1/recipes/:id/delivery',
  summary: 'Whether a material is made by itself when a release comes out, and for whom',
  access: 'signed-in',
  params: RecipeParams,
  reply: DeliveryPlan,
})
export const setDelivery = defineRoute({
  method: 'PUT',
  path: '/api/v1/recipes/:id/delivery',
  summary: 'Let a material be made when a release comes out, or no longer',
  access: 'signed-in',
  params: RecipeParams,
  body: strictObject({ delivery: nullable(Delivery) }),
  reply: DeliveryPlan,
})
export const listDelivered = defineRoute({
  method: 'GET',
  path: '/api/v1/delivered-packs',
  summary: 'Materials that were made for the person, newest first',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(DeliveredPack) }),
})
export const fetchDelivered = defineRoute({
  method: 'GET',
  path: '/api/v1/delivered-packs/:id',
  summary: 'A material that was made for the person',
  access: 'signed-in',
  params: RecipeParams,
  reply: null,
  file: packFormats,
})
