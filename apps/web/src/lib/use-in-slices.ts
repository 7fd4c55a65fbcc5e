import { useDeferredValue } from 'react'

/**
 * An answer, undefined until it is there. The first one is drawn in slices, between which the page hears clicks and keys:
 * of thousands of units it takes several frames. What is there when the page comes, or takes another's place, is drawn at once.
 */
export function useInSlices<T>(data: T | undefined): T | undefined {
  const deferred = useDeferredValue(data)
  return deferred === undefined ? undefined : data
}
