import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReleaseWish } from '@cg/contract/release/choose'
import { useMe } from '../../shared/session.ts'
import { ShareDialog } from '../../shared/share-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useTheme } from '../../lib/use-theme.ts'
import { pagesIn, slideKeys, turnSeconds } from './search.ts'
import { slideNames } from './slide-names.ts'
import type { ScreenSearch, SlideKey } from './search.ts'

type SettingsProps = {
  onClose: () => void
  /** The release on the screen. */
  release: string
}

const offeredSeconds = [10, 15, 25, 40, 60, 120]

/** What turns, how long each page stands, in which light: all of it goes into the address, which the wall's browser keeps. */
export function SettingsDialog({ onClose, release }: SettingsProps) {
  const { pages, secs = turnSeconds.usual, pub } = useSearch({ from: '/screen' })
  const theme = useTheme()
  const { mayShare } = useMe()
  const [isSharing, setSharing] = useState(false)
  const navigate = useNavigate({ from: '/screen' })
  const change = (part: ScreenSearch & ReleaseWish) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  const seconds = [...new Set([...offeredSeconds, secs])].toSorted((left, right) => left - right)
  if (isSharing) return <ShareDialog release={release} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="大屏设置"
      description="设置写入本页网址，收藏网址即可再次使用"
      footer={
        <>
          {mayShare && <Button onClick={() => setSharing(true)}>会议链接…</Button>}
          <Button onClick={() => void document.documentElement.requestFullscreen()}>全屏显示</Button>
        </>
      }
    >
      <Pages asked={pagesIn(pages)} onChange={(chosen) => change({ pages: chosen })} />
      <div className="screen-choices">
        <Select
          caption="每页停留"
          value={String(secs)}
          options={seconds.map((count) => ({ value: String(count), label: `${count}秒` }))}
          onChange={(count) => change({ secs: Number(count) === turnSeconds.usual ? undefined : Number(count) })}
        />
        <Select
          caption="底色"
          value={theme}
          options={[
            { value: 'light', label: '浅色' },
            { value: 'dark', label: '深色' },
          ]}
          onChange={(chosen) => change({ theme: chosen })}
        />
      </div>
      <Checkbox
        label={`固定显示 ${release}，有新发布时不换用`}
        checked={pub !== undefined}
        onChange={(event) => change({ pub: event.target.checked ? release : undefined })}
      />
    </Dialog>
  )
}

type PagesProps = { asked: readonly SlideKey[]; onChange: (pages: string | undefined) => void }

/** At least one page stays; a page added comes last, so that unticking and ticking again sets the order. */
function Pages({ asked, onChange }: PagesProps) {
  const shown = asked.length === 0 ? slideKeys : asked
  const set = (chosen: readonly SlideKey[]) => {
    const isUsual = slideKeys.every((key, at) => chosen[at] === key)
    onChange(isUsual ? undefined : chosen.join(','))
  }
  return (
    <fieldset className="screen-pages">
      <legend>轮播页面（重新勾选的排在最后）</legend>
      {slideKeys.map((key) => {
        const isShown = shown.includes(key)
        return (
          <Checkbox
            key={key}
            label={slideNames[key]}
            checked={isShown}
            disabled={isShown && shown.length === 1}
            onChange={() => set(isShown ? shown.filter((one) => one !== key) : [...shown, key])}
          />
        )
      })}
    </fieldset>
  )
}
