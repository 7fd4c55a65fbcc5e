import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import type { FormEditor } from './editor/form-editor.ts'

const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** The one line that tells the truth about saving; read out politely. */
export function SaveWords({ editor }: { editor: FormEditor }) {
  const isOnline = useOnline()
  const state = editor.saveState()
  const { invalid, stale } = editor.unsaved()
  return (
    <p className={`fill-save fill-save-${state.kind}`} role="status" aria-live="polite">
      {state.kind === 'saving' && '正在保存…'}
      {state.kind === 'idle' && idleWords(state.at, editor.submission().closedReason !== null)}
      {state.kind === 'waiting' && (
        <>
          {state.count} 处待同步（已存在本机）{isOnline ? '' : '，网络已断开'}：{state.reason}{' '}
          <Button kind="quiet" onClick={editor.retry}>
            立即重试
          </Button>
        </>
      )}
      {stale > 0 && <b className="fill-save-open"> ⇄ {stale} 格他人已修改，请选定</b>}
      {invalid > 0 && <b className="fill-save-open"> ✕ {invalid} 格无效，未保存</b>}
    </p>
  )
}

function idleWords(at: string | null, isClosed: boolean): string {
  if (at !== null) return `已保存 ${timeFormat.format(new Date(at))} ✓`
  return isClosed ? '本表当前只读' : '修改会自动保存'
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return isOnline
}
