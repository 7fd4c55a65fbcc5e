import { constants, getPriority, setPriority } from 'node:os'

/**
 * Called in a thread: whenever both want a processor, the thread of the server gets it. Linux alone counts the calling
 * thread by itself; elsewhere it would be the whole process.
 */
export function giveWay(): void {
  const { PRIORITY_BELOW_NORMAL: below } = constants.priority
  // One that was started lower still may not be raised.
  if (process.platform === 'linux' && getPriority() < below) setPriority(below)
}
