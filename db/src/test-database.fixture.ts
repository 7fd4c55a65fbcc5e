import { existsSync } from 'node:fs'
import { connect } from './postgres/connection.ts'
import type { Connection } from './postgres/connection.ts'
import { writeSource } from './source.ts'

/*
 * Databases of tests on a server of PostgreSQL: TEST_DATABASE=postgres asks for it, TEST_DATABASE_URL names one whose data
 * nobody needs, through a superuser. A database costs a second to make, so that one whose test is over is filled anew with
 * what its template held.
 */

export const isOnPostgres = process.env['TEST_DATABASE'] === 'postgres'

type Given = { readonly name: string; readonly template: string | undefined }

let server: Promise<Connection> | undefined
let made = 0
const standing = new Map<string, Given>()
const free = new Map<string, string[]>()

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL']
  if (url === undefined) throw new Error('TEST_DATABASE=postgres needs TEST_DATABASE_URL')
  return url
}

export function urlOf(name: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return url.href
}

async function onServer(text: string): Promise<void> {
  server ??= connect(serverUrl())
  await (await server).script(text)
}

async function inDatabase(name: string, text: string): Promise<void> {
  const connection = await connect(urlOf(name))
  await connection.script(text)
  await connection.end()
}

/** Gives a folder an empty database, or one that holds what its template does, and says so in the folder. */
export async function giveDatabase(folder: string, template?: string): Promise<string> {
  await reclaim()
  const name = (template === undefined ? undefined : await again(template)) ?? (await make(template))
  standing.set(folder, { name, template })
  writeSource(folder, { url: urlOf(name), isTried: true })
  return name
}

async function make(template: string | undefined): Promise<string> {
  made += 1
  const name = `t${process.pid}_${made}`
  await onServer(`create database ${name}${template === undefined ? '' : ` template ${template}`}`)
  return name
}

/** A database of the template whose test is over, filled anew. */
async function again(template: string): Promise<string | undefined> {
  const name = free.get(template)?.pop()
  if (name === undefined) return undefined
  await leaveAlone(name)
  await inDatabase(name, 'select first.refill()')
  return name
}

/** Takes back the databases of folders that are gone; those of no template are dropped. */
async function reclaim(): Promise<void> {
  for (const [folder, { name, template }] of standing) {
    if (existsSync(folder)) continue
    standing.delete(folder)
    if (template === undefined) await onServer(`drop database if exists ${name} with (force)`)
    else free.set(template, [...(free.get(template) ?? []), name])
  }
}

/** Ends whatever is connected to a database, and waits until it is gone. */
async function leaveAlone(name: string): Promise<void> {
  await onServer(`select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${name}'`)
}

/** Makes a template of a database: what it holds is kept beside it, to be put back. */
export async function makeTemplate(name: string): Promise<void> {
  await leaveAlone(name)
  await inDatabase(name, refilling)
}

const refilling = `
create schema first;
do $$ declare name text; is_filled boolean; body text = ''; begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    body = body || format('if exists (select 1 from public.%1$I) then delete from public.%1$I; end if;', name);
    execute format('select exists (select 1 from public.%I)', name) into is_filled;
    if is_filled then
      execute format('create table first.%1$I as table public.%1$I', name);
      body = body || format('insert into public.%1$I select * from first.%1$I;', name);
    end if;
  end loop;
  execute format('create function first.refill() returns void language plpgsql as %L',
    'begin set local session_replication_role = replica; ' || body || ' end');
end $$;`
