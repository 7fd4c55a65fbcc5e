import type { SpeechMark } from '@cg/domain/speech/book'
import type { Shape, Tone } from '../../ui/status-chip.tsx'

/** How a mark is told: by word, by shape and by colour. */
export const markWords: Readonly<Record<SpeechMark, { word: string; tone: Tone; shape: Shape }>> = {
  differs: { word: '不一致', tone: 'late', shape: 'square' },
  unit: { word: '单位有误', tone: 'late', shape: 'diamond' },
  unclear: { word: '口径不明', tone: 'near', shape: 'triangle' },
  fill: { word: '可填入', tone: 'info', shape: 'half' },
  missing: { word: '未找到', tone: 'none', shape: 'dashed' },
  equal: { word: '一致', tone: 'good', shape: 'check' },
}

/** In the order in which they are worked through. */
export const marksInOrder: readonly SpeechMark[] = ['differs', 'unit', 'unclear', 'fill', 'missing', 'equal']
