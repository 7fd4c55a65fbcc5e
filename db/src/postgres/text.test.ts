import { expect, it } from 'vitest'
import { postgresText } from './text.ts'

it('numbers parameters outside of quotes', () => {
  expect(postgresText(`insert into "x" ("a?") values (?, 'why?', ?)`)).toBe(
    `insert into "x" ("a?") values ($1, 'why?', $2)`,
  )
})

it('names the target of an upsert without its table', () => {
  expect(postgresText('insert into "a" ("k") values (?) on conflict ("a"."k", "a"."l") do update set "k" = ?')).toBe(
    'insert into "a" ("k") values ($1) on conflict ("k", "l") do update set "k" = $2',
  )
})

it('puts NULL where SQLite does, and leaves columns that cannot be NULL to their index', () => {
  expect(postgresText('select "note" from "cell" order by "cell"."note" asc, "cell"."id" desc limit ?')).toBe(
    'select "note" from "cell" order by "cell"."note" asc nulls first, "cell"."id" desc limit $1',
  )
  expect(postgresText('select "id" from "cell" order by "cell"."value" desc')).toBe(
    'select "id" from "cell" order by "cell"."value" desc nulls last',
  )
})

it('answers in the order of the key what was asked for in no order', () => {
  expect(postgresText('select "code" from "org_unit" where "org_unit"."kind" = ? limit ?')).toBe(
    'select "code" from "org_unit" where "org_unit"."kind" = $1 order by "org_unit"."code" limit $2',
  )
  for (const [text, order] of [
    ['select distinct "period", "unit_code" from "cell"', '1, 2'],
    ['select "period", max("id") from "cell" group by "cell"."period"', '"cell"."period"'],
    [
      'select "cell"."id" from "cell" inner join "cell_revision" on "cell_revision"."cell_id" = "cell"."id"',
      '"cell"."id", "cell_revision"."id"',
    ],
  ])
    expect(postgresText(text ?? '')).toBe(`${text} order by ${order}`)
  for (const text of [
    'select count(*) from "cell"',
    'select (select "value" from "setting") from "org_unit"',
    'update "cell" set "note" = null',
  ])
    expect(postgresText(text)).toBe(text)
})
