import type { Recipe } from '@cg/contract/material/recipe'
import type { KeptRecipe } from '@cg/contract/material/recipe-routes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { recipesQuery } from '../../shared/recipes.ts'
import { useDraft } from '../../shared/use-draft.ts'
import type { Draft } from '../../shared/use-draft.ts'
import { readKept } from './edit.ts'
import { recipeQuery, saveRecipe } from './queries.ts'
import type { Wanted } from './queries.ts'

/** What keeps a recipe from being saved as it stands, and what to do; null: nothing. */
export function faultOf({ name, pages }: Recipe): string | null {
  if (name.trim() === '') return '材料还没有名称，写上名称后自动保存。'
  const at = pages.findIndex((page) => page.kind === 'chapter' && page.title.trim() === '')
  return at < 0 ? null : `第${at + 1}页的章节还没有标题，写上标题后自动保存。`
}

export type RecipeEditor = {
  readonly draft: Draft<Recipe>
  readonly recipe: Recipe
  readonly isShared: boolean
  readonly info: KeptRecipe['info']
  readonly fault: string | null
  readonly isDirty: boolean
  readonly isSaving: boolean
  /** Why the last saving failed. */
  readonly error: Error | null
  /** Somebody else has saved it since. */
  readonly isOvertaken: boolean
  readonly change: (recipe: Recipe) => void
  readonly share: (isShared: boolean) => void
  readonly saveNow: () => void
}

const restMs = 1000

/**
 * A material in hand: saved by itself when the hands rest, over the version that was read. What could not be saved stays in
 * this browser and is there again when the material is opened the next time.
 */
export function useRecipeEditor(kept: KeptRecipe): RecipeEditor {
  const queryClient = useQueryClient()
  const { id, mayChange } = kept.info
  const [saved, setSaved] = useState(kept)
  const [isShared, setShared] = useState(kept.info.isShared)
  const draft = useDraft(`recipe.${id}`, saved.recipe, readKept)
  const wanted: Wanted = { recipe: draft.value, isShared }
  const text = JSON.stringify(wanted)
  const isDirty = mayChange && text !== JSON.stringify({ recipe: saved.recipe, isShared: saved.info.isShared })
  const fault = faultOf(draft.value)
  const remember = (now: KeptRecipe) => {
    queryClient.setQueryData(recipeQuery(id).queryKey, now)
    void queryClient.invalidateQueries({ queryKey: recipesQuery.queryKey, exact: true })
  }
  const save = useMutation({
    mutationFn: (now: Wanted) => saveRecipe(id, saved.info.version, now),
    onSuccess: (now, sent) => {
      setSaved({ info: now.info, recipe: sent.recipe })
      draft.drop(sent.recipe)
      remember(now)
    },
  })
  const isOvertaken = save.error instanceof ApiError && save.error.code === 'stale'
  const hasFailed = save.isError && JSON.stringify(save.variables) === text
  const mayBegin = isDirty && fault === null && !save.isPending && !isOvertaken
  const { mutate } = save
  const begins = mayBegin && !hasFailed
  useEffect(() => {
    if (!begins) return
    const timer = setTimeout(() => mutate(JSON.parse(text) as Wanted), restMs)
    return () => clearTimeout(timer)
  }, [begins, text, mutate])
  useLastSave(mayBegin ? () => void saveRecipe(id, saved.info.version, wanted).then(remember, () => null) : null)
  return {
    draft,
    recipe: draft.value,
    isShared,
    info: saved.info,
    fault,
    isDirty,
    isSaving: save.isPending,
    error: save.error,
    isOvertaken,
    change: draft.put,
    share: setShared,
    saveNow: () => {
      if (mayBegin) mutate(wanted)
    },
  }
}

/** What has not been saved when the page is left is sent on the way out. */
function useLastSave(send: (() => void) | null): void {
  const last = useRef(send)
  useEffect(() => {
    last.current = send
  })
  useEffect(() => () => last.current?.(), [])
}
