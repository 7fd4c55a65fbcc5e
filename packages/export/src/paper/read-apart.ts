import type { DraftText } from '../speech/read-draft.ts'
import { inWorker } from '../workbook/in-worker.ts'
import type { WorkerRefusal } from '../workbook/in-worker.ts'
import type { Judged, PaperReading } from './read-worker.ts'

/** The last resort against a document that makes work its counts do not show. */
const lastResortMs = 30_000

/** As `readDraft`, in a worker. */
export function readDraftApart(bytes: Uint8Array): Promise<DraftText | WorkerRefusal> {
  return read<DraftText>({ kind: 'draft', bytes }, '请复制文字粘贴进来。')
}

/** Whether a document is a template (`readTemplate`), found out in a worker. */
export function judgeTemplateApart(bytes: Uint8Array): Promise<Judged> {
  return read<Judged>({ kind: 'template', bytes }, '请只保留页眉、页脚和样式，另存后再上传。')
}

function read<Answer>(reading: PaperReading, remedy: string): Promise<Answer | WorkerRefusal> {
  return inWorker<Answer>(new URL('./read-worker.ts', import.meta.url), reading, {
    limitMs: lastResortMs,
    words: {
      slow: `服务器在${lastResortMs / 1000}秒内没有读完这个文件，什么也没有写入。${remedy}`,
      large: `这个文件展开后过大，什么也没有写入。${remedy}`,
      stopped: `读取文件时中断，什么也没有写入。请再试一次；仍不成功时，${remedy}`,
    },
  })
}
