import { recipeKindNames } from '@cg/contract/material/recipe'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { DraftLine } from '../../shared/draft-line.tsx'
import { createRecipe, recipesQuery } from '../../shared/recipes.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { useCopy } from './recipe-card.tsx'
import type { RecipeEditor } from './use-recipe-editor.ts'

export type HeadOption = { readonly value: string; readonly label: string }

type BuilderHeadProps = {
  editor: RecipeEditor
  code: string
  heads: readonly HeadOption[]
  missing: string | null
  onReload: () => void
}

/** What the material is, which release it is looked at with, and whether it is saved. */
export function BuilderHead({ editor, code, heads, missing, onReload }: BuilderHeadProps) {
  const { recipe } = editor
  const navigate = useNavigate({ from: '/materials/$id' })
  const newest = heads[0]?.value
  const choose = (release: string) =>
    void navigate({ search: (old) => ({ ...old, release: release === newest ? undefined : release }) })
  return (
    <>
      <PageHead
        title={recipe.name.trim() === '' ? '未命名的材料' : recipe.name}
        subtitle={`${recipeKindNames[recipe.kind]}，${recipe.pages.length}页。数字全部取自所选的发布，换一次发布即换成那一期的数据。`}
        meta={
          <>
            <Link to="/materials">全部材料</Link>
            <Select caption="数据" value={code} options={heads} onChange={choose} />
          </>
        }
      />
      {missing !== null && (
        <p role="note">
          没有编号为 {missing} 的发布，现在显示的是 {code}。
        </p>
      )}
      <SaveLine editor={editor} onReload={onReload} />
      <DraftLine draft={editor.draft} what="材料改动" wordsOf={({ name, pages }) => `${name}，${pages.length}页`} />
    </>
  )
}

/** One line on whether what is in hand is saved, and what helps where it is not. */
function SaveLine({ editor, onReload }: { editor: RecipeEditor; onReload: () => void }) {
  const { info, error, fault, isOvertaken } = editor
  if (!info.mayChange) return <ReadOnly editor={editor} />
  if (isOvertaken) return <Overtaken editor={editor} onReload={onReload} />
  if (error !== null && editor.isDirty && !editor.isSaving)
    return (
      <p className="material-save field-error" role="alert">
        未能保存：{error.message}改动暂存在这个浏览器里。
        <Button kind="quiet" onClick={editor.saveNow}>
          再试一次
        </Button>
      </p>
    )
  const saved = `已保存（${info.updatedBy}，${formatDateTime(info.updatedAt)}）`
  const words = fault ?? (editor.isSaving ? '正在保存…' : editor.isDirty ? '有改动，稍后自动保存' : saved)
  return (
    <p className="material-save muted" role="status">
      {words}
    </p>
  )
}

function ReadOnly({ editor: { info } }: { editor: RecipeEditor }) {
  const copy = useCopy()
  return (
    <p className="material-save" role="note">
      这份材料由{info.owner}编制，您可以查看和导出；要修改，请先复制为自己的。
      <Button kind="quiet" isBusy={copy.isPending} onClick={() => copy.mutate(info.id)}>
        复制为我的材料
      </Button>
    </p>
  )
}

const copyTail = '（另存）'

function Overtaken({ editor, onReload }: { editor: RecipeEditor; onReload: () => void }) {
  const { recipe, draft, error } = editor
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const keep = useMutation({
    mutationFn: () => createRecipe({ ...recipe, name: `${recipe.name.slice(0, 40 - copyTail.length)}${copyTail}` }),
    onSuccess: async ({ info }) => {
      draft.discard()
      void queryClient.invalidateQueries({ queryKey: recipesQuery.queryKey, exact: true })
      await navigate({ to: '/materials/$id', params: { id: String(info.id) } })
    },
  })
  return (
    <div className="material-save field-error" role="alert">
      {error?.message}
      <Button
        kind="quiet"
        onClick={() => {
          draft.discard()
          onReload()
        }}
      >
        载入最新内容
      </Button>
      <Button kind="quiet" isBusy={keep.isPending} onClick={() => keep.mutate()}>
        把我的另存为一份
      </Button>
      {keep.error !== null && <span>{keep.error.message}</span>}
    </div>
  )
}
