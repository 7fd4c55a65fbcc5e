import * as contract from '@cg/contract/material/recipe-routes'
import {
  addRecipePage,
  copyRecipe,
  createRecipe,
  listRecipes,
  readRecipe,
  removeRecipe,
  saveRecipe,
} from '@cg/services/material/recipes'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** 材料配方: kept by accounts; what becomes of them with a release stands with the packs. */
export function registerRecipeRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listRecipes, ({ ctx }) => listRecipes(ctx))
  endpoint(app, contract.readRecipe, ({ ctx, params }) => readRecipe(ctx, params))
  endpoint(app, contract.createRecipe, ({ ctx, body }) => createRecipe(ctx, body))
  endpoint(app, contract.saveRecipe, ({ ctx, params, body, request }) =>
    saveRecipe(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.addRecipePage, ({ ctx, params, body }) => addRecipePage(ctx, { ...params, ...body }))
  endpoint(app, contract.copyRecipe, ({ ctx, params }) => copyRecipe(ctx, params))
  endpoint(app, contract.removeRecipe, ({ ctx, params }) => removeRecipe(ctx, params))
}
