import { unreachable } from '../must.ts'
import { signOffRefusal, signOffRefusalCodes } from './sign-off.ts'
import type { SignOff, SignOffAction } from './sign-off.ts'

/** What is stored of a form's way (decision 13). Overdue and extended are computed from the calendar, never stored. */
export const submissionStates = [
  'not_started',
  'draft',
  'submitted',
  'checked',
  'accepted',
  'locked',
  'returned',
  'withdrawn',
] as const
export type SubmissionState = (typeof submissionStates)[number]

export const submissionActions = [
  'save',
  'propose',
  'recall',
  'endorse',
  'send_back',
  'submit',
  'withdraw',
  'check',
  'accept',
  'return',
  'reopen',
  'lock',
  'extend',
  'admit',
] as const
export type SubmissionAction = (typeof submissionActions)[number]

/** What the actor may be to this form. Several can hold at once. */
export type SubmissionRoles = {
  readonly filler: boolean
  /** 单位审核人 and 单位负责人 of the reporter itself. */
  readonly unitChecker: boolean
  readonly unitHead: boolean
  /** Belongs to the lead department that checks what districts filled. */
  readonly checker: boolean
  readonly reviewer: boolean
  readonly publisher: boolean
}

export type SubmissionContext = {
  readonly roles: SubmissionRoles
  readonly signOff: SignOff
  /** The actor's own unit or department fills this form. */
  readonly ownForm: boolean
  /** The actor fills a row of it as a town or key enterprise of the reporter's. */
  readonly isPart?: boolean
  /** A lead department must check before the office reviews (union items filled by districts). */
  readonly checkNeeded: boolean
  /** The deadline, extension included, is over. */
  readonly deadlinePassed: boolean
  /** The reviewer has opened the form. */
  readonly reviewBegun: boolean
  /** The quarter was published without this form, and it was not opened again since (补报). */
  readonly leftOut: boolean
  /** Errors that block submission (decision 15); leave out where the question is only what is offered. */
  readonly blockingErrors?: number
  /** Findings that still want an explanation; leave out where the question is only what is offered. */
  readonly unexplained?: number
  /** The form came back with marked cells and was sent again: withdrawn, it is the returned form that it was. */
  readonly isSentAgain?: boolean
  /** Marked cells of a return; leave out where the question is only what is offered. */
  readonly markedCells?: number
}

export const submissionRefusalCodes = [
  'not_permitted',
  'not_own_form',
  'wrong_state',
  'left_out',
  ...signOffRefusalCodes,
  'deadline_passed',
  'review_begun',
  'check_first',
  'blocking_errors',
  'unexplained',
  'no_marked_cells',
] as const
export type SubmissionRefusalCode = (typeof submissionRefusalCodes)[number]

export type SubmissionRefusal = { readonly ok: false; readonly code: SubmissionRefusalCode; readonly reason: string }
export type SubmissionMove = { readonly ok: true; readonly state: SubmissionState } | SubmissionRefusal

/** The next state of a form, or why not, in words. Rights come first, so that a stranger learns nothing of the state. */
export function transition(
  state: SubmissionState,
  action: SubmissionAction,
  context: SubmissionContext,
): SubmissionMove {
  const refused =
    rightsRefusal(action, context) ?? stateRefusal(state, action, context) ?? contentRefusal(action, context)
  return refused ?? { ok: true, state: nextState(state, action, context) }
}

/** What this actor may do next; the reply of the API carries it, so that no screen guesses. */
export function allowedActions(state: SubmissionState, context: SubmissionContext): SubmissionAction[] {
  return submissionActions.filter((action) => !rightsRefusal(action, context) && !stateRefusal(state, action, context))
}

