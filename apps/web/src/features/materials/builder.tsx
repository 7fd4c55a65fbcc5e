import type { KeptRecipe } from '@cg/contract/material/recipe-routes'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { matrixQuery } from '../../shared/matrix.ts'
import { AddPage } from './add-page.tsx'
import { BuilderHead } from './builder-head.tsx'
import type { HeadOption } from './builder-head.tsx'
import { Checks } from './checks.tsx'
import { halfOf, isTitled } from './edit.ts'
import { ExportBar } from './export-bar.tsx'
import { PageList } from './page-list.tsx'
import { Preview } from './preview.tsx'
import { Properties } from './properties.tsx'
import type { Side } from './properties.tsx'
import { useOutline } from './use-outline.ts'
import { usePages } from './use-pages.ts'
import { useRecipeEditor } from './use-recipe-editor.ts'

type BuilderProps = {
  kept: KeptRecipe
  head: ReleaseHead
  heads: readonly HeadOption[]
  /** The release of the address, where there is none of that number. */
  missing: string | null
  onReload: () => void
}

/** The whole of a material in hand. */
export function Builder({ kept, head, heads, missing, onReload }: BuilderProps) {
  const editor = useRecipeEditor(kept)
  const { recipe, info } = editor
  const outline = useOutline(recipe, editor.fault, head.code)
  const pages = usePages(recipe, editor.change)
  const { data: matrix } = useQuery(matrixQuery(head.code))
  const [adding, setAdding] = useState<'new' | 'instead' | Side | null>(null)
  const { page } = pages
  const isChanged = page !== undefined && isTitled(page) && adding !== null && adding !== 'new'
  return (
    <div className="material">
      <BuilderHead editor={editor} code={head.code} heads={heads} missing={missing} onReload={onReload} />
      <div className="material-desk">
        <PageList
          pages={pages}
          recipe={recipe}
          outline={outline.last}
          matrix={matrix}
          mayChange={info.mayChange}
          onAdd={() => setAdding('new')}
        />
        <div className="material-middle">
          <Preview code={head.code} outline={outline} pageId={page?.id} fault={editor.fault} />
          <ExportBar code={head.code} recipe={recipe} outline={outline.last} fault={editor.fault} />
          <Checks outline={outline} pages={pages} recipe={recipe} code={head.code} mayChange={info.mayChange} />
        </div>
        <Properties
          editor={editor}
          pages={pages}
          outline={outline.last}
          code={head.code}
          matrix={matrix}
          onInstead={(side) => setAdding(side ?? 'instead')}
        />
      </div>
      {adding !== null && matrix !== undefined && (
        <AddPage
          code={head.code}
          matrix={matrix}
          unit={recipe.unit}
          instead={!isChanged ? 'none' : adding === 'instead' ? 'page' : 'half'}
          onClose={() => setAdding(null)}
          onTake={(taken) => {
            setAdding(null)
            if (isChanged) pages.replace(page.id, adding === 'instead' ? taken : halfOf(page, adding, taken))
            else pages.add(taken)
          }}
        />
      )}
    </div>
  )
}
