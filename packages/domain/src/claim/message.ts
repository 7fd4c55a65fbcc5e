import { formatDate, formatDateTime, formatPeriod } from '../number/date-format.ts'
import type { Period } from '../period.ts'
import { unreachable } from '../must.ts'
import type { SignOffStep } from '../form/sign-off.ts'
import { namesWords } from './words.ts'

/** What a person may be told of in 消息, in the order in which the page offers them. */
export const messageKinds = [
  'returned',
  'resubmitted',
  'checked',
  'accepted',
  'extended',
  'admitted',
  'signOffWaiting',
  'sentBack',
  'signedOff',
  'due',
  'overdue',
  'checkDue',
  'reviewDue',
  'finalDue',
  'finalOverdue',
  'aimWaiting',
  'aimDecided',
  'catalogueWaiting',
  'catalogueDecided',
  'changeWaiting',
  'changeDecided',
  'checkWindow',
  'objected',
  'objectionAnswered',
  'sourceAdopted',
  'explanationRejected',
  'statementDecided',
  'matterDecided',
  'followUp',
  'keyTask',
  'recordsWaiting',
  'recordsDecided',
  'mentioned',
  'remarkAnswered',
  'appraisalWanted',
  'assistWanted',
  'assistGiven',
  'tokenEnding',
  'tokenEnded',
  'identityWaiting',
  'materialReady',
  'materialFailed',
  'published',
] as const
export type MessageKind = (typeof messageKinds)[number]

/**
 * What is said to its reader alone: it calls somebody 您, tells of a step inside one unit, of what the office decided on
 * one body's words or figures, or counts what waits for one body. Every kind stands here or among those of a group.
 */
export const personalMessageKinds = [
  'signOffWaiting',
  'sentBack',
  'signedOff',
  'checkDue',
  'reviewDue',
  'aimDecided',
  'catalogueDecided',
  'changeDecided',
  'sourceAdopted',
  'explanationRejected',
  'statementDecided',
  'matterDecided',
  'followUp',
  'keyTask',
  'recordsWaiting',
  'recordsDecided',
  'mentioned',
  'remarkAnswered',
  'appraisalWanted',
  'assistWanted',
  'assistGiven',
  'tokenEnding',
  'tokenEnded',
  'identityWaiting',
  'materialReady',
  'materialFailed',
] as const satisfies readonly MessageKind[]

/** What may be said to a whole group: sentences that speak of no reader's own work or words. */
export const groupMessageKinds = [
  'returned',
  'resubmitted',
  'checked',
  'accepted',
  'extended',
  'admitted',
  'due',
  'overdue',
  'finalDue',
  'finalOverdue',
  'aimWaiting',
  'catalogueWaiting',
  'changeWaiting',
  'checkWindow',
  'objected',
  'objectionAnswered',
  'published',
] as const satisfies readonly MessageKind[]

type OfForm = { readonly period: Period; readonly form: string }
/** A material that was to be made with a release. */
type OfMaterial = { readonly period: Period; readonly code: string; readonly name: string }
type Owed = OfForm & { readonly dueAt: string; readonly isReturned: boolean }
/** A figure by its name: what a district objects to. */
type OfFigure = { readonly period: Period; readonly unit: string; readonly figure: string; readonly by: string }
type Decided = 'accepted' | 'returned' | 'revoked'
type StepDue = { readonly period: Period; readonly count: number; readonly by: string; readonly isPast: boolean }

