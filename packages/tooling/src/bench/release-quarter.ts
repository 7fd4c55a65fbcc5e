import { setFlagsFromString } from 'node:v8'
import { resolveOnce } from '@cg/db/resolve-once'

/* Entry of the process whose times and memory are a release's (release-times.ts), loaded as the server is (start.ts). */

setFlagsFromString('--semi-space-growth-factor=1')
resolveOnce('drizzle-orm')
await import('./release-times.ts')
