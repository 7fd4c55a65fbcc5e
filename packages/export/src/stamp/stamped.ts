import type { Stamp } from '@cg/charts/model'
import { withMark } from './mark.ts'
import type { StampedFormat } from './texts.ts'

/** What a file is of, as charts and pages tell it alike. */
export type StampedContent = {
  readonly stamp?: Stamp | undefined
  readonly file: { readonly release: string }
  readonly generatedAt: string
}

/** A file whose content bears a code: marked with it, and what it says beside it for the registry. As it is without a code. */
export async function stamped(
  bytes: Uint8Array,
  format: StampedFormat,
  { stamp, file, generatedAt }: StampedContent,
  /** What it says, where its maker knows. */
  known: readonly string[] | null = null,
): Promise<{ readonly bytes: Uint8Array; readonly texts?: readonly string[] }> {
  if (stamp === undefined) return { bytes }
  const marked = await withMark(bytes, format, { code: stamp.code, release: file.release, generatedAt })
  if (known !== null) return { bytes: marked, texts: known }
  const { textsOf } = await import('./texts.ts')
  return { bytes: marked, texts: await textsOf(marked, format) }
}