/** What a message is about. No figure is among it: it may be read before anything is published. */
export type MessageFacts =
  | (OfForm & {
      readonly kind: 'returned'
      readonly by: string
      readonly cells: number
      readonly isCorrection: boolean
    })
  | (OfForm & { readonly kind: 'resubmitted'; readonly reporter: string; readonly by: string; readonly round: number })
  | (OfForm & { readonly kind: 'checked'; readonly reporter: string; readonly by: string })
  | (OfForm & { readonly kind: 'accepted'; readonly by: string })
  | (OfForm & { readonly kind: 'extended' | 'admitted'; readonly by: string; readonly dueAt: string })
  /** 内部审签: what waits for the person's own step inside the unit, what came back to the filler, what was signed and sent. */
  | (OfForm & { readonly kind: 'signOffWaiting'; readonly by: string; readonly step: SignOffStep })
  | (OfForm & { readonly kind: 'sentBack' | 'signedOff'; readonly by: string })
  | (Owed & { readonly kind: 'due' })
  /** `lockedAt`: until when it is still taken, as late; null: no more. */
  | (Owed & { readonly kind: 'overdue'; readonly lockedAt: string | null })
  | (StepDue & { readonly kind: 'checkDue' | 'reviewDue' })
  /** 快报: `finalBy` the day by which the final figures are to come; `next` what brings them in. */
  | (OfForm & {
      readonly kind: 'finalDue' | 'finalOverdue'
      readonly reporter: string
      readonly finalBy: string
      readonly next: 'edit' | 'return' | 'correct'
    })
  | {
      readonly kind: 'aimWaiting'
      readonly by: string
      readonly changes: number
      readonly indicators: readonly string[]
    }
  | { readonly kind: 'aimDecided'; readonly by: string; readonly changes: number; readonly isConfirmed: boolean }
  /** `change`: 2026年第四季度起停用 2 个指标 */
  | { readonly kind: 'catalogueWaiting'; readonly by: string; readonly change: string }
  | { readonly kind: 'catalogueDecided'; readonly by: string; readonly change: string; readonly isConfirmed: boolean }
  /** Of a scheme or of units. `change`: 从2027年起采用《综合评价》第2版 */
  | { readonly kind: 'changeWaiting'; readonly by: string; readonly change: string }
  | { readonly kind: 'changeDecided'; readonly by: string; readonly change: string; readonly isConfirmed: boolean }
  /** `closesAt`: until when, or when it was ended. */
  | { readonly kind: 'checkWindow'; readonly period: Period; readonly closesAt: string; readonly isOpen: boolean }
  | (OfFigure & { readonly kind: 'objected' })
  | (OfFigure & { readonly kind: 'objectionAnswered'; readonly isUpheld: boolean })
  /** 数据比对: `sides` 市人社局的“培训人数”; `reason` null where it holds a number. */
  | {
      readonly kind: 'sourceAdopted'
      readonly period: Period
      readonly unit: string
      readonly sides: readonly [string, string]
      readonly sources: readonly [string, string]
      readonly adopted: 'first' | 'second' | 'both'
      readonly by: string
      readonly reason: string | null
    }
  | (OfForm & OfFigure & { readonly kind: 'explanationRejected' })
  /** What a department stated or reported, and the office decided on. */
  | (OfFigure & { readonly kind: 'statementDecided'; readonly outcome: Decided })
  | {
      readonly kind: 'matterDecided'
      readonly unit: string
      readonly matter: string
      readonly by: string
      readonly outcome: Decided
    }
  /** 督办: what became of an item; `subject` names no figure. */
  | {
      readonly kind: 'followUp'
      readonly step: 'opened' | 'answered' | 'returned' | 'closed' | 'cancelled' | 'extended' | 'overdue'
      readonly subject: string
      readonly dueOn: string
      readonly by: string
    }
  /** 重点任务: what the department is to report, what waits for the reviewer, what became of a report. */
  | { readonly kind: 'keyTask'; readonly step: 'due'; readonly period: Period; readonly count: number }
  | { readonly kind: 'keyTask'; readonly step: 'waiting'; readonly count: number }
  | {
      readonly kind: 'keyTask'
      readonly step: 'accepted' | 'returned'
      readonly measure: string
      readonly period: Period
      readonly by: string
      /** Null where there is none to tell. */
      readonly reason: string | null
    }
  /** 台账: what waits for the person, and what became of records of the person's department. `figures`: which they amount to. */
  | { readonly kind: 'recordsWaiting'; readonly register: string; readonly count: number }
  | {
      readonly kind: 'recordsDecided'
      readonly register: string
      readonly count: number
      readonly by: string
      readonly outcome: Decided
      /** Null where there is none to tell. */
      readonly reason: string | null
      readonly figures: readonly string[]
      /** The records fill those figures; else they are typed. */
      readonly isUsed: boolean
    }
  /** The words of the remark stay on the page of the form: they may hold figures. */
  | (OfForm & OfFigure & { readonly kind: 'mentioned' | 'remarkAnswered'; readonly isClosed: boolean })
  /** 定性评分: how many districts the person has not scored in this round. */
  | {
      readonly kind: 'appraisalWanted'
      readonly period: Period
      readonly figure: string
      readonly by: string
      readonly round: number
      readonly left: number
    }
  /** 协助: what the person's department is asked to supply to another one's form, and that something came. */
  | (OfForm & {
      readonly kind: 'assistWanted'
      readonly figure: string
      readonly supplies: string
      readonly responsible: string
      readonly dueAt: string
    })
  | (OfForm & { readonly kind: 'assistGiven'; readonly figure: string; readonly by: string })
  /** A program's token of the person's. */
  | {
      readonly kind: 'tokenEnding' | 'tokenEnded'
      readonly name: string
      readonly expiresAt: string
    }
  /** Who signed in at the identity service and has no account here. */
  | { readonly kind: 'identityWaiting'; readonly name: string }
  | (OfMaterial & { readonly kind: 'materialReady' })
  | (OfMaterial & { readonly kind: 'materialFailed'; readonly problem: string })
  | { readonly kind: 'published'; readonly period: Period; readonly code: string; readonly isCorrection: boolean }

