/** Who calls (an account, a link or an address), which route, when, and how long a window is. */
export type Call = {
  readonly caller: string
  readonly route: string
  readonly at: Date
  readonly windowMs: number
}

/**
 * Counts a call among those of all processes on a database: how many there were in the window that is under way, this one
 * included, and in how many ms it ends. A window begins with the first call after the last one has ended.
 */
export type CallCounter = (call: Call) => Promise<{ readonly calls: number; readonly endsInMs: number }>
