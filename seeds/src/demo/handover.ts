import { HandoverMapping } from '@cg/contract/handover'
import { must } from '@cg/domain/must'
import type { Services } from '@cg/services/context'
import { saveHandover } from '@cg/services/handover/mapping'
import { listReleases } from '@cg/services/release/read/releases'
import { readSeed } from '../seed-file.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'

/** The office has begun to map what an invented province asks for: two indicators and two zones are still open. */
export async function beginHandover(
  services: Services,
  people: People,
  { asOf }: Pick<OpenQuarter, 'asOf'>,
): Promise<void> {
  const mapping = readSeed(HandoverMapping, new URL('../../demo/handover.json', import.meta.url))
  const office = contextOf(services, people.publisher, chinaTime(addDays(asOf, -1), 10, 50))
  const { items } = await listReleases(office)
  const { code } = must(items[0]).head
  await saveHandover(office, { code, base: 0, note: '演示对照表，省里的代码为虚构，尚未对完', mapping })
}
