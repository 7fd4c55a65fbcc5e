import { withSeal } from '@cg/services/release/stored/release-seal'
import type { Sealed } from '@cg/contract/release/head'
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
import { exportDepartments, getDepartments } from '@cg/contract/release/departments'
import { getTalk } from '@cg/contract/release/talk'
import { getTargets, getUnitTargets } from '@cg/contract/release/targets'
import { readDifference } from '@cg/services/release/publish/difference'
import { exportRegister, getRegister, getRegisters } from '@cg/contract/release/register'
import type { RegisterFacts, RegisterFilter } from '@cg/contract/release/register'
import { exportPlan, getPlan } from '@cg/contract/release/plan'
import type { PlanFacts } from '@cg/contract/release/plan'
import { mediaTypes } from '@cg/contract/media'
import type { RenderedFile } from '@cg/export/render'
import { readRegisterOf, readRegisters, recordRegister } from '@cg/services/release/read/registers'
import { readFrozenPlan, recordPlan } from '@cg/services/release/read/plan'
import { readPassport } from '@cg/services/release/read/passport'
import { listReleases } from '@cg/services/release/read/releases'
import { readDepartments, recordDepartments } from '@cg/services/release/read/departments'
import { readTalk } from '@cg/services/release/read/talk'
import { verifyRelease } from '@cg/services/release/publish/verify'
import type { FastifyInstance } from 'fastify'
import { poolOf, unlessBusy } from '../drawing.ts'
import { endpoint, readingEndpoint } from '../endpoint.ts'
import { sendAnswer, sendWholeRanking } from '../ready-answers.ts'
import { sendFile } from '../send-file.ts'

/** What everybody signed in may read, and links for meetings in part: published releases. Frozen answers go out as ready bytes. */
export function registerReleaseRoutes(app: FastifyInstance): void {
  endpoint(app, listRoute, ({ ctx }) => listReleases(ctx))
  readingEndpoint(app, getOverview, (call) => sendAnswer(call, call.params.code, 'overview'))
  readingEndpoint(app, getRanking, (call) => sendAnswer(call, call.params.code, `ranking/${call.params.measure}`))
  readingEndpoint(app, getWholeRanking, (call) => sendWholeRanking(call, call.params.code, call.params.measure))
  readingEndpoint(app, getIndicator, (call) => sendAnswer(call, call.params.code, `indicator/${call.params.indicator}`))
  readingEndpoint(app, getMatrix, (call) => sendAnswer(call, call.params.code, 'matrix'))
  readingEndpoint(app, getQuality, (call) => sendAnswer(call, call.params.code, 'quality'))
  readingEndpoint(app, getEquity, (call) => sendAnswer(call, call.params.code, 'equity'))
  readingEndpoint(app, getProfile, (call) => sendAnswer(call, call.params.code, `unit/${call.params.unit}`))
  readingEndpoint(app, getTargets, (call) => sendAnswer(call, call.params.code, 'targets'))
  readingEndpoint(app, getUnitTargets, (call) => sendAnswer(call, call.params.code, `targets/${call.params.unit}`))
  endpoint(app, getTalk, ({ ctx, params }) => readTalk(ctx, params))
  endpoint(app, getRegisters, ({ ctx, params }) => readRegisters(ctx, params))
  endpoint(app, getRegister, (call) => sendAnswer(call, call.params.code, `register/${call.params.kind}`))
  endpoint(
    app,
    exportRegister,
    async ({ ctx, params, query: { format, ...filter }, reply }) => {
      const facts = await withSeal(ctx, await readRegisterOf(ctx, params))
      const file = await registerFile(facts, filter, format)
      await recordRegister(ctx, { facts, filter, format, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 20, isDrawn: true },
  )
  registerPlanRoutes(app)
  registerDepartmentRoutes(app)
  endpoint(app, getPassport, ({ ctx, params, query }) => readPassport(ctx, { code: params.code, ...query }))
  endpoint(app, getDifference, ({ ctx, params, query }) => readDifference(ctx, { code: params.code, from: query.from }))
  endpoint(app, verifyRoute, ({ ctx, params }) => verifyRelease(ctx, params))
}

/** 重点任务 and 督办 as the release froze them. */
function registerPlanRoutes(app: FastifyInstance): void {
  const pool = poolOf(app)
  const printedPlan = async (facts: Sealed<PlanFacts>, owner: string): Promise<RenderedFile> => {
    const { planLedgerModel } = await import('@cg/export/paper/plan-ledger')
    return unlessBusy(async () => (await pool()).renderLedger(planLedgerModel(facts), owner))
  }
  endpoint(app, getPlan, ({ ctx, params }) => readFrozenPlan(ctx, params))
  endpoint(
    app,
    exportPlan,
    async ({ ctx, params, query: { format }, reply }) => {
      const facts = await withSeal(ctx, await readFrozenPlan(ctx, params))
      const file = format === 'pdf' ? await printedPlan(facts, String(ctx.actor.userId)) : await planFile(facts)
      await recordPlan(ctx, { code: params.code, format, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 20, isDrawn: true },
  )
}

/** 部门: the figures of a release by who answers for them. */
function registerDepartmentRoutes(app: FastifyInstance): void {
  endpoint(app, getDepartments, ({ ctx, params }) => readDepartments(ctx, params))
  endpoint(
    app,
    exportDepartments,
    async ({ ctx, params, reply }) => {
      const facts = await withSeal(ctx, await readDepartments(ctx, params))
      const { renderDepartments } = await import('@cg/export/sheet/departments')
      const { joinedFileName } = await import('@cg/export/file-name')
      const bytes = await renderDepartments(facts)
      await recordDepartments(ctx, { facts, bytes })
      const fileName = joinedFileName([facts.release.period, '各部门任务和指标', facts.release.code], 'xlsx')
      return sendFile(reply, { bytes, mediaType: mediaTypes.xlsx, fileName })
    },
    { perMinute: 20, isDrawn: true },
  )
}

/** The writers of files are loaded with the first that is asked for. */
async function registerFile(
  facts: Sealed<RegisterFacts>,
  filter: RegisterFilter,
  format: 'xlsx' | 'csv',
): Promise<RenderedFile> {
  const { renderRegister, renderRegisterCsv } = await import('@cg/export/sheet/register')
  const { joinedFileName } = await import('@cg/export/file-name')
  const { code, period } = facts.release
  return {
    bytes:
      format === 'csv'
        ? new TextEncoder().encode(renderRegisterCsv(facts, filter))
        : await renderRegister(facts, filter),
    mediaType: mediaTypes[format],
    fileName: joinedFileName([period, `${facts.kind.name}台账`, code], format),
  }
}

async function planFile(facts: Sealed<PlanFacts>): Promise<RenderedFile> {
  const { renderPlanBook } = await import('@cg/export/sheet/plan-book')
  const { joinedFileName } = await import('@cg/export/file-name')
  const { code, period } = facts.release
  return {
    bytes: await renderPlanBook(facts),
    mediaType: mediaTypes.xlsx,
    fileName: joinedFileName([period, '重点任务和督办', code], 'xlsx'),
  }
}
