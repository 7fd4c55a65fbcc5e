import './export-dialog.css'
import type { ChartModel } from '@cg/charts/model'
import { longestWatermark } from '@cg/contract/chart'
import type { ChartExportQuery, ChartFormat, ChartPreset, ChartSpec, ChartThemeName } from '@cg/contract/chart'
import type { RecipePage } from '@cg/contract/material/recipe'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { DownloadedFile } from '../lib/api.ts'
import { copyPicture, copyText, saveFile } from '../lib/clipboard.ts'
import { AddToMaterial } from '../shared/add-to-material.tsx'
import { pinnedLink } from '../shared/pinned-link.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../ui/field.tsx'
import { SegmentedControl } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import type { Option } from '../ui/select.tsx'
import { useToast } from '../ui/toast.tsx'
import { readChoice, saveChoice, showsQr } from './export-choice.ts'
import type { ExportChoice } from './export-choice.ts'
import { chartFile } from './chart-file.ts'
import { ExportPreview } from './export-preview.tsx'

const formats: readonly Option<ChartFormat>[] = [
  { value: 'png', label: 'PNG' },
  { value: 'pptx', label: 'PPTX' },
  { value: 'xlsx', label: 'XLSX' },
  { value: 'svg', label: 'SVG' },
  { value: 'csv', label: 'CSV' },
]

const presets: readonly Option<ChartPreset>[] = [
  { value: 'slide', label: '幻灯整页 16:9（1920×1080）' },
  { value: 'half', label: '幻灯半页（960×1080）' },
  { value: 'document', label: '公文版心宽 156 毫米（300 dpi）' },
  { value: 'phone', label: '手机转发 3:4（1080×1440）' },
  { value: 'poster', label: '大图 4K（3840×2160）' },
  { value: 'square', label: '方形（1080×1080）' },
]

const themeOptions: readonly Option<ChartThemeName>[] = [
  { value: 'light', label: '政务蓝' },
  { value: 'red', label: '党建红' },
  { value: 'dark', label: '深色' },
  { value: 'print', label: '黑白打印' },
]

const formatNotes: Readonly<Record<ChartFormat, string>> = {
  png: 'PNG 图片，按所选尺寸在服务器生成，与窗口大小无关。',
  svg: '矢量图，放大不失真。',
  pptx: '幻灯片中的图表可在 PowerPoint 或 WPS 中改数改色；预览为同一数据的图片。',
  xlsx: '含数据、图数据与说明工作表，数值为真实数字。',
  csv: 'UTF-8 编码，含 BOM，可直接用 Excel 或 WPS 打开。',
}

const hasPicture = (format: ChartFormat) => format === 'png' || format === 'svg'

/** What is typed for one file alone: its title beside the generated one, and words across a picture. */
type OwnWords = { title: string; auto: string; watermark: string }

/** Only what differs from the server's defaults goes into the query, so that the link stays short. */
function exportQuery(spec: ChartSpec, choice: ExportChoice, { title, auto, watermark }: OwnWords): ChartExportQuery {
  const isOwnTitle = title.trim() !== '' && title.trim() !== auto
  return {
    ...spec,
    ...(isOwnTitle ? { title: title.trim() } : {}),
    format: choice.format,
    ...(hasPicture(choice.format) ? pictureQuery(choice, watermark) : {}),
    ...(choice.format === 'png' && choice.isTransparent ? { background: 'transparent' as const } : {}),
    ...(choice.format === 'svg' && choice.isOutlined ? { letters: 'outlines' as const } : {}),
  }
}

function pictureQuery(choice: ExportChoice, watermark: string): Partial<ChartExportQuery> {
  const { preset, theme, hasQr } = choice
  return {
    preset,
    theme,
    ...(hasQr === null ? {} : { qr: hasQr ? ('with' as const) : ('without' as const) }),
    ...(watermark.trim() === '' ? {} : { watermark: watermark.trim() }),
  }
}

type ExportDialogProps = {
  head: ReleaseHead
  spec: ChartSpec
  model: ChartModel
  onClose: () => void
}

