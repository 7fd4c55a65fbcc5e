import type { Period } from '@cg/domain/period'
import { must } from '@cg/domain/must'
import type { Services } from '@cg/services/context'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import { submitForm } from '@cg/services/entry/move/submit-form'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { acceptForm } from '@cg/services/review/accept-form'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { DemoCell } from './generate.ts'
import type { People } from './people.ts'
import { oddities } from './plant.ts'
import { publish } from './publish.ts'

const reason = '经开区工伤保险参保人数重复计入劳务派遣人员，经市人社局与社保系统核对后更正。'

/** A mistake of a published quarter is reopened, entered right, accepted and published as a second release. */
export async function correctQuarter(
  services: Services,
  people: People,
  { period, publishDay, right }: { period: Period; publishDay: string; right: readonly DemoCell[] },
): Promise<void> {
  const { form, unit, item, excess } = oddities.mistake
  const key = { period, form, reporter: form.slice(0, 3) }
  const cells = Object.keys(excess).map((breakdown) => ({ item, unit, breakdown }))
  const day = (after: number, hour: number) => chinaTime(addDays(publishDay, after), hour)
  await reopenForCorrection(contextOf(services, people.reviewer, day(33, 10)), {
    ...key,
    reasonClass: 'error',
    reason,
    cells,
  })
  const filler = contextOf(services, people.filler(key.reporter), day(34, 9))
  const saved = await saveCells(filler, key, {
    source: 'grid',
    reason,
    cells: cells.map((cell) => ({ ...cell, text: String(valueOf(right, cell)), version: 1 })),
  })
  await submitForm(contextOf(services, filler.actor, day(34, 11)), key, { version: saved.submission.version })
  const version = saved.submission.version + 1
  await acceptForm(contextOf(services, people.reviewer, day(35, 15)), key, { version })
  await publish(services, people, { period, publishDay: addDays(publishDay, 36), reason })
}

function valueOf(
  right: readonly DemoCell[],
  { item, unit, breakdown }: { item: string; unit: string; breakdown: string },
): number {
  const found = right.find((cell) => cell.item === item && cell.unit === unit && cell.breakdown === breakdown)
  return must(found?.value, `no figure for ${item} of ${unit}`)
}
