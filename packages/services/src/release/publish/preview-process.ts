import { resolveOnce } from '@cg/db/resolve-once'
import type { ApartJob } from './preview-apart.ts'

/* Entry of the process that makes the preview of a large city: takes one ApartJob, sends its ApartReply and ends. */

// Before anything that drizzle is part of: half of the time until it begins.
resolveOnce('drizzle-orm')
const work = import('./preview-work.ts')

process.once('message', (job) => {
  void work
    .then(({ replyTo }) => replyTo(job as ApartJob))
    // Said, or the server is gone and nobody is told any more.
    .then((said) => process.send?.(said, () => process.exit()))
})
