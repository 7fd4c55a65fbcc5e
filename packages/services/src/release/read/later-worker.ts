import { resolveOnce } from '@cg/db/resolve-once'

/* Entry of the thread that computes what a release of very many units left for later. */

// Before anything that drizzle is part of.
resolveOnce('drizzle-orm')
await import('./later-work.ts')
