import { EquityFacts } from '@cg/contract/release/equity'
import { IndicatorFacts } from '@cg/contract/release/indicator'
import { MatrixFacts } from '@cg/contract/release/matrix'
import { OverviewFacts } from '@cg/contract/release/overview'
import { PlanFacts } from '@cg/contract/release/plan'
import { ProfileFacts } from '@cg/contract/release/profile'
import { QualityFacts } from '@cg/contract/release/quality'
import { RankingFacts } from '@cg/contract/release/ranking'
import { RegisterFacts, RegisterIndex } from '@cg/contract/release/register'
import { TalkFacts } from '@cg/contract/release/talk'
import { TargetsFacts } from '@cg/contract/release/targets'
import { faultsOf } from '@cg/contract/parse'
import { release, releaseAnswer } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import type { TSchema } from 'typebox'
import { ServiceError } from '../../errors.ts'

/**
 * The shape in which answers and bases are frozen now; stored beside each, 0 for those frozen before shapes were counted.
 * Raise it with every change of the contracts below or of the basis (shape.test.ts tells when).
 */
export const frozenShape = 32

/**
 * The first shape whose basis holds all that today's must hold: what came to it since may be left out. Raise it to
 * `frozenShape` when the basis gains a part that this program cannot do without.
 */
const basisSince = 26

/** Packed columns, which name themselves what they hold. */
const columnNames: ReadonlySet<string> = new Set(['cells', 'series', 'results', 'scores'])

export const otherShapeReason = 'release.other_shape'

/** The contracts of what leaders read, by the first part of an answer's name. */
export const answerContracts: Readonly<Record<string, TSchema>> = {
  overview: OverviewFacts,
  matrix: MatrixFacts,
  quality: QualityFacts,
  equity: EquityFacts,
  ranking: RankingFacts,
  indicator: IndicatorFacts,
  unit: ProfileFacts,
  plan: PlanFacts,
  registers: RegisterIndex,
  register: RegisterFacts,
  talk: TalkFacts,
  targets: TargetsFacts,
}

/** An answer that was frozen, whole, and its digest. */
export type Frozen = Pick<typeof releaseAnswer.$inferSelect, 'name' | 'shape' | 'body' | 'hash'>

/**
 * True when this program can read the bytes: they have today's shape, or they fulfil today's contract all the same.
 * Packed columns name what they hold themselves; the basis has no contract, and says by its shape what it holds.
 */
function isReadable({ name, shape, body }: Frozen): boolean {
  if (shape === frozenShape || columnNames.has(name)) return true
  if (name === 'basis') return shape >= basisSince && shape < frozenShape
  const contract = answerContracts[name.split('/')[0] ?? '']
  return contract !== undefined && faultsOf(contract, JSON.parse(body.toString('utf8'))).length === 0
}

/** Refuses frozen bytes that this program cannot read, and says who can do what about it. */
export async function requireReadable(db: Db, releaseId: number, frozen: Frozen): Promise<void> {
  if (!isReadable(frozen)) throw await otherShape(db, releaseId, frozen.shape)
}

/** The refusal of bytes of another shape: a published release by its code, a preview as what can be made again. */
export async function otherShape(db: Db, releaseId: number, shape: number): Promise<ServiceError> {
  const [row] = await db.select({ code: release.code }).from(release).where(eq(release.id, releaseId))
  return new ServiceError('conflict', otherShapeWords(row?.code ?? null, shape), { reason: otherShapeReason })
}

function otherShapeWords(code: string | null, shape: number): string {
  if (code === null) return '这份试看由其他版本的软件生成，现在的软件不能读取。请重新生成试看。'
  return shape > frozenShape
    ? `发布 ${code} 由较新版本的软件生成，现在的软件不能读取。发布的内容没有改动；请管理员升级软件后再打开。`
    : `发布 ${code} 由旧版软件生成，现在的软件不能读取这部分内容。发布的内容没有改动；请发布人对该季度作更正发布，按现在的版本重新生成。`
}
