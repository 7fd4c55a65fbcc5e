import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { officeFindings } from '../testing/office.ts'
import { renderSpeechDocx } from './docx.ts'
import type { SpeechPaper } from './docx.ts'
import { readDraft } from './read-draft.ts'

const text = '同志们：\n全市签订率达到*%，<甲>占*%。'
const paper: SpeechPaper = {
  stamp: 'KRNQCWMRFC',
  text,
  changes: [{ start: 12, end: 14, text: '95.7%' }],
  release: {
    code: 'CG-2026Q2-01',
    period: '2026Q2',
    sequence: 1,
    state: 'published',
    asOf: '2026-06-30',
    preparedAt: '2026-07-20T01:00:00.000Z',
    publishedAt: '2026-07-21T01:00:00.000Z',
    reason: null,
    isDemo: false,
    scheme: null,
    city: '云川市',
  },
  findings: [
    {
      start: 12,
      end: 14,
      isBlank: true,
      mark: 'fill',
      expected: '95.7%',
      isSure: true,
      reason: '发布值为95.7%',
      indicator: 'QY01',
      measureName: '劳动合同签订率',
      place: 'YC',
      placeName: '全市',
      period: '2026Q2',
    },
  ],
}

describe('a checked draft as Word file', () => {
  it('holds what was put in as tracked changes, and reads as the draft with them accepted', async () => {
    const bytes = await renderSpeechDocx(paper)
    const xml = (await (await JSZip.loadAsync(bytes)).file('word/document.xml')?.async('string')) ?? ''
    const who = 'w:author="产改进展监测平台" w:date="2026-07-21T01:00:00.000Z"'
    expect(xml).toContain(`<w:del w:id="1" ${who}><w:r><w:delText xml:space="preserve">*%</w:delText></w:r></w:del>`)
    expect(xml).toContain(`<w:ins w:id="2" ${who}><w:r><w:t xml:space="preserve">95.7%</w:t></w:r></w:ins>`)
    const read = await readDraft(bytes)
    expect(read.ok && read.text.split('\n').slice(0, 3)).toEqual([
      '同志们：',
      '全市签订率达到95.7%，<甲>占*%。',
      '核对结果',
    ])
  })

  it('says where its figures come from, and what was found', async () => {
    const read = await readDraft(await renderSpeechDocx(paper))
    const lines = read.ok ? read.text.split('\n') : []
    expect(lines.slice(3, 9)).toEqual([
      '数据来源：云川市产改进展监测平台，各区县及市直部门报送',
      '截至2026年6月30日',
      '口径：各项指标的口径见平台指标说明',
      '注：共核对1个数，用修订方式改了1处；下表是改动以前的核对结果',
      '发布编号：CG-2026Q2-01，核验码 KRNQC-WMRFC',
      '生成时间：2026年7月21日 09:00',
    ])
    expect(lines.slice(15, 21)).toEqual([
      '1',
      '*%',
      '可填入',
      '95.7%',
      '劳动合同签订率，全市，2026年第二季度',
      '发布值为95.7%',
    ])
  })

  it('has nothing wrong with it, for the Open XML SDK either', { timeout: 180_000 }, async () => {
    expect(await officeFindings(await renderSpeechDocx(paper), 'docx')).toEqual([])
  })

  it('gives the same bytes for the same draft', async () => {
    expect(await renderSpeechDocx(paper)).toEqual(await renderSpeechDocx(paper))
  })
})
