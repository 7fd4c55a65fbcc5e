import type { BookFacts, BookIndicator } from '@cg/contract/release/book'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import type { Context } from '../../context.ts'
import { audit, byToken } from '../../audit.ts'
import { invalid } from '../../errors.ts'
import { loadNames } from '../../entry/form/names.ts'
import { readMapInUse } from '../../map/versions.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { listedUnits } from '../facts/equity.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { loadStoredBasis } from '../stored/answers.ts'
import { loadReleaseSeals, sealPart } from '../stored/release-seal.ts'
import { loadRelease } from '../stored/release-row.ts'
import { sha256 } from '../stored/sha256.ts'
import { cityWorking } from './city-working.ts'
import { describeWorking } from '../words.ts'
import { correctionOf, readAnswer } from './releases.ts'

/**
 * What the offline book of a release prints. Any signed-in user, who may read each of these answers: it is made of frozen
 * answers alone, in which withheld figures have no parts.
 */
export async function readBook(ctx: Context, { code }: { code: string }): Promise<BookFacts> {
  if (parsePreviewCode(code) !== null)
    throw invalid('离线数据册只由正式发布编成：它带发布编号和校验码，试看没有。可以导出试看的页面（PDF、PPTX）。', {
      reason: 'book.preview',
    })
  const { basis, signed } = await ctx.store.read(async (db) => {
    const row = await loadRelease(db, code)
    const names = await loadNames(db, [row.preparedBy, row.publishedBy])
    const signed = {
      contentHash: row.contentHash ?? '',
      previousHash: row.previousHash,
      ...sealPart((await loadReleaseSeals(db)).get(row.id)),
      preparedBy: names(row.preparedBy, row.preparedAt),
      publishedBy: names(row.publishedBy, row.publishedAt),
    }
    return { basis: await loadStoredBasis(db, row.id), signed }
  })
  /** Written by renderAnswers, so each has the contract's type. */
  const read = async <T>(name: PublicAnswer): Promise<T> =>
    JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
  const overview = await read<OverviewFacts>('overview')
  const matrix = await read<MatrixFacts>('matrix')
  const indicators: BookIndicator[] = []
  for (const indicator of basis.indicators) {
    const facts = await read<IndicatorFacts>(`indicator/${indicator.code}`)
    const ranking = await read<RankingFacts>(`ranking/${indicator.code}`)
    indicators.push({ facts, ranking, working: workingOf(basis, indicator, facts) })
  }
  const profiles: ProfileFacts[] = []
  for (const unit of isListed(matrix) ? matrix.units.code : []) profiles.push(await read<ProfileFacts>(`unit/${unit}`))
  const { release: head } = overview
  return {
    release: { head, ...signed },
    correction: await correctionOf(ctx, code),
    overview,
    sheet: await readMapInUse(ctx, head.period),
    matrix,
    score: head.scheme === null ? null : await read<RankingFacts>('ranking/score'),
    indicators,
    profiles,
  }
}

function isListed({ units }: Pick<MatrixFacts, 'units'>): boolean {
  return units.code.length <= listedUnits
}

function workingOf(basis: ReleaseBasis, indicator: BasisIndicator, facts: IndicatorFacts): BookIndicator['working'] {
  const { current, units } = facts
  const unitWorking = (u: number): string =>
    describeWorking(basis, indicator, {
      value: current.value[u] ?? null,
      state: must(current.state[u]),
      numerator: current.numerator[u] ?? null,
      denominator: current.denominator[u] ?? null,
    })
  return {
    city: cityWorking(basis, indicator, facts),
    units: isListed(facts) ? units.code.map((_, u) => unitWorking(u)) : [],
  }
}

/** A book has left the house: who took it, of which release, and the digest by which its copy can be known again. */
export async function recordBook(ctx: Context, { code, bytes }: { code: string; bytes: Uint8Array }): Promise<void> {
  await ctx.store.write('release.take_book', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_book',
      object: `release:${code}`,
      detail: { fileSize: bytes.byteLength, fileHash: sha256(Buffer.from(bytes)), ...byToken(ctx) },
    })
  })
}
