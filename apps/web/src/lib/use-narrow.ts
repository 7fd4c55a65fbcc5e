import { useMedia } from './use-media.ts'

/** A phone held upright: the pages change their shape, not only their sizes. */
export function useNarrow(): boolean {
  return useMedia('(max-width: 640px)')
}
