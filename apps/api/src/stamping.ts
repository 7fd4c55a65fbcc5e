import type { ChartModel, Stamp } from '@cg/charts/model'
import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PageModel } from '@cg/charts/page/page-model'
import { stampBulletin, stampChart, stampPack, stampPage } from '@cg/charts/stamp'
import type { BulletinModel } from '@cg/contract/bulletin'
import type { FactsNeed } from '@cg/contract/chart'
import type { PageParams } from '@cg/contract/release/page'
import { codeOf } from '@cg/export/stamp/code'
import type { RenderRequest } from '@cg/export/render'
import type { Context } from '@cg/services/context'
import { sealOfRelease } from '@cg/services/release/stored/release-seal'
import type { IssuedSubject } from '@cg/services/stamp/issued-row'
import type { FastifyInstance } from 'fastify'

/** Where a file's code is looked up, and the seal of the release that it shows; null: not known, or none. */
export type StampPlace = { readonly publicUrl: URL | null; readonly seal: string | null }

export async function stampPlace(app: FastifyInstance, ctx: Context, release: string): Promise<StampPlace> {
  return { publicUrl: app.publicUrl, seal: await sealOfRelease(ctx, release) }
}

/** By what a file is known again: from what it shows and how it is asked for, and where that is looked up. */
export function stampOf(content: unknown, { publicUrl, seal }: StampPlace): Stamp {
  const code = codeOf([content, publicUrl?.href ?? null])
  const link = publicUrl === null ? null : new URL(`/materials/check?c=${code}`, publicUrl).href
  return { code, link, ...(seal === null ? {} : { seal }) }
}

/** The chart with the code of the file that is asked for. */
export function stampedChart(model: ChartModel, request: RenderRequest, place: StampPlace) {
  const stamp = stampOf([model, request], place)
  return { model: stampChart(model, stamp), code: stamp.code }
}

/** The page with the code of the file that is asked for. */
export function stampedPage(page: PageModel, format: string, place: StampPlace) {
  const stamp = stampOf([page, format], place)
  return { page: stampPage(page, stamp), code: stamp.code }
}

/** The 通报 with the code of the file that is asked for. */
export function stampedBulletin(draft: BulletinModel, request: unknown, place: StampPlace) {
  const stamp = stampOf([draft, request], place)
  return { model: stampBulletin(draft, stamp), stamp }
}

/** The material with the code that all its formats bear. */
export function stampedPack(pack: PackModel, place: StampPlace) {
  const stamp = stampOf(pack, place)
  return { pack: stampPack(pack, stamp), code: stamp.code }
}

/** What a chart is about: its measure, or all that its answer holds; of one unit where the answer is. */
export function subjectOfChart(need: FactsNeed): IssuedSubject {
  switch (need.facts) {
    case 'ranking':
      return { indicators: [need.measure], units: null }
    case 'indicator':
      return { indicators: [need.indicator], units: null }
    case 'targets':
      return { indicators: null, units: need.unit === null ? null : [need.unit] }
    default:
      return { indicators: null, units: null }
  }
}

/** What a page is about, as far as its address says. */
export function subjectOfPage({ i, by, unit }: PageParams): IssuedSubject {
  const measure = i ?? by
  return { indicators: measure === undefined ? null : [measure], units: unit === undefined ? null : [unit] }
}
