import { must } from '@cg/domain/must'
import { decideCatalogueChange } from '../tailor/decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from '../tailor/propose.ts'
import type { City } from './entry.fixture.ts'

/** 填报范围 put forward by the admin and confirmed by the publisher: who does not fill the form from the quarter on. */
export async function narrowForm(
  city: Pick<City, 'as'>,
  excused: string[],
  { form = 'U-ZGH', from = '2026Q3' } = {},
): Promise<void> {
  const change = { kind: 'formScope' as const, from, body: { form, excused } }
  const { digest, refusals } = await checkCatalogueChange(city.as('admin'), change)
  if (refusals.length > 0) throw new Error(refusals.join())
  const { proposals } = await proposeCatalogueChange(city.as('admin'), { change, reason: '市里议定', seen: digest })
  const { id } = must(proposals[0])
  await decideCatalogueChange(city.as('publisher'), { id, action: 'confirm', note: '', version: 1 })
}
