import './admin.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ChangePart } from '@cg/contract/change-log'
import { ChangeLog, SetUpLinks } from '../../shared/set-up.tsx'
import { hasRole, useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Appearance } from './appearance.tsx'
import { CatalogueView } from './catalogue/view.tsx'
import { CityData } from './city-data.tsx'
import { Maps } from './maps.tsx'
import { Notices } from './notices/view.tsx'
import { Periods } from './periods.tsx'
import { Reporters } from './reporters.tsx'
import { SetupSteps } from './setup.tsx'
import { System } from './system.tsx'
import { Units } from './units.tsx'
import { Users } from './users.tsx'

const views = [
  { value: 'setup', label: '启用步骤' },
  { value: 'users', label: '用户' },
  { value: 'units', label: '单位' },
  { value: 'catalogue', label: '指标目录' },
  { value: 'reporters', label: '报送单位' },
  { value: 'city', label: '城市资料' },
  { value: 'periods', label: '期次' },
  { value: 'map', label: '地图' },
  { value: 'look', label: '名称与标识' },
  { value: 'notices', label: '通知' },
  { value: 'system', label: '系统与备份' },
] as const

/** What of the trail belongs to a part; those without have none of their own. */
const logs: Partial<Record<(typeof views)[number]['value'], ChangePart>> = {
  users: 'people',
  units: 'units',
  catalogue: 'catalogue',
  reporters: 'reporters',
  city: 'city',
  periods: 'calendar',
}

/** Accounts, quarters, backups. An admin sees no draft numbers. */
export function AdminPage() {
  const { part } = useSearch({ from: '/signed-in/admin' })
  const isAdmin = hasRole(useMe(), 'admin')
  if (!isAdmin && part === 'catalogue') return <CataloguePage />
  return !isAdmin && part === 'units' ? <UnitsPage /> : <Administration />
}

/** A part that the office shares: it confirms what others propose. */
function CataloguePage() {
  useTitle('指标目录')
  return (
    <>
      <PageHead
        title="指标目录"
        subtitle="本市用哪些指标和数据项，从哪个季度起。修改由一人提出，另一位发布人确认后才生效；已发布的期次不变。"
        meta={<SetUpLinks from="catalogue" />}
      />
      <CatalogueView />
      <ChangeLog part="catalogue" />
    </>
  )
}

/** For who confirms what an admin proposes. */
function UnitsPage() {
  useTitle('单位')
  return (
    <>
      <PageHead
        title="单位"
        subtitle="本市的单位和它们从哪个季度起的样子。参加排名的单位由管理员提请变更，发布人确认后才写入；已发布的期次不变。"
      />
      <Units />
      <ChangeLog part="units" />
    </>
  )
}

function Administration() {
  useTitle('管理')
  const { part: view = 'users' } = useSearch({ from: '/signed-in/admin' })
  const navigate = useNavigate({ from: '/admin' })
  const part = logs[view]
  const show = (next: typeof view) =>
    void navigate({ search: (old) => ({ ...old, part: next === 'users' ? undefined : next, order: undefined }) })
  return (
    <>
      <PageHead
        title="系统管理"
        subtitle="启用步骤、账号、单位、报送单位、指标目录、城市资料、期次、地图、名称与标识、通知与备份。管理员看不到未发布的数据。"
        meta={<Link to="/rules">校验规则 →</Link>}
      />
      <SegmentedControl label="管理内容" options={views} value={view} onChange={show} />
      <div className="admin-view">
        {view === 'setup' && <SetupSteps />}
        {view === 'users' && <Users />}
        {view === 'units' && <Units />}
        {view === 'catalogue' && <CatalogueView />}
        {view === 'reporters' && <Reporters />}
        {view === 'city' && <CityData />}
        {view === 'periods' && <Periods />}
        {view === 'map' && <Maps />}
        {view === 'look' && <Appearance />}
        {view === 'notices' && <Notices />}
        {view === 'system' && <System />}
        {part !== undefined && <ChangeLog part={part} />}
      </div>
    </>
  )
}
