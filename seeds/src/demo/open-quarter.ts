import { cellKey } from '@cg/domain/form/form-cell'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import type { FiledCell, FiledForm, Hand } from '@cg/services/entry/upload/bulk'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { withdrawForm } from '@cg/services/entry/move/withdraw-form'
import { grantExtension } from '@cg/services/review/grant-extension'
import { returnForm } from '@cg/services/review/return-form'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import { byKey, cellsOf, duePlans, fileWhatMayStand } from './file-quarter.ts'
import type { DemoCell } from './generate.ts'
import { checkerOf, explain } from './people.ts'
import type { People } from './people.ts'
import { oddities } from './plant.ts'
import { fraction } from './random.ts'

/** filled: every figure is in, and it is not sent; provisional: the same, and it is sent as 快报 in time. */
type Ending =
  | 'not_started'
  | 'draft'
  | 'filled'
  | 'provisional'
  | 'submitted'
  | 'checked'
  | 'accepted'
  | 'returned'
  | 'withdrawn'
  | 'overdue'

/** How far each form has come; a form that is not named here was accepted. */
const endings: Readonly<Record<string, Ending>> = {
  'ZGH-IDEOLOGY|ZGH': 'submitted',
  'JYJ-SKILLS|JYJ': 'submitted',
  'RSJ-SKILLS|RSJ': 'submitted',
  'ZGH-DRIVE|ZGH': 'submitted',
  'XCB-IDEOLOGY|XCB': 'returned',
  'RSJ-RIGHTS|RSJ': 'submitted',
  'GXJ-DEMO|GXJ': 'draft',
  'RSJ-CAREER|RSJ': 'draft',
  'YBJ-RIGHTS|YBJ': 'not_started',
  'GXJ-DRIVE|GXJ': 'not_started',
  'U-ZGH-IDEOLOGY|NLQ': 'checked',
  'U-ZGH-IDEOLOGY|BDQ': 'checked',
  'U-ZGH-IDEOLOGY|CYS': 'submitted',
  'U-ZGH-IDEOLOGY|QYS': 'submitted',
  'U-ZGH-IDEOLOGY|YUX': 'submitted',
  'U-ZGH-IDEOLOGY|YLX': 'returned',
  'U-ZGH-IDEOLOGY|LGX': 'overdue',
  'U-ZGH-RIGHTS|DWQ': 'draft',
  'U-ZGH-RIGHTS|XPQ': 'submitted',
  'U-ZGH-RIGHTS|BDQ': 'provisional',
  'U-ZGH-RIGHTS|CYS': 'checked',
  'U-ZGH-RIGHTS|QYS': 'filled',
  'U-ZGH-RIGHTS|YLX': 'submitted',
  'U-ZGH-RIGHTS|YUX': 'withdrawn',
  'U-ZGH-RIGHTS|LGX': 'not_started',
  'U-ZGH-RIGHTS|GXQ': 'checked',
  'U-RSJ-RIGHTS|DWQ': 'not_started',
  'U-RSJ-RIGHTS|NLQ': 'submitted',
  'U-RSJ-RIGHTS|BDQ': 'checked',
  'U-RSJ-RIGHTS|YLX': 'not_started',
  'U-RSJ-RIGHTS|LGX': 'not_started',
  'U-RSJ-RIGHTS|GXQ': 'submitted',
}

/** Why a returned form came back, and where. */
const marks = [
  {
    form: 'XCB-IDEOLOGY',
    cell: { item: oddities.slip.item, unit: oddities.slip.unit, breakdown: '' },
    reasonCode: 'unit_slip',
    reason: '栖岩市人次约为上季度的10倍，疑似多写一位，请与活动台账核对后重报。',
  },
  {
    form: 'U-ZGH-IDEOLOGY',
    cell: { item: 'E_LIA_MSME', unit: 'YLX', breakdown: '' },
    reasonCode: 'scope',
    reason: '请按口径核对：多家企业共用一名联络员的，应按覆盖企业计。',
  },
] as const

export type OpenQuarter = {
  readonly period: Period
  readonly asOf: string
  readonly opensAt: string
  readonly dueAt: string
  readonly cells: readonly DemoCell[]
}

