import { Type } from '../type.ts'
import type { Static } from 'typebox'
import { ReportingRates } from './measure.ts'
import { ReleaseHead } from './head.ts'
import { defineRoute } from '../route.ts'
import { ReleaseCodeText, nullable } from '../schema.ts'

/** How one reporter's forms of the quarter came in. */
export const ReporterQuality = Type.Object({
  code: Type.String(),
  name: Type.String(),
  rates: ReportingRates,
  /** 末位为0的数偏多 …: what its figures look like; empty when nothing stands out. */
  remarks: Type.Array(Type.String()),
})
export type ReporterQuality = Static<typeof ReporterQuality>

/** Reporting quality of a release's quarter, as it stood when the release was prepared. */
export const QualityFacts = Type.Object({
  release: ReleaseHead,
  overall: ReportingRates,
  /** Departments that file forms themselves. */
  departments: Type.Array(ReporterQuality),
  /** Units that file forms themselves, in protocol order; null above 200 of them. */
  units: nullable(Type.Array(ReporterQuality)),
  notes: Type.Array(Type.String()),
})
export type QualityFacts = Static<typeof QualityFacts>

export const getQuality = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/quality',
  summary: 'Timeliness, completeness, first-pass and revision rates by reporter',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText }),
  reply: QualityFacts,
})
