import './no-system-fonts.ts'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exportFontFamily, rareFontFamily } from '@cg/charts/theme'
import { GlobalFonts } from '@napi-rs/canvas'

/** Family by file: the second holds the Chinese characters beyond GBK (㙍, 䢺, 𬒈) and is asked after the first. */
export const fontFiles: Readonly<Record<string, string>> = {
  'NotoSansSC-GBK-Regular.woff2': exportFontFamily,
  'NotoSansSC-GBK-Bold.woff2': exportFontFamily,
  'NotoSansSC-Rare-Regular.woff2': rareFontFamily,
  'NotoSansSC-Rare-Bold.woff2': rareFontFamily,
}

/** Without the font every Chinese word would vanish in silence, so its absence is an error (stack, font). */
export class MissingFontError extends Error {
  override readonly name = 'MissingFontError'
}

/** Where the committed fonts lie. */
export const fontFolder = fileURLToPath(new URL('../../fonts/', import.meta.url))

const loadedFrom = new Set<string>()

/** Loads the export faces once per thread; throws when a file is missing or unreadable. */
export function loadFonts(folder: string = fontFolder): void {
  if (loadedFrom.has(folder)) return
  for (const [file, family] of Object.entries(fontFiles)) {
    const path = `${folder}/${file}`
    if (!existsSync(path)) throw new MissingFontError(`缺少导出字体 ${file}，请恢复 packages/export/fonts 后重试`)
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new MissingFontError(`导出字体 ${file} 无法读取，请从安装包恢复`)
  }
  loadedFrom.add(folder)
}
