import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readPageFonts } from './page-fonts.ts'

/** What is set: the document's source, and the pictures it names by `sys.inputs`. */
export type Typescript = { readonly source: string; readonly pictures: Readonly<Record<string, string>> }

/** The document could not be set; the message says why in the compiler's words, for the log. */
class TypesetError extends Error {
  override readonly name = 'TypesetError'
}

let compiler: { readonly made: NodeCompiler; readonly isRare: boolean } | null = null

/** A document that is set; `end`: how far down its last page it reaches, 0 to 1. */
export type Typeset = {
  readonly pages: number
  readonly end: number
  readonly pdf: () => Uint8Array
  readonly svg: () => string
}

/**
 * Source → pages, to be written as PDF/UA-1: vector, tagged, fonts embedded as subsets. Nothing is read but the committed
 * fonts. The source says where it ends by `<end>`.
 */
export async function typeset({ source, pictures }: Typescript, isRare: boolean): Promise<Typeset> {
  if (compiler === null || (isRare && !compiler.isRare)) {
    const fontBlobs = await readPageFonts(isRare)
    compiler = { made: NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] }), isRare }
    // It has copies of its own: these, 8 MB each, would lie there until some later collection finds them.
    for (const { buffer } of fontBlobs) if (buffer instanceof ArrayBuffer) buffer.transfer(0)
  }
  const { made } = compiler
  const compiled = made.compile({ mainFileContent: source, inputs: { ...pictures } })
  const document = compiled.result
  if (document === null) {
    const error = compiled.takeError()
    throw new TypesetError(error === null ? 'no document' : JSON.stringify(made.fetchDiagnostics(error)))
  }
  const [end] = made.query(document, { selector: '<end>', field: 'value' }) as number[]
  return {
    pages: document.numOfPages,
    end: end ?? 1,
    pdf: () => made.pdf(document, { pdfStandard: 'ua-1' }),
    svg: () => made.plainSvg(document),
  }
}

/** Forgets what was set before, so that the memory of a thread does not grow with its pages. */
export function forgetTypeset(): void {
  compiler?.made.evictCache(0)
}
