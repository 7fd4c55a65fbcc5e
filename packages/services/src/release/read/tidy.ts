import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ReleaseHead } from '@cg/contract/release/head'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import type { Light } from '@cg/contract/figure-schema'
import { tidyColumns } from '@cg/contract/release/tidy'
import type { TidyCell, TidyColumnKey, TidyRelease } from '@cg/contract/release/tidy'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { standingWords } from '@cg/domain/target/standing'
import type { Context } from '../../context.ts'
import { audit, byToken } from '../../audit.ts'
import { invalid } from '../../errors.ts'
import type { PublicAnswer } from '../facts/answers.ts'
import { loadStoredBasis } from '../stored/answers.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { latest, provisionalFigures } from '../stored/provisional.ts'
import { loadRelease } from '../stored/release-row.ts'
import { sha256 } from '../stored/sha256.ts'
import { partDecimals } from '../words.ts'
import { readAnswer } from './releases.ts'
import { tidyDictionary } from './tidy-dictionary.ts'

type Row = Readonly<Partial<Record<TidyColumnKey, TidyCell>>>

/**
 * A whole release with one row for each figure: every indicator and the score, of the city and of every unit, and the city's
 * by group. Any signed-in user, who may read each of the frozen answers that it is made of; so a release gives the same
 * rows whenever it is asked.
 */
export async function readTidy(ctx: Context, { code }: { code: string }): Promise<TidyRelease> {
  if (parsePreviewCode(code) !== null)
    throw invalid('数据下载只取自正式发布：它带发布编号，内容不再改动，试看没有。请在发布后下载。', {
      reason: 'data.preview',
    })
  const basis = await ctx.store.read(async (db) => loadStoredBasis(db, (await loadRelease(db, code)).id))
  /** Written by renderAnswers, so each has the contract's type. */
  const read = async <T>(name: PublicAnswer): Promise<T> =>
    JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
  const { release } = await read<{ release: ReleaseHead }>('matrix')
  const nature = release.isDemo ? '演示数据' : null
  const finalBy = provisionalFigures(basis)
  const ground: Row = { releaseCode: release.code, period: release.period, nature: nature ?? '正式数据' }
  const rows: TidyCell[][] = []
  const take = (found: readonly Row[]): void => {
    for (const row of found) rows.push(tidyColumns.map((key) => ({ ...ground, ...row })[key] ?? null))
  }
  for (const indicator of basis.indicators) {
    const facts = await read<IndicatorFacts>(`indicator/${indicator.code}`)
    const ranking = await read<RankingFacts>(`ranking/${indicator.code}`)
    take(
      [
        cityRow(basis, indicator, facts),
        ...unitRows(basis, indicator, ranking),
        ...groupRows(basis, indicator, facts),
      ].map((row) => ({ ...row, finalBy: ofThisQuarter(row) ? finalBy(indicator, String(row.unitCode)) : null })),
    )
  }
  if (release.scheme !== null) {
    const scored = scoredIndicators(basis)
    const finalOf = (unit: string) => latest(scored.map((indicator) => finalBy(indicator, unit)))
    const scores = scoreRows(await read<RankingFacts>('ranking/score'))
    take(scores.map((row) => ({ ...row, finalBy: ofThisQuarter(row) ? finalOf(String(row.unitCode)) : null })))
  }
  return { release, nature, columns: tidyDictionary, rows }
}

/** A number that was made in this quarter, not one that stands in from an earlier release. */
function ofThisQuarter({ value, carriedFrom }: Row): boolean {
  return typeof value === 'number' && (carriedFrom ?? null) === null
}

function scoredIndicators({ scheme, indicators }: ReleaseBasis): BasisIndicator[] {
  const scored = new Set<string>(scheme?.body.items.map(({ indicator }) => indicator))
  return indicators.filter(({ code }) => scored.has(code))
}

/** What a figure prints, rounded as every screen rounds it; a withheld one has neither number nor parts. */
type Figure = {
  readonly value: number | null
  readonly state: ResultState
  readonly numerator: number | null
  readonly denominator: number | null
  readonly carriedFrom: string | null
}

