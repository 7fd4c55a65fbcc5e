import type { KeyMeasure, TaskBoard, TaskReport } from '@cg/contract/task'
import { getReportFile, mostFilesOfReport } from '@cg/contract/task-file'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { urlOf } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Select } from '../../ui/select.tsx'
import { attach, detach } from './queries.ts'

type ReportFilesProps = { measure: KeyMeasure; report: TaskReport; onBoard: (board: TaskBoard) => void }

const whole = ''

/** The files behind a report and its milestones: read by who sees the report, added and taken away by who sent it. */
export function ReportFiles({ measure, report, onBoard }: ReportFilesProps) {
  const { id, files, mayAttach } = report
  const [place, setPlace] = useState(whole)
  const change = useMutation({
    mutationFn: (wanted: { readonly add: File } | { readonly remove: number }) =>
      'remove' in wanted ? detach(id, wanted.remove) : attach(id, place === whole ? undefined : place, wanted.add),
    onSuccess: onBoard,
  })
  if (files.length === 0 && !mayAttach) return null
  const nameOf = (code: string | null) =>
    code === null ? '整份进展' : `节点“${measure.milestones.find((one) => one.code === code)?.name ?? code}”`
  return (
    <div className="task-files">
      <p>佐证材料{files.length === 0 && '：还没有上传'}</p>
      {files.length > 0 && (
        <ul>
          {files.map(({ id: file, name, milestone }) => (
            <li key={file}>
              <a href={urlOf(getReportFile, { params: { id, file } })} download>
                {name}
              </a>{' '}
              <span className="muted">{nameOf(milestone)}</span>
              {mayAttach && (
                <Button
                  kind="quiet"
                  aria-label={`移除《${name}》`}
                  isBusy={change.isPending}
                  onClick={() => change.mutate({ remove: file })}
                >
                  移除
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAttach && files.length < mostFilesOfReport && (
        <div className="task-may">
          <Select
            aria-label="材料证明什么"
            value={place}
            options={[
              { value: whole, label: '整份进展' },
              ...measure.milestones.map(({ code, name }) => ({ value: code, label: `节点：${name}` })),
            ]}
            onChange={setPlace}
          />
          <FileButton
            accept=".pdf,.jpg,.jpeg,.png,.ofd,.docx,.xlsx"
            isBusy={change.isPending}
            onFile={(add) => change.mutate({ add })}
          >
            上传佐证
          </FileButton>
        </div>
      )}
      {change.error !== null && (
        <p className="field-error" role="alert">
          {change.error.message}
        </p>
      )}
    </div>
  )
}
