import type { TrialWeights } from '@cg/contract/score-trial'

/** The weights of a trial in the address: 'SKILLS.30~JN03.5.5'; '0' for a trial that has moved none. */
const part = /^([A-Za-z0-9_-]{1,40})\.(\d{1,3}(?:\.\d{1,2})?)$/

/** Reads it; undefined where the address asks for no trial. What is not understood is left out. */
export function readTrial(text: string | undefined, blocks: readonly string[]): TrialWeights | undefined {
  if (text === undefined) return undefined
  const found = text.split('~').flatMap((one) => {
    const [, code, number] = part.exec(one) ?? []
    return code === undefined ? [] : [[code, Number(number)] as const]
  })
  return {
    blocks: Object.fromEntries(found.filter(([code]) => blocks.includes(code))),
    items: Object.fromEntries(found.filter(([code]) => !blocks.includes(code))),
  }
}

/** Writes it. */
export function writeTrial({ blocks, items }: TrialWeights): string {
  const moved = [...Object.entries(blocks), ...Object.entries(items)]
  return moved.length === 0 ? '0' : moved.map(([code, weight]) => `${code}.${Math.round(weight * 100) / 100}`).join('~')
}
