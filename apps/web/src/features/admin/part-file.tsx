import { cityPartNames } from '@cg/contract/city-load'
import type { CityPart } from '@cg/contract/city-load'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { Checked, hasWork, useCityLoad, useWorkbook } from './city-load.tsx'

/** What becomes of what a file does not name. */
const kept: Readonly<Record<CityPart, string>> = {
  units: '文件里没有的行保持不变。',
  people: '文件里没有的行保持不变。',
  calendar: '文件里没有的季度、没有的年份保持不变；写了的年份，放假安排整年替换。',
}

/** One page's data out as a workbook and in again, with what a file would change shown before it is written. */
export function PartFile({ part }: { part: CityPart }) {
  const [file, setFile] = useState<File | null>(null)
  const download = useWorkbook(part)
  const { check, load } = useCityLoad(() => setFile(null))
  const choose = (chosen: File) => {
    setFile(chosen)
    load.reset()
    check.mutate({ files: [chosen] })
  }
  const checked = check.data
  const error = check.error ?? load.error
  return (
    <>
      <Button icon="download" isBusy={download.isPending} onClick={() => download.mutate()}>
        导出 Excel
      </Button>
      <FileButton accept=".xlsx,.csv" isBusy={check.isPending} onFile={choose}>
        导入 Excel
      </FileButton>
      {file !== null && (
        <Dialog
          isOpen
          shape="wide"
          onClose={() => setFile(null)}
          title={`导入${cityPartNames[part]}`}
          description={`${file.name}：先看检查结果和将要改动的内容，确认后才写入；${kept[part]}`}
          footer={
            <>
              <Button onClick={() => setFile(null)}>关闭</Button>
              {checked?.stage === 'checked' && hasWork(checked) && (
                <Button
                  kind="primary"
                  isBusy={load.isPending}
                  onClick={() => load.mutate({ files: [file], seen: checked.digest })}
                >
                  {checked.doubts.length === 0 ? '装入' : '已逐条核对，装入'}
                </Button>
              )}
            </>
          }
        >
          {check.isPending && <LoadingState />}
          {error !== null && (
            <p className="admin-error" role="alert">
              {error.message}
            </p>
          )}
          {checked !== undefined && <Checked result={checked} />}
        </Dialog>
      )}
    </>
  )
}
