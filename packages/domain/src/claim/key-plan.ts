import { formatDate } from '../number/date-format.ts'
import type { MeasureStanding, StandingCounts } from '../task/standing.ts'
import { namesWords } from './words.ts'

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
  const late =
    open === 1
      ? overdue === 0
        ? '，尚未到期'
        : '，已逾期'
      : overdue === 0
        ? '，均未到期'
        : overdue === open
          ? '，均已逾期'
          : `，其中逾期${overdue}件`
  return [`督办事项在办${open}件${late}`, ...shut].join('；')
}

type OverdueMilestone = {
  readonly measure: string
  readonly lead: string
  readonly milestone: string
  readonly dueOn: string
  readonly isByUnit: boolean
  readonly of: number
  /** Who has not reached it, in protocol order. */
  readonly missing: readonly string[]
}

/** Units that a sentence lists. */
const mostUnits = 8

/** 市人社局牵头的“技能等级与薪酬挂钩”，节点“出台办法”应于2026年6月30日前完成，岚谷县、安平县尚未完成 */
export function overdueWords(
  { measure, lead, milestone, dueOn, isByUnit, of, missing }: OverdueMilestone,
  isNamed: boolean,
): string {
  const count = missing.length
  const who = !isByUnit
    ? '尚未完成'
    : count === of
      ? '各区县均未完成'
      : isNamed
        ? `${namesWords(missing, mostUnits, '个区县')}尚未完成`
        : `${count}个区县尚未完成`
  return `${lead}牵头的“${measure}”，节点“${milestone}”应于${formatDate(dueOn)}前完成，${who}`
}

type OverdueItem = {
  readonly id: number
  readonly subject: string
  readonly responsible: string
  readonly dueOn: string
}

/** 第3号（岚谷县“技能人才占比”），责任单位市人社局，应于2026年11月24日前办结 */
export function overdueItemWords({ id, subject, responsible, dueOn }: OverdueItem): string {
  return `第${id}号督办事项（${subject}），责任单位${responsible}，应于${formatDate(dueOn)}前办结`
}
