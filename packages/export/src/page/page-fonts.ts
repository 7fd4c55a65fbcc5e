import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { MissingFontError, fontFolder } from '../image/fonts.ts'

/**
 * Families under which the committed fonts stand in a PDF: names that no machine has, so that none of its own fonts is
 * taken for them. As long as the name they replace.
 */
export const pageFamily = 'CG Page Text'
export const pageRareFamily = 'CG Page Rare'

const ownFamily = 'Noto Sans SC'

const files = [
  ['NotoSansSC-GBK-Regular.ttf', pageFamily],
  ['NotoSansSC-GBK-Bold.ttf', pageFamily],
] as const
const rareFiles = [
  ['NotoSansSC-Rare-Regular.ttf', pageRareFamily],
  ['NotoSansSC-Rare-Bold.ttf', pageRareFamily],
] as const

/** The fonts under the families above; `rare`: with the characters beyond GBK. */
export async function readPageFonts(isRare: boolean): Promise<Buffer[]> {
  const fonts: Buffer[] = []
  for (const [file, family] of isRare ? [...files, ...rareFiles] : files) {
    const path = `${fontFolder}/${file}`
    if (!existsSync(path)) throw new MissingFontError(`缺少导出字体 ${file}，请恢复 packages/export/fonts 后重试`)
    fonts.push(renamed(await readFile(path), family))
  }
  return fonts
}

/** The name table holds its names in UTF-16, big end first. */
function renamed(font: Buffer, family: string): Buffer {
  const [from, to] = [wide(ownFamily), wide(family)]
  const table = nameTable(font)
  for (let at = table.indexOf(from); at >= 0; at = table.indexOf(from, at + from.length)) to.copy(table, at)
  return font
}

function wide(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

/** The directory behind the first twelve bytes has sixteen for each table: tag, checksum, offset, length. */
function nameTable(font: Buffer): Buffer {
  const count = font.readUInt16BE(4)
  for (let at = 12; at < 12 + 16 * count; at += 16)
    if (font.toString('latin1', at, at + 4) === 'name') {
      const offset = font.readUInt32BE(at + 8)
      return font.subarray(offset, offset + font.readUInt32BE(at + 12))
    }
  throw new MissingFontError('导出字体没有名称表，请从安装包恢复')
}
