import { startServer } from './server.ts'
import type { PrivateServer } from './server.ts'

let started: Promise<PrivateServer> | undefined

/** One server for everything in this process, started when it is first asked for; it ends with the process. Never for a trial: it is not durable. */
export function sharedServer(): Promise<PrivateServer> {
  started ??= startServer({ isDurable: false })
  return started
}

let made = 0

/** Makes a database on the shared server, empty or as a copy of another one, and answers its URL. */
export async function makeDatabase(
  template?: string,
): Promise<{ readonly name: string; readonly url: string; readonly drop: () => void }> {
  const server = await sharedServer()
  made += 1
  const name = `t${process.pid}_${made}`
  server.sql(`CREATE DATABASE ${name} OWNER cg${template === undefined ? '' : ` TEMPLATE ${template}`}`)
  return { name, url: server.url(name), drop: () => void server.sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}
