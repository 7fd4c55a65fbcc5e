import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { StoreRefusal } from '@cg/db/refusal'

/** What a first run creates: the catalogue alone, or the demo city as of a day ('YYYY-MM-DD', default: today). */
export type FirstCity = { readonly isEmpty: boolean; readonly asOf?: string | undefined }

/** How a first run ended, as its process says it. */
export type Outcome =
  | { readonly kind: 'created' }
  | { readonly kind: 'refused'; readonly code: string; readonly words: string }
  | { readonly kind: 'failed'; readonly error: unknown }

const script = fileURLToPath(new URL('create-city.ts', import.meta.url))

/**
 * Creates the city of a first run in a process of its own: the seeds and the releases it computes need 200 MB that an
 * idle server would never give back. It ends with this one, even when this one is killed. Throws what it threw.
 */
export async function createInOwnProcess(folder: string, first: FirstCity): Promise<void> {
  const child = fork(script, [folder, JSON.stringify(first)], {
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  let said: Outcome | undefined
  child.on('message', (message) => (said = message as Outcome))
  const ended = await new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal ?? `退出码 ${code}`))
  })
  if (said?.kind === 'created') return
  if (said?.kind === 'refused') throw new StoreRefusal(said.code, said.words)
  if (said?.kind === 'failed') throw said.error
  throw new StoreRefusal(
    'unfinished',
    `首次启动没有完成：创建城市的进程中途结束（${ended}）。请确认内存和磁盘空间充足，再运行 npm start，程序会从头开始。`,
  )
}
