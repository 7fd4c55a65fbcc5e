import type { SchemeBody, SchemeDetail, SchemeTrial } from '@cg/contract/scheme'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { AdoptDialog } from './adoption.tsx'
import { FileTools } from './file-tools.tsx'
import { ItemsTable } from './items-table.tsx'
import { NumberBox } from './number-box.tsx'
import { PolicyPanel } from './policy-panel.tsx'
import { copy, retire, save, schemeQuery, tryOut } from './queries.ts'
import { TrialView } from './trial-view.tsx'
import { StateChip } from './versions-table.tsx'

type PanelProps = { detail: SchemeDetail; mayCopy: boolean; lockedThrough: number | null; onOpen: (id: number) => void }
type Draft = { name: string; note: string; year: number; body: SchemeBody }

/** One version: read, or edited, tried, given up, adopted, as far as this person may. */
export function VersionPanel({ detail, mayCopy, lockedThrough, onOpen }: PanelProps) {
  const { version, indicators } = detail
  const { may } = version
  const mayAsk = may.adopt || may.propose
  const [draft, setDraft] = useState<Draft>(() => draftOf(detail))
  const [trial, setTrial] = useState<SchemeTrial | null>(null)
  const [asking, setAsking] = useState<'adopt' | 'retire' | null>(null)
  const acts = useVersionActs({ detail, draft, setDraft, setTrial, lockedThrough, onOpen })
  const { isChanged, keep, trying, copying, giveUp } = acts
  const putBody = (body: SchemeBody) => setDraft({ ...draft, body })
  const putItems = (items: SchemeBody['items']) => putBody({ ...draft.body, items })
  const problem = keep.error ?? trying.error ?? copying.error ?? giveUp.error
  return (
    <section className="scheme-version" aria-label={`${version.name} 第${version.version}版`}>
      <VersionHead version={version} />
      {problem !== null && <Problem error={problem} />}
      {may.edit && <HeadFields draft={draft} onChange={setDraft} />}
      {!may.edit && version.note !== '' && <p>{version.note}</p>}
      <FileTools id={version.id} mayEdit={may.edit} isChanged={isChanged} onTaken={putBody} />
      <ItemsTable
        body={draft.body}
        year={draft.year}
        indicators={indicators}
        isEditable={may.edit}
        onChange={putItems}
      />
      <PolicyPanel facts={detail.facts} body={draft.body} isEditable={may.edit} onChange={putBody} />
      <footer className="scheme-actions no-print">
        {may.retire && <Button onClick={() => setAsking('retire')}>停用草稿</Button>}
        {mayCopy && (
          <Button isBusy={copying.isPending} onClick={() => copying.mutate()}>
            复制为新草稿
          </Button>
        )}
        {may.edit && (
          <Button disabled={!isChanged} isBusy={keep.isPending} onClick={() => keep.mutate()}>
            保存草稿
          </Button>
        )}
        {may.try && (
          <Button kind={mayAsk ? 'plain' : 'primary'} isBusy={trying.isPending} onClick={() => trying.mutate()}>
            {isChanged ? '保存并试算' : '试算'}
          </Button>
        )}
        {mayAsk && (
          <Button kind="primary" disabled={isChanged} onClick={() => setAsking('adopt')}>
            {may.adopt ? '采用' : '提请采用'}
          </Button>
        )}
      </footer>
      {may.notAdopt !== null && mayCopy && <p className="muted scheme-why">{may.notAdopt}</p>}
      {trial !== null && (
        <TrialView
          key={trial.triedAt}
          trial={trial}
          decimals={draft.body.decimals}
          isOutdated={isChanged || trial.version.hash !== version.hash}
        />
      )}
      {asking === 'adopt' && <AdoptDialog detail={detail} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        isOpen={asking === 'retire'}
        onClose={() => setAsking(null)}
        onConfirm={() => giveUp.mutate(undefined, { onSettled: () => setAsking(null) })}
        title={`停用《${version.name}》第${version.version}版`}
        confirmWord="停用"
        isBusy={giveUp.isPending}
      >
        <p>停用后不能再改、试算或采用；需要时可以复制为新的草稿。</p>
      </ConfirmDialog>
    </section>
  )
}

type ActsInput = {
  detail: SchemeDetail
  draft: Draft
  setDraft: (draft: Draft) => void
  setTrial: (trial: SchemeTrial) => void
  lockedThrough: number | null
  onOpen: (id: number) => void
}

/** What can be done with a version; trying saves what was changed first. */
function useVersionActs({ detail, draft, setDraft, setTrial, lockedThrough, onOpen }: ActsInput) {
  const { version } = detail
  const { id } = version
  const queryClient = useQueryClient()
  const notify = useToast()
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(detail))
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['scheme'] })

  const write = async (): Promise<SchemeDetail> => {
    if (!isChanged) return detail
    const saved = await save(id, version.editVersion, draft)
    queryClient.setQueryData(schemeQuery(id).queryKey, saved)
    setDraft(draftOf(saved))
    return saved
  }
  const keep = useMutation({
    mutationFn: write,
    onSuccess: async () => {
      notify('草稿已保存')
      await refresh()
    },
  })
  const trying = useMutation({
    mutationFn: async () => {
      await write()
      return tryOut(id)
    },
    onSuccess: async (result) => {
      setTrial(result)
      await refresh()
    },
  })
  const copying = useMutation({
    mutationFn: () => copy({ from: id, year: nextYear(lockedThrough) }),
    onSuccess: async (made) => {
      await refresh()
      onOpen(made.version.id)
    },
  })
  const giveUp = useMutation({
    mutationFn: () => retire(id, version.editVersion),
    onSuccess: refresh,
  })
  return { isChanged, keep, trying, copying, giveUp }
}

function VersionHead({ version }: { version: SchemeDetail['version'] }) {
  return (
    <header className="scheme-head">
      <h2>
        {version.name} 第{version.version}版 <StateChip state={version.state} />
      </h2>
      <p className="muted">
        {version.year}年度 · 校验码 <code>{version.hash.slice(0, 16)}</code>
        {version.approval !== null && ` · 审定依据：${version.approval}`}
        {version.releases.length > 0 && ` · 用于 ${version.releases.join('、')}`}
      </p>
    </header>
  )
}

/** The first year whose scoring is still open. */
function nextYear(lockedThrough: number | null): number {
  return Math.max(new Date().getFullYear(), (lockedThrough ?? 0) + 1)
}

function draftOf({ version: { name, note, year }, body }: SchemeDetail): Draft {
  return { name, note, year, body }
}

function HeadFields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  return (
    <div className="scheme-head-fields">
      <Field label="方案名称">
        {(control) => (
          <TextInput
            {...control}
            maxLength={60}
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <NumberBox
        label="用于年度"
        min={2000}
        value={draft.year}
        onChange={(year) => year !== undefined && Number.isInteger(year) && onChange({ ...draft, year })}
      />
      <Field label="修改说明">
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={draft.note}
            onChange={(event) => onChange({ ...draft, note: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

function Problem({ error }: { error: Error }) {
  const cells = error instanceof ApiError ? error.cells : []
  return (
    <div className="scheme-problem" role="alert">
      <p>{error.message}</p>
      {cells.length > 1 && (
        <ul>
          {cells.map((cell) => (
            <li key={cell.message}>{cell.message}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
