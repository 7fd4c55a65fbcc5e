import { bulletinLines } from '@cg/contract/bulletin-choices'
import { Checkbox, Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { limits } from './choice.ts'
import type { BulletinChoice } from './choice.ts'

type SettingsProps = { choice: BulletinChoice; onChoice: (choice: BulletinChoice) => void }

/** Who is named, and how the file is set; kept for the next time. */
export function Settings({ choice, onChoice }: SettingsProps) {
  return (
    <Panel title="设置" headingLevel={3}>
      <div className="bulletin-settings">
        <div>
          <p className="field-label">存在问题中的点名</p>
          <SegmentedControl
            label="存在问题中的点名"
            options={[
              { value: 'certain', label: '差距确定才点名' },
              { value: 'never', label: '一律不点名' },
            ]}
            value={choice.naming}
            onChange={(naming) => onChoice({ ...choice, naming })}
          />
          <p className="field-hint">
            差距确定：位次区间整个在后三分之一，或95%区间整个在时序目标的不利一侧；三分之二以上的单位都是这样时只说个数。未报、迟报按报送记录点名。
          </p>
        </div>
        <Field label="字数提示" hint="2024年《整治形式主义为基层减负若干规定》：专项工作的文件一般不超过4000字。">
          {(control) => (
            <Select
              {...control}
              options={limits.map((limit) => ({ value: String(limit), label: `超过${limit}字时提示` }))}
              value={String(choice.limit)}
              onChange={(text) =>
                onChoice({ ...choice, limit: limits.find((one) => String(one) === text) ?? choice.limit })
              }
            />
          )}
        </Field>
        <Field label="正文行距" hint="28.9磅时每页22行，合国标版心。">
          {(control) => (
            <Select
              {...control}
              options={bulletinLines.map((line) => ({ value: String(line), label: `固定值${line}磅` }))}
              value={String(choice.line)}
              onChange={(text) =>
                onChoice({ ...choice, line: bulletinLines.find((one) => String(one) === text) ?? choice.line })
              }
            />
          )}
        </Field>
        <Checkbox
          label="二级标题加粗"
          checked={choice.isBold}
          onChange={(event) => onChoice({ ...choice, isBold: event.target.checked })}
        />
        <Checkbox
          label="在批注中注明每个数字的出处（DOCX）"
          checked={choice.hasComments}
          onChange={(event) => onChoice({ ...choice, hasComments: event.target.checked })}
        />
      </div>
    </Panel>
  )
}