/** The one sentence of a message; it says what is so, and where something is left to do until when. */
export function messageSentence(facts: MessageFacts): string {
  switch (facts.kind) {
    case 'returned':
    case 'resubmitted':
    case 'checked':
    case 'accepted':
    case 'extended':
    case 'admitted':
      return stepOfForm(facts)
    case 'signOffWaiting':
    case 'sentBack':
    case 'signedOff':
      return signOffSentence(facts)
    case 'due':
    case 'overdue':
    case 'checkDue':
    case 'reviewDue':
      return dateSentence(facts)
    case 'finalDue':
    case 'finalOverdue':
      return finalSentence(facts)
    case 'aimWaiting':
    case 'aimDecided':
    case 'catalogueWaiting':
    case 'catalogueDecided':
    case 'changeWaiting':
    case 'changeDecided':
      return proposalSentence(facts)
    case 'checkWindow':
    case 'objected':
    case 'objectionAnswered':
      return appealSentence(facts)
    case 'sourceAdopted':
    case 'explanationRejected':
    case 'statementDecided':
    case 'matterDecided':
    case 'followUp':
    case 'keyTask':
    case 'recordsWaiting':
    case 'recordsDecided':
      return decidedSentence(facts)
    case 'mentioned':
    case 'remarkAnswered':
      return remarkSentence(facts)
    case 'appraisalWanted':
    case 'assistWanted':
    case 'assistGiven':
      return askedSentence(facts)
    case 'tokenEnding':
    case 'tokenEnded':
    case 'identityWaiting':
      return accessSentence(facts)
    case 'materialReady':
    case 'materialFailed':
    case 'published':
      return releaseSentence(facts)
    default:
      return unreachable(facts)
  }
}

/** 核对: its window, an objection, its answer. */
function appealSentence(
  facts: Extract<MessageFacts, { kind: 'checkWindow' | 'objected' | 'objectionAnswered' }>,
): string {
  const period = formatPeriod(facts.period)
  if (facts.kind === 'checkWindow')
    return facts.isOpen
      ? `${period}的数字在发布前请区县核对，${formatDateTime(facts.closesAt)}截止；有异议的可逐项提出。`
      : `${period}的区县核对已于${formatDateTime(facts.closesAt)}结束。`
  const about = `${facts.unit}对${period}“${facts.figure}”`
  return facts.kind === 'objected'
    ? `${about}提出异议（${facts.by}），待答复。`
    : `${about}的异议已答复（${facts.by}）：${facts.isUpheld ? '成立，退回填报单位修改' : '不成立'}。`
}

const finalSteps = {
  edit: '表还在填报单位，改好后请标明是正式数',
  return: '表已报送，要由产改办退回才能修改',
  correct: '本期已发布，要由产改办以“快报转正式数”打开更正',
} as const

/** 快报 whose final figures are due or late. */
function finalSentence(facts: Extract<MessageFacts, { kind: 'finalDue' | 'finalOverdue' }>): string {
  const day = formatDate(facts.finalBy)
  const due = facts.kind === 'finalDue' ? `正式数应在${day}前报送` : `正式数应在${day}前报送，现已过期`
  return `${named(facts)}（${facts.reporter}）报的是快报数，${due}；${finalSteps[facts.next]}。`
}

