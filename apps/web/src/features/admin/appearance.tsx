import { emblemLimits, readAppearance, removeEmblem, saveAppearance, takeEmblem } from '@cg/contract/appearance'
import type { Appearance as Look, AppearanceNames } from '@cg/contract/appearance'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, callUpload } from '../../lib/api.ts'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { meQuery } from '../../shared/session.ts'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { appName } from '../../shared/words.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'

const appearanceQuery = queryOptions({
  queryKey: ['admin', 'appearance'],
  queryFn: ({ signal }) => call(readAppearance, {}, { signal }),
  staleTime: 0,
})

/** 名称与标识: what the installation calls itself, who signs its materials, and its emblem. */
export function Appearance() {
  const { data, error, refetch } = useQuery(appearanceQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <div className="look">
      <p className="admin-hint">用在登录页、页面左上角和会议材料上；已发布的期次和已导出的文件不变。</p>
      <Names look={data} />
      <EmblemCard look={data} />
    </div>
  )
}

/** Everybody's bar shows what was saved at once. */
function useTakeLook(words: string): (look: Look) => void {
  const client = useQueryClient()
  const notify = useToast()
  return (look) => {
    client.setQueryData(appearanceQuery.queryKey, look)
    void client.invalidateQueries({ queryKey: meQuery.queryKey })
    notify(words)
  }
}

const readNames = readTexts(['prefix', 'office'])

function Names({ look }: { look: Look }) {
  const { prefix, office, version } = look
  const draft = useDraft<AppearanceNames>('admin.appearance', { prefix, office }, readNames)
  const take = useTakeLook('名称已保存')
  const save = useMutation({
    mutationFn: () => call(saveAppearance, { body: draft.value }, { ifMatch: version }),
    onSuccess: (next) => {
      draft.drop()
      take(next)
    },
  })
  const put = (part: Partial<AppearanceNames>) => draft.put({ ...draft.value, ...part })
  return (
    <section className="look-card">
      <h2>名称</h2>
      <Field label="平台名称前缀" hint={`显示为“${draft.value.prefix.trim()}${appName}”；较窄的窗口里只显示平台名称`}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={12}
            value={draft.value.prefix}
            onChange={(event) => put({ prefix: event.target.value })}
          />
        )}
      </Field>
      <Field label="落款单位" hint="写在会议材料的封面和页脚，如“云川市推进产改工作领导小组办公室”；不填则写城市名称">
        {(control) => (
          <TextInput
            {...control}
            maxLength={40}
            value={draft.value.office}
            onChange={(event) => put({ office: event.target.value })}
          />
        )}
      </Field>
      <DraftLine draft={draft} wordsOf={(names) => [names.prefix, names.office].filter(Boolean).join('，')} />
      <Refused error={save.error} />
      <div>
        <Button kind="primary" isBusy={save.isPending} onClick={() => save.mutate()}>
          保存名称
        </Button>
      </div>
    </section>
  )
}

function EmblemCard({ look: { emblem, version } }: { look: Look }) {
  const take = useTakeLook('标识已更新')
  const upload = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData()
      body.append('file', file)
      return callUpload(takeEmblem, {}, body)
    },
    onSuccess: take,
  })
  const remove = useMutation({
    mutationFn: () => call(removeEmblem, {}, { ifMatch: version }),
    onSuccess: take,
  })
  const { bytes, least, most } = emblemLimits
  return (
    <section className="look-card">
      <h2>标识</h2>
      {emblem === null ? (
        <p className="muted">没有标识，只写名称。</p>
      ) : (
        <img className="look-emblem" src={`/api/v1/emblem/${emblem.hash}`} alt="现用标识" />
      )}
      <p className="admin-hint">
        {`PNG 图片，宽和高 ${least} 至 ${most} 像素，不超过 ${bytes / 1024} KB，背景透明的深浅底色都能用。党徽、国徽的使用另有规定，请先确认可以使用。`}
      </p>
      <Refused error={upload.error ?? remove.error} />
      <p className="admin-tools">
        <FileButton accept=".png,image/png" isBusy={upload.isPending} onFile={(file) => upload.mutate(file)}>
          {emblem === null ? '上传标识' : '更换标识'}
        </FileButton>
        {emblem !== null && (
          <Button isBusy={remove.isPending} onClick={() => remove.mutate()}>
            不用标识
          </Button>
        )}
      </p>
    </section>
  )
}

function Refused({ error }: { error: Error | null }) {
  if (error === null) return null
  return (
    <p className="admin-error" role="alert">
      {error.message}
    </p>
  )
}
