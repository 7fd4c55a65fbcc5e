import './admin.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { CityData } from './city-data.tsx'
import { Maps } from './maps.tsx'
import { Periods } from './periods.tsx'
import { SetupSteps } from './setup.tsx'
import { System } from './system.tsx'
import { Units } from './units.tsx'
import { Users } from './users.tsx'

const views = [
  { value: 'setup', label: '启用步骤' },
  { value: 'users', label: '用户' },
  { value: 'units', label: '单位' },
  { value: 'city', label: '城市资料' },
  { value: 'periods', label: '期次' },
  { value: 'map', label: '地图' },
  { value: 'system', label: '系统与备份' },
] as const

/** Accounts, quarters, backups. An admin sees no draft numbers. */
export function AdminPage() {
  useTitle('管理')
  const { part: view = 'users' } = useSearch({ from: '/signed-in/admin' })
  const navigate = useNavigate({ from: '/admin' })
  const show = (next: typeof view) =>
    void navigate({ search: (old) => ({ ...old, part: next === 'users' ? undefined : next, order: undefined }) })
  return (
    <>
      <PageHead
        title="系统管理"
        subtitle="启用步骤、账号、单位、城市资料、期次、地图与备份。管理员看不到未发布的数据。"
      />
      <SegmentedControl label="管理内容" options={views} value={view} onChange={show} />
      <div className="admin-view">
        {view === 'setup' && <SetupSteps />}
        {view === 'users' && <Users />}
        {view === 'units' && <Units />}
        {view === 'city' && <CityData />}
        {view === 'periods' && <Periods />}
        {view === 'map' && <Maps />}
        {view === 'system' && <System />}
      </div>
    </>
  )
}
