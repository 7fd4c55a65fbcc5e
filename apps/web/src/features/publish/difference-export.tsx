import { buildModel } from '@cg/charts/build-model'
import type { ChartSpec } from '@cg/contract/chart'
import type { ReleaseDifference } from '@cg/contract/difference'
import { Suspense, lazy, useMemo, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'

const ExportDialog = lazy(() =>
  import('../../charts/export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
)

/** 导出: a picture of the measure that differs most, tables of all that differs. */
export function DifferenceExport({ difference }: { difference: ReleaseDifference }) {
  const [isOpen, setOpen] = useState(false)
  const spec = useMemo((): ChartSpec => ({ kind: 'difference', before: difference.from.code }), [difference])
  const built = useMemo(() => buildModel(spec, { facts: 'difference', data: difference }), [spec, difference])
  if (!('model' in built)) return null
  return (
    <>
      <IconButton icon="download" label="导出" data-shortcut="export" onClick={() => setOpen(true)} />
      <Suspense fallback={null}>
        {isOpen && <ExportDialog head={difference.to} spec={spec} model={built.model} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
