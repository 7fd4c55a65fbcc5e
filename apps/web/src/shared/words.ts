import type { Light, Progress } from '@cg/contract/figure-schema'
import type { ReleaseHead } from '@cg/contract/release/head'

export const appName = '产改进展监测平台'

export const lightWords: Readonly<Record<Light, string>> = { met: '达标', near: '临近', late: '滞后' }

export const progressWords: Readonly<Record<Progress, string>> = {
  on_time: '按期',
  slow: '偏慢',
  stalled: '停滞',
  backwards: '倒退',
}

export { unitKindNames as unitKindWords } from '@cg/contract/unit-kind'

export { dimensionNames as dimensionWords } from '@cg/contract/dimension'

export { directionWords } from '@cg/domain/direction-words'

export const frequencyWords = { Q: '每季', H: '每半年', Y: '每年' } as const

/** What the code beside it is: a preview has no 发布编号. */
export function codeName({ state }: Pick<ReleaseHead, 'state'>): string {
  return state === 'preview' ? '试看编号' : '发布编号'
}

/** 正式, 修订 or 试看·未发布: stands beside the release number everywhere. */
export function releaseStateWord(head: ReleaseHead): string {
  if (head.state === 'preview') return '试看·未发布'
  return head.sequence > 1 ? '修订' : '正式'
}
