import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PackFormat } from '@cg/contract/material/pack'
import { mediaTypes } from '@cg/contract/media'
import { must } from '@cg/domain/must'
import { joinedFileName } from '../file-name.ts'
import type { RenderedFile, StampedFile } from '../render.ts'

export type PackPart = Exclude<PackFormat, 'zip'>
export type MadePart = StampedFile & { readonly format: PackPart }

type Named = Pick<PackModel, 'file' | 'name' | 'generatedAt'>

const parts = ['pptx', 'docx', 'pdf', 'xlsx'] as const satisfies readonly PackPart[]

/**
 * What is made for a format, in up to two threads: half of an archive's time goes into the pictures of its paper, which
 * are drawn beside the rest.
 */
export function packThreads(format: PackFormat): readonly (readonly PackPart[])[] {
  return format === 'zip' ? [['pptx', 'pdf', 'xlsx'], ['docx']] : [[format]]
}

/** A material as a file, or every format in one archive. */
export async function packFile(pack: Named, format: PackFormat, made: readonly MadePart[]): Promise<RenderedFile> {
  const inside = parts.flatMap((part) => made.filter((one) => one.format === part))
  const bytes = format === 'zip' ? await zipOf(pack, inside) : must(inside[0]).bytes
  return { bytes, mediaType: mediaTypes[format], fileName: packFileName(pack, format), inside }
}

/** 2026Q3_安平县约谈单_CG-2026Q3-01.pptx */
function packFileName({ file, name }: Named, extension: PackFormat): string {
  return joinedFileName([file.period, name, file.release], extension)
}

/** Files that are packed already are stored as they are. */
async function zipOf(pack: Named, made: readonly MadePart[]): Promise<Uint8Array> {
  const { default: Zip } = await import('jszip')
  const zip = new Zip()
  const date = new Date(pack.generatedAt)
  for (const { format, bytes } of made) zip.file(packFileName(pack, format), bytes, { date, createFolders: false })
  return await zip.generateAsync({ type: 'uint8array', compression: 'STORE', platform: 'DOS' })
}
