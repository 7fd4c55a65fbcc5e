import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rememberStatements, withKeptPlan } from './remembered.ts'

let client: Database.Database

beforeEach(() => {
  client = new Database(':memory:')
  client.exec(`create table quarter (code text primary key, name text) strict;
    create table form (id integer primary key, quarter text, code text, reporter text, unique (quarter, code, reporter)) strict;
    create table day (quarter text, code text, reporter text, due text, primary key (quarter, code, reporter)) strict;
    insert into quarter values ('2026Q3', 'it''s ?');
    insert into form (quarter, code, reporter) values ('2026Q3', 'A', 'R')`)
})
afterEach(() => client.close())

test('what looks like a parameter in quotes and remarks stays as it is', () => {
  const text = `select '?', "a?", \`b?\` /* ? */ from t -- ?\n where a = ? and b in (?, ?2) and c = 'it''s ?' limit ?`
  expect(withKeptPlan(text)).toBe(
    `select '?', "a?", \`b?\` /* ? */ from t -- ?\n where a = +? and b in (+?, +?2) and c = 'it''s ?' limit +?`,
  )
})

test('values of every kind come through as they are', () => {
  const kept = rememberStatements(client)
  kept.exec('create table kind (t text, i integer, r real, b blob, n text) strict')
  kept.prepare('insert into kind values (?, ?, ?, ?, ?)').run('01', 7, 2, Buffer.from([0, 1]), null)
  const row = kept.prepare(
    'select *, typeof(t), typeof(i), typeof(r), typeof(b), typeof(n) from kind where t = ? limit ?',
  )
  const told = Object.values(row.get('01', 1) as object)
  expect(told.slice(0, 5)).toStrictEqual(['01', 7, 2, Buffer.from([0, 1]), null])
  expect(told.slice(5)).toStrictEqual(['text', 'integer', 'real', 'blob', 'null'])
  expect(kept.prepare('select 1 from kind where t = ?').get('1')).toBeUndefined()
})

// Planned at every run, it takes about forty times as long.
test('a query of several tables is planned once', () => {
  const text = `select * from quarter
    left join form on form.quarter = quarter.code and form.code = ? and form.reporter = ?
    left join day on day.quarter = quarter.code and day.code = ? and day.reporter = ?
    where quarter.code = ?`
  const asked = ['A', 'R', 'A', 'R', '2026Q3']
  const time = (statement: Database.Statement): number => {
    const start = process.cpuUsage()
    for (let run = 0; run < 2000; run++) statement.all(...asked)
    const { user, system } = process.cpuUsage(start)
    return user + system
  }
  const [planned, kept] = [client.prepare(text), rememberStatements(client).prepare(text)]
  expect(kept.all(...asked)).toStrictEqual(planned.all(...asked))
  time(kept)
  expect(time(kept) * 3).toBeLessThan(time(planned))
})