function nextState(
  state: SubmissionState,
  action: SubmissionAction,
  { isSentAgain = false }: SubmissionContext,
): SubmissionState {
  switch (action) {
    case 'save':
      return state === 'returned' ? 'returned' : 'draft'
    case 'propose':
    case 'recall':
    case 'endorse':
    case 'send_back':
      return state
    case 'submit':
      return 'submitted'
    case 'withdraw':
      return isSentAgain ? 'returned' : 'withdrawn'
    case 'check':
      return 'checked'
    case 'accept':
      return 'accepted'
    case 'return':
    case 'reopen':
      return 'returned'
    case 'lock':
      return 'locked'
    case 'extend':
    case 'admit':
      return state
    default:
      return unreachable(action)
  }
}

const unsent: readonly SubmissionState[] = ['draft', 'returned', 'withdrawn']

const fromStates: Readonly<Record<SubmissionAction, readonly SubmissionState[]>> = {
  save: ['not_started', 'draft', 'returned', 'withdrawn'],
  propose: unsent,
  recall: unsent,
  endorse: unsent,
  send_back: unsent,
  submit: unsent,
  withdraw: ['submitted'],
  check: ['submitted'],
  accept: ['submitted', 'checked'],
  return: ['submitted', 'checked'],
  reopen: ['accepted'],
  lock: ['accepted'],
  extend: ['not_started', 'draft', 'returned', 'withdrawn'],
  admit: ['not_started', 'draft', 'returned', 'withdrawn', 'submitted', 'checked'],
}

function rightsRefusal(
  action: SubmissionAction,
  { roles, ownForm, isPart = false, checkNeeded, signOff }: SubmissionContext,
): SubmissionRefusal | null {
  switch (action) {
    case 'endorse':
      return roles.unitChecker ? null : refuse('not_permitted', '只有本单位的单位审核人可以办理内部审核')
    case 'send_back':
      return roles.unitChecker || roles.unitHead
        ? null
        : refuse('not_permitted', '只有本单位的单位审核人或单位负责人可以退回填报人')
    case 'submit':
      if (signOff.step !== null && roles.unitHead) return null
      return fillerRefusal(action, { roles, ownForm, isPart })
    case 'save':
    case 'propose':
    case 'recall':
    case 'withdraw':
      return fillerRefusal(action, { roles, ownForm, isPart })
    case 'check':
      return roles.checker && checkNeeded ? null : refuse('not_permitted', '这张报表不需要您所在部门审核')
    case 'return':
      return roles.reviewer || (roles.checker && checkNeeded) ? null : refuse('not_permitted', '只有审核人可以退回报表')
    case 'accept':
    case 'reopen':
    case 'extend':
    case 'admit':
      return roles.reviewer ? null : refuse('not_permitted', `只有审核人可以${actionWords[action]}`)
    case 'lock':
      return roles.publisher ? null : refuse('not_permitted', '只有发布人可以锁定报表')
    default:
      return unreachable(action)
  }
}

function fillerRefusal(
  action: SubmissionAction,
  { roles, ownForm, isPart = false }: Pick<SubmissionContext, 'roles' | 'ownForm' | 'isPart'>,
): SubmissionRefusal | null {
  if (isPart && action !== 'save') return refuse('not_permitted', '您只填本单位的一行，整张表由区县汇总后报送')
  if (!roles.filler && action === 'save' && (roles.unitChecker || roles.unitHead))
    return refuse('not_permitted', '数字由本单位填报人填写，您只核对、审签')
  if (!roles.filler) return refuse('not_permitted', `您没有填报权限，不能${actionWords[action]}`)
  return ownForm ? null : refuse('not_own_form', '这张报表由其他单位填报，请联系该单位')
}

const actionWords: Readonly<Record<SubmissionAction, string>> = {
  save: '保存',
  propose: '提请内部审核',
  recall: '取回',
  endorse: '办理内部审核',
  send_back: '退回填报人',
  submit: '提交',
  withdraw: '撤回',
  check: '审核',
  accept: '通过报表',
  return: '退回报表',
  reopen: '重新打开报表',
  lock: '锁定报表',
  extend: '延长期限',
  admit: '准予补报',
}

