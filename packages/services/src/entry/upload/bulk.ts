import type { Finding } from '@cg/contract/entry'
import { explanation, returnMark } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { CellState } from '@cg/domain/cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { noSignOff } from '@cg/domain/form/sign-off'
import type { SubmissionContext } from '@cg/domain/form/submission'
import { audit } from '../../audit.ts'
import type { Actor, Services } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { rightTo } from '../form/access.ts'
import type { FormKey, FormRight } from '../form/access.ts'
import { backgroundOf } from '../cells/background.ts'
import { loadCells } from '../cells/cells.ts'
import type { CellRow } from '../cells/cells.ts'
import type { CellChange } from '../cells/decide-cells.ts'
import { blockingOf, judge, unexplainedOf } from '../check/findings.ts'
import { formObject, moveSubmission } from '../move/move.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { contentHashOf, receiptNumber } from '../move/receipt.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../move/standing.ts'
import type { Standing } from '../move/standing.ts'
import { writeCells } from '../cells/write-cells.ts'

export type FiledCell = FormCell & {
  readonly state: CellState
  readonly value: number | null
  readonly note?: string | null
}

/** Who does a step, and when. */
export type Hand = { readonly actor: Actor; readonly at: Date }

/** One cell that was sent with `first` and corrected after it had been returned. */
export type SentBack = {
  readonly place: FormCell
  readonly first: number
  readonly reasonCode: string
  readonly reason: string
  readonly returned: Hand
  readonly resent: Hand
}

/** A whole form that is filed at once: history from files, and the demo city. */
export type FiledForm = {
  readonly key: FormKey
  readonly cells: readonly FiledCell[]
  readonly source: 'load' | 'seed'
  /** Kept with every revision: '历史数据装载'. */
  readonly reason: string
  readonly filler: Hand
  /** Left out where the way ends at a draft. */
  readonly submitted?: Hand
  /** It came back once: what was sent first, why it came back, and when it was sent again. */
  readonly sentBack?: SentBack
  /** The lead department's check of a form that units fill. */
  readonly checked?: Hand
  readonly accepted?: Hand
  /** The figures are known to meet every rule (the demo's, by its tests): the form is not judged again. */
  readonly isProven?: boolean
  /** The words for a finding that wants an explanation; null files it without, for figures that were published before. */
  readonly explain: (finding: Finding) => string | null
}

/**
 * Files one form as far as it says, in one transaction, by the same rights, rules and states as single saves. A form
 * with a 强制性 finding is refused unless it stays a draft; nothing of it is written then. What was loaded and accepted
 * is reopened when files say it otherwise; whether they may is the caller's to know.
 */
export async function fileForm(services: Services, filed: FiledForm): Promise<void> {
  await fileForms(services, [filed])
}

/** What filing leaves in the audit trail. */
export const filing = [
  'cells.save',
  'submission.submit',
  'submission.return',
  'submission.reopen',
  'submission.check',
  'submission.accept',
] as const

/** Files the returns of several reporters in one transaction: all of them or none. */
export async function fileForms(services: Services, all: readonly FiledForm[]): Promise<void> {
  const { store } = services
  const opened = await store.read((db) =>
    Promise.all(all.map((filed) => openForm(asActor(services, filed.filler), db, filed.key, 'own'))),
  )
  await store.write(filing, async (tx) => {
    for (const [at, filed] of all.entries()) await fileInside(services, tx, must(opened[at]), filed)
  })
}

/** Files one form within a transaction of the caller's, after whatever that transaction has written before. */
export async function fileFormInside(services: Services, tx: Db, filed: FiledForm): Promise<void> {
  const opened = await openForm(asActor(services, filed.filler), tx, filed.key, 'own')
  await fileInside(services, tx, opened, filed)
}

function asActor(services: Services, { actor, at }: Hand) {
  return { ...services, actor, now: () => at }
}

