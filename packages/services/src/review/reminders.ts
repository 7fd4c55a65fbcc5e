import type { LeftOutForm, Reminders } from '@cg/contract/review'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { effectiveDeadline, overdueDays } from '@cg/domain/form/calendar'
import { signOffWords } from '@cg/domain/form/sign-off'
import { formatSubmissionState } from '@cg/domain/form/submission'
import type { SubmissionState } from '@cg/domain/form/submission'
import type { Db } from '@cg/db/store'
import type { Context } from '../context.ts'
import { rightTo } from '../entry/form/access.ts'
import { currentPeriod, loadBoard } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { loadMarks, openMarks } from '../entry/check/marks.ts'
import { calendarOf, owesLate, releaseOf, stateOf } from '../entry/move/standing.ts'
import { requireRole } from '../permission.ts'
import { assistDebts, assistWords } from './assist-debts.ts'
import { notedReminders, reminderTroubles, waysOut } from './noted.ts'
import { loadContacts } from '../reporter/liaison.ts'

const owing: readonly SubmissionState[] = ['not_started', 'draft', 'returned', 'withdrawn']

/** Who owes what of the reviewer's scope and how late, with words to paste into the work group (C7). */
export async function listReminders(ctx: Context, query: { period?: string | undefined }): Promise<Reminders> {
  requireRole(ctx.actor, 'reviewer')
  return ctx.store.read(async (db) => remindersOf(ctx, db, await currentPeriod(db, query.period)))
}

/** The list inside the caller's transaction. */
export async function remindersOf(ctx: Context, db: Db, period: string): Promise<Reminders> {
  const board = await loadBoard(ctx.store, db, period, (plan) => rightTo(ctx.actor, plan).reviewer)
  const now = ctx.now().toISOString()
  const release = await releaseOf(db, period)
  const contacts = await loadContacts(db)
  const items: Reminders['items'] = []
  const counted = board.filter((one) => one.standing.leftOutOf === null)
  const owed = counted.filter((one) => owing.includes(stateOf(one.standing)))
  const assists = await assistDebts(db, period, owed)
  for (const form of owed) {
    const row = form.standing.submission
    const isReturned = row?.state === 'returned'
    items.push({
      ...headOf(form, now),
      contact: contacts.get(form.key.reporter) ?? null,
      returned: isReturned ? openMarks(await loadMarks(db, row.id), row).length : 0,
    })
  }
  const late = items.toSorted((a, b) => b.daysLate - a.daysLate)
  return {
    period,
    release,
    leftOut: board.filter((one) => one.standing.leftOutOf !== null).map(leftOutForm),
    items: late,
    assists,
    texts: textsOf(period, items),
    allText: allText(period, items, { release, assists }),
    noted: await notedReminders(db, period, new Set(board.map(({ key }) => key.reporter))),
    ways: await waysOut(db),
    troubles: await reminderTroubles(db, period, new Set(board.map(({ key }) => key.reporter))),
  }
}

function leftOutForm({ key, plan, standing, filled, total }: BoardForm): LeftOutForm {
  const { form, reporter } = key
  const [formName, reporterName] = [plan.form.name, plan.reporterName]
  return { form, formName, reporter, reporterName, state: stateOf(standing), filled, total }
}

type Item = Reminders['items'][number]

function headOf({ key, plan, standing, filled, total }: BoardForm, now: string): Omit<Item, 'returned' | 'contact'> {
  const calendar = calendarOf(standing)
  return {
    form: key.form,
    formName: plan.form.name,
    reporter: key.reporter,
    reporterName: plan.reporterName,
    state: stateOf(standing),
    signOffStep: standing.submission?.signOffStep ?? null,
    dueAt: effectiveDeadline(calendar),
    daysLate: owesLate(standing, now) ? overdueDays(calendar, now) : 0,
    isReopened: standing.isReopened,
    filled,
    total,
  }
}

function textsOf(period: string, items: readonly Item[]): Reminders['texts'] {
  const byReporter = Map.groupBy(items, (item) => item.reporter)
  return [...byReporter].map(([reporter, owed]) => {
    const reporterName = owed[0]?.reporterName ?? reporter
    const called = `${reporterName}${liaisonWords(owed)}`
    return { reporter, reporterName, text: `【催报】${called}：${quarter(period)}产改数据尚有 ${sentence(owed)}` }
  })
}

function sentence(owed: readonly Item[]): string {
  return `${owed.length} 张报表待报送：${owed.map(words).join('；')}。请尽快登录产改进展监测平台填报，如有困难请联系产改办。`
}

function words({ formName, state, signOffStep, dueAt, daysLate, filled, total, returned, isReopened }: Item): string {
  if (isReopened) return `《${formName}》（更正，退回待改 ${returned} 格，不计逾期）`
  const progress =
    signOffStep !== null
      ? `单位${signOffWords[signOffStep]}`
      : state === 'returned'
        ? `退回待改 ${returned} 格`
        : `${formatSubmissionState(state)}，已填 ${filled}/${total} 格`
  const due = daysLate > 0 ? `已逾期 ${daysLate} 天` : `截止 ${formatDateTime(dueAt)}`
  return `《${formName}》（${progress}，${due}）`
}

type Besides = Pick<Reminders, 'release' | 'assists'>

function allText(period: string, items: readonly Item[], { release, assists }: Besides): string {
  if (items.length === 0 && release !== null) return `${quarter(period)}产改数据已发布（${release}），不再催报。`
  if (items.length === 0) return `${quarter(period)}产改数据各单位均已报送，感谢支持。`
  const byReporter = [...Map.groupBy(items, (item) => item.reporterName)]
  const lines = byReporter.map(
    ([name, owed], at) => `${at + 1}. ${name}${liaisonWords(owed)}：${owed.map(words).join('；')}`,
  )
  return [
    `【催报】${quarter(period)}产改数据尚有 ${byReporter.length} 个单位、${items.length} 张报表待报送：`,
    ...lines,
    ...helpLines(assists),
    '请尽快登录产改进展监测平台填报，如有困难请联系产改办。',
  ].join('\n')
}

function helpLines(assists: Reminders['assists']): string[] {
  const byDepartment = [...Map.groupBy(assists, ({ departmentName }) => departmentName)]
  if (byDepartment.length === 0) return []
  return ['需要协助的部门：', ...byDepartment.map(([name, asked]) => `${name}：${asked.map(assistWords).join('；')}`)]
}

/** By name alone: the text goes to a work group, where phone and mail do not belong. */
function liaisonWords([first]: readonly Item[]): string {
  return first === undefined || first.contact === null ? '' : `（联络员${first.contact.name}）`
}

function quarter(period: string): string {
  return formatPeriod(parsePeriod(period))
}