function figureCells(basis: ReleaseBasis, indicator: BasisIndicator, figure: Figure): Row {
  const parts = partDecimals(basis, indicator)
  const isTold = figure.state !== 'withheld'
  return {
    indicatorCode: indicator.code,
    indicatorName: indicator.name,
    value: isTold ? rounded(figure.value, indicator.decimals) : null,
    measuredIn: indicator.unit,
    ...stateCells(figure.state),
    carriedFrom: figure.carriedFrom,
    numerator: isTold ? rounded(figure.numerator, parts.numerator) : null,
    denominator: isTold ? rounded(figure.denominator, parts.denominator) : null,
  }
}

function rounded(value: number | null, decimals: number): number | null {
  return value === null ? null : roundHalfAway(value, decimals)
}

const stateCells = (state: ResultState): Row => ({ state, stateName: formatState(state) })

const lightCells = (light: Light | null): Row => ({ light, lightName: light === null ? null : standingWords[light] })

function aimCells(
  indicator: { decimals: number },
  aim: Pick<IndicatorFacts['city'], 'target' | 'expected' | 'light'>,
): Row {
  return {
    target: rounded(aim.target, indicator.decimals),
    expected: rounded(aim.expected, indicator.decimals),
    ...lightCells(aim.light),
  }
}

function cityCells(basis: ReleaseBasis): Row {
  const { code, name } = must(basis.units[cityAt])
  return { unitCode: code, unitName: name }
}

function cityRow(basis: ReleaseBasis, indicator: BasisIndicator, { city }: IndicatorFacts): Row {
  return { ...cityCells(basis), ...figureCells(basis, indicator, city), ...aimCells(indicator, city) }
}

function unitRows(basis: ReleaseBasis, indicator: BasisIndicator, ranking: RankingFacts): Row[] {
  return ranking.units.code.map((_, u) => ({
    ...placeCells(ranking, u),
    ...figureCells(basis, indicator, {
      value: ranking.value[u] ?? null,
      state: must(ranking.state[u]),
      numerator: ranking.numerator[u] ?? null,
      denominator: ranking.denominator[u] ?? null,
      carriedFrom: ranking.carriedFrom[u] ?? null,
    }),
    ...aimCells(indicator, {
      target: ranking.target[u] ?? null,
      expected: ranking.expected[u] ?? null,
      light: ranking.light[u] ?? null,
    }),
  }))
}

/** The unit and its place; an interval where the release froze one. */
function placeCells(ranking: RankingFacts, u: number): Row {
  const rank = ranking.rank[u] ?? null
  return {
    unitCode: must(ranking.units.code[u]),
    unitName: must(ranking.units.name[u]),
    rank,
    isTied: rank === null ? null : (ranking.isTied[u] ?? false),
    rankLow: ranking.rankLow[u] ?? null,
    rankHigh: ranking.rankHigh[u] ?? null,
    unrankedReason: rank === null ? (ranking.notRanked ?? ranking.unrankedReason[u] ?? null) : null,
  }
}

function groupRows(basis: ReleaseBasis, indicator: BasisIndicator, facts: IndicatorFacts): Row[] {
  return facts.breakdowns.flatMap(({ axis, axisName, groups }) =>
    groups.map((group) => ({
      ...cityCells(basis),
      axisCode: axis,
      axisName,
      groupCode: group.key,
      groupName: group.name,
      ...figureCells(basis, indicator, group),
    })),
  )
}

/** The city has no score: its rows are the units'. */
function scoreRows(ranking: RankingFacts): Row[] {
  const { code, name, unit, decimals } = ranking.measure
  return ranking.units.code.map((_, u) => ({
    ...placeCells(ranking, u),
    indicatorCode: code,
    indicatorName: name,
    value: rounded(ranking.value[u] ?? null, decimals),
    measuredIn: unit,
    ...stateCells(must(ranking.state[u])),
  }))
}

/** The data of a release have left the house: who took them, and the digest by which a copy can be known again. */
export async function recordTidy(
  ctx: Context,
  { code, format, bytes }: { code: string; format: string; bytes: Uint8Array },
): Promise<void> {
  await ctx.store.write('release.take_data', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_data',
      object: `release:${code}`,
      detail: { format, fileSize: bytes.byteLength, fileHash: sha256(Buffer.from(bytes)), ...byToken(ctx) },
    })
  })
}
