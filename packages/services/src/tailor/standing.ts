import type { CatalogueChangeInput, SwitchBody } from '@cg/contract/catalogue-change'
import { release, releaseSchedule } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { lastCompletePeriod, parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { loadSwitches, offIn } from '../catalogue/layer.ts'
import type { Off, Switch } from '../catalogue/layer.ts'
import { loadAllDefinitions, loadKnownCatalogue, withoutOff } from '../catalogue/read.ts'
import type { Catalogue, Definitions } from '../catalogue/read.ts'
import { dayInChina } from '../yardstick/list.ts'

/** Everything that a change of the catalogue is held against. */
export type Tailored = {
  /** The newest definitions, used or not. */
  readonly known: Catalogue
  readonly switches: readonly Switch[]
  readonly published: readonly Period[]
  readonly previews: readonly Period[]
  /** Signed, and coming out at a set time. */
  readonly scheduled: readonly Period[]
  /** The first quarter from which a change may hold. */
  readonly openFrom: Period
}

export async function loadTailored(db: Db, now: Date): Promise<Tailored> {
  const rows = await db
    .select({ id: release.id, period: release.period, state: release.state })
    .from(release)
    .where(inArray(release.state, ['published', 'preview']))
  const waiting = await db
    .select({ id: releaseSchedule.releaseId })
    .from(releaseSchedule)
    .innerJoin(release, eq(release.id, releaseSchedule.releaseId))
    .where(and(isNull(releaseSchedule.outcome), eq(release.state, 'preview')))
  const signed = new Set(waiting.map(({ id }) => id))
  const inState = (is: (row: (typeof rows)[number]) => boolean): Period[] =>
    [...new Set(rows.flatMap((row) => (is(row) ? [row.period] : [])))].toSorted().map(parsePeriod)
  const published = inState(({ state }) => state === 'published')
  const last = published.at(-1) ?? shiftPeriod(lastCompletePeriod(dayInChina(now)), -1)
  return {
    known: await loadKnownCatalogue(db),
    switches: await loadSwitches(db),
    published,
    previews: inState(({ state }) => state === 'preview'),
    scheduled: inState(({ id }) => signed.has(id)),
    openFrom: shiftPeriod(last, 1),
  }
}

/** A change as if it were confirmed last. */
export function asSwitch(change: CatalogueChangeInput): Switch {
  return { ...change.body, id: Number.MAX_SAFE_INTEGER, from: parsePeriod(change.from) }
}

/** The switches with one more, in the order in which they count. */
export function withSwitch(switches: readonly Switch[], more: Switch): Switch[] {
  return [...switches, more].toSorted((a, b) => (a.from === b.from ? a.id - b.id : a.from < b.from ? -1 : 1))
}

/** What is off in a quarter under some switches. */
export function offUnder({ known }: Pick<Tailored, 'known'>, switches: readonly Switch[], period: Period): Off {
  return offIn(switches, period, known.indicators.values())
}

export type Sides = { readonly before: Definitions; readonly after: Definitions }

/** The first quarter of a change as it is, and as it would be. */
export async function sidesOf(db: Db, { switches }: Tailored, change: CatalogueChangeInput): Promise<Sides> {
  const period = parsePeriod(change.from)
  const all = await loadAllDefinitions(db, period)
  const under = (some: readonly Switch[]) => withoutOff(all, offIn(some, period, all.indicators.values()))
  return { before: under(switches), after: under(withSwitch(switches, asSwitch(change))) }
}

/** '“甲”（JN01）' of an indicator or an item. */
export function nameOf({ known }: Pick<Tailored, 'known'>, kind: 'indicators' | 'items', code: string): string {
  const found = [...known[kind].values()].find((one) => one.code === code)
  return found === undefined ? code : `“${found.name}”`
}

/** 2026年第四季度起停用 2 个指标、1 个数据项 */
export function titleOf(from: string, { isOn, indicators, items }: SwitchBody): string {
  const what = [
    ...(indicators.length === 0 ? [] : [`${indicators.length} 个指标`]),
    ...(items.length === 0 ? [] : [`${items.length} 个数据项`]),
  ]
  return `${formatPeriod(parsePeriod(from))}起${isOn ? '恢复使用' : '停用'} ${what.join('、')}`
}

/** A line for each thing that is switched; where it is switched back later, until when. */
export function linesOf(tailored: Tailored, { from, body }: CatalogueChangeInput): string[] {
  const verb = body.isOn ? '恢复使用' : '停用'
  const lineOf = (kind: 'indicators' | 'items') => (code: string) => {
    const back = tailored.switches.find((one) => one.from > from && one.isOn !== body.isOn && one[kind].includes(code))
    const until = back === undefined ? '' : `，到${formatPeriod(shiftPeriod(back.from, -1))}止`
    const noun = kind === 'indicators' ? '指标' : '数据项'
    return `${noun}${nameOf(tailored, kind, code)}：${formatPeriod(parsePeriod(from))}起${verb}${until}`
  }
  return [...body.indicators.map(lineOf('indicators')), ...body.items.map(lineOf('items'))]
}