function stateRefusal(
  state: SubmissionState,
  action: SubmissionAction,
  context: SubmissionContext,
): SubmissionRefusal | null {
  const { roles, checkNeeded, leftOut } = context
  if (leftOut && action !== 'admit')
    return refuse('left_out', `本季已发布且没有计入这张报表，不能${actionWords[action]}；需要补报的，由产改办准予`)
  if (!leftOut && action === 'admit') return refuse('wrong_state', '这张报表没有因本季发布而关闭，不需要准予补报')
  if (action === 'accept' && state === 'submitted' && checkNeeded)
    return refuse('check_first', '牵头部门尚未审核，请先由牵头部门审核')
  if (action === 'return' && state === 'checked' && !roles.reviewer)
    return refuse('wrong_state', '已转产改办审核，请由产改办退回')
  if (action === 'return' && state === 'submitted' && checkNeeded && !roles.checker)
    return refuse('check_first', '牵头部门尚未审核，请先由牵头部门审核或退回')
  if (!fromStates[action].includes(state))
    return refuse('wrong_state', `报表${stateSentence[state]}，不能${actionWords[action]}`)
  const inside = isOfSignOff(action) ? signOffRefusal(action, context.signOff, roles) : null
  if (inside !== null) return refuse(inside.code, inside.reason)
  if (action === 'withdraw' && context.reviewBegun)
    return refuse('review_begun', '审核已经开始，不能撤回；如需修改请联系审核人退回')
  if (action === 'withdraw' && context.deadlinePassed)
    return refuse('deadline_passed', '填报已经关闭，撤回后不能再报；如需修改请联系审核人退回')
  const late = context.deadlinePassed && isSending(action) && state !== 'returned'
  return late ? refuse('deadline_passed', '已过截止时间，报表只读；如需补报请向产改办申请延期') : null
}

const ofSignOff: readonly string[] = ['save', 'propose', 'recall', 'endorse', 'send_back', 'submit']

function isOfSignOff(action: SubmissionAction): action is SignOffAction {
  return ofSignOff.includes(action)
}

/** What is refused once the time to fill is over. */
const sending: readonly SubmissionAction[] = ['save', 'propose', 'submit']

/** Whether this fills a form or sends it on: what a closed quarter takes no more. */
export function isSending(action: SubmissionAction): boolean {
  return sending.includes(action)
}

function contentRefusal(action: SubmissionAction, context: SubmissionContext): SubmissionRefusal | null {
  const { blockingErrors = 0, unexplained = 0, markedCells } = context
  const isJudged = action === 'submit' || action === 'propose'
  if (isJudged && blockingErrors > 0)
    return refuse('blocking_errors', `还有 ${blockingErrors} 处强制性错误，请改正后再提交`)
  if (isJudged && unexplained > 0)
    return refuse('unexplained', `还有 ${unexplained} 处核实性问题没有说明，请填写说明后再提交`)
  const unmarked = (action === 'return' || action === 'reopen') && markedCells === 0
  return unmarked ? refuse('no_marked_cells', '请至少标出一个需要修改的格，并写明原因') : null
}

const stateSentence: Readonly<Record<SubmissionState, string>> = {
  not_started: '尚未开始填报',
  draft: '还是草稿',
  submitted: '已提交',
  checked: '已由牵头部门审核',
  accepted: '已通过',
  locked: '已锁定并发布',
  returned: '已退回',
  withdrawn: '已撤回',
}

function refuse(code: SubmissionRefusalCode, reason: string): SubmissionRefusal {
  return { ok: false, code, reason }
}

/** The state's word on screen. */
export function formatSubmissionState(state: SubmissionState): string {
  return stateWords[state]
}

const stateWords: Readonly<Record<SubmissionState, string>> = {
  not_started: '未开始',
  draft: '草稿',
  submitted: '已提交',
  checked: '部门已审',
  accepted: '已通过',
  locked: '已锁定',
  returned: '退回',
  withdrawn: '已撤回',
}
