import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { DayText, IsoTime, PeriodText, ReleaseCodeText, nullable } from '../schema.ts'
import { Type } from '../type.ts'

/** Names the release on every screen and in every file (rule 2, H5). */
export const ReleaseHead = Type.Object({
  /** 'CG-2026Q3-01'; for a preview '试看-2026Q3-05', its fifth computation. */
  code: Type.String(),
  period: PeriodText,
  sequence: Type.Integer(),
  state: Type.Enum(['published', 'preview']),
  /** Statistical date, last day of the quarter: 截至. */
  asOf: Type.String(),
  preparedAt: IsoTime,
  publishedAt: nullable(IsoTime),
  /** Why this release corrects an earlier one of the same quarter; null for the first. */
  reason: nullable(Type.String()),
  isDemo: Type.Boolean(),
  scheme: nullable(Type.Object({ code: Type.String(), version: Type.Integer(), name: Type.String() })),
  /** Forms whose figures are 快报 in this release; left out where there are none. */
  provisional: Type.Optional(
    Type.Array(Type.Object({ formName: Type.String(), reporterName: Type.String(), finalBy: DayText })),
  ),
  /** The city's name, e.g. 云川市. */
  city: Type.String(),
  /** Words of the catalogue's names in which no line of a chart breaks. */
  unbroken: Type.Optional(Type.Array(Type.String())),
})
export type ReleaseHead = Static<typeof ReleaseHead>

export const ReleaseListItem = Type.Object({
  head: ReleaseHead,
  contentHash: Type.String(),
  previousHash: nullable(Type.String()),
  /** The seal that closed its publication, as files print it: '412-9f3a5c07d2e1'; left out where it has none. */
  seal: Type.Optional(Type.String()),
  /** One person stood behind both who made and who signed it; left out where not, or where it was not recorded. */
  solePower: Type.Optional(Type.String()),
  publishedBy: nullable(Type.String()),
  preparedBy: Type.String(),
  /** True for the newest release of its quarter. */
  isCurrent: Type.Boolean(),
})
export type ReleaseListItem = Static<typeof ReleaseListItem>

/** What a file of a release is made of, with the seal that it prints beside the release's number; null: it has none. */
export type Sealed<F> = F & { readonly seal?: string | null }

export const ReleaseParams = Type.Object({ code: ReleaseCodeText })

export const listReleases = defineRoute({
  method: 'GET',
  path: '/api/v1/releases',
  summary:
    'Published releases, newest first; head.provisional names the forms whose figures are provisional (快报), if any',
  access: 'signed-in',
  scope: 'release.read',
  reply: Type.Object({
    items: Type.Array(ReleaseListItem),
    /** What is prepared and not published, newest quarter first; for the office alone. */
    previews: Type.Optional(Type.Array(ReleaseHead)),
  }),
})
