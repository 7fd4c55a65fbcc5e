import type { ReleaseHead } from '@cg/contract/release/head'
import { among, keptQuery } from '@cg/db/kept-query'
import { releaseAnswer } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, eq, gte } from 'drizzle-orm'
import { indicatorItems } from '../words.ts'
import { cityAt } from './basis.ts'
import type { BasisForm, BasisIndicator, ReleaseBasis } from './basis.ts'
import { headName } from './own-bytes.ts'
import { wholeOf } from './packed-bytes.ts'

type ProvisionalForms = Pick<ReleaseHead, 'provisional'>
type Forms = Pick<ReleaseBasis, 'forms'>

/** The forms of a release that are 快报, as its head names them; nothing where all figures are final. */
export function provisionalForms({ forms }: Forms): ProvisionalForms {
  const found = forms.flatMap(({ formName, reporterName, finalBy }) =>
    finalBy === undefined ? [] : [{ formName, reporterName, finalBy }],
  )
  return found.length === 0 ? {} : { provisional: found }
}

/** The first shape whose head may name them. */
const namedSince = 28

/** By their key: without the ids, all answers of all releases are gone through. */
const headsOf = keptQuery((db) =>
  db
    .select({ id: releaseAnswer.releaseId, body: releaseAnswer.body, packedHash: releaseAnswer.packedHash })
    .from(releaseAnswer)
    .where(
      and(
        among(releaseAnswer.releaseId, 'ids'),
        eq(releaseAnswer.name, headName),
        gte(releaseAnswer.shape, namedSince),
      ),
    )
    .prepare(),
)

/** What the frozen head of each of these releases and previews says of 快报, by the release's id. */
export async function loadProvisional(
  db: Db,
  releaseIds: readonly number[],
): Promise<(releaseId: number) => ProvisionalForms> {
  const rows = await headsOf(db, { ids: JSON.stringify(releaseIds) })
  const byId = new Map(
    rows
      .map(({ id, ...lying }) => ({ id, body: must(wholeOf(lying), `the head of release ${id} is damaged`) }))
      .filter(({ body }) => body.includes('"provisional":'))
      .map(({ id, body }) => [id, (JSON.parse(body.toString('utf8')) as ReleaseHead).provisional] as const),
  )
  return (id) => {
    const provisional = byId.get(id)
    return provisional === undefined ? {} : { provisional }
  }
}

/** Formulas whose figure of any unit rests on those of other units too. */
const acrossUnits: ReadonlySet<string> = new Set(['areaGap', 'areaRatio'])

/**
 * Whether a figure rests on 快报, by the forms that its items of this quarter stand on: the last day by which their final
 * figures are to come; null: on none. A figure of a form is provisional as a whole form is: cells bear no mark of their own.
 */
export function provisionalFigures(
  basis: Pick<ReleaseBasis, 'forms' | 'asked' | 'units' | 'indicators'>,
): (indicator: BasisIndicator, unit: string) => string | null {
  const provisional = basis.forms.flatMap((form) =>
    form.finalBy === undefined ? [] : [{ form, finalBy: form.finalBy, items: itemsOn(basis, form) }],
  )
  return (indicator, unit) => {
    if (provisional.length === 0) return null
    const items = indicatorItems(basis, indicator)
    return latest(
      provisional
        .filter(({ form }) => acrossUnits.has(indicator.formula.kind) || reaches(basis, form, unit))
        .filter(({ items: own }) => items.some((item) => own.has(item)))
        .map(({ finalBy }) => finalBy),
    )
  }
}

/** The last of some days; null: there is none. */
export function latest(days: readonly (string | null)[]): string | null {
  return (
    days
      .filter((day) => day !== null)
      .toSorted()
      .at(-1) ?? null
  )
}

function itemsOn({ asked }: Pick<ReleaseBasis, 'asked'>, { form }: BasisForm): ReadonlySet<string> {
  return new Set((asked[form] ?? []).map(({ cell }) => cell.split('|')[0] ?? ''))
}

/** A department's form holds all units; a unit's own its figures, those of the unit above it and the city's. */
function reaches({ units }: Pick<ReleaseBasis, 'units'>, { filledBy, reporter }: BasisForm, unit: string): boolean {
  if (filledBy === 'department' || unit === units[cityAt]?.code || unit === reporter) return true
  return units.find(({ code }) => code === reporter)?.parent === unit
}
