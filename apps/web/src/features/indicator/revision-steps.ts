import { lightWord } from '@cg/charts/ranking-table'
import { absentWords } from '@cg/contract/claims/difference'
import type { DifferenceFigure } from '@cg/contract/difference'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { formatResult } from '@cg/domain/number/number-format'

/** One release of a quarter and the one that corrected it. */
export type RevisionStep = { readonly from: ReleaseHead; readonly to: ReleaseHead }

/**
 * The corrections of the quarters, newest first, as far as the shown release could know of them: none that was published
 * after it.
 */
export function revisionSteps(
  items: readonly ReleaseListItem[],
  shown: ReleaseHead,
  quarters: readonly string[],
): RevisionStep[] {
  const isKnown = ({ head }: ReleaseListItem): boolean =>
    quarters.includes(head.period) &&
    (shown.publishedAt === null || (head.publishedAt !== null && head.publishedAt <= shown.publishedAt))
  const known = items.filter(isKnown).map(({ head }) => head)
  return known
    .flatMap((to) => {
      const from = known.find(({ period, sequence }) => period === to.period && sequence === to.sequence - 1)
      return from === undefined ? [] : [{ from, to }]
    })
    .toSorted((left, right) => right.to.period.localeCompare(left.to.period) || right.to.sequence - left.to.sequence)
}

/** 经开区：93.5 → 90.3，第1位 → 第2位，达标 → 临近 · 高新区：数值未变，第2位 → 第1位 */
export function changeWords(figure: DifferenceFigure): string {
  const { unit, unitName, measureUnit, decimals, from, to } = figure
  type Side = typeof from
  const value = (side: Side): string =>
    side === null ? absentWords(figure) : formatResult(side, { unit: measureUnit, decimals })
  const place = (side: Side): string => (side === null || side.rank === null ? '无位次' : `第${side.rank}位`)
  const light = (side: Side): string => lightWord(side?.light ?? null)
  const moved = (words: (side: Side) => string): string[] =>
    words(from) === words(to) ? [] : [`${words(from)} → ${words(to)}`]
  const changed = moved(value)
  const parts = [
    ...(changed.length === 0 ? ['数值未变'] : changed),
    ...(unit === null ? [] : moved(place)),
    ...moved(light),
  ]
  return `${unitName}：${parts.join('，')}`
}
