import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { RegisterFacts } from '@cg/contract/release/register'
import type { TalkFacts } from '@cg/contract/release/talk'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { loadGuide } from '../../catalogue/guide.ts'
import { loadTalk } from '../../catalogue/talk.ts'
import type { Context } from '../../context.ts'
import { ServiceError, notFound } from '../../errors.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { talkOf } from '../facts/talk.ts'
import { otherShapeReason } from '../stored/shape.ts'
import { readAnswer } from './releases.ts'

/**
 * 讲话对照: the speech, statement by statement, as it was frozen with the release. Any signed-in user. A release from before
 * it was frozen has today's statements beside its own figures, and says so; what of it this program cannot read is left
 * out in words, and the page opens.
 */
export async function readTalk(ctx: Context, { code }: { code: string }): Promise<TalkFacts> {
  const frozen = await readOr<TalkFacts>(ctx, { code, name: 'talk' }, ({ code: kind }) => kind === 'not_found')
  return frozen ?? composed(ctx, code)
}

async function composed(ctx: Context, code: string): Promise<TalkFacts> {
  const isOlder = ({ detail }: ServiceError): boolean => detail.reason === otherShapeReason
  const matrix = await read<MatrixFacts>(ctx, { code, name: 'matrix' })
  const [talk, { areas }] = await ctx.store.read(async (db) => [await loadTalk(db), await loadGuide(db)] as const)
  if (talk === null) throw notFound('讲话对照的条目（指标目录里没有）')
  const targets = await readOr<TargetsFacts>(ctx, { code, name: 'targets' }, isOlder)
  const made = talkOf({ talk, areas, rows: targets?.rows ?? [] })
  const known = new Set(matrix.indicators.map((one) => one.code))
  for (const indicator of made.asked.filter((one) => known.has(one))) {
    const facts = await readOr<IndicatorFacts>(ctx, { code, name: `indicator/${indicator}` }, isOlder)
    if (facts === null) made.leave(indicator)
    else made.take(indicator, facts)
  }
  for (const register of made.registers) {
    const name = `register/${register}` as const
    const facts = await readOr<RegisterFacts>(
      ctx,
      { code, name },
      (error) => isOlder(error) || error.code === 'not_found',
    )
    if (facts !== null) made.takeRegister(facts)
  }
  return { ...made.facts(matrix), isToday: true }
}

type Asked = { readonly code: string; readonly name: PublicAnswer }

/** Written by renderAnswers, so it has the contract's type. */
async function read<T>(ctx: Context, { code, name }: Asked): Promise<T> {
  return JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
}

/** Null where the answer is refused for a reason that the page can do without. */
async function readOr<T>(ctx: Context, asked: Asked, mayLack: (error: ServiceError) => boolean): Promise<T | null> {
  try {
    return await read<T>(ctx, asked)
  } catch (error) {
    if (error instanceof ServiceError && mayLack(error)) return null
    throw error
  }
}
