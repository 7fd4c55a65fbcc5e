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
  /** 二维码; null: as it is usual for the size. */
  hasQr: boolean | null
}

const usualQr: ReadonlySet<ChartPreset> = new Set(['slide', 'document', 'poster'])

/** Whether a picture bears the code: pictures for slides and documents do unless somebody said otherwise. */
export function showsQr({ hasQr, preset }: Pick<ExportChoice, 'hasQr' | 'preset'>): boolean {
  return hasQr ?? usualQr.has(preset)
}

/** The last export's choices on this browser. */
export function readChoice(): ExportChoice {
  const [format, preset, theme, transparent, outlines, qr] = (readPreference('export') ?? '').split(' ')
  return {
    format: chartFormats.find((known) => known === format) ?? 'png',
    preset: chartPresets.find((known) => known === preset) ?? 'slide',
    theme: chartThemes.find((known) => known === theme) ?? 'light',
    isTransparent: transparent === 'transparent',
    isOutlined: outlines === 'outlines',
    hasQr: qr === 'with' ? true : qr === 'without' ? false : null,
  }
}

export function saveChoice({ format, preset, theme, isTransparent, isOutlined, hasQr }: ExportChoice): void {
  const [ground, letters] = [isTransparent ? 'transparent' : 'white', isOutlined ? 'outlines' : 'text']
  const qr = hasQr === null ? [] : [hasQr ? 'with' : 'without']
  const words = [format, preset, theme, ground, letters, ...qr]
  writePreference('export', words.join(' '))
}
