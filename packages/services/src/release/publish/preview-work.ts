import { openReading } from '@cg/db/reading'
import { ServiceError } from '../../errors.ts'
import { previewNow } from './make-answers.ts'
import type { ApartJob, ApartReply } from './preview-apart.ts'

/** What the process that makes a preview answers. */
export async function replyTo({ source, ...asked }: ApartJob): Promise<ApartReply> {
  const store = openReading(source)
  try {
    return { kind: 'made', preview: await previewNow(store, asked) }
  } catch (error) {
    if (!(error instanceof ServiceError)) return { kind: 'failed', error }
    return { kind: 'refused', code: error.code, words: error.message, detail: error.detail }
  } finally {
    store.close()
  }
}
