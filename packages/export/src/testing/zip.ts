import JSZip from 'jszip'

/** The text of a part of an Office file; throws when it is not there. */
export async function partText(bytes: Uint8Array, name: string): Promise<string> {
  const file = (await JSZip.loadAsync(bytes)).file(name)
  if (file === null) throw new Error(`no part ${name}`)
  return await file.async('string')
}

export async function partBytes(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const file = (await JSZip.loadAsync(bytes)).file(name)
  if (file === null) throw new Error(`no part ${name}`)
  return await file.async('uint8array')
}

export async function partNames(bytes: Uint8Array): Promise<string[]> {
  return Object.keys((await JSZip.loadAsync(bytes)).files)
}