type ProposalKind =
  | 'aimWaiting'
  | 'aimDecided'
  | 'catalogueWaiting'
  | 'catalogueDecided'
  | 'changeWaiting'
  | 'changeDecided'

/** What one person proposed and another confirms. */
function proposalSentence(facts: Extract<MessageFacts, { kind: ProposalKind }>): string {
  switch (facts.kind) {
    case 'aimWaiting':
      return `${facts.by}提出变更目标与基期${facts.changes}处（${namesWords(facts.indicators, 3, '项指标')}），待另一位发布人确认。`
    case 'aimDecided':
      return `您提出的目标与基期变更（${facts.changes}处）${facts.isConfirmed ? '已确认生效' : '未予确认'}（${facts.by}）。`
    case 'catalogueWaiting':
      return `${facts.by}提出变更指标目录：${facts.change}，待另一位发布人确认。`
    case 'catalogueDecided':
      return `您提出的指标目录变更（${facts.change}）${facts.isConfirmed ? '已确认' : '未予确认'}（${facts.by}）。`
    case 'changeWaiting':
      return `${facts.by}提请${facts.change}，待另一位发布人确认。`
    case 'changeDecided':
      return `您提请${facts.change}，${facts.isConfirmed ? '已确认' : '被退回'}（${facts.by}）。`
    default:
      return unreachable(facts)
  }
}

/** What is to be done by a day: a form to be sent, forms to be decided on. */
function dateSentence(facts: Extract<MessageFacts, { kind: 'due' | 'overdue' | 'checkDue' | 'reviewDue' }>): string {
  return facts.kind === 'due' || facts.kind === 'overdue' ? owedSentence(facts) : stepSentence(facts)
}

/** A form that was not sent yet, near its deadline or past it. */
function owedSentence(facts: Extract<MessageFacts, { kind: 'due' | 'overdue' }>): string {
  const head = `${named(facts)}${owed(facts)}`
  return facts.kind === 'due'
    ? `${head}，截止时间为${formatDateTime(facts.dueAt)}。`
    : `${head}，已过截止时间${formatDateTime(facts.dueAt)}${leftAfter(facts)}。`
}

/** What review did with a form, and what came of it. */
function stepOfForm(
  facts: Extract<MessageFacts, { kind: 'returned' | 'resubmitted' | 'checked' | 'accepted' | 'extended' | 'admitted' }>,
): string {
  switch (facts.kind) {
    case 'returned':
      return `${named(facts)}${facts.isCorrection ? '通过后重新打开更正' : '被退回'}（${facts.by}），标出${facts.cells}格需要修改。`
    case 'resubmitted':
      return `${facts.reporter}重新报送了${named(facts)}（${facts.by}），是第${facts.round}次报送。`
    case 'checked':
      return `${facts.reporter}重新报送的${named(facts)}已由牵头部门审核（${facts.by}），转产改办审核。`
    case 'accepted':
      return `${named(facts)}已审核通过（${facts.by}）。`
    case 'extended':
      return `${named(facts)}的截止时间延长到${formatDateTime(facts.dueAt)}（${facts.by}）。`
    case 'admitted':
      return `${named(facts)}准予补报（${facts.by}），截止时间为${formatDateTime(facts.dueAt)}。`
    default:
      return unreachable(facts)
  }
}

function signOffSentence(facts: Extract<MessageFacts, { kind: 'signOffWaiting' | 'sentBack' | 'signedOff' }>): string {
  const form = named(facts)
  if (facts.kind === 'signOffWaiting') {
    return facts.step === 'check'
      ? `${form}已提请内部审核（${facts.by}），待单位审核人审核。`
      : `${form}内部审核已同意（${facts.by}），待单位负责人签发。`
  }
  return facts.kind === 'sentBack'
    ? `${form}内部审签时被退回填报人（${facts.by}），修改后须重新提请。`
    : `${form}已由单位负责人签发报送（${facts.by}）。`
}

const outcomes = {
  accepted: (by: string) => `已采纳（${by}）`,
  returned: (by: string) => `被退回（${by}），请按退回意见修改后重新提交`,
  revoked: (by: string) => `原已采纳，现予撤销（${by}）`,
} as const

