import {
  CatalogueSeed,
  DepartmentSeed,
  FormSeed,
  IndicatorSeed,
  ItemSeed,
  RuleSeed,
  SchemeSeed,
} from '@cg/contract/catalogue'
import { Type } from '@cg/contract/type'
import type { TSchema } from 'typebox'
import { readSeed } from './seed-file.ts'

const folder = new URL('../catalogue/', import.meta.url)

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
