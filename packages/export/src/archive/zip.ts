import JSZip from 'jszip'

export type ZippedFile = { readonly path: string; readonly bytes: Uint8Array }

/** Files as one zip; the same files and date give the same bytes. Packed in slices, so that a server goes on answering. */
export async function writeZip(files: readonly ZippedFile[], date: Date): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const { path, bytes } of files) zip.file(path, bytes, { date, createFolders: false })
  return await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', platform: 'DOS' })
}

/** The files of a zip by their path. Throws where it is none, or where a path leads out of it. */
export async function readZip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const zip = await JSZip.loadAsync(bytes)
  const files = Object.values(zip.files).filter(({ dir }) => !dir)
  const read = files.map(async (file) => [file.name, await file.async('uint8array')] as const)
  return new Map(await Promise.all(read))
}
