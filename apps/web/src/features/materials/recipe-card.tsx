import { recipeKindNames } from '@cg/contract/material/recipe'
import type { RecipeInfo } from '@cg/contract/material/recipe-routes'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { recipesQuery } from '../../shared/recipes.ts'
import { hasCityRole, useMe } from '../../shared/session.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { DeliveryDialog } from './delivery-dialog.tsx'
import { copyRecipe, removeRecipe } from './queries.ts'

/** A material in the list: what it is, who changed it last, and the way to its newest figures. */
export function RecipeCard({ info, latest }: { info: RecipeInfo; latest: ReleaseHead }) {
  const [isRemoving, setRemoving] = useState(false)
  const [isDelivering, setDelivering] = useState(false)
  const isOffice = hasCityRole(useMe(), 'publisher', 'reviewer')
  const copy = useCopy()
  return (
    <li className="material-card">
      <h3 className="material-card-name">
        <Link to="/materials/$id" params={{ id: String(info.id) }}>
          {info.name}
        </Link>
      </h3>
      <p className="material-card-facts">
        <span>{recipeKindNames[info.kind]}</span>
        <span>{info.pageCount}页</span>
        {info.isShared && <StatusChip tone="info">所有人可见</StatusChip>}
      </p>
      <p className="muted">
        {info.isOwn ? '我编制' : `${info.owner}编制`}，{info.updatedBy} {formatDateTime(info.updatedAt)} 改动
      </p>
      <p className="material-card-acts">
        <Link className="button button-primary" to="/materials/$id" params={{ id: String(info.id) }}>
          用 {latest.code} 生成
        </Link>
        <Button
          kind="quiet"
          aria-label={`复制${info.name}`}
          isBusy={copy.isPending}
          onClick={() => copy.mutate(info.id)}
        >
          复制
        </Button>
        {info.mayChange && isOffice && (
          <Button kind="quiet" aria-label={`随发布送达${info.name}`} onClick={() => setDelivering(true)}>
            随发布送达
          </Button>
        )}
        {info.mayChange && (
          <Button kind="quiet" aria-label={`删除${info.name}`} onClick={() => setRemoving(true)}>
            删除
          </Button>
        )}
      </p>
      {isRemoving && <RemoveDialog info={info} onClose={() => setRemoving(false)} />}
      {isDelivering && <DeliveryDialog info={info} onClose={() => setDelivering(false)} />}
    </li>
  )
}

/** A copy of one's own, opened at once. */
export function useCopy() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notify = useToast()
  return useMutation({
    mutationFn: copyRecipe,
    onSuccess: async ({ info }) => {
      void queryClient.invalidateQueries({ queryKey: recipesQuery.queryKey, exact: true })
      notify(`已复制为“${info.name}”，只有您能看到。`)
      await navigate({ to: '/materials/$id', params: { id: String(info.id) } })
    },
    onError: (error) => notify(error.message, 'near'),
  })
}

function RemoveDialog({ info, onClose }: { info: RecipeInfo; onClose: () => void }) {
  const queryClient = useQueryClient()
  const notify = useToast()
  const remove = useMutation({
    mutationFn: () => removeRecipe(info.id),
    onSuccess: async () => {
      notify(`已删除“${info.name}”。`)
      onClose()
      await queryClient.invalidateQueries({ queryKey: recipesQuery.queryKey, exact: true })
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={`删除材料：${info.name}`}
      confirmWord="删除"
      isDanger
      isBusy={remove.isPending}
    >
      <p>
        {info.pageCount}页的安排、自拟的标题和备注都将删去，不能恢复。
        {info.isShared && '这份材料所有人可见，删除后其他人也不能再用。'}
        已经导出的文件不受影响。
      </p>
      {remove.error !== null && (
        <p className="field-error" role="alert">
          {remove.error.message}
        </p>
      )}
    </ConfirmDialog>
  )
}
