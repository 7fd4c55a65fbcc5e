import type { NoticeTest, NoticeTestResult } from '@cg/contract/notice'
import type { Context } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { testSubject, testText } from './compose.ts'
import { SendFailure } from './sender.ts'
import type { Sender } from './sender.ts'
import { loadNoticeSettings } from './settings.ts'

/** Sends one message now, as set up and saved, and gives the other server's own answer. Errors: no such robot, no server set. */
export async function testNotice(ctx: Context, sender: Sender, { channel, to }: NoticeTest): Promise<NoticeTestResult> {
  requireCityRole(ctx.actor, 'admin')
  const { mail, robots } = await ctx.store.read(loadNoticeSettings)
  const { mailPassword, robots: known } = sender.readSecrets()
  if (channel === 'mail') {
    if (mail.host === '' || mail.from === '')
      throw invalid('请先填写并保存邮件服务器和发件地址。', { reason: 'notice.host' })
    if (!/^[^\s@<>",;]+@[^\s@<>",;]+$/u.test(to))
      throw invalid('请填写收件邮箱，如 zhangwei@example.gov.cn。', { reason: 'notice.to' })
    return outcome(() => sender.sendMail(mail, mailPassword, { to, subject: testSubject, text: testText }))
  }
  const robot = robots.find(({ id }) => id === to)
  if (robot === undefined) throw notFound('这个群机器人')
  const at = known[robot.id]
  if (at === undefined) throw invalid('机器人的地址不在本机，请重新粘贴并保存。', { reason: 'notice.url' })
  return outcome(() => sender.callRobot(robot.kind, at, `${testSubject}\n${testText}`))
}

async function outcome(send: () => Promise<string>): Promise<NoticeTestResult> {
  try {
    return { isSent: true, answer: await send() }
  } catch (error) {
    if (error instanceof SendFailure) return { isSent: false, answer: error.message }
    throw error
  }
}
