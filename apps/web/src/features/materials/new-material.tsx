import { recipeKindNames } from '@cg/contract/material/recipe'
import type { Recipe, RecipeKind } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { matrixQuery } from '../../shared/matrix.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { createRecipe, recipesQuery } from '../../shared/recipes.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { builtinRecipe, recipeQuery } from './queries.ts'
import { TopicField, UnitField, topicOf } from './subject-fields.tsx'

type NewMaterialProps = { kind: RecipeKind; latest: ReleaseHead; onClose: () => void }

/** Asks what a kind of material is about, and opens it with the pages that the newest release can fill. */
export function NewMaterial({ kind, latest, onClose }: NewMaterialProps) {
  const { data, error, refetch } = useQuery(matrixQuery(latest.code))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={kind === 'own' ? '新建空白材料' : `新建${recipeKindNames[kind]}`}
      description={`按 ${latest.code} 有数据的页面配好，随后可以增减`}
    >
      {data !== undefined && <NewForm kind={kind} matrix={data} />}
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
    </Dialog>
  )
}

const hasUnit: readonly RecipeKind[] = ['talk', 'one-page']

function NewForm({ kind, matrix }: { kind: RecipeKind; matrix: MatrixFacts }) {
  const [unit, setUnit] = useState('')
  const [topic, setTopic] = useState('')
  const [name, setName] = useState('')
  const make = useMake()
  const isLacking = (kind === 'talk' && unit === '') || (kind === 'topic' && topic === '')
  const submit = async (): Promise<Recipe> => {
    const asked = { ...(unit === '' ? {} : { unit }), ...(topic === '' ? {} : topicOf(topic)) }
    const recipe = await builtinRecipe(matrix.release.code, kind, asked)
    return name.trim() === '' ? recipe : { ...recipe, name: name.trim() }
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate(submit)
      }}
    >
      {kind === 'topic' && (
        <TopicField label="专题" hint="一个维度，或一项指标" matrix={matrix} value={topic} onChange={setTopic} />
      )}
      {hasUnit.includes(kind) && (
        <UnitField
          label={kind === 'talk' ? '约谈的区县' : '单位'}
          matrix={matrix}
          value={unit}
          onChange={setUnit}
          {...(kind === 'talk' ? {} : { none: '全市' })}
        />
      )}
      <Field label="名称" hint="不填则自动取名；每期都用这份材料，名称里不必写季度">
        {(control) => (
          <TextInput
            {...control}
            value={name}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {make.error !== null && (
        <p className="field-error" role="alert">
          {make.error.message}
        </p>
      )}
      <p>
        <Button kind="primary" type="submit" isBusy={make.isPending} disabled={isLacking}>
          {make.isPending ? '正在配页…' : '新建'}
        </Button>
      </p>
    </form>
  )
}

/** Keeps the material that was put together, and opens it. */
function useMake() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (put: () => Promise<Recipe>) => createRecipe(await put()),
    onSuccess: async (kept) => {
      queryClient.setQueryData(recipeQuery(kept.info.id).queryKey, kept)
      void queryClient.invalidateQueries({ queryKey: recipesQuery.queryKey, exact: true })
      await navigate({ to: '/materials/$id', params: { id: String(kept.info.id) } })
    },
  })
}
