import { unreachable } from '@cg/domain/must'
import { sharePageNames, shareTarget } from '@cg/contract/share'
import type { ShareTarget } from '@cg/contract/share'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import type { PublicAnswer } from '../release/facts/answers.ts'

/** What a release has that decides which answers a page asks for. */
export type ShareRelease = {
  readonly hasScheme: boolean
  /** Measures that the cockpit switches its ranking between: the score, its cards' indicators. */
  readonly measures: readonly string[]
}

/** The answers that a page needs, drawings included, and no other: the first is the one it cannot do without. */
export function answersOf({ page, subject }: ShareTarget, release: ShareRelease): readonly PublicAnswer[] {
  switch (page) {
    case 'overview':
      return ['overview', ...release.measures.map((measure): PublicAnswer => `ranking/${measure}`)]
    case 'ranking':
      return subject === null && !release.hasScheme ? ['matrix'] : [`ranking/${subject ?? 'score'}`]
    case 'indicator':
      return [`indicator/${subject ?? ''}`, `ranking/${subject ?? ''}`]
    case 'unit':
      return ['matrix', `unit/${subject ?? ''}`, `targets/${subject ?? ''}`, 'ranking/score', 'quality']
    case 'compare':
      return ['matrix']
    case 'equity':
      return ['equity', 'overview']
    case 'targets':
      // A unit's commitments stand beside the lights of all.
      return subject === null ? ['targets'] : [`targets/${subject}`, 'targets']
    case 'screen':
      return ['overview', 'equity', 'targets', ...(subject === null ? [] : [`unit/${subject}` as const])]
    default:
      return unreachable(page)
  }
}

/** Refuses somebody with a link whatever its page does not need; says nothing of whether it exists. */
export function requireShared({ share }: Pick<Context, 'share'>, code: string, answer: PublicAnswer): void {
  if (share === undefined || (share.release === code && share.answers.has(answer))) return
  throw outsideShare()
}

export function outsideShare(): ServiceError {
  return new ServiceError('forbidden', '会议链接只打开所分享的一页，这部分内容不在其中。需要查看请登录平台。', {
    reason: 'share.outside',
    heading: '会议链接不含这部分内容',
  })
}

/** '总览', '指标 JN03'. */
export function shareWords(address: string): string {
  const target = shareTarget(address)
  if (target === null) return address
  return [sharePageNames[target.page], target.subject].filter((part) => part !== null).join(' ')
}
