import type { ChartKind } from '@cg/contract/chart'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PanelView } from '../ui/panel.tsx'

/** Chart or table of a panel. In the URL as `tab=kind,kind` (the panels shown as tables), so that a link reproduces it. */
export function usePanelView(kind: ChartKind): [PanelView, (view: PanelView) => void] {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tables = new Set((tab ?? '').split(',').filter((one) => one !== ''))
  const show = (view: PanelView) => {
    if (view === 'table') tables.add(kind)
    else tables.delete(kind)
    const next = tables.size === 0 ? undefined : [...tables].join(',')
    void navigate({ to: '.', search: (old) => ({ ...old, tab: next }), replace: true })
  }
  return [tables.has(kind) ? 'table' : 'chart', show]
}
