import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readPageFonts } from './page-fonts.ts'

/** What is set: the document's source, and the pictures it names by `sys.inputs`. */
export type Typescript = { readonly source: string; readonly pictures: Readonly<Record<string, string>> }

/** The document could not be set; the message says why in the compiler's words, for the log. */
class TypesetError extends Error {
  override readonly name = 'TypesetError'
}

let compiler: { readonly made: NodeCompiler; readonly isRare: boolean } | null = null

/** Source → PDF/UA-1: vector, tagged, fonts embedded as subsets. Nothing is read but the committed fonts. */
export async function typeset({ source, pictures }: Typescript, isRare: boolean): Promise<Uint8Array> {
  if (compiler === null || (isRare && !compiler.isRare)) {
    const fontBlobs = await readPageFonts(isRare)
    compiler = { made: NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] }), isRare }
  }
  const { made } = compiler
  try {
    const compiled = made.compile({ mainFileContent: source, inputs: { ...pictures } })
    if (compiled.result === null) {
      const error = compiled.takeError()
      throw new TypesetError(error === null ? 'no document' : JSON.stringify(made.fetchDiagnostics(error)))
    }
    return made.pdf(compiled.result, { pdfStandard: 'ua-1' })
  } finally {
    made.evictCache(0)
  }
}
