import { readFileSync } from 'node:fs'
import {
  CatalogueSeed,
  DepartmentSeed,
  FormSeed,
  IndicatorSeed,
  ItemSeed,
  RuleSeed,
  SchemeSeed,
} from '@cg/contract/catalogue'
import { parseJsonAs } from '@cg/contract/parse'
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'

const folder = new URL('../catalogue/', import.meta.url)

/** Reads one file of seeds/ through its schema; throws with the file's name and every fault. */
export function readSeed<S extends TSchema>(schema: S, file: URL): Static<S> {
  return parseJsonAs(schema, readFileSync(file, 'utf8'), file.pathname)
}

/** The catalogue as committed: 24 departments, 101 items, 70 indicators, 24 forms, 37 rules, one scheme. */
export function readCatalogue(): CatalogueSeed {
  const read = <S extends TSchema>(schema: S, name: string) => readSeed(schema, new URL(name, folder))
  return {
    departments: read(Type.Array(DepartmentSeed), 'departments.json'),
    items: read(Type.Array(ItemSeed), 'items.json'),
    indicators: read(Type.Array(IndicatorSeed), 'indicators.json'),
    forms: read(Type.Array(FormSeed), 'forms.json'),
    rules: read(Type.Array(RuleSeed), 'rules.json'),
    schemes: [read(SchemeSeed, 'scheme.json')],
  }
}
