import { expressionText, quoted } from './expression-text.ts'
import { Reader, isWord, listOf } from './tokens.ts'
import type { Token } from './tokens.ts'

/* Statements of our migrations as PostgreSQL reads them; what has another shape than those we write is refused. */

export type TableText = {
  readonly kind: 'table'
  readonly name: string
  readonly create: string
  /** Apart, so that tables can be made in any order and filled before. */
  readonly foreignKeys: readonly string[]
  /** The column that is numbered when it is left out. */
  readonly counted: string | null
}

export type IndexText = { readonly kind: 'index'; readonly name: string; readonly create: string }

export type TriggerText = {
  readonly kind: 'trigger'
  readonly name: string
  readonly table: string
  readonly create: readonly string[]
}

/** What is run as it stands; nothing for what is made anew after a migration. */
export type StepText = { readonly kind: 'step'; readonly texts: readonly string[] }

export type StatementText = TableText | IndexText | TriggerText | StepText

export function statementText(tokens: readonly Token[]): StatementText {
  const reader = new Reader(tokens)
  if (reader.takes('CREATE', 'TABLE')) return tableText(reader)
  if (reader.takes('CREATE', 'UNIQUE', 'INDEX')) return indexText(reader, 'UNIQUE INDEX')
  if (reader.takes('CREATE', 'INDEX')) return indexText(reader, 'INDEX')
  if (reader.takes('CREATE', 'TRIGGER')) return triggerText(reader)
  if (reader.takes('DROP', 'TRIGGER')) return { kind: 'step', texts: [] }
  if (reader.takes('DROP', 'TABLE')) return step(`DROP TABLE ${last(reader)}`)
  if (reader.takes('DROP', 'INDEX')) return step(`DROP INDEX ${last(reader)}`)
  if (reader.takes('ALTER', 'TABLE')) return alterText(reader)
  if (['INSERT', 'UPDATE', 'DELETE'].some((verb) => isWord(reader.peek(), verb))) return step(expressionText(tokens))
  throw new Error(`a statement that begins with ${reader.peek()?.text} is not known to mean the same in PostgreSQL`)
}

const step = (...texts: readonly string[]): StepText => ({ kind: 'step', texts })

function last(reader: Reader): string {
  const name = reader.name()
  reader.end()
  return quoted(name)
}

const types: Readonly<Record<string, string>> = {
  INTEGER: 'BIGINT',
  REAL: 'DOUBLE PRECISION',
  TEXT: 'TEXT COLLATE "C"',
  BLOB: 'BYTEA',
}

function tableText(reader: Reader): TableText {
  const name = reader.name()
  const items = listOf(reader.bracketed())
  const isRowless = takeTableOptions(reader)
  const lines: string[] = []
  const foreignKeys: string[] = []
  let counted: string | null = null
  for (const item of items) {
    const one = new Reader(item)
    if (isTableConstraint(item[0])) {
      const { text, foreignKey } = tableConstraint(one)
      if (foreignKey === undefined) lines.push(text)
      else foreignKeys.push(foreignKeyText(name, foreignKey))
      continue
    }
    const column = columnText(one)
    lines.push(column.text)
    if (column.reference !== null) {
      foreignKeys.push(foreignKeyText(name, `FOREIGN KEY (${quoted(column.name)}) ${column.reference}`))
    }
    if (column.isNumbered && !isRowless) counted = column.name
  }
  return {
    kind: 'table',
    name,
    create: `CREATE TABLE ${quoted(name)} (\n  ${lines.join(',\n  ')}\n)`,
    foreignKeys,
    counted,
  }
}

/** Every table is STRICT: only then do the types mean the same. */
function takeTableOptions(reader: Reader): boolean {
  reader.expect('STRICT')
  const isRowless = reader.takes(',', 'WITHOUT', 'ROWID')
  reader.end()
  return isRowless
}

const foreignKeyText = (table: string, foreignKey: string): string =>
  `ALTER TABLE ${quoted(table)} ADD ${foreignKey} DEFERRABLE INITIALLY IMMEDIATE`

