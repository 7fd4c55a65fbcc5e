import type { MeasureStanding, StandingCounts } from '../task/standing.ts'

/* 重点任务 and 督办 in a few words, counted when a release was frozen. */

export const measureStandingNames: Readonly<Record<MeasureStanding, string>> = {
  done: '已完成',
  on_time: '按期',
  overdue: '逾期',
  behind: '滞后或需协调',
  silent: '本季未报进展',
}

/** In the order in which they are said; those of none are left out. */
const order: readonly MeasureStanding[] = ['on_time', 'overdue', 'behind', 'silent', 'done']

/** Each standing that a measure is in, with how many are. */
export function standingsSaid(
  standings: StandingCounts,
): { readonly standing: MeasureStanding; readonly count: number }[] {
  return order.flatMap((standing) => (standings[standing] === 0 ? [] : [{ standing, count: standings[standing] }]))
}

type Counted = { readonly tasks: number; readonly measures: number; readonly standings: StandingCounts }

/** 实施方案5项重点任务的23条措施中，按期推进15条，有节点逾期6条，牵头部门报滞后或需协调1条，本季未报进展1条 */
export function planWords({ tasks, measures, standings }: Counted): string {
  const words: Readonly<Record<MeasureStanding, string>> = {
    done: '已完成',
    on_time: '按期推进',
    overdue: '有节点逾期',
    behind: '牵头部门报滞后或需协调',
    silent: '本季未报进展',
  }
  const said = standingsSaid(standings)
  const [only] = said
  const whole = `实施方案${tasks}项重点任务的${measures}条措施`
  if (said.length === 1 && only !== undefined) return `${whole}均${words[only.standing]}`
  return `${whole}中，${said.map(({ standing, count }) => `${words[standing]}${count}条`).join('，')}`
}

type Followed = { readonly open: number; readonly overdue: number; readonly closed: number }

/** 督办事项在办5件，其中逾期1件；本季以来销号2件 */
export function followUpSumWords({ open, overdue, closed }: Followed): string {
  const shut = closed === 0 ? [] : [`本季以来销号${closed}件`]
  if (open === 0) return ['没有在办的督办事项', ...shut].join('，')
  const late = overdue === 0 ? '，均未到期' : overdue === open ? '，均已逾期' : `，其中逾期${overdue}件`
  return [`督办事项在办${open}件${late}`, ...shut].join('；')
}