async function fileInside(services: Services, tx: Db, opened: OpenedForm, filed: FiledForm): Promise<void> {
  const { key, plan } = opened
  const found = await loadStanding(tx, key)
  if (filed.source !== 'load') requireOpenPeriod(found, filed.filler.at)
  const isAgain = filed.source === 'load' && stateOf(found) === 'accepted'
  const standing = isAgain
    ? await step(services, tx, opened, { standing: found, action: 'reopen', hand: filed.filler, filed })
    : found
  const cells = await loadCells(tx, plan)
  const first = await save(services, tx, { opened, standing, filed, cells })
  if (filed.submitted === undefined) return
  const saved = await comeBack(services, tx, { opened, standing: first, filed, cells })
  if (filed.isProven !== true) {
    const findings = await findingsOf(services, tx, opened, cells)
    refuseBlocked(key, findings)
    await explainAll(tx, saved, filed, filed.submitted, unexplainedOf(findings))
  }
  await review(services, tx, { opened, standing: saved, filed, cells })
}

type Saving = {
  readonly opened: OpenedForm
  readonly standing: Standing
  readonly filed: FiledForm
  readonly cells: Map<string, CellRow>
}

async function save(services: Services, tx: Db, { opened, standing, filed, cells }: Saving): Promise<Standing> {
  const { key, plan, right } = opened
  const { actor, at } = filed.filler
  const to = nextState(stateOf(standing), 'save', contextOf(filed, right, standing, at))
  const first = filed.sentBack
  const changes = filed.cells.map(({ item, unit, breakdown, state, value, note = null }) => {
    const place = { item, unit, breakdown }
    if (first !== undefined && cellKey(first.place) === cellKey(place))
      return { ...changeOf(place, cells), value: first.first }
    if (!plan.places.has(cellKey(place))) throw new Error(`form ${key.form} asks for no ${cellKey(place)}`)
    return { ...changeOf(place, cells), state, value, note }
  })
  const stamp = { period: key.period, actorId: actor.userId, at: at.toISOString(), source: filed.source }
  for (const row of await writeCells(tx, changes, { ...stamp, reason: filed.reason })) {
    cells.set(cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }), row)
  }
  const moved = await moveSubmission(asActor(services, filed.filler), tx, standing, { key, action: 'save', to })
  const detail = { source: filed.source, cells: changes.length }
  await audit(tx, { at: stamp.at, actor, action: 'cells.save', object: formObject(key), detail })
  return moved
}

/** The calendar binds people, not history that is loaded from files. */
function contextOf(filed: FiledForm, right: FormRight, standing: Standing, at: Date): SubmissionContext {
  const context = moveContext(right, standing, at)
  return filed.source === 'load' ? { ...context, signOff: noSignOff, deadlinePassed: false, leftOut: false } : context
}

function changeOf(place: FormCell, cells: ReadonlyMap<string, CellRow>): CellChange {
  return { place, before: cells.get(cellKey(place)) ?? null, state: 'reported', value: null, note: null, message: null }
}

async function findingsOf(
  { store }: Services,
  tx: Db,
  { plan }: OpenedForm,
  cells: ReadonlyMap<string, CellRow>,
): Promise<Finding[]> {
  const background = await backgroundOf(store, tx, plan)
  return judge({ plan, cells, background, explained: new Set(), evidenced: null })
}

function refuseBlocked(key: FormKey, findings: readonly Finding[]): void {
  const blocking = blockingOf(findings)
  const first = blocking[0]
  if (first === undefined) return
  throw new ServiceError(
    'conflict',
    `${key.period} ${key.form}：有 ${blocking.length} 处强制性错误。${first.message}。`,
    {
      reason: 'submission.blocking_errors',
      cells: blocking.map(({ item, unit, breakdown, rule, message }) => ({ item, unit, breakdown, rule, message })),
    },
  )
}

async function explainAll(
  tx: Db,
  { submission }: Standing,
  { explain, accepted }: FiledForm,
  { actor, at }: Hand,
  findings: readonly Finding[],
): Promise<void> {
  const { id } = must(submission)
  const verdict = accepted && {
    verdict: 'accepted' as const,
    verdictBy: accepted.actor.userId,
    verdictAt: accepted.at.toISOString(),
  }
  const rows = findings.flatMap((finding) => {
    const text = explain(finding)
    if (text === null) return []
    const { rule: ruleCode, unit: unitCode, item: itemCode, breakdown } = finding
    const place = { submissionId: id, ruleCode, unitCode, itemCode, breakdown }
    return [{ ...place, text, authorId: actor.userId, at: at.toISOString(), ...verdict }]
  })
  if (rows.length > 0) await tx.insert(explanation).values(rows)
}