const isTableConstraint = (token: Token | undefined): boolean =>
  ['PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].some((word) => isWord(token, word))

function tableConstraint(reader: Reader): { readonly text: string; readonly foreignKey?: string } {
  if (reader.takes('PRIMARY', 'KEY')) return { text: `PRIMARY KEY (${names(reader)})` }
  if (reader.takes('UNIQUE')) return { text: `UNIQUE (${names(reader)})` }
  if (reader.takes('CHECK')) return { text: `CHECK (${expressionText(reader.bracketed())})` }
  reader.expect('FOREIGN', 'KEY')
  const columns = names(reader)
  reader.expect('REFERENCES')
  const foreignKey = `FOREIGN KEY (${columns}) ${referenceText(reader)}`
  reader.end()
  return { text: '', foreignKey }
}

const names = (reader: Reader): string =>
  listOf(reader.bracketed())
    .map((item) => last(new Reader(item)))
    .join(', ')

/** After REFERENCES. */
function referenceText(reader: Reader): string {
  const table = reader.name()
  const columns = names(reader)
  const isCascading = reader.takes('ON', 'DELETE', 'CASCADE')
  return `REFERENCES ${quoted(table)} (${columns})${isCascading ? ' ON DELETE CASCADE' : ''}`
}

type ColumnText = {
  readonly name: string
  readonly text: string
  readonly reference: string | null
  readonly isNumbered: boolean
}

function columnText(reader: Reader): ColumnText {
  const name = reader.name()
  const told = reader.next().text
  const type = types[told]
  if (type === undefined) throw new Error(`the column ${name} has the type ${told}, which is not known`)
  const words = [quoted(name), type]
  let reference: string | null = null
  let isKey = false
  while (!reader.isAtEnd) {
    if (reader.takes('NOT', 'NULL')) words.push('NOT NULL')
    else if (reader.takes('UNIQUE')) words.push('UNIQUE')
    else if (reader.takes('DEFAULT')) words.push(`DEFAULT ${defaultText(reader)}`)
    else if (reader.takes('CHECK')) words.push(`CHECK (${expressionText(reader.bracketed())})`)
    else if (reader.takes('REFERENCES')) reference = referenceText(reader)
    else if (reader.takes('PRIMARY', 'KEY')) {
      words.push('PRIMARY KEY')
      isKey = true
    } else throw new Error(`the column ${name} has ${reader.next().text}, which is not known`)
  }
  return { name, text: words.join(' '), reference, isNumbered: isKey && told === 'INTEGER' }
}

function defaultText(reader: Reader): string {
  const sign = reader.takes('-') ? '-' : ''
  const token = reader.next()
  if (token.kind === 'number' || token.kind === 'text') return `${sign}${token.text}`
  throw new Error(`the default ${token.text} is not known to mean the same in PostgreSQL`)
}

function indexText(reader: Reader, what: string): IndexText {
  const name = reader.name()
  reader.expect('ON')
  const table = reader.name()
  const parts = listOf(reader.bracketed()).map(indexPart).join(', ')
  const where = reader.takes('WHERE') ? ` WHERE ${expressionText(reader.rest())}` : ''
  reader.end()
  return { kind: 'index', name, create: `CREATE ${what} ${quoted(name)} ON ${quoted(table)} (${parts})${where}` }
}

function indexPart(tokens: readonly Token[]): string {
  const isDescending = isWord(tokens.at(-1), 'DESC')
  const of = isDescending ? tokens.slice(0, -1) : tokens
  const text = expressionText(of)
  return `${of.length === 1 ? text : `(${text})`}${isDescending ? ' DESC' : ''}`
}

function triggerText(reader: Reader): TriggerText {
  const name = reader.name()
  reader.expect('BEFORE')
  const verb = reader.next().text
  if (!['INSERT', 'UPDATE', 'DELETE'].includes(verb)) throw new Error(`the trigger ${name} is before ${verb}`)
  const of = reader.takes('OF')
    ? ` OF ${listOf(reader.until('ON'))
        .map((item) => last(new Reader(item)))
        .join(', ')}`
    : ''
  reader.expect('ON')
  const table = reader.name()
  const condition = reader.takes('WHEN') ? expressionText(reader.until('BEGIN')) : 'true'
  reader.expect('BEGIN', 'SELECT', 'RAISE', '(', 'ABORT', ',')
  const words = reader.text()
  reader.expect(')', ';', 'END')
  reader.end()
  return { kind: 'trigger', name, table, create: refusing({ name, verb, of, table, condition, words }) }
}

type Refusing = Readonly<Record<'name' | 'verb' | 'of' | 'table' | 'condition' | 'words', string>>

/** A trigger that refuses: its function bears its name. A condition that is NULL refuses nothing, as in SQLite. */
function refusing({ name, verb, of, table, condition, words }: Refusing): string[] {
  return [
    `CREATE OR REPLACE FUNCTION ${quoted(name)}() RETURNS trigger LANGUAGE plpgsql AS $cg$
BEGIN
  IF ${condition} THEN
    RAISE EXCEPTION USING MESSAGE = ${words}, ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN ${verb === 'DELETE' ? 'OLD' : 'NEW'};
END $cg$`,
    `CREATE TRIGGER ${quoted(name)} BEFORE ${verb}${of} ON ${quoted(table)} FOR EACH ROW EXECUTE FUNCTION ${quoted(name)}()`,
  ]
}

/** Sorted before every other: triggers fire in the order of their names, and what refuses asks for the number. */
export const numberingPrefix = '0_id_'

/** A row without its number gets the next one, as SQLite gives it. There is one writer at a time. */
export function numbering({ name, counted }: TableText): string[] {
  if (counted === null) return []
  const [trigger, column] = [quoted(`${numberingPrefix}${name}`), quoted(counted)]
  return [
    `CREATE OR REPLACE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $cg$
BEGIN
  IF NEW.${column} IS NULL THEN
    SELECT coalesce(max(${column}), 0) + 1 INTO NEW.${column} FROM ${quoted(name)};
  END IF;
  RETURN NEW;
END $cg$`,
    `CREATE TRIGGER ${trigger} BEFORE INSERT ON ${quoted(name)} FOR EACH ROW EXECUTE FUNCTION ${trigger}()`,
  ]
}

function alterText(reader: Reader): StepText {
  const table = reader.name()
  if (reader.takes('RENAME', 'TO')) return step(`ALTER TABLE ${quoted(table)} RENAME TO ${last(reader)}`)
  if (reader.takes('RENAME', 'COLUMN')) {
    const before = reader.name()
    reader.expect('TO')
    return step(`ALTER TABLE ${quoted(table)} RENAME COLUMN ${quoted(before)} TO ${last(reader)}`)
  }
  if (reader.takes('DROP', 'COLUMN')) return step(`ALTER TABLE ${quoted(table)} DROP COLUMN ${last(reader)}`)
  reader.expect('ADD', 'COLUMN')
  const { name, text, reference, isNumbered } = columnText(reader)
  if (isNumbered) throw new Error(`the key ${name} cannot be added`)
  const added = `ALTER TABLE ${quoted(table)} ADD COLUMN ${text}`
  return reference === null
    ? step(added)
    : step(added, foreignKeyText(table, `FOREIGN KEY (${quoted(name)}) ${reference}`))
}

export const isTextOf = <Kind extends StatementText['kind']>(kind: Kind) => {
  return (text: StatementText): text is Extract<StatementText, { kind: Kind }> => text.kind === kind
}
