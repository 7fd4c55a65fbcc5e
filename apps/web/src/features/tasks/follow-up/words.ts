import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import type { Tone } from '../../../ui/status-chip.tsx'

export const views = [
  { value: 'standing', label: '在办' },
  { value: 'overdue', label: '逾期' },
  { value: 'closed', label: '已销号' },
  { value: 'all', label: '全部' },
] as const
export type View = (typeof views)[number]['value']

const isStanding = ({ state }: FollowUp): boolean => state !== 'closed' && state !== 'cancelled'

export function isIn(view: View, item: FollowUp): boolean {
  switch (view) {
    case 'standing':
      return isStanding(item)
    case 'overdue':
      return item.isOverdue
    case 'closed':
      return item.state === 'closed'
    case 'all':
      return true
  }
}

export const stateTones: Readonly<Record<FollowUp['state'], Tone>> = {
  open: 'info',
  answered: 'info',
  returned: 'near',
  closed: 'good',
  cancelled: 'na',
}

/** The finding of the page. */
export function headline({ items }: FollowUpLedger): string {
  const count = (view: View) => items.filter((item) => isIn(view, item)).length
  const [standing, overdue] = [count('standing'), count('overdue')]
  return `督办：在办${standing}件${overdue === 0 ? '' : `，其中逾期${overdue}件`}，已销号${count('closed')}件`
}
