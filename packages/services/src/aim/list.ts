import type { AimBoard, AimDetail, AimRow } from '@cg/contract/aim'
import { dimensionNames } from '@cg/contract/dimension'
import { aimChange, aimProposal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, desc, eq } from 'drizzle-orm'
import type { CatalogueIndicator } from '../catalogue/read.ts'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { notFound } from '../errors.ts'
import { differenceOf } from './check.ts'
import { mayPropose } from '../proposal.ts'
import { changeOf, listProposals, requireAimReader } from './proposals.ts'
import { aimUnits, aimYears, loadAimStanding, placeKey } from './standing.ts'
import type { AimStanding } from './standing.ts'
import { loadIndicatorsOff } from '../tailor/list.ts'

/** Targets and baselines of every indicator, with what was proposed to change them. */
export async function listAims(ctx: Context): Promise<AimBoard> {
  requireAimReader(ctx.actor)
  return ctx.store.read((db) => aimBoard(ctx, db))
}

/** The same inside a transaction. */
export async function aimBoard({ actor, now }: { actor: Actor; now: () => Date }, db: Db): Promise<AimBoard> {
  const standing = await loadAimStanding(db, now())
  const off = await loadIndicatorsOff(db)
  const [years, units] = [aimYears(standing), aimUnits(standing)]
  const [city, ...others] = units
  const rowOf = ({ code, ...one }: CatalogueIndicator): AimRow => {
    const has = (kind: 'target' | 'baseline', unit: string, year: number | null) =>
      standing.held.get(placeKey({ kind, indicator: code, unit, year })) ?? null
    const count = (kind: 'target' | 'baseline', year: number | null) =>
      others.filter((unit) => has(kind, unit.code, year) !== null).length
    return {
      code,
      name: one.name,
      dimension: dimensionNames[one.dimension] ?? one.dimension,
      unit: one.unit,
      decimals: one.decimals,
      direction: one.direction,
      isCityOnly: one.isCityOnly,
      offFrom: off.get(code) ?? null,
      targets: years.map((year) => ({
        city: has('target', city?.code ?? '', year)?.value ?? null,
        units: count('target', year),
      })),
      baseline: baselineIn(standing, code, city?.code ?? ''),
      baselineUnits: count('baseline', null),
    }
  }
  return {
    year: Number(standing.today.slice(0, 4)),
    years,
    ofUnits: others.length,
    indicators: [...standing.indicators.values()].map(rowOf),
    proposals: await listProposals(db, actor, standing),
    mayPropose: mayPropose(actor),
  }
}

function baselineIn({ held }: AimStanding, indicator: string, unit: string): AimRow['baseline'] {
  const found = held.get(placeKey({ kind: 'baseline', indicator, unit, year: null }))
  return found === undefined || found.period === null
    ? null
    : { value: found.value, period: found.period, source: found.source }
}

/** One indicator, unit by unit, with the changes that were confirmed. */
export async function readAim(ctx: Context, { code }: { code: string }): Promise<AimDetail> {
  requireAimReader(ctx.actor)
  return ctx.store.read(async (db) => {
    const standing = await loadAimStanding(db, ctx.now())
    const indicator = standing.indicators.get(code)
    if (indicator === undefined) throw notFound('这个指标')
    const years = aimYears(standing)
    const { name, definition, unit, decimals, direction, isCityOnly } = indicator
    const units = aimUnits(standing).filter(({ kind }) => !isCityOnly || kind === 'city')
    return {
      code,
      name,
      definition,
      unit,
      decimals,
      direction,
      offFrom: (await loadIndicatorsOff(db)).get(code) ?? null,
      years,
      rows: units.map((one) => ({
        unit: one.code,
        unitName: one.shortName,
        targets: years.map((year) => {
          const found = standing.held.get(placeKey({ kind: 'target', indicator: code, unit: one.code, year }))
          return found === undefined ? null : { value: found.value, source: found.source }
        }),
        baseline: baselineIn(standing, code, one.code),
      })),
      history: await historyOf(db, code, standing),
    }
  })
}

async function historyOf(db: Db, code: string, standing: AimStanding): Promise<AimDetail['history']> {
  const rows = await db
    .select({ change: aimChange, proposal: aimProposal })
    .from(aimChange)
    .innerJoin(aimProposal, eq(aimProposal.id, aimChange.proposalId))
    .where(and(eq(aimChange.indicatorCode, code), eq(aimProposal.state, 'confirmed')))
    .orderBy(desc(aimProposal.decidedAt), aimChange.id)
  const names = await loadNames(
    db,
    rows.flatMap(({ proposal }) => [proposal.proposedBy, proposal.decidedBy]),
  )
  return rows.map(({ change, proposal }) => ({
    id: proposal.id,
    difference: differenceOf(changeOf(change), standing),
    proposedBy: names(proposal.proposedBy, proposal.proposedAt),
    decidedBy: names(proposal.decidedBy, proposal.decidedAt),
    decidedAt: proposal.decidedAt ?? '',
  }))
}
