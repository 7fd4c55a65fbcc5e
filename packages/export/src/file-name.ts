import type { ChartFormat } from '@cg/contract/chart'
import type { ChartModel } from '@cg/charts/model'
import { stripControls } from './inert-text.ts'

/** 2026Q3_技能培训覆盖率_区县排名_CG-2026Q3-01.png: no character that a file system or a header forbids, at most 120 characters. */
export function chartFileName(model: ChartModel, format: ChartFormat): string {
  const { period, subject, view, release } = model.file
  const name = [period, subject, view, release]
    .map(safePart)
    .filter((part) => part !== '')
    .join('_')
  return `${Array.from(name).slice(0, 110).join('')}.${format}`
}

function safePart(text: string): string {
  return stripControls(text)
    .replace(/[\\/:*?"<>|\s]+/gu, '')
    .replace(/^\.+|\.+$/gu, '')
}
