import './stamp.css'
import { checkStamp, checkStampedFile, stampUploadBytes, stampUploadKinds } from '@cg/contract/stamp'
import type { StampAnswer } from '@cg/contract/stamp'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { DragEvent } from 'react'
import { call, callUpload } from '../../lib/api.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StampResult } from './result.tsx'
import { stampSearch } from './search.ts'

const accept = stampUploadKinds.map((kind) => `.${kind}`).join(',')

/** 核验文件: is a file as it was made, and is what it shows still so (H10). The code stands in the address, a file does not. */
export function StampPage() {
  useTitle('核验文件')
  const { c } = stampSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const upload = useMutation({ mutationFn: checkFile })
  const named = useQuery({
    queryKey: ['stamp', c],
    queryFn: () => call(checkStamp, { body: { code: c ?? '' } }),
    enabled: c !== undefined,
    retry: false,
  })
  const ask = (code: string) => {
    upload.reset()
    void navigate({ to: '/materials/check', search: (old) => ({ ...old, c: code }) })
    if (code === c) void named.refetch()
  }
  const send = (file: File) => {
    if (c !== undefined) void navigate({ to: '/materials/check', search: (old) => ({ ...old, c: undefined }) })
    upload.mutate(file)
  }
  const isOfFile = upload.isPending || upload.data !== undefined || upload.error !== null
  const { data, error, isPending } = isOfFile ? upload : named
  return (
    <>
      <PageHead
        title="核验文件"
        subtitle="本平台导出的图片、幻灯片、文档和表格，页脚都有核验码。凭码或凭文件，可以查出它是不是原件、数据是不是现行的。"
      />
      <Panel title="凭核验码，或凭文件">
        <div className="stamp-ask">
          <CodeForm key={c} first={c ?? ''} isBusy={!isOfFile && named.isFetching} onAsk={ask} />
          <FileDrop isBusy={upload.isPending} onFile={send} />
        </div>
      </Panel>
      <div role="status" className="stamp-outcome">
        {(isOfFile || c !== undefined) && <Outcome data={data} error={error} isPending={isPending} />}
      </div>
    </>
  )
}

async function checkFile(file: File): Promise<StampAnswer> {
  if (file.size > stampUploadBytes) throw new Error('文件超过20 MB，不能核验。请直接输入文件页脚里的核验码。')
  const form = new FormData()
  form.append('file', file)
  return callUpload(checkStampedFile, {}, form)
}

type OutcomeProps = { data: StampAnswer | undefined; error: Error | null; isPending: boolean }

function Outcome({ data, error, isPending }: OutcomeProps) {
  if (error !== null)
    return (
      <Panel title="没有核验成">
        <p className="stamp-sentence">{error.message}</p>
      </Panel>
    )
  if (data === undefined) return isPending ? <LoadingState /> : null
  return <StampResult answer={data} />
}

type CodeFormProps = { first: string; isBusy: boolean; onAsk: (code: string) => void }

function CodeForm({ first, isBusy, onAsk }: CodeFormProps) {
  const [code, setCode] = useState(first)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') onAsk(code.trim())
      }}
    >
      <div className="stamp-code">
        <Field label="核验码">
          {(control) => (
            <TextInput
              {...control}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" isBusy={isBusy}>
          核验
        </Button>
      </div>
      <p className="stamp-hint">
        10位字母和数字，形如
        K7QF3-MXNAD，在“发布编号”之后；发布存档的在“说明.txt”里，离线册的在“发布与校验”里。大小写、空格和短横都不影响。
      </p>
    </form>
  )
}

/** A file by its button, or dropped. */
function FileDrop({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false)
  const over = (value: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(value)
  }
  return (
    <div>
      <div
        className={isOver ? 'stamp-drop is-over' : 'stamp-drop'}
        onDragOver={over(true)}
        onDragLeave={over(false)}
        onDrop={(event) => {
          over(false)(event)
          const [file] = event.dataTransfer.files
          if (file !== undefined && !isBusy) onFile(file)
        }}
      >
        <FileButton accept={accept} isBusy={isBusy} onFile={onFile}>
          {isBusy ? '正在核验…' : '选择文件'}
        </FileButton>
        <span>或把文件拖到这里</span>
      </div>
      <p className="stamp-hint">
        PPTX、DOCX、PDF、XLSX、PNG、SVG、CSV 和发布存档（ZIP），20 MB
        以内。文件只用来比对，不保存。截图和聊天软件压缩过的图片请用核验码。
      </p>
    </div>
  )
}
