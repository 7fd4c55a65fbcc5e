import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { DefinitionDialog } from './definition-dialog.tsx'
import { GroupsDialog } from './groups-dialog.tsx'
import { IndicatorDialog } from './indicator-dialog.tsx'
import { ItemDialog } from './item-dialog.tsx'
import { isIndicator } from './rows.ts'
import type { ListRow } from './rows.ts'

/** What is being changed, or added where there is no row. */
export type Changing = { readonly row: ListRow } | { readonly row: null; readonly kind: 'item' | 'indicator' }

type ChangeProps = { readonly changing: Changing; readonly data: CatalogueBoard; readonly onClose: () => void }

/** The dialog in which one thing is added or changed. */
export function ChangeDialog({ changing, data, onClose }: ChangeProps) {
  const common = { data, onClose }
  if (changing.row === null) {
    return changing.kind === 'item' ? <ItemDialog {...common} row={null} /> : <IndicatorDialog {...common} row={null} />
  }
  const { row } = changing
  if (!isIndicator(row)) {
    return row.own === null ? <GroupsDialog {...common} row={row} /> : <ItemDialog {...common} row={row} />
  }
  return row.own === null ? <DefinitionDialog {...common} row={row} /> : <IndicatorDialog {...common} row={row} />
}
