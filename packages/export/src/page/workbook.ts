import type { PageModel } from '@cg/charts/page/page-model'
import { ChartRefusal } from '@cg/charts/refusal'
import { pageTitles } from '@cg/contract/page-choices'
import { writeWorkbook } from '../sheet/chart-workbook.ts'
import { tableSheet } from '../sheet/xlsx.ts'

/** The figures of a page as numbers with what is to be known of them. Throws ChartRefusal where its charts hold them. */
export async function renderPageXlsx(page: PageModel): Promise<Uint8Array> {
  const { book, title, subtitle, notes, lines, watermark, generatedAt, file } = page
  if (book === undefined) throw new ChartRefusal('这一页的数在各图里', '请在各图的“导出”里选 XLSX')
  const pairs: [string, string | null][] = [
    ['状态', watermark],
    ['标题', title],
    ['副标题', subtitle],
    ['截至', lines.asOf.replace(/^截至/u, '')],
    ['发布编号', lines.release.slice(lines.release.indexOf('：') + 1)],
    ['生成时间', lines.generated.slice(lines.generated.indexOf('：') + 1)],
    ['数据性质', lines.demo],
    ...notes.map((note): [string, string] => ['说明', note]),
  ]
  const about = {
    name: '说明',
    header: ['项目', '内容'],
    rows: pairs.flatMap(([word, text]) => (text === null ? [] : [[word, text]])),
    decimals: [null, null],
    isText: true,
  }
  const foot = [file.subject, lines.release, ...(watermark === null ? [] : [watermark])].join('\u3000')
  return await writeWorkbook([tableSheet(pageTitles[page.page], book), about], { title, generatedAt, foot })
}
