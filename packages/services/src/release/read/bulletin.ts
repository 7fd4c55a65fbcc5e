import type { BulletinFormat } from '@cg/contract/bulletin-choices'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { PlanFacts } from '@cg/contract/release/plan'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { loadAppearance } from '../../admin/appearance.ts'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { sha256 } from '../stored/sha256.ts'
import { readFrozenPlan } from './plan.ts'
import { readAnswer } from './releases.ts'

/** The frozen answers that the 通报 of a release is written from. Any signed-in user, who may read each of them by itself. */
export async function readBulletinAnswers(
  ctx: Context,
  code: string,
): Promise<{
  overview: OverviewFacts
  matrix: MatrixFacts
  targets: TargetsFacts
  score: RankingFacts | null
  plan: PlanFacts
  office: string
}> {
  const read = async <T>(name: PublicAnswer): Promise<T> =>
    JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
  const overview = await read<OverviewFacts>('overview')
  return {
    overview,
    matrix: await read<MatrixFacts>('matrix'),
    targets: await read<TargetsFacts>('targets'),
    plan: await readFrozenPlan(ctx, { code }),
    office: (await ctx.store.read(loadAppearance)).office,
    score: overview.release.scheme === null ? null : await read<RankingFacts>('ranking/score'),
  }
}

export type TakenBulletin = {
  readonly code: string
  readonly format: BulletinFormat
  /** Paragraphs that the office wrote otherwise or left out. */
  readonly edited: number
  readonly bytes: Uint8Array
}

/** A 通报 has left the house: who took which of which release, how many paragraphs were rewritten, and the file's digest. */
export async function recordBulletin(ctx: Context, { code, format, edited, bytes }: TakenBulletin): Promise<void> {
  await ctx.store.write('release.take_bulletin', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_bulletin',
      object: `release:${code}`,
      detail: {
        format: format.toUpperCase(),
        edited,
        fileSize: bytes.byteLength,
        fileHash: sha256(Buffer.from(bytes)),
      },
    })
  })
}
