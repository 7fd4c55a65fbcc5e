import type { BarsBody } from './model.ts'

/** The side on which the key of own targets stands above the bars: across from the reference's words, which stand over its line. */
export function targetKeySide({ reference, scale }: Pick<BarsBody, 'reference' | 'scale'>): 'left' | 'right' {
  if (reference === null) return 'left'
  return reference.value - scale.from < (scale.to - scale.from) / 2 ? 'right' : 'left'
}
