import type { Services } from '@cg/services/context'
import { openScoring } from './appraisal.ts'
import { chinaTime } from './calendar.ts'
import { keepFollowUps } from './follow-ups.ts'
import { beginHandover } from './handover.ts'
import { askForHelp, giveHelp } from './helpers.ts'
import { keepMaterial } from './materials.ts'
import { fillOpenQuarter } from './open-quarter.ts'
import type { DemoCell } from './generate.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'
import { sendProvisional } from './provisional.ts'
import { keepRegisters } from './records.ts'
import { remindSilent } from './reminders.ts'
import { signInside } from './sign-inside.ts'
import { decideSource } from './sources.ts'
import { stateLapses } from './statements.ts'
import { talkOver } from './threads.ts'
import { keepTasks } from './tasks.ts'
import { fillTown, partForm } from './towns.ts'

/** The quarter that is open: what was decided as it opened, its forms, and an example of all that people do beside them. */
export async function runNewestQuarter(
  services: Services,
  people: People,
  quarter: OpenQuarter & { readonly before: readonly DemoCell[] },
): Promise<void> {
  const { period, asOf } = quarter
  await askForHelp(services, people, quarter)
  await partForm(services, people, quarter)
  await keepTasks(services, people, quarter)
  await fillOpenQuarter(services, people, quarter)
  await openScoring(services, people, { period, at: chinaTime(asOf, 6) })
  const times = { written: chinaTime(asOf, 7), decided: chinaTime(asOf, 7, 30) }
  await stateLapses(services, people, { period, times, isOpen: true })
  await talkOver(services, people, quarter)
  await decideSource(services, people, quarter)
  await signInside(services, people, quarter)
  await giveHelp(services, people, quarter)
  await fillTown(services, people, quarter)
  await sendProvisional(services, people, quarter)
  await remindSilent(services, people, quarter)
  await beginHandover(services, people, quarter)
  await keepMaterial(services, people, quarter)
  await keepRegisters(services, people, quarter)
  await keepFollowUps(services, people, quarter)
}
