import type { ReleaseHead } from '@cg/contract/release/head'

export const appName = '产改进展监测平台'

export { unitKindNames as unitKindWords } from '@cg/contract/unit-kind'

export { dimensionNames as dimensionWords } from '@cg/contract/dimension'

export { directionWords } from '@cg/domain/direction-words'

/** What the code beside it is: a preview has no 发布编号. */
export function codeName({ state }: Pick<ReleaseHead, 'state'>): string {
  return state === 'preview' ? '试看编号' : '发布编号'
}

/** 正式, 修订 or 试看·未发布: stands beside the release number everywhere. */
export function releaseStateWord(head: ReleaseHead): string {
  if (head.state === 'preview') return '试看·未发布'
  return head.sequence > 1 ? '修订' : '正式'
}