/** The newest quarter in the middle of its way: forms in every state, explained oddities, one that nobody sent. */
export async function fillOpenQuarter(services: Services, people: People, quarter: OpenQuarter): Promise<void> {
  const known = byKey(quarter.cells)
  for (const plan of await duePlans(services, quarter.period)) {
    const ending = endings[`${plan.form.code}|${plan.reporter}`] ?? 'accepted'
    await fileSoFar(services, people, { plan, ending, quarter, cells: typedOf(plan, cellsOf(plan, known)) })
    await settle(services, people, { plan, ending, quarter })
  }
}

/** Without what the key tasks have filled already. */
function typedOf({ definitions: { guide } }: FormPlan, cells: FiledCell[]): FiledCell[] {
  const { keyPlan } = guide
  return cells.filter(({ item }) => item !== keyPlan?.due && item !== keyPlan?.done)
}

type OneForm = { readonly plan: FormPlan; readonly ending: Ending; readonly quarter: OpenQuarter }

async function fileSoFar(
  services: Services,
  people: People,
  { plan, ending, quarter, cells }: OneForm & { cells: readonly FiledCell[] },
): Promise<void> {
  if (ending === 'not_started' || ending === 'overdue') return
  const filler = people.filler(plan.reporter)
  const at = moments(plan, quarter)
  const checker = checkerOf(people, plan)
  const isSent = !['draft', 'filled', 'provisional'].includes(ending)
  const isChecked = (ending === 'checked' || ending === 'accepted') && checker !== null
  const filed: FiledForm = {
    key: keyOf(plan),
    cells: ending !== 'draft' ? cells : cells.filter((cell) => fraction(`draft|${cellKey(cell)}`) < 0.55),
    source: 'seed',
    reason: '演示数据',
    filler: { actor: filler, at: at.saved },
    ...(isSent ? { submitted: { actor: filler, at: at.submitted } } : {}),
    ...(isChecked ? { checked: { actor: checker, at: at.checked } } : {}),
    ...(ending === 'accepted' ? { accepted: { actor: people.reviewer, at: at.accepted } satisfies Hand } : {}),
    explain,
  }
  await fileWhatMayStand(services, [filed])
}

function keyOf({ definitions: { period }, form, reporter }: FormPlan) {
  return { period, form: form.code, reporter }
}

/** What happens to a form besides being filed: returned, taken back, or given more time. */
async function settle(services: Services, people: People, { plan, ending, quarter }: OneForm): Promise<void> {
  const key = keyOf(plan)
  const at = moments(plan, quarter)
  const mark = marks.find((one) => one.form === plan.form.code)
  if (ending === 'returned' && mark !== undefined) {
    const { cell, reasonCode, reason } = mark
    const by = contextOf(services, checkerOf(people, plan) ?? people.reviewer, at.checked)
    await returnForm(by, key, { version: 2, marks: [{ ...cell, reasonCode, reason }] })
  }
  if (ending === 'withdrawn') {
    await withdrawForm(contextOf(services, people.filler(plan.reporter), at.checked), key, { version: 2 })
  }
  const owes = ['not_started', 'draft', 'filled', 'withdrawn'].includes(ending)
  if (owes && quarter.dueAt <= chinaTime(quarter.asOf, 0).toISOString()) {
    const by = contextOf(services, people.reviewer, new Date(Date.parse(quarter.dueAt) - 3_600_000))
    const dueAt = chinaTime(addDays(quarter.asOf, 12), 18).toISOString()
    await grantExtension(by, key, { dueAt, reason: '该项数据需与省级系统核对，同意延期报送。' })
  }
}

/** Within the time from the opening to now, in this order, the same every time. */
function moments(plan: FormPlan, { opensAt, dueAt, asOf }: OpenQuarter) {
  const first = Date.parse(opensAt)
  const last = Math.min(Date.parse(dueAt), chinaTime(asOf, 0).getTime())
  const start = 0.25 + 0.4 * fraction(`${plan.form.code}|${plan.reporter}|open`)
  const at = (share: number) => new Date(Math.round(first + (last - first) * share))
  return { saved: at(start), submitted: at(start + 0.1), checked: at(start + 0.16), accepted: at(start + 0.22) }
}
