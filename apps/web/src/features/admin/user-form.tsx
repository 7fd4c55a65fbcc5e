import { grantableScopes } from '@cg/contract/grant-scopes'
import { roleNames, roles } from '@cg/contract/schema'
import type { Role } from '@cg/contract/schema'
import type { GrantInput, UserInfo } from '@cg/contract/admin'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { addUser, changeUser, referenceQuery } from './queries.ts'

type UserFormProps = {
  user: UserInfo | null
  onClose: () => void
  onDone: (first: { login: string; password: string } | null) => void
}

/** Creates an account or changes its name and rights. */
export function UserForm({ user, onClose, onDone }: UserFormProps) {
  const [login, setLogin] = useState(user?.login ?? '')
  const [name, setName] = useState(user?.name ?? '')
  const [grants, setGrants] = useState<GrantInput[]>(
    user?.grants.map(({ role, department, unit }) => ({ role, department, unit })) ?? [
      { role: 'filler', department: null, unit: null },
    ],
  )
  const save = useMutation({
    mutationFn: async () => {
      if (user !== null) {
        await changeUser(user, { name: name.trim(), grants })
        return null
      }
      const { password } = await addUser({ login: login.trim(), name: name.trim(), grants })
      return { login: login.trim(), password }
    },
    onSuccess: onDone,
  })
  const replace = (at: number, grant: GrantInput) => setGrants(grants.map((one, index) => (index === at ? grant : one)))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={user === null ? '新建账号' : `修改 ${user.login}`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={save.isPending}
            disabled={name.trim() === '' || login.trim() === '' || grants.length === 0 || grants.some(isOpen)}
            onClick={() => save.mutate()}
          >
            保存
          </Button>
        </>
      }
    >
      <div className="stack">
        {user === null && (
          <Field label="登录名" isRequired hint="2—32 位字母、数字、点、横线">
            {(control) => (
              <TextInput
                {...control}
                maxLength={32}
                value={login}
                onChange={(event) => setLogin(event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
        )}
        <Field label="姓名" isRequired>
          {(control) => (
            <TextInput {...control} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {grants.map((grant, at) => (
          <GrantRow
            key={at}
            grant={grant}
            onChange={(next) => replace(at, next)}
            onRemove={grants.length > 1 ? () => setGrants(grants.filter((_, index) => index !== at)) : null}
          />
        ))}
        <Button kind="quiet" onClick={() => setGrants([...grants, { role: 'leader', department: null, unit: null }])}>
          再加一个角色
        </Button>
        {save.error !== null && (
          <p className="admin-error" role="alert">
            {save.error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function GrantRow({
  grant,
  onChange,
  onRemove,
}: {
  grant: GrantInput
  onChange: (grant: GrantInput) => void
  onRemove: (() => void) | null
}) {
  const { data } = useQuery(referenceQuery)
  const units = data?.units ?? []
  const scopes = grantableScopes[grant.role]
  const scope = grant.department !== null ? `d:${grant.department}` : grant.unit !== null ? `u:${grant.unit}` : ''
  return (
    <div className="grant-row">
      <select
        className="select"
        aria-label="角色"
        value={grant.role}
        onChange={(event) => onChange(withRole(grant, roleOf(event.target.value)))}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {roleNames[role]}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label="范围"
        value={scope}
        onChange={(event) => onChange({ role: grant.role, ...scopeOf(event.target.value) })}
      >
        <option value="">{scopes.includes('city') ? '全市' : '请选择部门或区县'}</option>
        {scopes.includes('department') && (
          <optgroup label="部门">
            {data?.departments.map((one) => (
              <option key={one.code} value={`d:${one.code}`}>
                {one.name}
              </option>
            ))}
          </optgroup>
        )}
        {scopes.includes('unit') && (
          <UnitGroup label="区县" units={units.filter((one) => one.kind !== 'city' && !isPart(one))} />
        )}
        {grant.role === 'filler' && <UnitGroup label="乡镇街道、企业" units={units.filter(isPart)} />}
      </select>
      {onRemove !== null && (
        <Button kind="quiet" onClick={onRemove}>
          去掉
        </Button>
      )}
    </div>
  )
}

type Unit = { readonly code: string; readonly name: string; readonly kind: string }

/** Reports a row of its district's form, and nothing of its own. */
function isPart({ kind }: Unit): boolean {
  return kind === 'town' || kind === 'enterprise'
}

function UnitGroup({ label, units }: { label: string; units: readonly Unit[] }) {
  return (
    <optgroup label={label}>
      {units.map((one) => (
        <option key={one.code} value={`u:${one.code}`}>
          {one.name}
        </option>
      ))}
    </optgroup>
  )
}

/** A scope that the new role cannot have is taken out. */
function withRole({ department, unit }: GrantInput, role: Role): GrantInput {
  const scopes = grantableScopes[role]
  return {
    role,
    department: scopes.includes('department') ? department : null,
    unit: scopes.includes('unit') ? unit : null,
  }
}

/** A grant that still needs a department or a unit to be chosen. */
function isOpen({ role, department, unit }: GrantInput): boolean {
  return department === null && unit === null && !grantableScopes[role].includes('city')
}

function roleOf(text: string): Role {
  return roles.find((role) => role === text) ?? 'leader'
}

function scopeOf(text: string): Pick<GrantInput, 'department' | 'unit'> {
  const [kind, code = ''] = text.split(':')
  return { department: kind === 'd' ? code : null, unit: kind === 'u' ? code : null }
}
