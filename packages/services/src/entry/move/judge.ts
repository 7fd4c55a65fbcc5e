import type { Finding } from '@cg/contract/entry'
import type { ProblemCell } from '@cg/contract/problem'
import type { Db } from '@cg/db/store'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { loadCells } from '../cells/cells.ts'
import type { CellRow } from '../cells/cells.ts'
import { writeFed } from '../cells/fed-cells.ts'
import { writeSums } from '../cells/part-sums.ts'
import { blockingOf, findingsAfter, unexplainedOf } from '../check/findings.ts'
import type { OpenedForm } from '../form/open.ts'
import { moveContext, nextState, stateOf } from './standing.ts'
import type { Standing } from './standing.ts'

type Judged = { readonly opened: OpenedForm; readonly standing: Standing; readonly action: 'propose' | 'submit' }

/** The form's cells, once the rules let them go on: 强制性 findings stop a form, 核实性 ones must have been explained. */
export async function judgeForSending(
  ctx: Context,
  tx: Db,
  { opened, standing, action }: Judged,
): Promise<ReadonlyMap<string, CellRow>> {
  await writeSums(tx, opened.whole, {
    period: opened.key.period,
    actorId: ctx.actor.userId,
    at: ctx.now().toISOString(),
  })
  await writeFed(ctx, tx, { plan: opened.whole, standing })
  const cells = await loadCells(tx, opened.plan)
  const findings = await findingsAfter(ctx, tx, { opened, standing, cells })
  refuseWithCells(findings, action)
  nextState(stateOf(standing), action, {
    ...moveContext(opened.right, standing, ctx.now()),
    blockingErrors: blockingOf(findings).length,
    unexplained: unexplainedOf(findings).length,
  })
  return cells
}

const mostNamed = 50
const actionWords = { propose: '提请内部审核', submit: '提交' } as const

/** Names every place that stops the form, the 强制性 ones first. */
function refuseWithCells(findings: readonly Finding[], action: Judged['action']): void {
  const blocking = blockingOf(findings)
  const open = blocking.length > 0 ? blocking : unexplainedOf(findings)
  const first = open[0]
  if (first === undefined) return
  const isBlocking = blocking.length > 0
  const then = `才能${actionWords[action]}。第一处：${first.message}。`
  const sentence = isBlocking
    ? `还有 ${open.length} 处强制性错误，改正后${then}`
    : `还有 ${open.length} 处核实性问题没有说明，改正或填写说明后${then}`
  throw new ServiceError('conflict', sentence, {
    reason: isBlocking ? 'submission.blocking_errors' : 'submission.unexplained',
    cells: open.slice(0, mostNamed).map(toProblemCell),
  })
}

function toProblemCell({ item, unit, breakdown, rule, message }: Finding): ProblemCell {
  return { item, unit, breakdown, rule, message }
}
