import type { Letter } from './sender.ts'

/** One message as it goes out: its sentence, which names no figure, and where the work is done. */
export type Outgoing = { readonly sentence: string; readonly link: string }

/** 企业微信 takes 2048 bytes of a text; the same for all, so that a group is spoken to alike. */
export const mostGroupBytes = 1900
/** A letter of more is read by nobody; the rest goes with the next. */
const mostInLetter = 50

/** How many of these fit one message to a group; at least one. */
export function fitting(all: readonly Outgoing[], address: string): number {
  let count = 0
  while (count < all.length && byteLength(groupText(all.slice(0, count + 1), address)) <= mostGroupBytes) count += 1
  return Math.max(1, count)
}

export function groupText(all: readonly Outgoing[], address: string): string {
  return ['【产改进展监测】', ...all.map(({ sentence, link }) => `${sentence}\n${address}${link}`)].join('\n')
}

/** What a person is told by mail: the sentences of their 消息 and the way to each. */
export function letterTo(to: string, name: string, all: readonly Outgoing[], address: string): Letter {
  const items = all.map(({ sentence, link }, at) => `${at + 1}. ${sentence}\n   ${address}${link}`)
  return {
    to,
    subject: `【产改进展监测】${all.length}条新消息`,
    text: [
      `${name}，您好：`,
      ...items,
      `以上消息登录平台后在“消息”页也能看到。本邮件由平台自动发出，不必回复；不想再收到的，可在“消息”页关闭邮件提醒。`,
    ].join('\n\n'),
  }
}

export function lettersAtOnce(all: readonly Outgoing[]): number {
  return Math.min(all.length, mostInLetter)
}

/** What the button sends: it tells of nothing. */
export const testSubject = '【产改进展监测】测试消息'
export const testText = '这是产改进展监测平台的一条测试消息。收到即表示设置正确。'

/** In UTF-8, as the robots count it. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
