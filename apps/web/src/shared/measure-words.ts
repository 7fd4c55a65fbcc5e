import type { Light, Progress } from '@cg/contract/figure-schema'

/* Apart from the words of the frame: these come with the pages that say them. */

export const lightWords: Readonly<Record<Light, string>> = { met: '达标', near: '临近', late: '滞后' }

export const progressWords: Readonly<Record<Progress, string>> = {
  on_time: '按期',
  slow: '偏慢',
  stalled: '停滞',
  backwards: '倒退',
}

export const frequencyWords = { Q: '每季', H: '每半年', Y: '每年' } as const
