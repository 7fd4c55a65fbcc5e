import type { ReleaseChoice } from '@cg/contract/release/choose'
import type { Shown } from './answers.ts'
import type { Pause } from './turning.ts'

export const pauseWords: Readonly<Record<Exclude<Pause, 'none'>, string>> = {
  held: '已暂停，按空格键继续',
  touched: '已暂停，一分钟后继续',
}

type News = { choice: Extract<ReleaseChoice, { kind: 'found' }>; shown: Shown; silence: string | null }

/** The first that is true of: no answer, corrected, a newer release at hand, just changed; null: nothing to say. */
export function newsWords({ choice, shown, silence }: News): string | null {
  if (silence !== null) return silence
  const { latest, head, isCurrent } = choice
  if (shown.isWaiting) return `已有新发布${head.code}，继续后换用`
  if (!isCurrent) return '所示发布已被更正'
  if (latest.code !== head.code) return `已有较新的发布${latest.code}`
  return shown.before === null ? null : `已由${shown.before}换用新发布${head.code}`
}
