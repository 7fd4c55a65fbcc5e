import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import * as contract from '@cg/contract/material/recipe-routes'
import type { KeptRecipe } from '@cg/contract/material/recipe-routes'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

/* 材料配方, as the workshop, the export dialogs and the gallery ask for them. */

export const recipesQuery = queryOptions({
  queryKey: ['recipes'],
  queryFn: ({ signal }) => call(contract.listRecipes, {}, { signal }),
})

export const createRecipe = (recipe: Recipe): Promise<KeptRecipe> => call(contract.createRecipe, { body: { recipe } })

export const addRecipePage = (id: number, page: RecipePage): Promise<KeptRecipe> =>
  call(contract.addRecipePage, { params: { id }, body: { page } })
