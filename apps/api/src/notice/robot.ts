import { createHmac } from 'node:crypto'
import { SendFailure } from '@cg/services/notice/sender'
import type { Sender } from '@cg/services/notice/sender'

const waitMs = 15_000

/** Posts a text to the robot of a group; both kinds take the same body and answer with errcode 0. */
export const callRobot: Sender['callRobot'] = async (kind, { url, secret }, text) => {
  const address = kind === 'dingtalk' && secret !== null ? signed(url, secret, Date.now()) : url
  const reply = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
    // The address of a robot is its key: it is not carried on to another host.
    redirect: 'manual',
    signal: AbortSignal.timeout(waitMs),
  }).catch((error: unknown) => {
    throw new SendFailure(`连不上群机器人的服务器（${causeOf(error)}）`, true)
  })
  if (!reply.ok) throw new SendFailure(`群机器人的服务器返回 HTTP ${reply.status}`, true)
  const { errcode, errmsg } = answerOf(await reply.json().catch(() => null))
  if (errcode !== 0) throw new SendFailure(`群机器人没有接受消息（errcode ${errcode ?? '无'}：${errmsg}）`, true)
  return `errcode 0：${errmsg}`
}

/** 钉钉 加签: HMAC-SHA256 of timestamp and secret. */
export function signed(url: string, secret: string, timestamp: number): string {
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  const address = new URL(url)
  address.searchParams.set('timestamp', String(timestamp))
  address.searchParams.set('sign', sign)
  return address.href
}

/** Never the address itself, which fetch may put into its words. */
function causeOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return '15秒内没有应答'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null
  return cause !== null && 'code' in cause ? String(cause.code) : '网络错误'
}

function answerOf(body: unknown): { errcode: number | null; errmsg: string } {
  if (typeof body !== 'object' || body === null) return { errcode: null, errmsg: '返回的不是机器人的应答' }
  const errcode = 'errcode' in body && typeof body.errcode === 'number' ? body.errcode : null
  const errmsg = 'errmsg' in body && typeof body.errmsg === 'string' ? body.errmsg.slice(0, 200) : ''
  return { errcode, errmsg }
}
