import { inflate } from './clean-zip.ts'
import { readOpenDocument, zipRefusals } from './zip-directory.ts'

const saveAs = '请在 Excel 或 WPS 中打开原文件，另存为“Excel 工作簿（*.xlsx）”后再上传。'
export const foreignRefusals = {
  none: `这是 .xls、.et 或 .ods 文件，本机没有安装转换程序，不能直接读取。${saveAs}`,
  failed: `这个文件不能转换为 xlsx，可能已损坏。${saveAs}`,
  slow: `这个文件没有在规定时间内转换完，什么也没有写入。${saveAs}`,
  macros: `文件含有宏，不能上传。${saveAs}`,
  locked: '工作簿设置了打开密码，无法读取。请取消密码后再上传。',
} as const

/** Why no program may open a spreadsheet of the open document format; null for a sound one. Inflates all of it. */
export function openFault(bytes: Uint8Array): string | null {
  const directory = readOpenDocument(bytes)
  if (!directory.ok) return directory.reason
  if (directory.entries.some(({ name }) => /^(?:Basic|Scripts)\//.test(name))) return foreignRefusals.macros
  // A part that is larger than its directory says is for no program to open.
  const isHonest = directory.entries.every((entry) => entry.isFolder || inflate(bytes, entry) !== null)
  return isHonest ? null : zipRefusals.broken
}
