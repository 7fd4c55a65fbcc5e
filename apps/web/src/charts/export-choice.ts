import { chartFormats, chartPresets, chartThemes } from '@cg/contract/chart'
import type { ChartFormat, ChartPreset, ChartThemeName } from '@cg/contract/chart'
import { readPreference, writePreference } from '../lib/storage.ts'

export type ExportChoice = {
  format: ChartFormat
  preset: ChartPreset
  theme: ChartThemeName
  isTransparent: boolean
  /** 文字转曲 */
  isOutlined: boolean
}

/** The last export's choices on this browser. */
export function readChoice(): ExportChoice {
  const [format, preset, theme, transparent, outlines] = (readPreference('export') ?? '').split(' ')
  return {
    format: chartFormats.find((known) => known === format) ?? 'png',
    preset: chartPresets.find((known) => known === preset) ?? 'slide',
    theme: chartThemes.find((known) => known === theme) ?? 'light',
    isTransparent: transparent === 'transparent',
    isOutlined: outlines === 'outlines',
  }
}

export function saveChoice({ format, preset, theme, isTransparent, isOutlined }: ExportChoice): void {
  const words = [format, preset, theme, isTransparent ? 'transparent' : 'white', isOutlined ? 'outlines' : 'text']
  writePreference('export', words.join(' '))
}
