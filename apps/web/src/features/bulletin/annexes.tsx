import type { BulletinAnnex } from '@cg/contract/bulletin'

/** 附件, folded: they are tables of the release as it stands. */
export function Annexes({ annexes }: { annexes: readonly BulletinAnnex[] }) {
  return (
    <section className="bulletin-annexes" aria-label="附件">
      {annexes.map((annex, at) => (
        <details key={annex.title}>
          <summary>
            {annexes.length === 1 ? '附件' : `附件${at + 1}`}：{annex.title}
          </summary>
          <AnnexTable annex={annex} />
        </details>
      ))}
    </section>
  )
}

function AnnexTable({ annex }: { annex: BulletinAnnex }) {
  return (
    <>
      <div className="bulletin-table-frame" tabIndex={0} role="region" aria-label={annex.title}>
        <table className="bulletin-table">
          <thead>
            <tr>
              {annex.columns.map(({ header, isNumber }) => (
                <th key={header} scope="col" className={isNumber ? 'is-number' : undefined}>
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {annex.rows.map((row, at) => (
              <tr key={`${at} ${row[0] ?? ''}`}>
                {row.map((text, column) => (
                  <td
                    key={annex.columns[column]?.header}
                    className={annex.columns[column]?.isNumber === true ? 'is-number' : undefined}
                  >
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {annex.notes.map((note) => (
        <p key={note} className="muted">
          注：{note}
        </p>
      ))}
    </>
  )
}