/** 督办 of one thing: what became of it last, and what is to be done. */
function followUpSentence({ step, subject, dueOn, by }: Extract<MessageFacts, { kind: 'followUp' }>): string {
  const what = `督办事项（${subject}）`
  switch (step) {
    case 'opened':
      return `产改办发出${what}，请回复原因、措施和预计完成日期，并在${formatDate(dueOn)}前办结。`
    case 'answered':
      return `${what}已回复（${by}），待认定。`
    case 'returned':
      return `${what}的回复被退回（${by}），请按退回意见补充后再报。`
    case 'closed':
      return `${what}已销号（${by}）。`
    case 'cancelled':
      return `${what}已撤销（${by}）。`
    case 'extended':
      return `${what}已延期（${by}），请在${formatDate(dueOn)}前办结。`
    case 'overdue':
      return `${what}应在${formatDate(dueOn)}前办结，现已逾期，还没有销号。`
  }
}

function keyTaskSentence(facts: Extract<MessageFacts, { kind: 'keyTask' }>): string {
  if (facts.step === 'waiting') return `重点任务有${facts.count}项措施的进展待审核。`
  const quarter = formatPeriod(facts.period)
  if (facts.step === 'due') return `请报送${quarter}重点任务的进展：本部门牵头的措施有${facts.count}项没有报。`
  const { step, measure, by, reason } = facts
  const what = `重点任务措施“${measure}”${quarter}的进展`
  if (step === 'accepted') return `${what}已采纳（${by}）。`
  return `${what}被退回（${by}）${reason === null ? '，退回意见见重点任务' : `：${reason}`}，请补充后再报。`
}

/** What the office decided on a body's figures or words. */
function decidedSentence(
  facts: Extract<
    MessageFacts,
    {
      kind:
        | 'sourceAdopted'
        | 'explanationRejected'
        | 'statementDecided'
        | 'matterDecided'
        | 'followUp'
        | 'keyTask'
        | 'recordsWaiting'
        | 'recordsDecided'
    }
  >,
): string {
  switch (facts.kind) {
    case 'followUp':
      return followUpSentence(facts)
    case 'keyTask':
      return keyTaskSentence(facts)
    case 'recordsWaiting':
    case 'recordsDecided':
      return recordsSentence(facts)
    case 'explanationRejected':
      return `${named(facts)}${facts.unit}“${facts.figure}”的情况说明没有被认可（${facts.by}），请改写说明，或者核实数字后改正。`
    case 'statementDecided':
      return `${formatPeriod(facts.period)}${facts.unit}“${facts.figure}”的滞后说明${outcomes[facts.outcome](facts.by)}。`
    case 'matterDecided':
      return `${facts.unit}的加减分事项“${facts.matter}”${outcomes[facts.outcome](facts.by)}。`
    case 'sourceAdopted': {
      const [first, second] = facts.sources
      const taken =
        facts.adopted === 'both' ? '两者口径不同、均属实' : `以${facts.adopted === 'first' ? first : second}的为准`
      const why = facts.reason === null ? '依据请向产改办了解' : `依据：${facts.reason}`
      return `${formatPeriod(facts.period)}${facts.unit}：${facts.sides.join('与')}不一致，产改办认定${taken}（${facts.by}），${why}。各表填报的数没有因此改动。`
    }
    default:
      return unreachable(facts)
  }
}

function recordsSentence(facts: Extract<MessageFacts, { kind: 'recordsWaiting' | 'recordsDecided' }>): string {
  const records = `${facts.register}台账有${facts.count}条记录`
  if (facts.kind === 'recordsWaiting') return `${records}待审核。`
  const { by, outcome, reason, figures, isUsed } = facts
  const why = reason === null ? '' : `：${reason}`
  if (outcome === 'returned')
    return `${records}被退回（${by}）${reason === null ? '，退回意见见台账' : why}，请修改后再报。`
  const named = `“${figures.join('”“')}”`
  const counted = figures.length === 0 ? '' : isUsed ? `，${named}由台账计入报表` : `，请核对报表中的${named}`
  return `${records}${outcome === 'accepted' ? '已入账' : '已销账'}（${by}）${outcome === 'accepted' ? '' : why}${counted}。`
}

