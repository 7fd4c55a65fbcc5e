import { getCityWorkbook, loadCity } from '@cg/contract/city-load'
import type { CityLoad } from '@cg/contract/city-load'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { callFile, callUpload } from '../../lib/api.ts'
import { saveFile } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'

type Sent = { readonly files: readonly File[]; readonly seen?: string }

function send({ files, seen }: Sent): Promise<CityLoad> {
  const body = new FormData()
  for (const file of files) body.append('file', file)
  return callUpload(loadCity, { query: seen === undefined ? {} : { seen } }, body)
}

/** 城市资料: units, departments, people, calendar, targets, baselines and former figures as one workbook, out and in again. */
export function CityData() {
  const [files, setFiles] = useState<readonly File[]>([])
  const picker = useRef<HTMLInputElement>(null)
  const queryClient = useQueryClient()
  const notify = useToast()
  const check = useMutation({ mutationFn: send })
  const load = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      notify('已装入')
      check.reset()
      setFiles([])
      if (picker.current) picker.current.value = ''
      await queryClient.invalidateQueries()
    },
  })
  const choose = (chosen: readonly File[]) => {
    setFiles(chosen)
    check.reset()
    load.reset()
    if (chosen.length > 0) check.mutate({ files: chosen })
  }
  const checked = check.data
  const error = check.error ?? load.error
  return (
    <section className="city-data">
      <h2>城市资料</h2>
      <p className="admin-hint">
        单位、产业基础、部门、用户、期次、目标、基期和历史数字都在一本工作簿里，一类一张表。下载后在 Excel 或 WPS
        中填写、修改，再上传；先检查，全部没有错误、看过将要改动的内容之后才写入。不会删除已有的资料，也不改动已发布的期次。
        第一期发布之后，目标和基期不再由这里改动，请到<Link to="/aims">目标设定</Link>页提出，由另一人确认。
      </p>
      <p className="admin-tools">
        <WorkbookButton />
      </p>
      <Field label="上传填好的工作簿" hint="一个 XLSX，或按类分开的多个 XLSX、CSV（units、users 等），每个不超过 20MB">
        {(control) => (
          <input
            {...control}
            ref={picker}
            className="map-file"
            type="file"
            multiple
            accept=".xlsx,.csv"
            onChange={(event) => choose([...(event.target.files ?? [])])}
          />
        )}
      </Field>
      {check.isPending && <p role="status">正在检查…</p>}
      {error !== null && (
        <p className="admin-error" role="alert">
          {error.message}
        </p>
      )}
      {checked !== undefined && <Checked result={checked} />}
      {checked !== undefined && checked.stage === 'checked' && hasWork(checked) && (
        <p className="admin-tools">
          <Button kind="primary" isBusy={load.isPending} onClick={() => load.mutate({ files, seen: checked.digest })}>
            {checked.doubts.length === 0 ? '装入' : '已逐条核对，装入'}
          </Button>
          <Button onClick={() => check.mutate({ files })}>重新检查</Button>
        </p>
      )}
      {load.data && <Loaded result={load.data} />}
    </section>
  )
}

function WorkbookButton() {
  const notify = useToast()
  const download = useMutation({
    mutationFn: () => callFile(getCityWorkbook, {}),
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
  return (
    <Button icon="download" isBusy={download.isPending} onClick={() => download.mutate()}>
      下载城市资料工作簿
    </Button>
  )
}

const kinds = [
  ['units', '单位', '个'],
  ['bases', '产业基础', '条'],
  ['liaisons', '联络员', '位'],
  ['departments', '部门', '个'],
  ['users', '用户', '人'],
  ['periods', '期次', '期'],
  ['targets', '目标', '条'],
  ['baselines', '基期', '条'],
  ['figures', '历史数字', '格'],
] as const

function hasWork({ counts }: CityLoad): boolean {
  return Object.values(counts).some((count) => count > 0)
}

/** '单位 12 个、用户 30 人' */
function countWords({ counts }: CityLoad): string {
  return kinds
    .filter(([key]) => counts[key] > 0)
    .map(([key, word, measure]) => `${word} ${counts[key]} ${measure}`)
    .join('、')
}

/** What is wrong, what is to be looked at twice, and what would become another. */
function Checked({ result }: { result: CityLoad }) {
  const { stage, errors, doubts, changes, notes } = result
  return (
    <div className="city-checked" role="status">
      {stage === 'refused' && <Lines title={`有 ${errors.length} 处错误，改正前不能装入`} lines={errors} isBad />}
      {stage === 'checked' && (
        <h3>
          {hasWork(result) ? `检查通过，还没有写入。新增或改动：${countWords(result)}` : '与平台里的资料相同，没有变化'}
        </h3>
      )}
      {doubts.length > 0 && <Lines title={`有 ${doubts.length} 处可能有误，请逐条核对`} lines={doubts} />}
      {changes.length > 0 && <Lines title={`将改动已有的 ${changes.length} 处`} lines={changes} />}
      {notes.length > 0 && <Lines title="没有采用的内容" lines={notes} />}
    </div>
  )
}

function Lines({ title, lines, isBad = false }: { title: string; lines: readonly string[]; isBad?: boolean }) {
  return (
    <section>
      <h3 className={isBad ? 'admin-error' : undefined}>{title}</h3>
      <ul className="admin-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function Loaded({ result }: { result: CityLoad }) {
  return (
    <div className="city-checked" role="status">
      <h3>已装入：{countWords(result)}</h3>
      {result.counts.forms > 0 && (
        <p>历史数字成为 {result.counts.forms} 张已通过的报表，请产改办逐季生成试看，由另一人发布。</p>
      )}
    </div>
  )
}
