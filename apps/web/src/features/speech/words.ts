import { speechMarkWords } from '@cg/domain/speech/book'
import type { SpeechMark } from '@cg/domain/speech/book'
import type { Shape, Tone } from '../../ui/status-chip.tsx'

/** How a mark is told: by word, by shape and by colour. */
export const markWords: Readonly<Record<SpeechMark, { word: string; tone: Tone; shape: Shape }>> = {
  differs: { word: speechMarkWords.differs, tone: 'late', shape: 'square' },
  unit: { word: speechMarkWords.unit, tone: 'late', shape: 'diamond' },
  unclear: { word: speechMarkWords.unclear, tone: 'near', shape: 'triangle' },
  fill: { word: speechMarkWords.fill, tone: 'info', shape: 'half' },
  missing: { word: speechMarkWords.missing, tone: 'none', shape: 'dashed' },
  equal: { word: speechMarkWords.equal, tone: 'good', shape: 'check' },
}

/** In the order in which they are worked through. */
export const marksInOrder: readonly SpeechMark[] = ['differs', 'unit', 'unclear', 'fill', 'missing', 'equal']
