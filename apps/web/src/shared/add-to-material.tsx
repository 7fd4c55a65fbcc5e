import { recipeKindNames } from '@cg/contract/material/recipe'
import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import type { KeptRecipe, RecipeInfo } from '@cg/contract/material/recipe-routes'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { LoadingState } from '../ui/states.tsx'
import { useToast } from '../ui/toast.tsx'
import { addRecipePage, createRecipe, recipesQuery } from './recipes.ts'

type AddToMaterialProps = {
  page: RecipePage
  /** 这张图, 本页的文字 */
  what: string
  /** After the page was added, too. */
  onClose: (isAdded: boolean) => void
}

/** 加入材料: a page at the end of a material that one may change, or the first of a new one. */
export function AddToMaterial({ page, what, onClose }: AddToMaterialProps) {
  const { data, error } = useQuery(recipesQuery)
  return (
    <Dialog
      isOpen
      onClose={() => onClose(false)}
      title="加入材料"
      description={`${what}加在材料的最后；以后每期发布，材料里自动换成那一期的数据`}
    >
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <p className="field-error" role="alert">
          {error.message}
        </p>
      )}
      {data !== undefined && (
        <AddForm page={page} offered={data.items.filter(({ mayChange }) => mayChange)} onDone={() => onClose(true)} />
      )}
    </Dialog>
  )
}

const isNew = 'new'

type FormProps = { page: RecipePage; offered: readonly RecipeInfo[]; onDone: () => void }

function AddForm({ page, offered, onDone }: FormProps) {
  const [to, setTo] = useState(String(offered[0]?.id ?? isNew))
  const [name, setName] = useState('')
  const add = useAdd(onDone)
  const options = offered.map((info) => ({
    value: String(info.id),
    label: `${info.name}（${recipeKindNames[info.kind]}，${info.pageCount}页${info.isOwn ? '' : `，${info.owner}编制`}）`,
  }))
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate(() => (to === isNew ? createRecipe(newRecipe(name.trim(), page)) : addRecipePage(Number(to), page)))
      }}
    >
      <Field label="哪一份材料">
        {(control) => (
          <Select
            {...control}
            value={to}
            options={[...options, { value: isNew, label: '新的材料…' }]}
            onChange={setTo}
          />
        )}
      </Field>
      {to === isNew && (
        <Field label="新材料的名称" isRequired>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              maxLength={40}
              required
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      {add.error !== null && (
        <p className="field-error" role="alert">
          {add.error.message}
        </p>
      )}
      <p>
        <Button kind="primary" type="submit" isBusy={add.isPending} disabled={to === isNew && name.trim() === ''}>
          加入
        </Button>
      </p>
    </form>
  )
}

/** A cover and the page. */
function newRecipe(name: string, page: RecipePage): Recipe {
  const cover: RecipePage = { kind: 'cover', id: 'p1', title: null, subtitle: null }
  return { kind: 'own', name, skin: 'blue', unit: null, pages: [cover, { ...page, id: 'p2' }] }
}

function useAdd(onDone: () => void) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notify = useToast()
  return useMutation({
    mutationFn: (put: () => Promise<KeptRecipe>) => put(),
    onSuccess: ({ info, recipe }) => {
      void queryClient.invalidateQueries({ queryKey: recipesQuery.queryKey })
      const at = recipe.pages.findLastIndex(({ kind }) => kind !== 'closing')
      const address = {
        to: '/materials/$id',
        params: { id: String(info.id) },
        search: { sheet: recipe.pages[at]?.id },
      } as const
      notify(
        <>
          已加入“{info.name}”第{at + 1}页。
          {/* The notes stand outside the router. */}
          <a
            href={`/materials/${info.id}`}
            onClick={(event) => {
              event.preventDefault()
              void navigate(address)
            }}
          >
            打开材料
          </a>
        </>,
      )
      onDone()
    },
  })
}
