import 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** How many of what a test has tried: the trials show it, since "passed" does not say how much was looked at. */
    counted?: Record<string, number>
  }
}
