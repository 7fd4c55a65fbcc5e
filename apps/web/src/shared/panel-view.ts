import type { ChartSpec } from '@cg/contract/chart'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PanelView } from '../ui/panel.tsx'

/** What tells a panel from the others of a page: its kind, and of several of one kind by which axis each is. */
export function panelName({ kind, axis }: Pick<ChartSpec, 'kind' | 'axis'>): string {
  return axis === undefined ? kind : `${kind}:${axis}`
}

/** Chart or table of a panel. In the URL as `tab=name,name` (the panels shown as tables), so that a link reproduces it. */
export function usePanelView(name: string): [PanelView, (view: PanelView) => void] {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tables = new Set((tab ?? '').split(',').filter((one) => one !== ''))
  const show = (view: PanelView) => {
    if (view === 'table') tables.add(name)
    else tables.delete(name)
    const next = tables.size === 0 ? undefined : [...tables].join(',')
    void navigate({ to: '.', search: (old) => ({ ...old, tab: next }), replace: true })
  }
  return [tables.has(name) ? 'table' : 'chart', show]
}
