import { placeStepWords } from '@cg/domain/claim/words'
import type { RankMove } from './model.ts'

/** The change of place since the quarter before; null without a place today, a dash where the quarter before had none. */
export function rankMove(before: number | null, now: number | null): RankMove | null {
  if (now === null) return null
  if (before === null) return { text: '—', words: '没有可比的上期位次' }
  const words = placeStepWords(before, now)
  if (before === now) return { text: '–', words }
  return { text: now < before ? `↑${before - now}` : `↓${now - before}`, words }
}
