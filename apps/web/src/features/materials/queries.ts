import { fetchDelivered, listDelivered, readDelivery, setDelivery } from '@cg/contract/material/delivery'
import type { Delivery } from '@cg/contract/material/delivery'
import {
  cancelPackJob,
  drawPackSlide,
  fetchPack,
  outlinePack,
  readBuiltinRecipe,
  readPackJob,
  startPack,
} from '@cg/contract/material/pack'
import type { PackFormat, PackJob } from '@cg/contract/material/pack'
import type { Recipe, RecipeKind } from '@cg/contract/material/recipe'
import * as contract from '@cg/contract/material/recipe-routes'
import type { KeptRecipe } from '@cg/contract/material/recipe-routes'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, call, callFile } from '../../lib/api.ts'
import type { DownloadedFile } from '../../lib/api.ts'

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

/** What a kind of material is usually made of, under this release. `dimension`: what a 专题 is about in the place of an indicator. */
export const builtinRecipe = (
  code: string,
  kind: RecipeKind,
  asked: { unit?: string; measure?: string; dimension?: string },
): Promise<Recipe> => call(readBuiltinRecipe, { params: { code, kind }, query: asked })

export const deliveryQuery = (id: number) =>
  queryOptions({
    queryKey: ['recipes', id, 'delivery'],
    queryFn: ({ signal }) => call(readDelivery, { params: { id } }, { signal }),
    staleTime: 0,
  })

export const putDelivery = (id: number, delivery: Delivery | null) =>
  call(setDelivery, { params: { id }, body: { delivery } })

export const deliveredQuery = queryOptions({
  queryKey: ['delivered-packs'],
  queryFn: ({ signal }) => call(listDelivered, {}, { signal }),
  staleTime: 0,
})

export const takeDelivered = (id: number) => callFile(fetchDelivered, { params: { id } })

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

type Making = {
  readonly code: string
  readonly recipe: Recipe
  readonly format: PackFormat
  readonly signal: AbortSignal
  readonly onProgress: (job: PackJob) => void
}

const betweenMs = 700
/** Questions in a row that may go unanswered while the server goes on making the file. */
const mostLost = 5

/** Has a material made, tells how far it is, and brings it; given up, the server is told to stop. */
export async function makePack({ code, recipe, format, signal, onProgress }: Making): Promise<DownloadedFile> {
  const started = await call(startPack, { params: { code }, body: { recipe, format } }, { signal })
  const params = { id: started.id }
  try {
    let job = started
    let lost = 0
    onProgress(job)
    while (job.state === 'waiting' || job.state === 'running') {
      await pause(signal)
      try {
        job = await call(readPackJob, { params }, { signal })
        lost = 0
        onProgress(job)
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'network' || ++lost > mostLost) throw error
      }
    }
    if (job.state !== 'done') throw new Error(job.words)
    return await callFile(fetchPack, { params }, { signal })
  } catch (error) {
    // One that cannot be stopped either ends by itself, and is dropped when nobody fetches it.
    if (signal.aborted) await call(cancelPackJob, { params }).catch(() => null)
    throw error
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('given up', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, betweenMs)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
