import { ServiceError } from '@cg/services/errors'

/** An error of the library or of the network as far as it is looked at; `cause` says which claim did not hold. */
type Trouble = {
  readonly code: string
  readonly error: string
  readonly claim: string
  readonly said: string
}

/** The library wraps what it found in errors of its own: the first that names a thing counts. */
function troubleOf(error: unknown): Trouble {
  const found = { code: '', error: '', claim: '', said: '' }
  let at: unknown = error
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const { code, error: refused, claim, attribute, body, cause } = at as Record<string, unknown>
    if (found.code === '' && typeof code === 'string') found.code = code
    if (found.error === '' && typeof refused === 'string') found.error = refused
    if (found.claim === '' && typeof claim === 'string') found.claim = claim
    if (found.claim === '' && typeof attribute === 'string') found.claim = attribute
    if (found.said === '' && attribute === 'issuer') found.said = issuerIn(body)
    at = cause
  }
  return found
}

function issuerIn(body: unknown): string {
  const issuer = typeof body === 'object' && body !== null && 'issuer' in body ? body.issuer : null
  return typeof issuer === 'string' ? issuer.slice(0, 200) : ''
}

const byPassword = '可先用用户名和密码登录。'
const again = '请回到登录页，重新点“统一身份认证登录”。'

/** The service could not be asked, or is not what it was set as. */
export function serviceRefusal(error: unknown, issuer: string): ServiceError {
  const { code, said } = troubleOf(error)
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') {
    return new ServiceError(
      'invalid',
      `认证平台自报的地址是“${said}”，与设置的“${issuer}”不一致。请系统管理员按平台自报的地址填写，一字不差。`,
      { reason: 'identity.wrong_issuer' },
    )
  }
  return silence(code, issuer)
}

function silence(code: string, issuer: string): ServiceError {
  const isOther = code === 'OAUTH_RESPONSE_IS_NOT_JSON' || code === 'OAUTH_PARSE_ERROR' || code === notConform
  const words = isOther
    ? `${issuer} 有应答，但不是统一身份认证平台（没有 OpenID Connect 的配置）。请核对地址。`
    : `统一身份认证平台（${issuer}）没有应答，暂时不能这样登录。`
  return new ServiceError('unavailable', `${words}${byPassword}`, {
    reason: isOther ? 'identity.no_service' : 'identity.silent',
    retryAfterSeconds: 60,
  })
}

const notConform = 'OAUTH_RESPONSE_IS_NOT_CONFORM'
const noAnswer = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH'])

/** What came back does not hold: the reason in words for the person who waits. */
export function answerRefusal(error: unknown): ServiceError {
  const { code, error: refused, claim } = troubleOf(error)
  if (noAnswer.has(code) || code === notConform || code.startsWith('UND_ERR')) {
    return new ServiceError('unavailable', `统一身份认证平台没有应答，没有登录。${again}也${byPassword}`, {
      reason: 'identity.silent',
      retryAfterSeconds: 60,
    })
  }
  if (refused !== '') return refusedByService(refused)
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') {
    return refusal(
      'identity.clock',
      `认证平台给出的登录凭据不在有效时间内：平台与本系统服务器的时间可能不一致。请系统管理员校准服务器时间；${byPassword}`,
    )
  }
  if (claim === 'nonce')
    return refusal('identity.nonce', `认证平台的应答不属于这一次登录，已拒绝。${again}再次出现请告诉系统管理员。`)
  if (claim === 'iss')
    return refusal('identity.issuer', `应答来自另一个认证平台，已拒绝。请系统管理员核对认证平台地址；${byPassword}`)
  if (claim === 'aud' || claim === 'azp')
    return refusal('identity.audience', `认证平台的登录凭据是给别的系统的，已拒绝。请系统管理员核对客户端编号。`)
  return refusal('identity.answer', `认证平台的应答不能确认是真的，已拒绝。${again}再次出现请告诉系统管理员。`)
}

/** OAuth's own error codes, of the sign-in page and of the exchange. */
function refusedByService(error: string): ServiceError {
  switch (error) {
    case 'access_denied':
      return refusal('identity.denied', `您在认证平台上取消了登录，或平台没有准许您进入本系统。${again}也${byPassword}`)
    case 'invalid_grant':
      return refusal('identity.used_code', `这次登录的凭据已经用过或已过期。${again}`)
    case 'invalid_client':
    case 'unauthorized_client':
      return refusal(
        'identity.client',
        `认证平台不认本系统的客户端编号或密钥。请系统管理员在“系统管理—系统与备份”核对；${byPassword}`,
      )
    case 'temporarily_unavailable':
    case 'server_error':
      return refusal('identity.service_error', `认证平台自身出错，没有完成登录。请稍候再试；${byPassword}`)
    default:
      return refusal('identity.refused', `认证平台没有完成登录（${error.slice(0, 60)}）。${again}也${byPassword}`)
  }
}

function refusal(reason: string, words: string): ServiceError {
  return new ServiceError('unauthenticated', words, { reason })
}
