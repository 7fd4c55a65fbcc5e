import { formatDate } from '@cg/domain/number/number-format'
import type { BehindAnchor } from '../settings.ts'

/** What every page says while the database stands behind its anchor. */
export function behindWords({ how, at, anchored, found, file }: BehindAnchor): string {
  const day = formatDate(at.slice(0, 10))
  switch (how) {
    case 'behind': {
      const gap = anchored === null ? 0 : anchored.seals - found.seals
      const from = file === null ? `${day}启动时发现，数据` : `${day}从备份${file}恢复，数据`
      const lost = gap > 0 ? `比存证少${gap}次写入` : '与存证不是同一段历史'
      return `${from}${lost}：其间填报、审核、发布的内容可能不在系统中。请管理员核实并说明。`
    }
    case 'whole':
      return `${day}从备份${file ?? ''}恢复，数据与存证一致，没有缺少。`
    case 'missing':
      return `${day}启动时没有找到存证文件，无法证明数据没有被换过。请管理员核实并说明。`
    case 'broken':
      return `${day}启动时发现存证文件被改过。请管理员核实并说明。`
  }
}
