import { join, resolve } from 'node:path'
import { readOptions } from '../read-options.ts'
import { startServer } from './server.ts'

/* A PostgreSQL to try things on: prints its DATABASE_URL and stays until Ctrl+C. */

const usage = `node packages/tooling/src/postgres/main.ts [--folder=FOLDER] [--port=N] [--no-fsync]`

const values = readOptions(
  usage,
  {
    folder: { type: 'string' },
    port: { type: 'string' },
    'no-fsync': { type: 'boolean', default: false },
  },
  (given) => given,
)

const server = await startServer({
  isDurable: !values['no-fsync'],
  ...(values.folder === undefined ? {} : { folder: resolve(values.folder) }),
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})

const databases = server.sql('SELECT datname FROM pg_database').split('\n')
if (!databases.includes('monitor')) server.sql('CREATE DATABASE monitor OWNER cg')
process.stdout.write(`DATABASE_URL='${server.url('monitor')}'\n`)
process.stderr.write(`PostgreSQL runs (log: ${join(server.folder, 'log')}); Ctrl+C ends it.\n`)

const forever = setInterval(() => undefined, 60_000)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(forever)
    void server.stop()
  })
}
