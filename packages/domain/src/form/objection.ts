/*
 * 核对 (C5): before a quarter is published its districts see their own figures, as the accepted forms have them, and
 * object to single ones; the office answers, and nothing is published before it has.
 */

/** Where an objection (异议) stands. */
export const objectionStates = ['submitted', 'upheld', 'refused', 'withdrawn'] as const
export type ObjectionState = (typeof objectionStates)[number]

export const objectionActions = ['withdraw', 'uphold', 'refuse'] as const
export type ObjectionAction = (typeof objectionActions)[number]

/** Part of a person in an objection: speaks for its district; decides on what the form's reporter filed; made it. */
export type ObjectionPart = { readonly speaks: boolean; readonly decides: boolean; readonly isAuthor: boolean }

/** What a person may do with an objection now: the district takes it back, other eyes answer it, and an answer stands. */
export function objectionMoves(state: ObjectionState, part: ObjectionPart): readonly ObjectionAction[] {
  if (state !== 'submitted') return []
  const answers: readonly ObjectionAction[] = part.decides && !part.isAuthor ? ['uphold', 'refuse'] : []
  return [...answers, ...(part.speaks ? (['withdraw'] as const) : [])]
}

/** Where an objection is after a step. */
export const objectionAfter: Readonly<Record<ObjectionAction, ObjectionState>> = {
  withdraw: 'withdrawn',
  uphold: 'upheld',
  refuse: 'refused',
}

/** The stretch in which districts may object: until its time, or until the office ended it before. */
export type CheckWindow = { readonly closesAt: string; readonly endedAt: string | null }

/** Whether districts may object at this moment; both times ISO 8601 in UTC. */
export function isWindowOpen({ closesAt, endedAt }: CheckWindow, now: Date): boolean {
  return endedAt === null && Date.parse(closesAt) > now.getTime()
}

/** Days that a window may last from now, and the least hours. */
export const windowLimits = { leastHours: 1, mostDays: 60 } as const

/** Why a time cannot end a window; null: it can. */
export function closingFault(closesAt: string, now: Date): 'soon' | 'far' | null {
  const ahead = Date.parse(closesAt) - now.getTime()
  if (ahead < windowLimits.leastHours * 3_600_000) return 'soon'
  return ahead > windowLimits.mostDays * 86_400_000 ? 'far' : null
}
