import type { PackModel } from '@cg/charts/pack/pack-model'
import type { Recipe } from '@cg/contract/material/recipe'
import type { RenderedFile } from '@cg/export/render'
import type { Context } from '@cg/services/context'
import { recordIssued } from '@cg/services/stamp/issue'
import type { FastifyInstance } from 'fastify'
import { stampedPack, stampPlace } from './stamping.ts'

type Making = { readonly ctx: Context; readonly recipe: Recipe }

/** Makes a material with its code, and keeps each of its formats in the registry of files. */
export async function makePack(
  app: FastifyInstance,
  plain: PackModel,
  { ctx, recipe }: Making,
  render: (pack: PackModel) => Promise<RenderedFile>,
): Promise<RenderedFile> {
  const { pack, code } = stampedPack(plain, await stampPlace(app, ctx, plain.file.release))
  const { inside = [], ...file } = await render(pack)
  const { release, period } = plain.file
  const issued = { code, kind: 'pack', release, period, title: plain.name, spec: recipe, subject: ofAll } as const
  for (const one of inside) await recordIssued(ctx, { ...issued, ...one })
  return file
}

/** A material is about all that its pages name. */
const ofAll = { indicators: null, units: null }
