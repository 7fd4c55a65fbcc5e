import type { Static } from 'typebox'
import { ByPartsBody, FormScopeBody, SwitchBody, mostParts } from './catalogue-change.ts'
import { DutyInput } from './catalogue-duty.ts'
import {
  DefinitionInput,
  GroupsInput,
  HeaderInput,
  OwnFormBody,
  OwnIndicatorBody,
  OwnItemBody,
} from './catalogue-own.ts'
import { strictObject } from './schema.ts'
import { Type } from './type.ts'

/** A change as it is kept: what is added has the code that it was given. */
export const KeptPart = Type.Union([
  strictObject({ kind: Type.Literal('switch'), body: SwitchBody }),
  strictObject({ kind: Type.Literal('item'), body: OwnItemBody }),
  strictObject({ kind: Type.Literal('itemEdit'), body: OwnItemBody }),
  strictObject({ kind: Type.Literal('indicator'), body: OwnIndicatorBody }),
  strictObject({ kind: Type.Literal('indicatorEdit'), body: OwnIndicatorBody }),
  strictObject({ kind: Type.Literal('definition'), body: DefinitionInput }),
  strictObject({ kind: Type.Literal('groups'), body: GroupsInput }),
  strictObject({ kind: Type.Literal('form'), body: OwnFormBody }),
  strictObject({ kind: Type.Literal('header'), body: HeaderInput }),
  strictObject({ kind: Type.Literal('byParts'), body: ByPartsBody }),
  strictObject({ kind: Type.Literal('duty'), body: DutyInput }),
  strictObject({ kind: Type.Literal('formScope'), body: FormScopeBody }),
])
export type KeptPart = Static<typeof KeptPart>

/** Several changes in one proposal. */
export const BundleBody = strictObject({ parts: Type.Array(KeptPart, { minItems: 1, maxItems: mostParts }) })
