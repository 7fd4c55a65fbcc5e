import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { changePage, insertPage, movePage, pairPages, partPages, placeAfter, putBack, takePage } from './edit.ts'
import type { TakenPage } from './edit.ts'

export type Pages = ReturnType<typeof usePages>

/** The pages of a material: which one is in hand, and what is done to them. The page in hand stands in the address. */
export function usePages(recipe: Recipe, change: (recipe: Recipe) => void) {
  const { sheet: id } = useSearch({ from: '/signed-in/materials/$id' })
  const navigate = useNavigate({ from: '/materials/$id' })
  const [taken, setTaken] = useState<TakenPage | null>(null)
  const at = Math.max(
    0,
    recipe.pages.findIndex((page) => page.id === id),
  )
  const open = (next: Recipe, to: number) =>
    void navigate({ search: (old) => ({ ...old, sheet: next.pages[to]?.id }), replace: true })
  const insert = (page: RecipePage, to: number) => {
    const next = insertPage(recipe, page, to)
    change(next)
    open(next, to)
  }
  return {
    at,
    page: recipe.pages[at],
    /** The page that was deleted last. */
    taken,
    choose: (to: number) => open(recipe, to),
    move: (from: number, to: number) => change(movePage(recipe, from, to)),
    take: (from: number) => {
      const { recipe: next, taken: gone } = takePage(recipe, from)
      if (gone === null) return
      setTaken(gone)
      change(next)
      open(next, Math.min(from, next.pages.length - 1))
    },
    undo: () => {
      if (taken === null) return
      const next = putBack(recipe, taken)
      setTaken(null)
      change(next)
      open(next, Math.min(taken.at, next.pages.length - 1))
    },
    copy: (from: number) => {
      const page = recipe.pages[from]
      if (page !== undefined) insert(page, from + 1)
    },
    add: (page: RecipePage) => insert(page, page.kind === 'closing' ? recipe.pages.length : placeAfter(recipe, at)),
    replace: (id: string, page: RecipePage) => change(changePage(recipe, id, () => ({ ...page, id }))),
    /** A chart with the one after it, and apart again. */
    pair: (from: number) => change(pairPages(recipe, from)),
    part: (from: number) => change(partPages(recipe, from)),
    put: (page: RecipePage) => change(changePage(recipe, page.id, () => page)),
  }
}
