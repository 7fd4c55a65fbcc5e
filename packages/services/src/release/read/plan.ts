import type { ReleaseHead } from '@cg/contract/release/head'
import type { PlanFacts } from '@cg/contract/release/plan'
import { audit, byToken } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { sha256 } from '../stored/sha256.ts'
import { readAnswer } from './releases.ts'

/** 重点任务 and 督办 that a release froze; neither of one from before they were frozen. Any signed-in user. */
export async function readFrozenPlan(ctx: Context, { code }: { code: string }): Promise<PlanFacts> {
  try {
    return JSON.parse((await readAnswer(ctx, code, 'plan')).body.toString('utf8')) as PlanFacts
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not_found') throw error
    // An unknown release is refused here; every release has a matrix.
    const matrix = await readAnswer(ctx, code, 'matrix')
    const { release } = JSON.parse(matrix.body.toString('utf8')) as { release: ReleaseHead }
    return { release, plan: null, followUps: null }
  }
}

type Taken = { readonly code: string; readonly format: 'xlsx' | 'pdf'; readonly bytes: Uint8Array }

/** The sheet of 重点任务 and 督办 has left the house: who took which release's, and the digest by which it is known again. */
export async function recordPlan(ctx: Context, { code, format, bytes }: Taken): Promise<void> {
  await ctx.store.write('release.take_page', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_page',
      object: `release:${code}`,
      detail: {
        page: '重点任务和督办',
        format: format.toUpperCase(),
        fileSize: bytes.byteLength,
        fileHash: sha256(Buffer.from(bytes)),
        ...byToken(ctx),
      },
    })
  })
}
