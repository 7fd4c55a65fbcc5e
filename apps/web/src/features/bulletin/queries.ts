import { readBulletin } from '@cg/contract/bulletin'
import type { Naming } from '@cg/contract/bulletin-choices'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

/** The draft of a release's 通报; not pinned, since a correction is told of in it. */
export function bulletinQuery(code: string, { naming, limit }: { naming: Naming; limit: number }) {
  return queryOptions({
    queryKey: ['release', code, 'bulletin', naming, limit],
    queryFn: ({ signal }) => call(readBulletin, { params: { code }, query: { naming, limit } }, { signal }),
  })
}
