import { attainmentWords, lightMeanings } from '@cg/charts/light-legend'
import { useState } from 'react'
import { Checkbox } from '../ui/field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import { areShortcutsOn, switchShortcuts } from '../lib/keys.ts'

const shortcutHelp: readonly (readonly [string, string])[] = [
  ['/', '搜索指标、区县与页面'],
  [
    'g 然后 o / r / i / d / c / e / t / p / m',
    '前往总览 / 排名 / 指标 / 区县画像 / 对比 / 均衡性 / 目标 / 发布记录 / 大屏',
  ],
  ['[ 和 ]', '上一期和下一期'],
  ['t', '当前面板在图与表之间切换'],
  ['e', '导出当前面板'],
  ['f', '取消突出显示的区县'],
  ['j / k / n / a / r', '审核一张表时：下一格 / 上一格 / 追问这一格 / 通过 / 退回已标记的格'],
  ['?', '打开本帮助'],
]

/** What the marks mean and which keys work. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [isOn, setOn] = useState(areShortcutsOn)
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="键盘与图例">
      <h3>状态</h3>
      <dl className="help-list">
        <dt>
          <StatusChip tone="good">达标</StatusChip>
        </dt>
        <dd>{lightMeanings.met}</dd>
        <dt>
          <StatusChip tone="near">临近</StatusChip>
        </dt>
        <dd>{lightMeanings.near}</dd>
        <dt>
          <StatusChip tone="late">滞后</StatusChip>
        </dt>
        <dd>
          {lightMeanings.late}；{attainmentWords}
        </dd>
        <dt>
          <StatusChip tone="none">未报</StatusChip>
        </dt>
        <dd>应报送而没有报送；0 是数值，不是未报</dd>
        <dt>
          <StatusChip tone="na">不评价</StatusChip>
        </dt>
        <dd>没有目标或不分高低</dd>
      </dl>
      <h3>导出</h3>
      <p>每个面板可单独导出图片、幻灯片或表格；页首的“导出本页”把整页存为 PDF 或 PPTX，内容与当前的期次和筛选一致。</p>
      <h3>快捷键</h3>
      <dl className="help-list">
        {shortcutHelp.map(([keys, words]) => (
          <div key={keys} className="help-pair">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label="启用单键快捷键"
        checked={isOn}
        onChange={(event) => {
          setOn(event.target.checked)
          switchShortcuts(event.target.checked)
        }}
      />
    </Dialog>
  )
}
