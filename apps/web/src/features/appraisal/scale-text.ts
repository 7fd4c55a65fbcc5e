import type { ScaleLevel } from '@cg/contract/appraisal'

/** A scale as it was typed, one level a line, or what to mend. */
export type ReadScale =
  | { readonly ok: true; readonly scale: ScaleLevel[] }
  | { readonly ok: false; readonly reason: string }

const line = /^(\d+(?:\.\d+)?)\s*分?\s*[：:、，,\s]\s*(\S.*)$/u

/** '90 制度健全并落实' a line, from the best level down or up. */
export function readScale(text: string): ReadScale {
  const lines = text.split('\n').map((one) => one.trim())
  const scale: ScaleLevel[] = []
  for (const [at, one] of lines.entries()) {
    if (one === '') continue
    const [, points, words = ''] = line.exec(one) ?? []
    if (points === undefined) return refuse(`第${at + 1}行没有读出分值，请写成“90 制度健全并落实”这样。`)
    if (words.length < 2 || words.length > 100) return refuse(`第${at + 1}行的说明应为 2 至 100 个字。`)
    if (Number(points) > 1000) return refuse(`第${at + 1}行的分值超过 1000，请核对。`)
    if (scale.some((level) => level.points === Number(points)))
      return refuse(`第${at + 1}行的分值和前面一行相同，每档分值应当不同。`)
    scale.push({ points: Number(points), words })
  }
  if (scale.length < 2) return refuse('至少写两档。')
  return scale.length > 10 ? refuse('最多写十档。') : { ok: true, scale }
}

function refuse(reason: string): ReadScale {
  return { ok: false, reason }
}
