import { constants, setPriority } from 'node:os'

/**
 * Called in a thread: whenever both want a processor, the thread of the server gets it. Linux alone counts the calling
 * thread by itself; elsewhere it would be the whole process.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
}
