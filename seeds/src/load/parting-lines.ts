import type { UnitSeed } from '@cg/contract/catalogue'
import type { Db } from '@cg/db/store'
import { partWords } from '@cg/domain/figure/parts'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { KnownCodes } from '@cg/services/catalogue/known'
import { isPartKind, loadPartings, partChanges } from '@cg/services/catalogue/partings'
import type { PartChange, PartStanding } from '@cg/services/catalogue/partings'
import { cellsFrom } from '@cg/services/catalogue/unit-ties'
import { sentForms } from '@cg/services/tailor/sent'
import type { LoadProblem } from './problem.ts'

/* What a town or key enterprise that comes or goes means for the forms that are reported by parts. */

/** A unit as it shall be, with the quarter from which it is another; null where it is new or always was. */
export type UnitThen = { readonly unit: UnitSeed; readonly changesFrom: Period | null }

export type PartEffects = {
  readonly lines: readonly string[]
  readonly problems: readonly LoadProblem[]
  /** Of a district's figure another sum is made: that wants a second person as who is ranked does. */
  readonly isOther: boolean
}

type Effect = PartChange & { readonly unit: UnitSeed }

/** Which forms get another line or lose one, whom that asks, and why it cannot be. */
export async function partEffects(db: Db, thens: readonly UnitThen[], known: KnownCodes): Promise<PartEffects> {
  const effects = effectsOf(thens, known, await loadPartings(db))
  const problems: LoadProblem[] = []
  for (const effect of effects) problems.push(...(await effectProblems(db, effect, known)))
  const [lines, last] = [[] as string[], [] as LoadProblem[]]
  for (const effect of effects) {
    const rest = partsThen(effect, thens, known)
    if (effect.act === 'joins') lines.push(joinWords(effect, known))
    else if (rest.length > 0) lines.push(leaveWords(effect, rest.length, known))
    else last.push(lastProblem(effect, known))
  }
  const each = new Map([...problems, ...last].map((one) => [one.message, one]))
  return { lines, problems: [...each.values()], isOther: effects.length > 0 }
}

/** What of these units changes the sum of a district; in the workbook of a city each needs a second person. */
export function effectsOf(
  thens: readonly UnitThen[],
  { units }: Pick<KnownCodes, 'units'>,
  partings: Awaited<ReturnType<typeof loadPartings>>,
): Effect[] {
  return thens.flatMap(({ unit, changesFrom }) => {
    const row = units.get(unit.code)
    const before: PartStanding | null = row === undefined ? null : { ...row, parent: row.parentCode }
    return partChanges({ before, unit, changesFrom }, partings).map((change) => ({ ...change, unit }))
  })
}

const nameOf = (code: string, { units }: KnownCodes) => units.get(code)?.name ?? code

function joinWords({ parting, from, unit }: Effect, known: KnownCodes): string {
  const district = nameOf(parting.district, known)
  const form = `${district}的《${parting.formName}》由${partWords[parting.by]}分报`
  return `从 ${from} 起，${form}，${unit.name}也要填自己的一行；它没有账号的由${district}代填，没填之前${district}的合计是未报。`
}

function leaveWords({ parting, from, unit }: Effect, rest: number, known: KnownCodes): string {
  const district = nameOf(parting.district, known)
  return `从 ${from} 起，${district}的《${parting.formName}》不再列${unit.name}，合计由其余 ${rest} 个${partWords[parting.by]}相加。`
}

/** The parts of the district in the quarter, as they shall be. */
function partsThen({ parting, from }: Effect, thens: readonly UnitThen[], { units }: KnownCodes): string[] {
  const isPart = (one: PartStanding) =>
    one.kind === parting.by &&
    one.parent === parting.district &&
    one.validFrom <= from &&
    (one.validTo === null || from <= one.validTo)
  const other = new Set<string>(thens.map(({ unit }) => unit.code))
  const stay = [...units.values()].filter((one) => !other.has(one.code) && isPart({ ...one, parent: one.parentCode }))
  return [...stay, ...thens.map(({ unit }) => unit).filter(isPart)].map(({ code }) => code)
}

const fail = (column: string, message: string): LoadProblem => ({ file: '单位', row: null, column, message })

function columnOf({ act, unit }: Effect, known: KnownCodes): string {
  if (act === 'leaves') return unit.validTo === null ? '变更季度' : '终止季度'
  return known.units.has(unit.code) ? '变更季度' : '起始季度'
}

function lastProblem(effect: Effect, known: KnownCodes): LoadProblem {
  const { parting, from, unit } = effect
  const district = nameOf(parting.district, known)
  return fail(
    columnOf(effect, known),
    `${unit.name}是${district}最后一个${partWords[parting.by]}，而《${parting.formName}》由${partWords[parting.by]}分报，从 ${from} 起就没有人填了。请先在“指标目录”的“报表”里把它改由${district}自己填。`,
  )
}

/** A form that was sent keeps its lines, and a line that has figures keeps its part. */
async function effectProblems(db: Db, effect: Effect, known: KnownCodes): Promise<LoadProblem[]> {
  const { parting, act, from, unit } = effect
  const column = columnOf(effect, known)
  const district = nameOf(parting.district, known)
  const sent = (await sentForms(db, [parting.form], from, [parting.district])).at(-1)
  if (sent !== undefined) {
    const line = act === 'joins' ? `没有${unit.name}` : `有${unit.name}`
    const later = shiftPeriod(sent.period, 1)
    return [
      fail(
        column,
        `${district}的《${parting.formName}》在 ${sent.period} 已报送，表里${line}这一行。请改从 ${later} 起，或先退回那张表。`,
      ),
    ]
  }
  if (act === 'joins') return []
  return (await cellsFrom(db, [unit.code], from)).map(({ period, count }) =>
    fail(
      column,
      `${parsePeriod(period)} 已填有${unit.name}的数据 ${count} 格，不再列它就不进合计。请先把它们改为未报，或从以后的季度起。`,
    ),
  )
}

/** Why a town or enterprise needs no second person; null where one is needed or nothing is published. */
export function aloneWords(unit: UnitSeed, { isOther }: PartEffects, known: KnownCodes): string | null {
  if (isOther || known.published.size === 0 || !isPartKind(unit.kind)) return null
  const district = nameOf(unit.parent ?? '', known)
  return `${unit.name}不参加排名，这项改动也不改变${district}任何一张分报表的合计，所以不需另一人确认，保存即生效。`
}
