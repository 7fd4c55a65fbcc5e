import {
  CatalogueGuide,
  CatalogueSeed,
  DepartmentSeed,
  FormSeed,
  IndicatorSeed,
  ItemSeed,
  KeyPlanSeed,
  RuleSeed,
  SchemeSeed,
} from '@cg/contract/catalogue'
import { TalkSeed } from '@cg/contract/talk'
import { Type } from '@cg/contract/type'
import type { TSchema } from 'typebox'
import { readSeed } from './seed-file.ts'

const committed = new URL('../catalogue/', import.meta.url)

/** The catalogue as committed, or as a folder of the same files holds it. */
export function readCatalogue(folder: URL = committed): CatalogueSeed {
  const read = <S extends TSchema>(schema: S, name: string) => readSeed(schema, new URL(name, folder))
  return {
    departments: read(Type.Array(DepartmentSeed), 'departments.json'),
    items: read(Type.Array(ItemSeed), 'items.json'),
    indicators: read(Type.Array(IndicatorSeed), 'indicators.json'),
    forms: read(Type.Array(FormSeed), 'forms.json'),
    rules: read(Type.Array(RuleSeed), 'rules.json'),
    schemes: [read(SchemeSeed, 'scheme.json')],
    guide: { ...read(CatalogueGuide, 'guide.json'), keyPlan: read(KeyPlanSeed, 'plan.json') },
    talk: read(TalkSeed, 'talk.json'),
  }
}
