import type { PackOutline } from '@cg/contract/material/pack'
import type { Recipe } from '@cg/contract/material/recipe'
import { useQuery } from '@tanstack/react-query'
import { useSettled } from '../../lib/use-settled.ts'
import { outlineQuery } from './queries.ts'

export type Outline = {
  /** What was asked for: the recipe when the hands rested last. */
  readonly recipe: Recipe
  /** The answer to that; undefined while it is on its way. */
  readonly current: PackOutline | undefined
  /** The last answer under this release, which may be of the recipe before. */
  readonly last: PackOutline | undefined
  readonly error: Error | null
  readonly retry: () => void
}

/** What a material says under a release: titles, slides, what should be looked at. Asked when nothing in it forbids asking. */
export function useOutline(recipe: Recipe, fault: string | null, code: string): Outline {
  const settled = useSettled(recipe, 400)
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...outlineQuery(code, settled),
    enabled: fault === null,
  })
  return {
    recipe: settled,
    current: isPlaceholderData ? undefined : data,
    last: data,
    error,
    retry: () => void refetch(),
  }
}
