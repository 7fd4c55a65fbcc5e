import { namedOrAssessed } from '@cg/contract/first-assessed'
import { firstRanked, isScoreMissing } from '@cg/contract/first-ranked'
import type { PageFormat, PageName } from '@cg/contract/page-choices'
import { pageTitles } from '@cg/contract/page-choices'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { PageAnswers, PageParams } from '@cg/contract/release/page'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { QualityFacts } from '@cg/contract/release/quality'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { shownGap } from '@cg/contract/shown-gap'
import { unreachable } from '@cg/domain/must'
import { audit, byToken } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid } from '../../errors.ts'
import { readMapInUse } from '../../map/versions.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { sha256 } from '../stored/sha256.ts'
import { readAnswer } from './releases.ts'
import { readTalk } from './talk.ts'

export type PageAsked = { readonly code: string; readonly page: PageName; readonly params: PageParams }

/** Reads an answer of the release, written by renderAnswers with the type its caller names. */
type Read = <T>(name: PublicAnswer) => Promise<T>

/** The frozen answers that a page of a release is made of. Any signed-in user, who may read each of them by itself. */
export async function readPage(ctx: Context, { code, page, params }: PageAsked): Promise<PageAnswers> {
  const read: Read = async <T>(name: PublicAnswer) =>
    JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
  switch (page) {
    case 'overview': {
      const overview = await read<OverviewFacts>('overview')
      return { page, overview, sheet: await readMapInUse(ctx, overview.release.period) }
    }
    case 'ranking':
      return { page, ranking: await readRanking(read, params) }
    case 'indicator':
      if (params.i === undefined) throw invalid('请指明指标（i），从指标页导出。', { reason: 'page.no_indicator' })
      return await readIndicator(ctx, read, params.i)
    case 'unit':
      return await readUnit(read, params)
    case 'compare':
      return await readCompare(read, params)
    case 'equity':
      return await readEquity(read, params)
    case 'targets': {
      const city = await read<TargetsFacts>('targets')
      const targets = params.unit === undefined ? city : await read<TargetsFacts>(`targets/${params.unit}`)
      return { page, targets, city }
    }
    case 'talk':
      return { page, talk: await readTalk(ctx, { code }) }
    default:
      return unreachable(page)
  }
}

/** The indicator; its ranking too where the city has a map to show it on. */
async function readIndicator(ctx: Context, read: Read, code: string): Promise<PageAnswers> {
  const indicator = await read<IndicatorFacts>(`indicator/${code}`)
  const sheet = await readMapInUse(ctx, indicator.release.period)
  const place = sheet === null ? null : { ranking: await read<RankingFacts>(`ranking/${code}`), sheet }
  return { page: 'indicator', indicator, place }
}

/** The score, an indicator, or, where no scheme was in force, the first indicator that has places: as the screen does. */
async function readRanking(read: Read, { by }: PageParams): Promise<RankingFacts> {
  const matrix = await read<MatrixFacts>('matrix')
  const measure = isScoreMissing(matrix.release, by) ? firstRanked(matrix) : (by ?? 'score')
  if (measure === null)
    throw invalid('本期没有可以排名的指标：数据齐全的单位不足三个。', { reason: 'page.nothing_ranked' })
  return await read<RankingFacts>(`ranking/${measure}`)
}

/** With the indicator that the address names, where the quarter has it; or what stands over the quarters instead. */
async function readCompare(read: Read, { i, over, unit }: PageParams): Promise<PageAnswers> {
  const matrix = await read<MatrixFacts>('matrix')
  if (over === 'indicators') {
    const history = await read<TargetsFacts>(unit === undefined ? 'targets' : `targets/${unit}`)
    return { page: 'compare', matrix, indicator: null, history }
  }
  const isKnown = i !== undefined && matrix.indicators.some(({ code }) => code === i)
  const wanted = over === 'units' ? namedOrAssessed(matrix, i) : isKnown ? i : null
  const indicator = wanted === null ? null : await read<IndicatorFacts>(`indicator/${wanted}`)
  return { page: 'compare', matrix, indicator, history: null }
}

async function readEquity(read: Read, params: PageParams): Promise<PageAnswers> {
  const equity = await read<EquityFacts>('equity')
  const gap = shownGap(equity, params)
  const analysed = gap === null ? null : await read<IndicatorFacts>(`indicator/${gap.indicator}`)
  return { page: 'equity', equity, overview: await read<OverviewFacts>('overview'), analysed }
}

async function readUnit(read: Read, { unit }: PageParams): Promise<PageAnswers> {
  if (unit === undefined) throw invalid('请指明单位（unit），从区县画像页导出。', { reason: 'page.no_unit' })
  const matrix = await read<MatrixFacts>('matrix')
  const release: ReleaseHead = matrix.release
  return {
    page: 'unit',
    matrix,
    profile: await unlessUnlisted(() => read<ProfileFacts>(`unit/${unit}`)),
    score: release.scheme === null ? null : await read<RankingFacts>('ranking/score'),
    quality: await read<QualityFacts>('quality'),
  }
}

/** Above 200 units there is no text for each; a unit that the release does not have is refused by the page itself. */
async function unlessUnlisted<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') return null
    throw error
  }
}

export type TakenPage = PageAsked & { readonly format: PageFormat; readonly bytes: Uint8Array }

/** A page has left the house: who took which of which release, and the digest by which its copy can be known again. */
export async function recordPage(ctx: Context, { code, page, params, format, bytes }: TakenPage): Promise<void> {
  await ctx.store.write('release.take_page', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_page',
      object: `release:${code}`,
      detail: {
        page: pageTitles[page],
        ...(params.unit === undefined ? {} : { unit: params.unit }),
        format: format.toUpperCase(),
        fileSize: bytes.byteLength,
        fileHash: sha256(Buffer.from(bytes)),
        ...byToken(ctx),
      },
    })
  })
}
