import type { ChartFormat } from '@cg/contract/chart'
import type { ChartModel } from '@cg/charts/model'
import { stripControls } from './inert-text.ts'

/** 2026Q3_技能培训覆盖率_区县排名_CG-2026Q3-01.png: no character that a file system or a header forbids, at most 120 characters. */
export function chartFileName(model: ChartModel, format: ChartFormat): string {
  const { period, subject, view, release } = model.file
  return joinedFileName([period, subject, view, release], format)
}

/** Parts joined by _, the empty ones left out. */
export function joinedFileName(parts: readonly string[], extension: string): string {
  const name = parts
    .map(safePart)
    .filter((part) => part !== '')
    .join('_')
  return `${Array.from(name).slice(0, 110).join('')}.${extension}`
}

function safePart(text: string): string {
  return stripControls(text)
    .replace(/[\\/:*?"<>|\s]+/gu, '')
    .replace(/^\.+|\.+$/gu, '')
}
