import { expect, test } from 'vitest'
import { root } from '../repo.ts'
import { checkTables, readTables, undescribed } from './check-tables.ts'

const tables = readTables([
  `create table cell (id integer primary key, value real check (value in (1, 2)), "note" text) strict;
   create trigger keep before delete on cell begin select raise(abort, 'kept'); end;`,
  'alter table cell add column version integer; create table unit (code text primary key, check (code <> ?1));'.replace(
    '?1',
    "''",
  ),
])

test('tables and columns are those of all migrations, constraints and triggers are none', () => {
  expect([...tables]).toEqual([
    ['cell', ['id', 'value', 'note', 'version']],
    ['unit', ['code']],
  ])
})

const sections =
  '## `cell`\n| column | |\n|---|---|\n| `id` | |\n| `value`, `note` | |\n| `version` | |\n## `unit`\n`code`'

test('a section or a row per table describes it', () => {
  expect(undescribed(tables, sections)).toEqual([])
  expect(undescribed(tables, '| `cell` | `id`, `value, note`, `version` |\n| `unit` | `code` |')).toEqual([])
})

test('a paragraph that starts with the name in bold describes the table to its end', () => {
  const paragraphs = '**cell** — a value. `id`; `value` and\n`note`, `version`.\n**unit** — where. `code`'
  expect(undescribed(tables, paragraphs)).toEqual([])
  expect(undescribed(tables, paragraphs.replace('and\n', 'and\n\n'))).toEqual([
    'db/README.md does not describe the column cell.note',
    'db/README.md does not describe the column cell.version',
  ])
  expect(undescribed(tables, `${paragraphs}\n**evidence** — a file`)).toEqual([
    'db/README.md describes evidence, which is no table',
  ])
})

test('a planted gap is found: a column, a table, a table that is gone', () => {
  expect(undescribed(tables, sections.replace('`note`', 'note'))).toEqual([
    'db/README.md does not describe the column cell.note',
  ])
  expect(undescribed(tables, sections.replace('## `unit`', '## unit'))).toContain(
    'db/README.md does not describe the table unit',
  )
  expect(undescribed(tables, `${sections}\n## \`evidence\``)).toEqual([
    'db/README.md describes evidence, which is no table',
  ])
})

test('a column described for another table does not count', () => {
  expect(undescribed(tables, sections.replace('| `version` | |\n', '').replace('`code`', '`code` `version`'))).toEqual([
    'db/README.md does not describe the column cell.version',
  ])
})

test('the tables of the product are seen', () => {
  expect(checkTables(root).tables.get('org_unit')).toContain('protocol_order')
})