/** Submitted, returned with one mark, corrected: the form is then in its second round. */
async function comeBack(services: Services, tx: Db, saving: Saving): Promise<Standing> {
  const { opened, filed, cells, standing } = saving
  const { sentBack, submitted } = filed
  if (sentBack === undefined || submitted === undefined) return standing
  const { place, returned, resent } = sentBack
  const sent = await step(services, tx, opened, {
    standing,
    action: 'submit',
    hand: submitted,
    filed,
    set: sentSet(saving, submitted, 1),
  })
  const back = await step(services, tx, opened, { standing: sent, action: 'return', hand: returned, filed })
  const { id, round } = must(back.submission)
  await tx.insert(returnMark).values({
    submissionId: id,
    round,
    itemCode: place.item,
    unitCode: place.unit,
    breakdown: place.breakdown,
    reasonCode: sentBack.reasonCode,
    reason: sentBack.reason,
    authorId: returned.actor.userId,
    at: returned.at.toISOString(),
  })
  const right = must(filed.cells.find((one) => cellKey(one) === cellKey(place)))
  const stamp = { period: opened.key.period, actorId: resent.actor.userId, at: resent.at.toISOString() }
  const change = { ...changeOf(place, cells), state: right.state, value: right.value }
  for (const row of await writeCells(tx, [change], { ...stamp, source: filed.source, reason: '退回后修改' })) {
    cells.set(cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }), row)
  }
  return back
}

function sentSet({ opened: { key, plan }, filed, cells, standing }: Saving, { actor, at }: Hand, round: number) {
  const sentAt = at.toISOString()
  return {
    round,
    submittedAt: sentAt,
    submittedBy: actor.userId,
    // When history was sent in its day is not known: it counts neither as late nor as anything else.
    firstSubmittedAt: filed.source === 'load' ? null : (standing.submission?.firstSubmittedAt ?? sentAt),
    receiptNo: receiptNumber(key, round),
    contentHash: contentHashOf(key, plan, cells),
  }
}

/** Submit, check, accept: as far as the form says, each by its own person. */
async function review(services: Services, tx: Db, saving: Saving): Promise<void> {
  const { opened, filed } = saving
  const { submitted, sentBack, checked, accepted } = filed
  let { standing } = saving
  const sender = sentBack?.resent ?? submitted
  if (sender !== undefined) {
    const set = sentSet(saving, sender, sentBack === undefined ? roundAfter(saving.standing) : 2)
    standing = await step(services, tx, opened, { standing, action: 'submit', hand: sender, filed, set })
  }
  if (checked !== undefined)
    standing = await step(services, tx, opened, { standing, action: 'check', hand: checked, filed })
  if (accepted === undefined) return
  const set = { acceptedAt: accepted.at.toISOString(), acceptedBy: accepted.actor.userId }
  await step(services, tx, opened, { standing, action: 'accept', hand: accepted, filed, set })
}

/** What was loaded and is loaded again otherwise is sent a second time. */
function roundAfter({ submission }: Standing): number {
  return submission?.state === 'returned' ? submission.round + 1 : 1
}

type Step = {
  readonly standing: Standing
  readonly action: 'submit' | 'return' | 'reopen' | 'check' | 'accept'
  readonly hand: Hand
  readonly filed: FiledForm
  readonly set?: NonNullable<Parameters<typeof moveSubmission>[3]['set']>
}

async function step(
  services: Services,
  tx: Db,
  opened: OpenedForm,
  { standing, action, hand, filed, set = {} }: Step,
): Promise<Standing> {
  const { key, plan } = opened
  const right = rightTo(hand.actor, plan)
  const to = nextState(stateOf(standing), action, contextOf(filed, right, standing, hand.at))
  const moved = await moveSubmission(asActor(services, hand), tx, standing, { key, action, to, set })
  const detail = { form: plan.form.name, receiptNo: moved.submission?.receiptNo ?? null }
  await audit(tx, {
    at: hand.at.toISOString(),
    actor: hand.actor,
    action: `submission.${action}`,
    object: formObject(key),
    detail,
  })
  return moved
}