function remarkSentence(facts: Extract<MessageFacts, { kind: 'mentioned' | 'remarkAnswered' }>): string {
  const where = `${named(facts)}${facts.unit}“${facts.figure}”`
  return facts.kind === 'mentioned'
    ? `${facts.by}在${where}的问答中提到了您${closedWords(facts)}。`
    : `${facts.by}答复了您在${where}下参与的问答${closedWords(facts)}。`
}

/** What somebody is asked for beside a form, and what was given. */
function askedSentence(
  facts: Extract<MessageFacts, { kind: 'appraisalWanted' | 'assistWanted' | 'assistGiven' }>,
): string {
  return facts.kind === 'appraisalWanted' ? appraisalSentence(facts) : assistSentence(facts)
}

function appraisalSentence(facts: Extract<MessageFacts, { kind: 'appraisalWanted' }>): string {
  return facts.round === 1
    ? `请您给${formatPeriod(facts.period)}“${facts.figure}”评分（${facts.by}），还有${facts.left}个区县没有评。`
    : `${formatPeriod(facts.period)}“${facts.figure}”开始第${facts.round}轮评分（${facts.by}），您上一轮的评分仍然有效，可以修改；本轮有${facts.left}个区县没有改评。`
}

function stepSentence(facts: Extract<MessageFacts, { kind: 'checkDue' | 'reviewDue' }>): string {
  const [waits, what] = facts.kind === 'checkDue' ? ['等待本部门审核', '部门审核'] : ['等待审核', '审核']
  return `${formatPeriod(facts.period)}有${facts.count}张报表${waits}，${stepDue(what, facts)}。`
}

function assistSentence(facts: Extract<MessageFacts, { kind: 'assistWanted' | 'assistGiven' }>): string {
  const where = `${named(facts)}“${facts.figure}”`
  return facts.kind === 'assistGiven'
    ? `${facts.by}为${where}提供了协助材料。`
    : `请在${formatDateTime(facts.dueAt)}前为${facts.responsible}的${where}提供协助材料：${facts.supplies}。`
}

/** What came out, and what was made of it. */
function releaseSentence(
  facts: Extract<MessageFacts, { kind: 'materialReady' | 'materialFailed' | 'published' }>,
): string {
  const period = formatPeriod(facts.period)
  switch (facts.kind) {
    case 'published':
      return `${period}进展已${facts.isCorrection ? '更正发布' : '发布'}，发布编号为${facts.code}。`
    case 'materialReady':
      return `材料“${facts.name}”已按${period}的发布（${facts.code}）生成，可以下载。`
    case 'materialFailed':
      return `材料“${facts.name}”没有随${facts.code}生成：${facts.problem}`
    default:
      return unreachable(facts)
  }
}

/** Ways into the platform that end or wait. */
function accessSentence(
  facts: Extract<MessageFacts, { kind: 'tokenEnding' | 'tokenEnded' | 'identityWaiting' }>,
): string {
  if (facts.kind === 'identityWaiting') return `“${facts.name}”用统一身份认证登录，还没有关联账号，不能进入系统。`
  const token = `接口令牌“${facts.name}”`
  const at = formatDateTime(facts.expiresAt)
  return facts.kind === 'tokenEnding'
    ? `${token}将于${at}到期，请在此之前另外生成，换到所用的程序里。`
    : `${token}已于${at}到期，用它的程序已不能取数。`
}

/** 2026年第三季度《技能提升情况表》 */
function named({ period, form }: OfForm): string {
  return `${formatPeriod(period)}《${form}》`
}

function closedWords({ isClosed }: { readonly isClosed: boolean }): string {
  return isClosed ? '，该问答已办结' : ''
}

function owed({ isReturned }: Owed): string {
  return isReturned ? '退回后尚未重新报送' : '尚未报送'
}

function leftAfter({ isReturned, lockedAt }: Owed & { readonly lockedAt: string | null }): string {
  if (isReturned) return '，仍可修改后报送'
  return lockedAt === null
    ? '，填报已关闭，确需补报的请向产改办申请延期'
    : `，${formatDateTime(lockedAt)}前仍可报送，记为逾期`
}

function stepDue(what: string, { by, isPast }: StepDue): string {
  return isPast ? `${what}时限${formatDateTime(by)}已过` : `${what}应于${formatDateTime(by)}前完成`
}
