import type { ReleaseHead } from '@cg/contract/release/head'
import { previewCode } from '@cg/contract/release/preview-code'
import { areaTypes } from '@cg/domain/indicator'
import { periodEnd } from '@cg/domain/period'
import { must } from '@cg/domain/must'
import { rankedUnits } from './basis.ts'
import type { ReleaseBasis } from './basis.ts'
import { provisionalForms } from './provisional.ts'

/** 'CG-2026Q3-01'. */
export function releaseCode(period: string, sequence: number): string {
  return `CG-${period}-${String(sequence).padStart(2, '0')}`
}

export type Preparation = {
  readonly sequence: number
  readonly preparedAt: string
  readonly reason: string | null
  /** Which computation of the quarter's preview it is; the first, unless told. */
  readonly draft?: number
}

/** Beyond this many units a page shows a few of them at a time and their names would be most of each answer. */
const namedUnits = 60

function unitNames(basis: ReleaseBasis): string[] {
  const ranked = rankedUnits(basis)
  if (ranked.length > namedUnits) return []
  return [...new Set(ranked.flatMap((at) => [must(basis.units[at]).name, must(basis.units[at]).shortName]))]
}

/** Names the release; without `publishedAt` it is a preview and says 试看. */
export function releaseHead(
  basis: ReleaseBasis,
  { sequence, preparedAt, reason, draft = 1 }: Preparation,
  publishedAt: string | null,
): ReleaseHead {
  const { period, scheme } = basis
  return {
    code: publishedAt === null ? previewCode(period, draft) : releaseCode(period, sequence),
    period,
    sequence,
    state: publishedAt === null ? 'preview' : 'published',
    asOf: periodEnd(period),
    preparedAt,
    publishedAt,
    reason,
    isDemo: basis.isDemo,
    scheme: scheme === null ? null : { code: scheme.code, version: scheme.version, name: scheme.name },
    city: basis.cityName,
    ...provisionalForms(basis),
    unbroken: [
      ...basis.guide.unbroken,
      ...areaTypes.map((area) => basis.guide.areas[area]),
      basis.guide.bases.strong,
      basis.guide.bases.weak,
      ...unitNames(basis),
    ],
  }
}
