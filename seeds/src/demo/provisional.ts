import type { Services } from '@cg/services/context'
import { readForm } from '@cg/services/entry/form/read-form'
import { markProvisional } from '@cg/services/entry/move/mark-provisional'
import { submitForm } from '@cg/services/entry/move/submit-form'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import { explainRest } from './explain-rest.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'

/** Filled, and not sent before. */
const early = { form: 'U-ZGH-RIGHTS', reporter: 'BDQ' } as const

/** A day before `asOf`: a district sends its figures as 快报, and says that the final ones come in three days. */
export async function sendProvisional(
  services: Services,
  people: People,
  { period, asOf }: Pick<OpenQuarter, 'period' | 'asOf'>,
): Promise<void> {
  const key = { period, ...early }
  const filler = contextOf(services, people.filler(early.reporter), chinaTime(addDays(asOf, -1), 16, 10))
  await explainRest(filler, key)
  const { version } = (await readForm(filler, key)).submission
  const { submission } = await markProvisional(filler, key, { finalBy: addDays(asOf, 3), version })
  await submitForm(filler, key, { version: submission.version })
}
