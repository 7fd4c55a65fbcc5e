import { getDifference } from '@cg/contract/difference'
import { verifyRelease as verifyRoute } from '@cg/contract/publish'
import { getEquity } from '@cg/contract/release/equity'
import { getIndicator } from '@cg/contract/release/indicator'
import { getMatrix } from '@cg/contract/release/matrix'
import { getOverview } from '@cg/contract/release/overview'
import { getPassport } from '@cg/contract/release/passport'
import { getProfile } from '@cg/contract/release/profile'
import { getRanking, getWholeRanking } from '@cg/contract/release/ranking'
import { listReleases as listRoute } from '@cg/contract/release/head'
import { getQuality } from '@cg/contract/release/quality'
import { getTalk } from '@cg/contract/release/talk'
import { getTargets, getUnitTargets } from '@cg/contract/release/targets'
import { readDifference } from '@cg/services/release/publish/difference'
import { readPassport } from '@cg/services/release/read/passport'
import { listReleases, readAnswer, readWholeRanking } from '@cg/services/release/read/releases'
import { readTalk } from '@cg/services/release/read/talk'
import { verifyRelease } from '@cg/services/release/publish/verify'
import type { FastifyInstance } from 'fastify'
import { endpoint, readingEndpoint } from '../endpoint.ts'
import { sendBytes } from '../ready-bytes.ts'

/** What everybody signed in may read, and links for meetings in part: published releases. Frozen answers go out as ready bytes. */
export function registerReleaseRoutes(app: FastifyInstance): void {
  endpoint(app, listRoute, ({ ctx }) => listReleases(ctx))
  readingEndpoint(app, getOverview, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, 'overview')),
  )
  readingEndpoint(app, getRanking, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, `ranking/${params.measure}`)),
  )
  readingEndpoint(app, getWholeRanking, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readWholeRanking(ctx, params.code, params.measure)),
  )
  readingEndpoint(app, getIndicator, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, `indicator/${params.indicator}`)),
  )
  readingEndpoint(app, getMatrix, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, 'matrix')),
  )
  readingEndpoint(app, getQuality, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, 'quality')),
  )
  readingEndpoint(app, getEquity, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, 'equity')),
  )
  readingEndpoint(app, getProfile, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, `unit/${params.unit}`)),
  )
  readingEndpoint(app, getTargets, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, 'targets')),
  )
  readingEndpoint(app, getUnitTargets, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readAnswer(ctx, params.code, `targets/${params.unit}`)),
  )
  endpoint(app, getTalk, ({ ctx, params }) => readTalk(ctx, params))
  endpoint(app, getPassport, ({ ctx, params, query }) => readPassport(ctx, { code: params.code, ...query }))
  endpoint(app, getDifference, ({ ctx, params, query }) => readDifference(ctx, { code: params.code, from: query.from }))
  endpoint(app, verifyRoute, ({ ctx, params }) => verifyRelease(ctx, params))
}
