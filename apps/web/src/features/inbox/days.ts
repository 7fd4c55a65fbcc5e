import { formatDateTime } from '@cg/domain/number/number-format'
import type { InboxMessage } from '@cg/contract/inbox'

export type Day = { readonly day: string; readonly items: readonly (InboxMessage & { readonly time: string })[] }

/** Messages by the day on which they came, in China's time, in their order. */
export function daysOf(items: readonly InboxMessage[]): Day[] {
  const timed = items.map((item) => {
    const [day = '', time = ''] = formatDateTime(item.at).split(' ')
    return { ...item, day, time }
  })
  return [...Map.groupBy(timed, ({ day }) => day)].map(([day, own]) => ({ day, items: own }))
}
