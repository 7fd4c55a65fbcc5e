/** 问答 under a figure: it waits for an answer, has one, or was closed. */
export const threadStates = ['waiting', 'answered', 'closed'] as const
export type ThreadState = (typeof threadStates)[number]

type Talk = {
  readonly askedBy: number
  /** Who wrote its remarks, in the order they came; the first is the question. */
  readonly authors: readonly number[]
  readonly isClosed: boolean
}

/** Answered once somebody else had the last word: who asked on waits again. */
export function threadState({ askedBy, authors, isClosed }: Talk): ThreadState {
  if (isClosed) return 'closed'
  return authors.at(-1) === askedBy ? 'waiting' : 'answered'
}
