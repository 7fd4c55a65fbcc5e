import { randomUUID } from 'node:crypto'
import { ChartRefusal } from '@cg/charts/refusal'
import type { PackFormat, PackJob } from '@cg/contract/material/pack'
import type { RenderPool } from '@cg/export/render-pool'
import type { RenderedFile } from '@cg/export/render'
import { ServiceError } from '@cg/services/errors'
import { openSharedNotes } from './shared-notes.ts'
import type { SharedNotes } from './shared-notes.ts'

type Watch = Parameters<RenderPool['renderPack']>[3]

type Kept = {
  readonly job: PackJob
  readonly owner: string
  readonly code: string
  readonly name: string
  readonly startedAt: number
  readonly stop: AbortController
  readonly file: RenderedFile | null
}

type Asked = Pick<Kept, 'owner' | 'code' | 'name'> & {
  readonly format: PackFormat
  readonly total: number
  readonly make: (watch: Watch) => Promise<RenderedFile>
}

/** How long a finished material can be fetched, and how much of all of them is kept. */
const keptMs = 10 * 60_000
const keptBytes = 32 * 2 ** 20
const keptJobs = 40

export type PackJobs = {
  /** Begins a material; its making goes on when its asker has gone. */
  readonly start: (asked: Asked) => PackJob
  /** Of its owner alone: for anybody else there is none. */
  readonly read: (id: string, owner: string) => Kept
  readonly cancel: (id: string, owner: string) => PackJob
  readonly close: () => void
}

/** Where processes of one installation tell each other of their materials. */
export const packNotes = (dataDir: string): SharedNotes => openSharedNotes(dataDir, 'packs', keptMs)

/**
 * Materials being made and those just made, in memory: after a restart they are asked for anew. `notes`: other processes
 * are asked for them as well.
 */
export function openPackJobs(
  now: () => Date,
  log: (error: unknown) => void,
  { notes }: { readonly notes: SharedNotes | null } = { notes: null },
): PackJobs {
  const kept = new Map<string, Kept>()

  function change(id: string, part: Partial<PackJob>, file: RenderedFile | null = null): void {
    const own = kept.get(id)
    if (own === undefined || hasEnded(own.job)) return
    const changed = { ...own, job: { ...own.job, ...part }, file }
    kept.set(id, changed)
    if (notes === null) return
    tellOthers(notes, changed)
    if (!hasEnded(changed.job) && notes.read(`${id}.cancel`) !== null) cancelOwn(id)
  }

  function cancelOwn(id: string): void {
    const own = kept.get(id)
    change(id, { state: 'cancelled', words: '已取消' })
    own?.stop.abort()
  }

  function read(id: string, owner: string): Kept {
    forgetOld(kept, now().getTime())
    const own = kept.get(id) ?? (notes === null ? undefined : askOthers(notes, id, now().getTime()))
    if (own === undefined || own.owner !== owner)
      throw new ServiceError('not_found', '没有找到这份材料：生成后只保留10分钟，请重新生成。')
    return own
  }

  return {
    start({ owner, code, name, format, total, make }) {
      forgetOld(kept, now().getTime())
      const id = randomUUID()
      const stop = new AbortController()
      const job = newJob(id, format, total)
      const begun = { job, owner, code, name, startedAt: now().getTime(), stop, file: null }
      kept.set(id, begun)
      if (notes !== null) tellOthers(notes, begun)
      const tell = (part: Partial<PackJob>, file?: RenderedFile) => change(id, part, file)
      follow(make, { tell, total, stop, log })
      return job
    },
    read,
    cancel(id, owner) {
      const { job } = read(id, owner)
      if (kept.has(id)) {
        cancelOwn(id)
        return read(id, owner).job
      }
      if (hasEnded(job)) return job
      notes?.write(`${id}.cancel`, '')
      return { ...job, state: 'cancelled', words: '已取消' }
    },
    close() {
      for (const { stop } of kept.values()) stop.abort()
    },
  }
}

/** What it says was taken down for its code when it was made. */
type Told = Omit<Kept, 'stop' | 'file'> & { readonly file: Pick<RenderedFile, 'mediaType' | 'fileName'> | null }

/** Its bytes first: who reads that it is there finds them. */
function tellOthers(notes: SharedNotes, { stop: _stop, file, ...own }: Kept): void {
  if (file !== null) notes.write(`${own.job.id}.bin`, Buffer.from(file.bytes))
  const about = file === null ? null : { mediaType: file.mediaType, fileName: file.fileName }
  notes.write(`${own.job.id}.json`, JSON.stringify({ ...own, file: about } satisfies Told))
}

/** A material that another process makes, or has made. */
function askOthers(notes: SharedNotes, id: string, at: number): Kept | undefined {
  const text = notes.read(`${id}.json`)
  if (text === null) return undefined
  const { file, ...told } = JSON.parse(text.toString('utf8')) as Told
  if (hasEnded(told.job) && at - told.startedAt > keptMs) return undefined
  const bytes = file === null ? null : notes.read(`${id}.bin`)
  return {
    ...told,
    stop: new AbortController(),
    file: file === null || bytes === null ? null : { ...file, bytes },
  }
}

const newJob = (id: string, format: PackFormat, total: number): PackJob => ({
  id,
  format,
  state: 'waiting',
  done: 0,
  total,
  words: '正在排队',
  fileName: null,
  bytes: null,
})

type Following = {
  readonly tell: (part: Partial<PackJob>, file?: RenderedFile) => void
  readonly total: number
  readonly stop: AbortController
  readonly log: (error: unknown) => void
}

/** Tells how far a making is, and how it ended. */
function follow(make: Asked['make'], { tell, total, stop, log }: Following): void {
  make({ tell: (progress) => tell({ state: 'running', ...progress }), signal: stop.signal }).then(
    (file) => {
      const { fileName, bytes } = file
      tell({ state: 'done', done: total, words: '已生成', fileName, bytes: bytes.byteLength }, file)
    },
    (error: unknown) => {
      const words = toldWords(error)
      if (words === null && !stop.signal.aborted) log(error)
      tell({ state: 'failed', words: words ?? failureWords })
    },
  )
}

function hasEnded({ state }: PackJob): boolean {
  return state !== 'waiting' && state !== 'running'
}

const failureWords = '生成失败，请稍后重试；仍不成功时，请减少页数或分格式导出。'

/** What its asker can change; null for a failure of ours, which the log keeps. */
function toldWords(error: unknown): string | null {
  const isTold = error instanceof ChartRefusal || (error instanceof Error && error.name === 'RenderBusyError')
  return isTold ? error.message : null
}

/** The oldest go first; what is still being made stays. */
function forgetOld(kept: Map<string, Kept>, at: number): void {
  let bytes = 0
  let count = 0
  for (const [id, { job, startedAt, file }] of [...kept].toReversed()) {
    bytes += file?.bytes.byteLength ?? 0
    count += 1
    const isTooMuch = bytes > keptBytes || count > keptJobs || at - startedAt > keptMs
    if (hasEnded(job) && isTooMuch) kept.delete(id)
  }
}
