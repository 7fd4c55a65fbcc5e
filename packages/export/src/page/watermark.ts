import type { Source } from './typst-text.ts'
import { typst } from './typst-text.ts'

/** 试看 · 未发布, or own words, across every page; decoration, or a table that goes on overleaf is no sound PDF/UA. */
export function watermarkSource(
  words: string | null,
  { degrees, points }: { degrees: number; points: number },
): Source {
  if (words === null) return { source: '' }
  return typst`, foreground: pdf.artifact(rotate(-${degrees}deg, text(size: ${points}pt, weight: "bold", fill: rgb(102, 112, 133, 60), ${words})))`
}
