import type { Closing } from '@cg/contract/closing'
import type { ReleaseDifference } from '@cg/contract/difference'
import type { PreviewItem, PrecheckReport, PublishBoard } from '@cg/contract/publish'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { explanation, period as periodTable, release, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import { and, desc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { checkingOf } from '../../appeal/record.ts'
import { checkObstacles } from '../../appeal/window.ts'
import { meaningOf } from '../../entry/form/definitions.ts'
import { setupFindings } from '../../rules/setup-findings.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { requireCityRole } from '../../permission.ts'
import { changesSince } from './changes.ts'
import { closingOf } from './closing.ts'
import { inputHash } from './digest.ts'
import { compareReleases } from './difference.ts'
import { countStatements } from './count-statements.ts'
import { loadCurrent } from '../input/load-input.ts'
import { canonicalJson } from '../../catalogue/hash.ts'
import { hasOtherShape, loadAnswer, loadStoredBasis } from '../stored/answers.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { unpackCells } from '../stored/cell-table.ts'
import { otherShapeReason } from '../stored/shape.ts'
import { loadPreview, signersOf, nextSequence, previewItem } from '../stored/preview-row.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { reopenedForms } from './reopened.ts'
import { scheduleOf } from '../stored/schedule-row.ts'
import { loadRelease } from '../stored/release-row.ts'

const shownQuarters = 8

/** Quarters that can be previewed, newest first, and the previews there are. Reviewers and publishers. */
export async function readPublishBoard(ctx: Context): Promise<PublishBoard> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return ctx.store.read(async (db) => {
    const periods = await db
      .select()
      .from(periodTable)
      .where(ne(periodTable.state, 'planned'))
      .orderBy(desc(periodTable.code))
      .limit(shownQuarters)
    const quarters: PublishBoard['quarters'] = []
    for (const { code } of periods) quarters.push(await quarterOf(db, code, ctx.now()))
    const previews = await db.select().from(release).where(eq(release.state, 'preview')).orderBy(desc(release.period))
    const items: PublishBoard['previews'] = []
    for (const row of previews) {
      // A preview of another shape can only be made again, which its quarter offers.
      if (!(await hasOtherShape(db, row.id))) items.push(await itemOf(db, ctx, row))
    }
    return { quarters, previews: items }
  })
}

async function quarterOf(db: Db, code: string, now: Date): Promise<PublishBoard['quarters'][number]> {
  const [current] = await db
    .select({ code: release.code })
    .from(release)
    .where(and(eq(release.period, code), eq(release.state, 'published')))
    .orderBy(desc(release.sequence))
    .limit(1)
  const { basis } = await loadCurrent(db, parsePeriod(code), now.toISOString())
  const { forms } = basis.basis
  return {
    period: code,
    current: current?.code ?? null,
    due: forms.length,
    accepted: forms.filter((form) => form.state !== 'missing').length,
    reopened: current === undefined ? [] : await reopenedForms(db, code, forms),
  }
}

async function itemOf(db: Db, ctx: Context, row: ReleaseRow): Promise<PublishBoard['previews'][number]> {
  return previewItem(ctx.actor, {
    row,
    basis: await loadStoredBasis(db, row.id),
    sequence: await nextSequence(db, row.period),
    preparedBy: (await signersOf(db, row)).preparedBy,
    decision: await scheduleOf(db, ctx.actor, row.id),
  })
}

/** One preview as the board shows it. Reviewers and publishers. */
export async function readPreviewItem(ctx: Context, id: number): Promise<PreviewItem> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return ctx.store.read(async (db) => itemOf(db, ctx, await loadPreview(db, id)))
}

/** The forms that publishing a preview would shut, which the publisher must have seen. Reviewers and publishers. */
export async function readClosing(ctx: Context, { id }: { id: number }): Promise<Closing> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return ctx.store.read(async (db) => {
    const { period, preparedAt } = await loadPreview(db, id)
    const { basis } = await loadCurrent(db, parsePeriod(period), preparedAt)
    return closingOf(db, basis.basis, ctx.now())
  })
}

