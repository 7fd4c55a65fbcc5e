import type { CellStatus } from '../editor/state.ts'
import type { FormEditor } from '../editor/form-editor.ts'
import type { Pasted } from './use-clipboard.ts'

/** What became of a pasted block, once its save was answered. Counts what the server has, not what was put in. */
export function pasteWords({ indices, outside, locked }: Pasted, statusOf: (index: number) => CellStatus): string {
  const count = (...statuses: CellStatus[]) => indices.filter((index) => statuses.includes(statusOf(index))).length
  const parts = [
    [count('saved', 'clean'), '格已保存'],
    [count('waiting', 'saving'), '格待同步，已存在本机'],
    [count('invalid'), '格无效，没有保存'],
    [count('stale'), '格他人已修改，请选定'],
    [outside, '格超出表格范围，没有写入'],
    [locked, '格锁定，没有改动'],
  ] as const
  return `粘贴：${parts
    .filter(([cells], at) => cells > 0 || at === 0)
    .map(([cells, words]) => `${cells} ${words}`)
    .join('；')}`
}

/** Nothing of the block was left out and the server has all of it. */
export function isAllSaved({ indices, outside, locked }: Pasted, editor: Pick<FormEditor, 'cell'>): boolean {
  return outside + locked === 0 && indices.every((index) => /^(?:saved|clean)$/.test(editor.cell(index).status))
}
