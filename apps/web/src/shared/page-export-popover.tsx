import './page-export.css'
import { longestWatermark } from '@cg/contract/chart'
import type { RecipePage } from '@cg/contract/material/recipe'
import type { PageFormat } from '@cg/contract/page-choices'
import { exportPage } from '@cg/contract/release/page'
import type { PageLook, PageParams } from '@cg/contract/release/page'
import { packSkinNames, packSkins } from '@cg/contract/skin'
import type { PackSkin } from '@cg/contract/skin'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { callFile } from '../lib/api.ts'
import { queueWords, whenFree } from '../lib/when-free.ts'
import { saveFile } from '../lib/clipboard.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { Popover } from '../ui/popover.tsx'
import { SegmentedControl } from '../ui/segmented.tsx'
import { useToast } from '../ui/toast.tsx'
import { AddToMaterial } from './add-to-material.tsx'
import { exportLook } from './page-export-props.ts'
import type { PageExportProps } from './page-export-props.ts'

const formats: readonly { format: PageFormat; name: string; words: string }[] = [
  { format: 'pdf', name: 'PDF', words: 'A4 版面，文字可选取，供打印与转发' },
  { format: 'xlsx', name: 'XLSX', words: '表格，数字可以计算，附说明' },
  { format: 'pptx', name: 'PPTX', words: '每个面板一页，图表可改数改色' },
]

/** Without what the address leaves out. */
function given(params: PageExportProps['params']): PageParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))
}

/** The formats, how far the file is, and how to stop it; a file under way is not lost when the panel closes. */
export function PageExportPopover({ head, page, params, isInBar }: PageExportProps & { isInBar: boolean }) {
  const [isOpen, setOpen] = useState(true)
  const stop = useRef<AbortController | null>(null)
  const notify = useToast()
  const sayQueued = () => notify(queueWords)
  const [dress, setDress] = useState<Dress>({ skin: 'blue', watermark: '' })
  const download = useMutation({
    mutationFn: (format: PageFormat) => {
      const { signal } = (stop.current = new AbortController())
      const call = { params: { code: head.code, page }, query: { ...given(params), ...lookOf(dress), format } }
      return whenFree(() => callFile(exportPage, call, { signal }), sayQueued, signal)
    },
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
      setOpen(false)
    },
    onError: (error) => {
      if (!isStopped(error)) setOpen(true)
    },
  })
  const [isAdding, setAdding] = useState(false)
  const { error, isPending } = download
  return (
    <>
      <Popover
        label="导出本页"
        align="end"
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={<Button {...exportLook(isInBar)} {...(isPending ? { children: '正在生成…' } : {})} />}
      >
        <div className="page-export-panel">
          <p className="muted">由服务器按本次发布的数据和当前的筛选生成，与页面同一口径。</p>
          <DressFields dress={dress} isPreview={head.state === 'preview'} onChange={setDress} />
          {formats
            .filter(({ format }) => format !== 'xlsx' || page === 'talk')
            .map(({ format, name, words }) => (
              <p key={format} className="page-export-choice">
                <Button
                  icon="download"
                  isBusy={isPending}
                  aria-label={`导出${name}`}
                  onClick={() => download.mutate(format)}
                >
                  {isPending && download.variables === format ? '正在生成…' : name}
                </Button>
                <span className="muted">{words}</span>
              </p>
            ))}
          {/* 对比 has no sentences of its own. */}
          {page !== 'compare' && (
            <p className="page-export-choice">
              <Button
                onClick={() => {
                  setOpen(false)
                  setAdding(true)
                }}
              >
                加入材料
              </Button>
              <span className="muted">{addWords(page, params)}</span>
            </p>
          )}
          {isPending && <UnderWay onStop={() => stop.current?.abort()} />}
          {error && !isStopped(error) && (
            <p className="field-error" role="alert">
              未能生成文件：{error.message}
            </p>
          )}
        </div>
      </Popover>
      {isAdding && (
        <AddToMaterial page={materialPage(page, params)} what="本页的文字" onClose={() => setAdding(false)} />
      )}
    </>
  )
}

function addWords(page: PageExportProps['page'], params: PageExportProps['params']): string {
  if (page !== 'talk') return '本页的文字作为会议材料的一页；图表请在各图的“导出”里加入'
  return params.show === undefined
    ? '未达标的表述作为会议材料的一页；其他各部分在表中该部分的标题旁加入'
    : '现在列出的表述作为会议材料的一页'
}

function UnderWay({ onStop }: { onStop: () => void }) {
  return (
    <p role="status" className="page-export-choice">
      <span>正在生成，一般需要数秒。</span>
      <Button kind="quiet" onClick={onStop}>
        取消
      </Button>
    </p>
  )
}

type Dress = { readonly skin: PackSkin; readonly watermark: string }

/** Only what differs from the server's defaults. */
function lookOf({ skin, watermark }: Dress): PageLook {
  const words = watermark.trim()
  return { ...(skin === 'blue' ? {} : { skin }), ...(words === '' ? {} : { watermark: words }) }
}

const skins = packSkins.map((value) => ({ value, label: packSkinNames[value] }))

type DressFieldsProps = { dress: Dress; isPreview: boolean; onChange: (dress: Dress) => void }

/** 版式 and 水印; a preview has its own words across every page. */
function DressFields({ dress, isPreview, onChange }: DressFieldsProps) {
  return (
    <>
      <SegmentedControl
        label="版式"
        options={skins}
        value={dress.skin}
        onChange={(skin) => onChange({ ...dress, skin })}
      />
      {!isPreview && (
        <Field label="水印" hint={`可不填，最多${longestWatermark}字，例如“内部资料”`}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={longestWatermark}
              value={dress.watermark}
              onChange={(event) => onChange({ ...dress, watermark: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** The sentences of the page as the address has it. */
function materialPage(page: PageExportProps['page'], params: PageExportProps['params']): RecipePage {
  return { kind: 'words', id: 'new', page, params: given(params), heading: null, title: null, remark: '' }
}

function isStopped(error: Error): boolean {
  return error.name === 'AbortError'
}
