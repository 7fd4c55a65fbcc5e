import type { CatalogueBoard, CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { must } from '@cg/domain/must'
import type { Services } from '@cg/services/context'
import { decideCatalogueChange } from '@cg/services/tailor/decide'
import { checkCatalogueChange, proposeCatalogueChange } from '@cg/services/tailor/propose'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

export type Wanted = { readonly change: CatalogueChangeInput; readonly at: Date; readonly reason: string }

/** Two persons change the catalogue, as everywhere; how it stands then. */
export async function changeCatalogue(
  services: Services,
  people: People,
  { change, at, reason }: Wanted,
): Promise<CatalogueBoard> {
  const proposer = contextOf(services, people.admin, at)
  const { digest, refusals } = await checkCatalogueChange(proposer, change)
  if (refusals.length > 0) throw new Error(`the demo's change of its catalogue: ${refusals.join('')}`)
  const { proposals } = await proposeCatalogueChange(proposer, { change, reason, seen: digest })
  const { id, version } = must(proposals.find(({ state }) => state === 'proposed'))
  const confirming = { id, version, action: 'confirm', note: '' } as const
  return decideCatalogueChange(contextOf(services, people.publisher, at), confirming)
}
