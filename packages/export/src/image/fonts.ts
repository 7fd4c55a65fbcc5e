import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exportFontFamily } from '@cg/charts/theme'
import { GlobalFonts } from '@napi-rs/canvas'

export const fontFiles = ['NotoSansSC-GBK-Regular.woff2', 'NotoSansSC-GBK-Bold.woff2'] as const

/** Without the font every Chinese word would vanish in silence, so its absence is an error (stack, font). */
export class MissingFontError extends Error {
  override readonly name = 'MissingFontError'
}

/** Where the committed fonts lie. */
export const fontFolder = fileURLToPath(new URL('../../fonts/', import.meta.url))

const loadedFrom = new Set<string>()

/** Loads the export face once per thread; throws when a file is missing or unreadable. */
export function loadFonts(folder: string = fontFolder): void {
  if (loadedFrom.has(folder)) return
  for (const file of fontFiles) {
    const path = `${folder}/${file}`
    if (!existsSync(path)) throw new MissingFontError(`缺少导出字体 ${file}，请恢复 packages/export/fonts 后重试`)
    if (GlobalFonts.registerFromPath(path, exportFontFamily) === null)
      throw new MissingFontError(`导出字体 ${file} 无法读取，请从安装包恢复`)
  }
  loadedFrom.add(folder)
}
