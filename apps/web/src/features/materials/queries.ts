import { drawPackSlide, outlinePack, readBuiltinRecipe } from '@cg/contract/material/pack'
import type { Recipe, RecipeKind } from '@cg/contract/material/recipe'
import * as contract from '@cg/contract/material/recipe-routes'
import type { KeptRecipe } from '@cg/contract/material/recipe-routes'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, callFile } from '../../lib/api.ts'

export function recipeQuery(id: number) {
  return queryOptions({
    queryKey: ['recipes', id],
    queryFn: ({ signal }) => call(contract.readRecipe, { params: { id } }, { signal }),
    staleTime: 0,
    // What is being edited is not exchanged under the hands; another's saving is told when this one is saved.
    refetchOnWindowFocus: false,
  })
}

export type Wanted = { readonly recipe: Recipe; readonly isShared: boolean }

export const saveRecipe = (id: number, version: number, body: Wanted): Promise<KeptRecipe> =>
  call(contract.saveRecipe, { params: { id }, body }, { ifMatch: version })

export const copyRecipe = (id: number): Promise<KeptRecipe> => call(contract.copyRecipe, { params: { id } })

export const removeRecipe = (id: number) => call(contract.removeRecipe, { params: { id } })

/** What a kind of material is usually made of, under this release. */
export const builtinRecipe = (
  code: string,
  kind: RecipeKind,
  asked: { unit?: string; measure?: string },
): Promise<Recipe> => call(readBuiltinRecipe, { params: { code, kind }, query: asked })

const drawn = { staleTime: 5 * 60_000, gcTime: 60_000 } as const

export function outlineQuery(code: string, recipe: Recipe) {
  return queryOptions({
    queryKey: ['release', code, 'pack', recipe],
    queryFn: ({ signal }) => call(outlinePack, { params: { code }, body: { recipe } }, { signal }),
    ...drawn,
  })
}

export function slideQuery(code: string, recipe: Recipe, slide: number) {
  return queryOptions({
    queryKey: ['release', code, 'pack', recipe, slide],
    queryFn: ({ signal }) => callFile(drawPackSlide, { params: { code }, body: { recipe, slide } }, { signal }),
    placeholderData: keepPreviousData,
    ...drawn,
  })
}
