import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Checked, Loaded, hasWork, useCityLoad, useWorkbook } from './city-load.tsx'

/** 城市资料: units, departments, people, calendar, targets, baselines and former figures as one workbook, out and in again. */
export function CityData() {
  const [files, setFiles] = useState<readonly File[]>([])
  const picker = useRef<HTMLInputElement>(null)
  const { check, load } = useCityLoad(() => {
    setFiles([])
    if (picker.current) picker.current.value = ''
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
        第一期发布之后，目标、基期和参加排名的单位不再由这里改动，请到<Link to="/aims">目标设定</Link>和
        <Link to="/admin" search={{ part: 'units' }}>
          单位
        </Link>
        页提出，由另一人确认。
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
  const download = useWorkbook(null)
  return (
    <Button icon="download" isBusy={download.isPending} onClick={() => download.mutate()}>
      下载城市资料工作簿
    </Button>
  )
}
