import type { ProblemCode } from '@cg/contract/problem'
import { problemCodes } from '@cg/contract/problem'
import type { RouteContract } from '@cg/contract/route'

/** What each code tells a client, and what the client does about it. */
export const refusalWords: Readonly<Record<ProblemCode, string>> = {
  invalid: '请求不合要求；detail 逐条写明哪一项不对、怎样改正。',
  unauthenticated: '尚未登录、登录已过期，账号、密码、链接或令牌不正确，或令牌已到期、已撤销。',
  forbidden: '没有这项权限，或令牌的范围不含这个地址，或须先修改密码，或请求来自其他网站。',
  not_found: '对象不存在；无权知道其是否存在时，答复与此相同。',
  conflict: '与现状冲突（如状态不允许、已被占用）；detail 写明原因。',
  stale: '所依据的版本已被他人更新；current 给出现存内容，核对后再提交。',
  too_large: '提交的内容或文件超过限额。',
  unsupported_media_type: '提交内容的格式不受支持。',
  key_reused: '同一个 Idempotency-Key 已用于内容不同的另一次提交；这一次没有写入，请换一个编号。',
  precondition_required: '缺少 If-Match（所见内容的版本号）。',
  too_many_requests: '操作过于频繁；等过 Retry-After 秒后再试。',
  storage_full: '服务器磁盘已满，没有保存任何改动；清理后再试。',
  unavailable: '正在计算、系统繁忙或正在停止；等过 Retry-After 秒后再试。',
  internal: '系统内部出错，数据没有改动；请把 requestId 告诉管理员。',
}

/** Every code that the route may answer with. */
export function refusalsOf(route: RouteContract, isLimited: boolean): ProblemCode[] {
  const isWrite = route.method !== 'GET'
  const takes = route.params !== undefined || route.query !== undefined
  const isAnswered: Readonly<Record<ProblemCode, boolean>> = {
    invalid: true,
    unauthenticated: route.access !== 'public',
    forbidden: isWrite || route.access !== 'public',
    not_found: isWrite || takes,
    conflict: isWrite,
    stale: route.ifMatch === true,
    too_large: isWrite,
    unsupported_media_type: isWrite,
    key_reused: route.idempotent === true,
    precondition_required: route.ifMatch === true,
    // Unknown tokens are counted.
    too_many_requests: isLimited || route.scope !== undefined,
    storage_full: isWrite,
    unavailable: true,
    internal: true,
  }
  return problemCodes.filter((code) => isAnswered[code] || route.refusals?.includes(code) === true)
}
