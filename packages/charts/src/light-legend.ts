import type { Light } from '@cg/contract/figure-schema'
import { formatProse } from '@cg/domain/number/number-format'
import { defaultLightLimits } from '@cg/domain/target/target'
import type { GridBody } from './model.ts'
import { statusMarks } from './theme.ts'

const near = formatProse(100 * defaultLightLimits.near, { unit: '%', decimals: 0 })

/** What each light says, whichever way the figure should go: a share of the goal that is reached, not of its number. */
export const lightMeanings: Readonly<Record<Light, string>> = {
  met: '达到时序目标',
  near: `完成程度在${near}以上`,
  late: `完成程度不足${near}`,
}

/** Marks, tints and words of the lights, best first; the last says what bears none. */
export const lightMarks: GridBody['legend'] = [
  ...(['met', 'near', 'late'] as const).map((one) => ({
    mark: statusMarks[one].glyph,
    tint: { palette: 'status', light: one } as const,
    words: `${statusMarks[one].word}：${lightMeanings[one]}`,
  })),
  { mark: '', tint: null, words: '无标记：不评价' },
]

/** How far a goal is reached (decision 4). */
export const attainmentWords = '完成程度为实际值÷时序目标，数值越低越好的指标为时序目标÷实际值'

const light = (one: Light): string => `${statusMarks[one].glyph} ${statusMarks[one].word}：${lightMeanings[one]}`

/** What the marks of lights mean, under a table of them. */
export const lightLegend = `${light('met')}；${light('near')}；${light('late')}（${attainmentWords}）`
