import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { PassportFacts } from '@cg/contract/release/passport'
import type { ValueFact } from '@cg/contract/release/fact'
import { must } from '@cg/domain/must'
import type { Db } from '@cg/db/store'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { targetOf } from '../compute/results.ts'
import { comparableBaseline } from '../facts/rendering.ts'
import { cityWorking } from './city-working.ts'
import { excusedWords } from '../excused-words.ts'
import { describeWorking } from '../words.ts'
import { findAnswer, loadStoredBasis } from '../stored/answers.ts'
import { passportCells } from './passport-cells.ts'
import { passportScorings } from './passport-scorings.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { loadReadable } from '../stored/readable.ts'

export type PassportRequest = { indicator: string; unit?: string | undefined }

/** Where a figure comes from: of a release any signed-in user, of a preview the office. */
export async function readPassport(ctx: Context, request: PassportRequest & { code: string }): Promise<PassportFacts> {
  return ctx.store.read(async (db) => passportOf(db, ctx, await loadReadable(db, ctx, request.code), request))
}

async function passportOf(
  db: Db,
  ctx: Context,
  row: ReleaseRow,
  { indicator: code, unit: unitCode }: PassportRequest,
): Promise<PassportFacts> {
  const basis = await loadStoredBasis(db, row.id)
  const indicator = basis.indicators.find((one) => one.code === code)
  const unit = unitCode === undefined ? cityAt : basis.units.findIndex((one) => one.code === unitCode)
  const facts = await loadFacts(db, row.id, code)
  if (indicator === undefined || facts === null) throw notFound(`指标 ${code}`)
  if (unit < 0) throw notFound(`单位 ${unitCode ?? ''}`)
  const fact = unit === cityAt ? facts.city : unitFact(basis, indicator, { facts, unit })
  const withheldUnits = new Set(facts.units.code.filter((_, at) => facts.current.state[at] === 'withheld'))
  if (fact === null) throw notFound(`单位 ${unitCode ?? ''} 的这项指标，数字来路只列参加排名的单位`)
  const request = { row, basis, indicator, unit, carriedFrom: fact.carriedFrom, withheldUnits }
  return {
    release: facts.release,
    indicator: facts.indicator,
    unit: unit === cityAt ? null : must(basis.units[unit]).code,
    unitName: must(basis.units[unit]).name,
    fact,
    working: unit === cityAt ? cityWorking(basis, indicator, facts) : describeWorking(basis, indicator, fact),
    ...pastOf(facts, basis.units[unit]?.code),
    ...excusedOf(basis, indicator, { fact, unit }),
    cells: await passportCells(db, ctx, request),
    scorings: await passportScorings(db, ctx, request),
    contentHash: row.contentHash ?? '',
  }
}

/** What stands in the unit's line before it began. */
function pastOf({ pasts = [] }: IndicatorFacts, code: string | undefined): Pick<PassportFacts, 'past'> {
  const found = pasts.find(({ unit }) => unit === code)
  return found === undefined ? {} : { past: `${found.words}。` }
}

/** Why nothing is asked of a unit; of the city, whose figures it is made of. */
function excusedOf(
  basis: ReleaseBasis,
  indicator: BasisIndicator,
  { fact, unit }: { fact: ValueFact; unit: number },
): Pick<PassportFacts, 'excused'> {
  if (fact.state !== 'not_applicable') return {}
  const words = excusedWords(basis, indicator, must(basis.units[unit]).code)
  return words === '' ? {} : { excused: words }
}

/** Written by renderAnswers, so it has the contract's type. */
async function loadFacts(db: Db, releaseId: number, code: string): Promise<IndicatorFacts | null> {
  const found = await findAnswer(db, releaseId, `indicator/${code}`)
  return found === null ? null : (JSON.parse(found.body.toString('utf8')) as IndicatorFacts)
}

type UnitFigure = { facts: IndicatorFacts; unit: number }

/** A unit's figure from the published columns and the frozen targets; what it compares with stands in its ranking. */
function unitFact(basis: ReleaseBasis, indicator: BasisIndicator, { facts, unit }: UnitFigure): ValueFact | null {
  const { code } = must(basis.units[unit])
  const u = facts.units.code.indexOf(code)
  if (u < 0) return null
  const { current } = facts
  const value = current.value[u] ?? null
  const state = must(current.state[u])
  const baseline = comparableBaseline(basis, indicator, unit)
  return {
    value,
    state,
    numerator: current.numerator[u] ?? null,
    denominator: current.denominator[u] ?? null,
    coverage: state === 'reported' ? 1 : null,
    carriedFrom: current.carriedFrom[u] ?? null,
    target: targetOf(basis, indicator.code, unit, Number(basis.period.slice(0, 4))),
    expected: current.expected[u] ?? null,
    light: current.light[u] ?? null,
    progress: current.progress[u] ?? null,
    compared: { span: null, year: null },
    baseline: baseline?.value ?? null,
    baselinePeriod: baseline?.period ?? null,
    previous: null,
    lastYear: null,
    naiveMean: null,
    missing: [],
    possibleDoubleCount: false,
  }
}