/** What stands against publishing a preview, and what would change. Reviewers and publishers. */
export async function readPrecheck(ctx: Context, { id }: { id: number }): Promise<PrecheckReport> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return ctx.store.read(async (db) => {
    const row = await loadPreview(db, id)
    const preview = await itemOf(db, ctx, row)
    const now = await loadCurrent(db, parsePeriod(row.period), row.preparedAt)
    const basis = await loadStoredBasis(db, id)
    const { forms, bases, corrects, statements } = basis
    const isStale = inputHash(now.basis.basis, now.cells) !== row.contentHash
    const cells = unpackCells(await loadAnswer(db, id, 'cells'))
    const against = corrects?.code ?? bases.at(-1)?.code ?? null
    const { difference, unreadable } = await compareWith(db, against, row.id)
    const accepted = forms.filter((form) => form.state !== 'missing').length
    return {
      preview,
      isStale,
      changes: isStale ? changesSince({ basis, cells }, { basis: now.basis.basis, cells: now.cells }) : [],
      forms: {
        due: forms.length,
        accepted,
        late: forms.filter((form) => form.state === 'late').length,
      },
      closing: await closingOf(db, now.basis.basis, ctx.now()),
      coverage: await coverageOf(db, id),
      undecidedExplanations: await loadUndecided(db, row.period),
      statements: await countStatements(db, row, basis),
      checking: await checkingOf(ctx, db, row),
      setupFindings: setupFindings((await meaningOf(ctx.store, db, row.period)).definitions),
      difference,
      unreadable,
      obstacles: [
        ...(await checkObstacles(db, row.period, ctx.now())),
        ...obstaclesOf(ctx, {
          row,
          isStale,
          isEmptyCorrection:
            corrects !== null && difference !== null && (await changesNothing(db, difference, statements)),
        }),
      ],
    }
  })
}

type Compared = Pick<PrecheckReport, 'difference' | 'unreadable'>

/** Against a release of an older shape there may be nothing to read: then the report says why. */
async function compareWith(db: Db, against: string | null, previewId: number): Promise<Compared> {
  if (against === null) return { difference: null, unreadable: null }
  try {
    const { id } = await loadRelease(db, against)
    return { difference: await compareReleases(db, id, previewId), unreadable: null }
  } catch (error) {
    if (!(error instanceof ServiceError) || error.detail.reason !== otherShapeReason) throw error
    return { difference: null, unreadable: error.message }
  }
}

/** Publishing an older shape anew changes how it can be read, whatever its figures; so does what departments state of them. */
async function changesNothing(
  db: Db,
  { from, cells, figures }: ReleaseDifference,
  statements: ReleaseBasis['statements'],
): Promise<boolean> {
  if (cells.length > 0 || figures.length > 0) return false
  const { id } = await loadRelease(db, from.code)
  if (await hasOtherShape(db, id)) return false
  const then = (await loadStoredBasis(db, id)).statements
  return canonicalJson(then) === canonicalJson(statements)
}

type Standing = { row: ReleaseRow; isStale: boolean; isEmptyCorrection: boolean }

function obstaclesOf({ actor }: Context, { row, isStale, isEmptyCorrection }: Standing): string[] {
  const obstacles: string[] = []
  if (isStale) obstacles.push('试看生成之后数据有变动，请重新生成试看。')
  if (row.preparedBy === actor.userId) obstacles.push('试看由您生成，须由另一位发布人复核后发布。')
  if (isEmptyCorrection) obstacles.push('与已发布的版本没有任何差异，不需要更正。')
  return obstacles
}

/** The share of units × indicators with a number; city-only indicators ask nothing of units. */
async function coverageOf(db: Db, id: number): Promise<number | null> {
  const matrix = JSON.parse((await loadAnswer(db, id, 'matrix')).toString('utf8')) as MatrixFacts
  const states = matrix.state.flat().filter((state) => state !== 'not_applicable')
  const withNumber = states.filter((state) => state === 'reported' || state === 'partial' || state === 'withheld')
  return states.length === 0 ? null : withNumber.length / states.length
}

async function loadUndecided(db: Db, period: string): Promise<PrecheckReport['undecidedExplanations']> {
  return db
    .select({
      form: submission.formCode,
      reporter: submission.reporter,
      rule: explanation.ruleCode,
      item: explanation.itemCode,
      unit: explanation.unitCode,
      text: explanation.text,
    })
    .from(explanation)
    .innerJoin(submission, eq(submission.id, explanation.submissionId))
    .where(
      and(
        eq(submission.period, period),
        isNull(explanation.verdict),
        inArray(submission.state, ['submitted', 'checked', 'accepted', 'locked']),
      ),
    )
}
