import { isAddable } from '@cg/domain/figure/parts'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { changeCatalogue } from './change-catalogue.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { DemoCell } from './generate.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

/** 云岭县's two towns report this form from the open quarter on. */
const parted = { form: 'U-RSJ-RIGHTS', reporter: 'YLX', item: 'E_CC', filled: 'YLX-01', share: 0.6 } as const

/** 青禾县 has two of its forms from its towns since this quarter, so that its page ranks them. */
export const townsSince = parsePeriod('2026Q1')
const wholly = { forms: ['U-ZGH-RIGHTS', 'U-RSJ-RIGHTS'], reporter: 'QHX' } as const

/** As that quarter opens: 青禾县's towns report in its place. */
export async function partForms(
  services: Services,
  people: People,
  { period, opensAt }: { readonly period: Period; readonly opensAt: string },
): Promise<void> {
  const { forms, reporter } = wholly
  for (const [at, form] of forms.entries())
    await changeCatalogue(services, people, {
      at: new Date(Date.parse(opensAt) + (10 + at) * 3_600_000),
      reason: '企业民主管理和集体合同台账在乡镇，改由乡镇直接填报，县里汇总',
      change: { kind: 'byParts', from: period, body: { form, units: [reporter], by: 'town' } },
    })
}

/** How much of the county's work is in each town, largest first. */
const shares = [0.27, 0.21, 0.17, 0.14, 0.12, 0.09] as const

/** Counts of a part of another item: the towns differ in how much of it they reach. */
const differs: ReadonlySet<string> = new Set(['E_CC', 'N_PROP_OK', 'E_WC_IND', 'E_OPEN'])

/** The district's figures as its towns entered them: each whole is split between them, and stays their sum. */
export function townCells(plan: FormPlan, whole: readonly DemoCell[]): DemoCell[] {
  const { parts, reporter, ruleItems, definitions } = plan
  if (parts === null) return [...whole]
  return whole.flatMap((cell): DemoCell[] => {
    const item = ruleItems.get(cell.item)
    if (cell.unit !== reporter || cell.value === null || item === undefined || !isAddable(item)) return [cell]
    const weights = parts.units.map(({ code }, at) => {
      const spread = differs.has(cell.item) ? 0.1 * (fraction(`${code}|${cell.item}`) - 0.5) : 0
      const moved = differs.has(cell.item) ? 0.03 * (fraction(`${code}|${cell.item}|${definitions.period}`) - 0.5) : 0
      return (shares[at] ?? must(shares.at(-1))) * (1 + spread + moved)
    })
    const values = splitWhole(cell.value, weights, item.decimals)
    return [...parts.units.map(({ code: unit }, at) => ({ ...cell, unit, value: must(values[at]) })), cell]
  })
}

/** Parts at the item's decimals that add up to the whole exactly. */
function splitWhole(whole: number, weights: readonly number[], decimals: number): number[] {
  const scale = 10 ** decimals
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let [reached, given] = [0, 0]
  return weights.map((weight) => {
    reached += weight
    const until = Math.round((whole * scale * reached) / all)
    const own = until - given
    given = until
    return own / scale
  })
}

/** As the quarter opens: a form of one district is reported by its towns. */
export async function partForm(
  services: Services,
  people: People,
  { period, opensAt }: Pick<OpenQuarter, 'period' | 'opensAt'>,
): Promise<void> {
  const { form, reporter } = parted
  await changeCatalogue(services, people, {
    at: new Date(Date.parse(opensAt) + 10 * 3_600_000),
    reason: '集体合同台账在乡镇街道，改由乡镇街道直接填报',
    change: { kind: 'byParts', from: period, body: { form, units: [reporter], by: 'town' } },
  })
}

/** A day before `asOf`: the district has entered the figure of one of them; the other’s own account has not come to it. */
export async function fillTown(
  services: Services,
  people: People,
  { period, asOf, cells }: Pick<OpenQuarter, 'period' | 'asOf' | 'cells'>,
): Promise<void> {
  const { form, reporter, item, filled, share } = parted
  const whole = must(cells.find((cell) => cell.item === item && cell.unit === reporter)?.value)
  const filler = contextOf(services, people.filler(reporter), chinaTime(addDays(asOf, -1), 15, 10))
  await saveCells(
    filler,
    { period, form, reporter },
    {
      source: 'grid',
      cells: [{ item, unit: filled, breakdown: '', text: String(Math.round(whole * share)), version: 0 }],
    },
  )
}