/** 导出: what is previewed is what is saved, both made by the server from the release. */
export function ExportDialog({ head, spec, model, onClose }: ExportDialogProps) {
  const [choice, setChoice] = useState(readChoice)
  const [title, setTitle] = useState(model.title)
  const [watermark, setWatermark] = useState('')
  const notify = useToast()
  const change = (part: Partial<ExportChoice>) => {
    const next = { ...choice, ...part }
    setChoice(next)
    saveChoice(next)
  }
  const file = (asked: ChartExportQuery) => chartFile(head.code, asked)
  const query = exportQuery(spec, choice, { title, auto: model.title, watermark })
  const previewQuery: ChartExportQuery = hasPicture(choice.format)
    ? { ...query, format: 'png' }
    : { ...query, format: 'png', preset: 'slide', theme: 'light' }
  const download = useMutation({
    mutationFn: () => file(query),
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      shape="wide"
      title="导出"
      description={`${model.lines.subtitle} ｜ ${model.lines.release}`}
      footer={
        <>
          {spec.kind !== 'difference' && (
            <AddButton page={materialPage(spec, { title, auto: model.title, release: head.code })} onAdded={onClose} />
          )}
          <CopyPicture draw={() => file(previewQuery)} />
          <CopyLink code={head.code} />
          <Button kind="primary" icon="download" isBusy={download.isPending} onClick={() => download.mutate()}>
            {download.isPending ? '正在生成…' : '下载'}
          </Button>
        </>
      }
    >
      <div className="export">
        <ExportPreview code={head.code} query={previewQuery} alt={model.altText} />
        <div className="export-form">
          <SegmentedControl
            label="格式"
            options={formats}
            value={choice.format}
            onChange={(format) => change({ format })}
          />
          <p className="export-note">{formatNotes[choice.format]}</p>
          <Field label="标题" hint={`${title.trim().length} 字，建议不超过 28 字`}>
            {(control) => (
              <TextInput {...control} maxLength={80} value={title} onChange={(event) => setTitle(event.target.value)} />
            )}
          </Field>
          {title.trim() !== model.title && (
            <Button kind="quiet" className="export-restore" onClick={() => setTitle(model.title)}>
              恢复自动标题
            </Button>
          )}
          {hasPicture(choice.format) && (
            <PictureChoices choice={choice} onChange={change}>
              {model.watermark === null && <WatermarkField value={watermark} onChange={setWatermark} />}
            </PictureChoices>
          )}
          {download.error && (
            <p className="field-error" role="alert">
              未能生成文件：{download.error.message}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** 加入材料. A material is of one release: what two of them are beside each other is no page of it. */
function AddButton({ page, onAdded }: { page: RecipePage; onAdded: () => void }) {
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <Button onClick={() => setAdding(true)}>加入材料</Button>
      {isAdding && (
        <AddToMaterial
          page={page}
          what="这张图"
          onClose={(isAdded) => {
            setAdding(false)
            if (isAdded) onAdded()
          }}
        />
      )}
    </>
  )
}

/** The chart as a page of a material: the spec that the link has, and the title that was written for this release. */
function materialPage(spec: ChartSpec, given: { title: string; auto: string; release: string }): RecipePage {
  const { title: _, ...chart } = spec
  const text = given.title.trim()
  const isOwn = text !== '' && text !== given.auto
  const title = isOwn ? { text, instead: given.auto, release: given.release } : null
  return { kind: 'chart', id: 'new', chart, as: 'chart', title, remark: '' }
}

type PictureChoicesProps = {
  choice: ExportChoice
  onChange: (part: Partial<ExportChoice>) => void
  children: ReactNode
}

/** What only a picture has: size, colours, and what its format can do besides. */
function PictureChoices({ choice, onChange, children }: PictureChoicesProps) {
  return (
    <>
      <Field label="尺寸">
        {(control) => (
          <Select {...control} options={presets} value={choice.preset} onChange={(preset) => onChange({ preset })} />
        )}
      </Field>
      <SegmentedControl
        label="配色"
        options={themeOptions}
        value={choice.theme}
        onChange={(theme) => onChange({ theme })}
      />
      <Checkbox
        label="二维码（扫码核验数据是否现行）"
        checked={showsQr(choice)}
        onChange={(event) => onChange({ hasQr: event.target.checked })}
      />
      {choice.format === 'png' && (
        <Checkbox
          label="透明背景"
          checked={choice.isTransparent}
          onChange={(event) => onChange({ isTransparent: event.target.checked })}
        />
      )}
      {choice.format === 'svg' && (
        <Checkbox
          label="文字转曲（各软件显示一致，文字不再可编辑）"
          checked={choice.isOutlined}
          onChange={(event) => onChange({ isOutlined: event.target.checked })}
        />
      )}
      {children}
    </>
  )
}

/** Own words across the picture. */
function WatermarkField({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  return (
    <Field label="水印" hint={`可不填，最多${longestWatermark}字，例如“内部资料”`}>
      {(control) => (
        <TextInput
          {...control}
          maxLength={longestWatermark}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** 复制链接: this page with the release fixed. */
function CopyLink({ code }: { code: string }) {
  const notify = useToast()
  const copy = async () => {
    const isCopied = await copyText(pinnedLink(code))
    notify(isCopied ? '链接已复制。' : '浏览器不允许复制，请从地址栏复制。', isCopied ? 'good' : 'near')
  }
  return (
    <Button icon="link" onClick={() => void copy()}>
      复制链接
    </Button>
  )
}

/** 复制图片: what is previewed, on the clipboard; what to do instead where the browser refuses. */
function CopyPicture({ draw }: { draw: () => Promise<DownloadedFile> }) {
  const notify = useToast()
  const copying = useMutation({
    mutationFn: async () => copyPicture((await draw()).blob),
    onSuccess: (isCopied) => {
      const words = isCopied
        ? '图片已复制，可直接粘贴到文档或聊天窗口。'
        : '浏览器不允许复制图片（须以 https 打开，且版本较新）。请下载 PNG 后插入。'
      notify(words, isCopied ? 'good' : 'near')
    },
    onError: (error) => notify(`未能复制图片：${error.message}`, 'near'),
  })
  return (
    <Button isBusy={copying.isPending} onClick={() => copying.mutate()}>
      复制图片
    </Button>
  )
}
