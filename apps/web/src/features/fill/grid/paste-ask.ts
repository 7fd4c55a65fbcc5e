import type { FormDetail } from '@cg/contract/entry'
import type { Edit } from '../editor/state.ts'
import { placePaste } from './grid-layout.ts'
import type { GridLayout } from './grid-layout.ts'
import { readLabelled } from './labelled-paste.ts'

/** What is asked before a pasted block is written, with where it would go. */
export type PasteAsk = {
  readonly title: string
  readonly edits: readonly Edit[]
  /** What a person should know before agreeing. */
  readonly notes: readonly string[]
  /** Set where it cannot be written at all. */
  readonly refusal: string | null
  readonly confirmWord: string
  /** The other way to put it in, where there is one. */
  readonly otherwise: { readonly word: string; readonly edits: readonly Edit[]; readonly outside: number } | null
}

type PastedAt = {
  readonly layout: GridLayout
  readonly index: number
  readonly texts: readonly (readonly string[])[]
}

/** A block with headings or labels, or one that only fits lying on its side; null for one that is put in as it lies. */
export function askOf(detail: FormDetail, { layout, index, texts }: PastedAt): PasteAsk | null {
  const labelled = readLabelled(detail, index, texts)
  if (labelled !== null) {
    const { edits, ignored, converted, assumed, refusal } = labelled
    const found = edits.length === 0 ? '没有可以放入本表的数字。请核对数据项和单位的名称。' : null
    return {
      title: refusal === null && found === null ? `按名称放入 ${edits.length} 格？` : '这块内容没有放入',
      edits,
      notes: [
        ...(assumed === null ? [] : [assumed]),
        ...converted.map((words) => `计量单位已换算，${words}`),
        ...ignored.map((words) => `不放入：${words}`),
      ],
      refusal: refusal ?? found,
      confirmWord: '放入',
      otherwise: null,
    }
  }
  const straight = placePaste(layout, index, texts)
  if (straight.outside === 0) return null
  const turned = placePaste(layout, index, transposed(texts))
  if (turned.outside > 0) return null
  return {
    title: '这块内容横竖与表格相反，转过来放入？',
    edits: turned.edits,
    notes: [`照原样放入有 ${straight.outside} 格超出表格范围`],
    refusal: null,
    confirmWord: '转过来放入',
    otherwise: { word: '照原样放入', ...straight },
  }
}

function transposed(texts: readonly (readonly string[])[]): string[][] {
  const width = Math.max(...texts.map((line) => line.length))
  return Array.from({ length: width }, (_, at) => texts.map((line) => line[at] ?? ''))
}
