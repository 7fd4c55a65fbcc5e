import './no-system-fonts.ts'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exportFontFamily, rareFontFamily } from '@cg/charts/theme'
import { GlobalFonts } from '@napi-rs/canvas'

type Faces = 'common' | 'rare'

/** `rare`: the Chinese characters beyond GBK (㙍, 䢺, 𬒈), asked after the common ones and loaded when one occurs. */
const faces: Readonly<Record<Faces, { readonly family: string; readonly files: readonly string[] }>> = {
  common: { family: exportFontFamily, files: ['NotoSansSC-GBK-Regular.ttf', 'NotoSansSC-GBK-Bold.ttf'] },
  rare: { family: rareFontFamily, files: ['NotoSansSC-Rare-Regular.ttf', 'NotoSansSC-Rare-Bold.ttf'] },
}

/** Without the font every Chinese word would vanish in silence, so its absence is an error (stack, font). */
export class MissingFontError extends Error {
  override readonly name = 'MissingFontError'
}

/** Where the committed fonts lie. */
export const fontFolder = fileURLToPath(new URL('../../fonts/', import.meta.url))

const loadedFrom = new Set<string>()

/** Loads faces once per thread; throws when a file is missing or unreadable. */
export function loadFonts(folder: string = fontFolder, which: Faces = 'common'): void {
  if (loadedFrom.has(`${which} ${folder}`)) return
  const { family, files } = faces[which]
  for (const file of files) {
    const path = `${folder}/${file}`
    if (!existsSync(path)) throw new MissingFontError(`缺少导出字体 ${file}，请恢复 packages/export/fonts 后重试`)
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new MissingFontError(`导出字体 ${file} 无法读取，请从安装包恢复`)
  }
  loadedFrom.add(`${which} ${folder}`)
}

/** Characters of which the rare faces hold some: extensions of Chinese and compatibility forms. */
export const beyondGbk = /[\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u

/** The faces that a text needs. */
export function loadFontsFor(text: string): void {
  loadFonts()
  if (beyondGbk.test(text)) loadFonts(fontFolder, 'rare')
}
