import { groupMessageKinds, messageKinds } from '@cg/domain/claim/message'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 通知 (K1): what stands in 消息 also by mail and to the robots of work groups. Off until an admin sets it up. A message
 * says what happened and where, and never a figure. Secrets are taken, never given back.
 */

export const robotKindNames = { wecom: '企业微信', dingtalk: '钉钉' } as const
export const tlsNames = {
  tls: '加密（SSL/TLS，常用端口 465）',
  starttls: '加密（STARTTLS，常用端口 587）',
  none: '不加密（仅限内网，端口 25）',
} as const
export const mostRobots = 10

/** A plain address; what mail allows beyond it is not taken. */
export const MailAddress = Type.String({
  pattern: '^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$',
  maxLength: 160,
  description: '邮箱地址，如 zhangwei@example.gov.cn',
})

const MessageKinds = Type.Array(Type.Enum([...messageKinds]), { maxItems: messageKinds.length })
const GroupKinds = Type.Array(Type.Enum([...groupMessageKinds]), { maxItems: groupMessageKinds.length })
const TlsWay = Type.Enum(['tls', 'starttls', 'none'])
const Robots = Type.Enum(['wecom', 'dingtalk'])

const MailFields = {
  isOn: Type.Boolean(),
  host: Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9.:-]*$', description: '服务器名称或 IP' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  tls: TlsWay,
  /** '': the server wants no sign-in. */
  user: Type.String({ maxLength: 160 }),
  kinds: MessageKinds,
}

export const noticeStates = ['waiting', 'sent', 'failed', 'unsure', 'dropped'] as const
export const noticeStateNames: Readonly<Record<(typeof noticeStates)[number], string>> = {
  waiting: '等待重发',
  sent: '已发出',
  failed: '没有发出',
  unsure: '不知是否发出',
  dropped: '已取消',
}

export const NoticeLine = Type.Object({
  id: Type.Integer(),
  /** The person's name, or the group's. */
  to: Type.String(),
  channel: Type.Enum(['mail', 'robot']),
  sentence: Type.String(),
  state: Type.Enum([...noticeStates]),
  tries: Type.Integer(),
  at: IsoTime,
  /** When it is tried again; null: not by itself. */
  nextAt: nullable(IsoTime),
  error: Type.String(),
})
export type NoticeLine = Static<typeof NoticeLine>

export const RobotInfo = Type.Object({
  id: CodeText,
  name: Type.String(),
  kind: Robots,
  isOn: Type.Boolean(),
  /** Of its address; '' when that is missing, after a restore on another machine. */
  host: Type.String(),
  hasSecret: Type.Boolean(),
  kinds: GroupKinds,
})
export type RobotInfo = Static<typeof RobotInfo>

export const NoticeBoard = Type.Object({
  /** Send back as If-Match: "2". */
  version: Type.Integer(),
  address: Type.String(),
  mail: Type.Object({ ...MailFields, from: Type.String(), hasPassword: Type.Boolean() }),
  robots: Type.Array(RobotInfo),
  /** Accounts that have an address and want mail. */
  readers: Type.Integer(),
  /** Sent within seven days. */
  sent: Type.Integer(),
  /** What failed, waits for another try or may not have gone out, newest first, at most 100. */
  troubles: Type.Array(NoticeLine),
})
export type NoticeBoard = Static<typeof NoticeBoard>

export const MailForm = strictObject({
  ...MailFields,
  address: Type.String({ maxLength: 200 }),
  from: Type.String({ maxLength: 160 }),
  /** Left out: as it is. Null: none. */
  password: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 200 }))),
})
export type MailForm = Static<typeof MailForm>

export const RobotForm = strictObject({
  name: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Robots,
  isOn: Type.Boolean(),
  kinds: GroupKinds,
  /** Left out: as it is. */
  url: Type.Optional(Type.String({ minLength: 1, maxLength: 600 })),
  /** 钉钉 加签. Left out: as it is. Null: none. */
  secret: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 200 }))),
})
export type RobotForm = Static<typeof RobotForm>

export const NoticeTest = strictObject({
  channel: Type.Enum(['mail', 'robot']),
  /** A mail address, or the robot's id. */
  to: Type.String({ minLength: 1, maxLength: 160 }),
})
export type NoticeTest = Static<typeof NoticeTest>

/** What the other server answered, as it said it. */
export const NoticeTestResult = Type.Object({ isSent: Type.Boolean(), answer: Type.String() })
export type NoticeTestResult = Static<typeof NoticeTestResult>

/** An account's own mail. */
export const MailChoice = Type.Object({
  /** Whether an admin has set mail up. */
  isOffered: Type.Boolean(),
  address: Type.String(),
  isOn: Type.Boolean(),
})
export type MailChoice = Static<typeof MailChoice>

const path = '/api/v1/admin/notices'
const RobotParams = Type.Object({ id: CodeText })

export const readNotices = defineRoute({
  method: 'GET',
  path,
  summary: 'How messages leave the program, and which did not',
  access: 'signed-in',
  reply: NoticeBoard,
})
export const saveMail = defineRoute({
  method: 'PUT',
  path: `${path}/mail`,
  summary: 'Set up mail; the password is taken and never given back',
  access: 'signed-in',
  ifMatch: true,
  body: MailForm,
  reply: NoticeBoard,
})
export const addRobot = defineRoute({
  method: 'POST',
  path: `${path}/robots`,
  summary: 'Add the robot of a group; its address is taken and never given back',
  access: 'signed-in',
  ifMatch: true,
  body: RobotForm,
  reply: NoticeBoard,
})
export const saveRobot = defineRoute({
  method: 'PUT',
  path: `${path}/robots/:id`,
  summary: 'Change the robot of a group',
  access: 'signed-in',
  ifMatch: true,
  params: RobotParams,
  body: RobotForm,
  reply: NoticeBoard,
})
export const removeRobot = defineRoute({
  method: 'DELETE',
  path: `${path}/robots/:id`,
  summary: 'Remove the robot of a group with its secrets',
  access: 'signed-in',
  ifMatch: true,
  params: RobotParams,
  reply: NoticeBoard,
})
export const testNotice = defineRoute({
  method: 'POST',
  path: `${path}/test`,
  summary: 'Send a test message now, as set up, and tell what the other server answered',
  access: 'signed-in',
  body: NoticeTest,
  reply: NoticeTestResult,
})
export const retryNotices = defineRoute({
  method: 'POST',
  path: `${path}/retry`,
  summary: 'Try messages again that failed or may not have gone out',
  access: 'signed-in',
  body: strictObject({ ids: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 100 }) }),
  reply: NoticeBoard,
})
export const readMailChoice = defineRoute({
  method: 'GET',
  path: '/api/v1/inbox/mail',
  summary: 'The account’s own mail address and whether it is told by mail',
  access: 'signed-in',
  reply: MailChoice,
})
export const chooseMail = defineRoute({
  method: 'PUT',
  path: '/api/v1/inbox/mail',
  summary: 'Set the account’s own mail address, and switch mail on or off',
  access: 'signed-in',
  body: strictObject({ address: MailAddress, isOn: Type.Boolean() }),
  reply: MailChoice,
})
