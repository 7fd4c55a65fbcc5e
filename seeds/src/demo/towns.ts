import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import { changeCatalogue } from './change-catalogue.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'

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
