import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import type { TargetsFacts } from '@cg/contract/release/targets'
import type { RegisterRangeFact } from '@cg/contract/release/register'
import type { TalkMeasure, TalkPoint } from '@cg/contract/talk'
import { loadGuide } from '../../catalogue/guide.ts'
import { loadTalk } from '../../catalogue/talk.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { findRegister } from './registers.ts'
import { readAnswer } from './releases.ts'
import { talkFigure, unknownFigure } from './talk-figure.ts'

/**
 * 讲话对照: the speech, statement by statement, from the frozen answers of a release. Any signed-in user, who may read each
 * of them by itself. The list of statements is today's; the figures are the release's.
 */
export async function readTalk(ctx: Context, { code }: { code: string }): Promise<TalkFacts> {
  /** Written by renderAnswers, so each has the contract's type. */
  const read = async <T>(name: PublicAnswer): Promise<T> =>
    JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
  const matrix = await read<MatrixFacts>('matrix')
  const [talk, { areas }] = await ctx.store.read(async (db) => [await loadTalk(db), await loadGuide(db)] as const)
  if (talk === null) throw notFound('讲话对照的条目（指标目录里没有）')
  const { rows } = await read<TargetsFacts>('targets')
  const known = new Set(matrix.indicators.map((one) => one.code))
  const answers = new Map<string, IndicatorFacts>()
  const figureOf = async (measure: TalkMeasure): Promise<TalkFigure> => {
    const { indicator } = measure
    if (!known.has(indicator)) return unknownFigure(measure)
    const facts = answers.get(indicator) ?? (await read<IndicatorFacts>(`indicator/${indicator}`))
    answers.set(indicator, facts)
    const goal = rows.find((row) => row.indicator.code === indicator)
    return talkFigure(measure, facts, goal, { basePeriod: talk.basePeriod, areas })
  }
  const points: TalkFacts['points'] = []
  for (const point of talk.points) {
    const shown: TalkFigure[] = []
    for (const measure of point.figures ?? []) shown.push(await figureOf(measure))
    const range = point.range === undefined ? null : await rangeOf(ctx, code, point.range)
    points.push({ point, shown, ...(range === null ? {} : { range }) })
  }
  const { title, basePeriod, parts } = talk
  return { release: matrix.release, targetYear: matrix.targetYear, title, basePeriod, parts, points }
}

/** What the frozen register says of a range; null where the release froze none. */
async function rangeOf(
  ctx: Context,
  code: string,
  { register, item }: NonNullable<TalkPoint['range']>,
): Promise<RegisterRangeFact | null> {
  const facts = await findRegister(ctx, { code, kind: register })
  return facts?.ranges?.find((range) => range.item === item) ?? null
}
