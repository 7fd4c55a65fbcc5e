import { createTransport } from 'nodemailer'
import { SendFailure } from '@cg/services/notice/sender'
import type { Sender } from '@cg/services/notice/sender'

const waitMs = 15_000

/** One letter over one connection, as plain text. Answers with the server's last line. */
export const sendMail: Sender['sendMail'] = async (
  { host, port, tls, user, from },
  password,
  { to, subject, text },
) => {
  const transport = createTransport({
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === '' ? {} : { auth: { user, pass: password ?? '' } }),
  })
  try {
    const { response } = await transport.sendMail({
      from: { name: '产改进展监测平台', address: from },
      to: { name: '', address: to },
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return response
  } catch (error) {
    throw failureOf(error)
  } finally {
    transport.close()
  }
}

/** By nodemailer's codes: what to look at first. */
const causes = new Map([
  ['EAUTH', '邮件服务器拒绝了账号或密码'],
  ['EDNS', '找不到邮件服务器，请核对名称'],
  ['ECONNECTION', '连不上邮件服务器，请核对名称、端口和防火墙'],
  ['ESOCKET', '连不上邮件服务器，请核对名称、端口和加密方式'],
  ['ETLS', '与邮件服务器的加密连接没有建立，请核对加密方式'],
  ['EREQUIRETLS', '邮件服务器不支持要求的加密方式'],
  ['ETIMEDOUT', '邮件服务器没有在15秒内应答，请核对端口和加密方式'],
  ['EENVELOPE', '邮件服务器不接受发件或收件地址'],
  ['EMESSAGE', '邮件服务器不接受这封邮件'],
])

function failureOf(error: unknown): SendFailure {
  const { code, response, message } = partsOf(error)
  const words = causes.get(code) ?? '邮件没有发出'
  return new SendFailure(`${words}（${response ?? message}）`, !['EENVELOPE', 'EMESSAGE'].includes(code))
}

function partsOf(error: unknown): { code: string; response: string | null; message: string } {
  if (!(error instanceof Error)) return { code: '', response: null, message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const response = 'response' in error && typeof error.response === 'string' ? error.response : null
  return { code, response, message: error.message }
}
