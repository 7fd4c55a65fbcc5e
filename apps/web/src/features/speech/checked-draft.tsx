import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDate } from '@cg/domain/number/date-format'
import { useState } from 'react'
import { copyText } from '../../lib/clipboard.ts'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { FindingList } from './finding-list.tsx'
import type { MarkFilter } from './filter.ts'
import { MarkedText } from './marked-text.tsx'
import { takeFile } from './queries.ts'
import { changesSince } from './replace.ts'
import type { Checked, CheckedFinding } from './replace.ts'
import type { Desk } from './use-check.ts'
import { markWords, marksInOrder } from './words.ts'

type CheckedDraftProps = {
  desk: Desk
  checked: Checked
  head: ReleaseHead
  onPassport: (finding: CheckedFinding) => void
}

/** The draft with its marks, and beside it what each of them says. */
export function CheckedDraft({ desk, checked, head, onPassport }: CheckedDraftProps) {
  const [chosen, setChosen] = useState<number | null>(null)
  const [filter, setFilter] = useState<MarkFilter>('all')
  const notify = useToast()
  const { first } = desk
  const file = useDownload(() =>
    takeFile(head.code, { text: (first ?? checked).text, changes: changesSince(first ?? checked, checked) }),
  )
  const choose = (at: number, seen: 'row' | 'figure') => {
    setChosen(at)
    document.getElementById(`speech-${seen}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }
  const jump = (at: number) => {
    setChosen(at)
    for (const seen of ['row', 'figure'])
      document.getElementById(`speech-${seen}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }
  const copy = async () => {
    const isCopied = await copyText(checked.text)
    notify(isCopied ? '已复制全文' : '浏览器不让复制，请在上面的框里选中全文再复制', isCopied ? 'good' : 'near')
  }
  if (checked.findings.length === 0)
    return (
      <Panel title="核对结果">
        <EmptyState title="没有找到要核对的数">稿子里没有带单位的数，也没有空着的数。</EmptyState>
      </Panel>
    )
  return (
    <Panel
      title="核对结果"
      subtitle={`对照${head.code}，数据截至${formatDate(head.asOf)}。${countWords(checked)}`}
      controls={
        <>
          <Button disabled={desk.sure === 0} onClick={desk.replaceSure}>
            全部填入（{desk.sure}）
          </Button>
          <Button disabled={!desk.mayUndo} onClick={desk.undo}>
            撤销
          </Button>
          <Button onClick={() => void copy()}>复制全文</Button>
          <Button isBusy={file.isPending} onClick={() => file.mutate()}>
            下载 Word（带修订）
          </Button>
        </>
      }
    >
      <div className="speech-desk">
        <MarkedText checked={checked} chosen={chosen} onChoose={(at) => choose(at, 'row')} />
        <div className="speech-side">
          <FindingList
            checked={checked}
            filter={filter}
            chosen={chosen}
            onFilter={setFilter}
            onChoose={(at) => choose(at, 'figure')}
            onJump={jump}
            onReplace={desk.replace}
            onPassport={onPassport}
          />
        </div>
      </div>
    </Panel>
  )
}

/** 共90个数：一致3，可填入34 */
function countWords({ findings }: Checked): string {
  const counts = marksInOrder.flatMap((mark) => {
    const count = findings.filter((one) => one.mark === mark).length
    return count === 0 ? [] : [`${markWords[mark].word}${count}`]
  })
  return `共${findings.length}个数：${counts.join('，')}`
}
