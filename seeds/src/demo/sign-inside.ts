import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { readForm } from '@cg/services/entry/form/read-form'
import { endorseForm, proposeForm } from '@cg/services/entry/move/sign-off'
import { switchSignOff } from '@cg/services/reporter/switch-sign-off'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import { explainRest } from './explain-rest.ts'
import type { People } from './people.ts'

/** 栖岩市 signs inside; this form of its is filled and waits for its head. */
export const signedInside = { form: 'U-ZGH-RIGHTS', reporter: 'QYS' } as const
const checker = 'qysh'

/** 内部审签 of one district, a day before `asOf`: switched on, a form put forward by its filler and agreed to by its checker. */
export async function signInside(
  services: Services,
  people: People,
  { period, asOf }: { readonly period: Period; readonly asOf: string },
): Promise<void> {
  const key = { period, ...signedInside }
  const at = (hour: number, minute: number) => chinaTime(addDays(asOf, -1), hour, minute)
  const code = signedInside.reporter
  await switchSignOff(contextOf(services, people.admin, at(9, 5)), { code, isOn: true, allowsSame: false })
  const filler = contextOf(services, people.filler(code), at(9, 30))
  await explainRest(filler, key)
  const { submission } = await readForm(filler, key)
  const proposed = await proposeForm(contextOf(services, filler.actor, at(9, 40)), key, { version: submission.version })
  const { version } = proposed.submission
  await endorseForm(contextOf(services, people.named(checker), at(14, 20)), key, { version })
}
