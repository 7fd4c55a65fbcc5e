import type { MapInput, MapTrial } from '@cg/contract/map'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { MapPreview } from './map-preview.tsx'
import { mapsQuery, takeThisMap, tryThisMap } from './queries.ts'

const start = { fileName: '', file: '', approvalNo: '', maker: '' }

/** A file and what must be known of it; checked and drawn before it is taken. */
export function MapForm({ period }: { period: string }) {
  const [input, setInput] = useState<MapInput>({ ...start, appliesFrom: period })
  const picker = useRef<HTMLInputElement>(null)
  const queryClient = useQueryClient()
  const notify = useToast()
  const trial = useMutation({ mutationFn: tryThisMap })
  const take = useMutation({
    mutationFn: takeThisMap,
    onSuccess: (reply) => {
      queryClient.setQueryData(mapsQuery.queryKey, reply)
      void queryClient.invalidateQueries({ queryKey: ['map'] })
      notify(`第${reply.items[0]?.id ?? ''}版地图已启用`)
      setInput({ ...start, appliesFrom: period })
      if (picker.current) picker.current.value = ''
      trial.reset()
    },
  })
  const change = (part: Partial<MapInput>) => {
    setInput((old) => ({ ...old, ...part }))
    trial.reset()
    take.reset()
  }
  const choose = async (file: File | undefined) =>
    change(
      file === undefined ? { fileName: '', file: '' } : { fileName: file.name.slice(-120), file: await file.text() },
    )
  const text = (key: 'approvalNo' | 'maker' | 'appliesFrom', label: string, hint: string) => (
    <Field label={label} isRequired hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          maxLength={60}
          value={input[key]}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  )
  const isReady = trial.data?.faults.length === 0
  return (
    <section className="map-form">
      <h2>上传本市的行政区划图</h2>
      <p className="admin-hint">
        系统不带任何行政区划界线，默认用方块图。上传的地图须有审图号，审图号与制图单位印在每一幅图和导出的文件上。图形按屏幕精度简化；简化后是否仍适用原审图号，请向制图单位确认。
      </p>
      <Field label="GeoJSON 文件" isRequired hint="面状轮廓，经纬度坐标，属性里有单位的代码、全称或简称；不超过 4MB">
        {(control) => (
          <input
            {...control}
            ref={picker}
            className="map-file"
            type="file"
            accept=".geojson,.json,application/geo+json,application/json"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        )}
      </Field>
      {text('approvalNo', '审图号', '照图廓原样抄录，如 GS(2024)1234号、川S【2024】00012号')}
      {text('maker', '制图单位', '照图廓抄录')}
      {text('appliesFrom', '适用起始期次', '如 2026Q3；轮廓须与这一期在用的报送单位一致')}
      <p className="admin-tools">
        <Button isBusy={trial.isPending} disabled={input.file === ''} onClick={() => trial.mutate(input)}>
          检查并预览
        </Button>
        <Button kind="primary" isBusy={take.isPending} disabled={!isReady} onClick={() => take.mutate(input)}>
          启用
        </Button>
      </p>
      {(trial.error ?? take.error) !== null && (
        <p className="admin-error" role="alert">
          {(trial.error ?? take.error)?.message}
        </p>
      )}
      {trial.data && <TrialResult trial={trial.data} />}
    </section>
  )
}

/** What is wrong, one line each; else what will be drawn. */
function TrialResult({ trial }: { trial: MapTrial }) {
  const { faults, outline, beside, points } = trial
  return (
    <div className="map-trial" role="status">
      {faults.length > 0 && (
        <>
          <h3>有{faults.length}处须改正，改正前不能启用</h3>
          <ul className="admin-list">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </>
      )}
      {outline !== null && (
        <>
          <p>
            {outline.units.length}个单位的轮廓，坐标点由{points.given}个简化为{points.kept}个。
            {beside.length > 0 && `${beside.join('、')}与所在区县范围重叠，不单绘轮廓，列于图旁。`}
          </p>
          <MapPreview trial={trial} outline={outline} />
        </>
      )}
    </div>
  )
}
