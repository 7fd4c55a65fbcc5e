import { buildApp } from '@cg/api/app'
import { openStore } from '@cg/db/open'

// The product's server over a data set that exists already, on a free port; with its pages when their folder is named, and
// with a clock that stands when a moment is.
const [, , dataDir = '', webFolder = null, moment] = process.argv
const store = await openStore(dataDir)
const app = await buildApp({
  services: { store, now: () => (moment === undefined ? new Date() : new Date(moment)) },
  config: { dataDir, publicUrl: null, trustProxy: false, logLevel: 'warn' },
  webFolder,
})
await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.(app.server.address())
