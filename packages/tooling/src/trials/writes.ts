import { measureSaves } from '../bench/entry.ts'
import type { SaveCost } from '../bench/entry.ts'

// Saves of a form of 60 cells by many people at once, beside bare rows of the same content.

const crowd = 32

async function costOf(writers: number): Promise<SaveCost> {
  const [cost] = await measureSaves([writers])
  if (cost === undefined) throw new Error('no save was measured')
  return cost
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

export const savesTogether = {
  id: 'V5b',
  section: 'Speed',
  promise: `${crowd} people save forms of 60 cells at once, beside bare transactions of the same rows, one for each form`,
  aim: '≥ 0.8 of the bare rows by the clock, as much log as they or less',
  on: ['sqlite'],
  minutes: 10,
  async run() {
    const { ratio, ratioByProcessor, atFirst, bareMs, verbMs, bareBytes, verbBytes } = await costOf(crowd)
    return {
      figure: `${ratio.toFixed(2)} (by processor ${ratioByProcessor.toFixed(2)}), ${kB(verbBytes)} of log beside ${kB(bareBytes)}`,
      met: ratio >= 0.8 && verbBytes <= bareBytes,
      detail: `${verbMs.toFixed(2)} ms a form beside ${bareMs.toFixed(2)}; the bare rows of each form are committed by themselves; ${atFirst.ratio.toFixed(2)} (by processor ${atFirst.ratioByProcessor.toFixed(2)}) in the first turns of a process, while Node still compiles`,
    }
  },
} as const
