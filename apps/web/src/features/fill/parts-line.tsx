import { partWords } from '@cg/domain/figure/parts'
import { useSyncExternalStore } from 'react'
import { cellIndex, sumUnit } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'

/** Of a form that towns or key enterprises report: how far each is, and how the reporter's own figure comes about. */
export function PartsLine({ editor }: { editor: FormEditor }) {
  const progress = useSyncExternalStore(editor.subscribe, () => progressWords(editor))
  const { parts, reporterName } = editor.detail.head
  if (parts === undefined) return null
  if (parts.isOwn)
    return (
      <p className="fill-banner">
        您填{progress}。填完即保存，不用提交：整张表由{reporterName}汇总后报送。
      </p>
    )
  return (
    <p className="fill-banner">
      本表由{partWords[parts.by]}分报：{progress}。{reporterName}
      的数由系统相加，不用再填；有一个未报，合计就是未报，不用已报的部分代替。
    </p>
  )
}

/** 青石街道 5/5、柳渡镇 3/5、石桥湾镇 0/5 */
function progressWords({ detail, cell }: FormEditor): string {
  const sum = sumUnit(detail)
  return detail.units
    .flatMap(({ shortName }, unit) => {
      const own = detail.rows
        .map((_, row) => cellIndex(detail, row, unit))
        .filter((at) => detail.cells.isEntry[at] === true)
      if (unit === sum || own.length === 0) return []
      return [`${shortName} ${own.filter((at) => cell(at).state !== 'not_reported').length}/${own.length}`]
    })
    .join('、')
}
