import { must } from '@cg/domain/must'
import type { Services } from '@cg/services/context'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import { changeCatalogue } from './change-catalogue.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'

/** 云岭县's two towns report this form from the open quarter on. */
const parted = { form: 'U-RSJ-RIGHTS', reporter: 'YLX', item: 'E_CC', filled: 'YLX-01', share: 0.6 } as const

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
