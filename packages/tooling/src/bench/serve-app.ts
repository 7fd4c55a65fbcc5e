import { buildApp } from '@cg/api/app'
import { openStore } from '@cg/db/open'

// The product's server over a data set that exists already, on a free port; with its pages when their folder is named.
const [, , dataDir = '', webFolder = null] = process.argv
const store = await openStore(dataDir)
const app = await buildApp({
  services: { store, now: () => new Date() },
  config: { dataDir, publicUrl: null, trustProxy: false, logLevel: 'warn' },
  webFolder,
})
await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.(app.server.address())
