import type { RegisterSheet } from '@cg/contract/register'
import type { RegisterUpload } from '@cg/contract/register-upload'
import { valueText } from './words.ts'

type Row = RegisterUpload['rows'][number]
type UploadRowsProps = { sheet: RegisterSheet; rows: readonly Row[] }

/** Each row of the file as it would be kept; of a change what it says now stands before what it would say. */
export function UploadRows({ sheet, rows }: UploadRowsProps) {
  const { kind, units } = sheet
  const unitName = (text: string) => units.find(({ code }) => code === text)?.name ?? text
  return (
    <div className="register-scroll" role="region" aria-label="将要保存的记录" tabIndex={0}>
      <table className="register-records">
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">办法</th>
            <th scope="col">区县</th>
            {kind.fields.map(({ code, name, unit }) => (
              <th key={code} scope="col">
                {name}
                {unit !== undefined && `（${unit}）`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <th scope="row">{row.line}</th>
              <td>{row.id === null ? '新登记' : `修改第${row.id}号`}</td>
              <td>
                <Turned
                  before={row.before === null ? null : unitName(row.before['unit'] ?? '')}
                  now={unitName(row.unit)}
                />
              </td>
              {kind.fields.map((field) => (
                <td key={field.code} className={field.type === 'number' ? 'register-number' : undefined}>
                  <Turned
                    before={row.before === null ? null : fieldText(field, row.before[field.code])}
                    now={fieldText(field, row.values[field.code])}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function fieldText(field: RegisterSheet['kind']['fields'][number], text: string | undefined): string {
  if (text === undefined || text === '') return ''
  return valueText(field, field.type === 'number' ? Number(text) : text)
}

function Turned({ before, now }: { before: string | null; now: string }) {
  if (before === null || before === now) return <>{now}</>
  return (
    <>
      <del>{before || '空'}</del> <ins>{now || '空'}</ins>
    </>
  )
}
