import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { readClosing } from '@cg/services/release/publish/precheck'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

export type Publication = { readonly period: Period; readonly publishDay: string; readonly reason?: string }

/** One person prepares, another signs (decision 18). */
export async function publish(
  services: Services,
  people: People,
  { period, publishDay, reason }: Publication,
): Promise<void> {
  const preparer = contextOf(services, people.preparer, chinaTime(publishDay, 9, 30))
  const { id, version } = await preparePreview(preparer, { period, reason })
  const publisher = contextOf(services, people.publisher, chinaTime(publishDay, 16))
  const closing = await readClosing(publisher, { id })
  await publishPreview(publisher, { id, version, closing: closing.digest })
}
