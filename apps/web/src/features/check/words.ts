import type { AppealBoard, CheckedUnit, CheckWindowFact, Objection, WorksheetRow } from '@cg/contract/appeal'
import { formatDateTime, formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'

/** What the window is at, in one sentence. */
export function windowWords(window: CheckWindowFact | null): string {
  if (window === null) return '还没有开始核对'
  if (window.isOpen) return `核对期到${formatDateTime(window.closesAt)}为止`
  return window.ended === null
    ? `核对期已于${formatDateTime(window.closesAt)}结束`
    : `核对期已于${formatDateTime(window.ended.at)}由${window.ended.by}结束`
}

/** What the figures of a sheet are: they are those of the forms, not those of a release. */
export function standingWords({ release }: Pick<AppealBoard, 'release'>): string {
  return release === null
    ? '尚未发布，仅供核对，不作他用'
    : `已发布（${release}）；以下是现在审核通过的报表中的数字，以发布为准`
}

/** 2026年第三季度核对：12个单位中3个已确认，异议2条，待答复1条 */
export function boardTitle({ period, window, units, items }: AppealBoard): string {
  const quarter = `${formatPeriod(parsePeriod(period))}区县核对`
  if (window === null) return `${quarter}：还没有开始`
  const confirmed = units.filter((unit) => unit.confirmed !== null && !unit.confirmed.isStale).length
  const waiting = items.filter(({ state }) => state === 'submitted').length
  const ofUnits = units.length === 0 ? '' : `${units.length}个单位中${confirmed}个已确认，`
  return `${quarter}：${ofUnits}异议${items.length}条${items.length === 0 ? '' : `，待答复${waiting}条`}`
}

/** How far a district is; what changed after it confirmed is said first. */
export function unitWords({ confirmed, waiting }: CheckedUnit): string {
  if (waiting > 0) return `有异议待答复`
  if (confirmed === null) return '尚未确认'
  return confirmed.isStale
    ? '确认后数字有变动，待再次核对'
    : `核对无误（${confirmed.by}，${formatDateTime(confirmed.at)}）`
}

type Named = Pick<WorksheetRow, 'itemName' | 'breakdownName'>

/** 产业工人总数（期末）：规上企业 */
export function figureName({ itemName, breakdownName }: Named): string {
  return breakdownName === '' ? itemName : `${itemName}：${breakdownName}`
}

/** 当时为22,490人次，现为… : the second part only where it has become another. */
export function seenWords({ seen, now, state, measured, decimals }: Objection): string {
  const print = (figure: Objection['seen']): string => {
    const text = formatResult(figure, { unit: measured, decimals })
    return figure.state === 'reported' ? `${text}${measured}` : text
  }
  const then = `提出时为${print(seen)}`
  if (now === null) return state === 'upheld' ? `${then}，报表已退回修改，尚未重新通过` : then
  return now.state === seen.state && now.value === seen.value ? then : `${then}，现为${print(now)}`
}
