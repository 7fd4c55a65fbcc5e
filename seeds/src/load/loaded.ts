import type { BaseSeed, BaselineSeed, DepartmentSeed, TargetSeed } from '@cg/contract/catalogue'
import type { LiaisonSeed } from '@cg/services/catalogue/install-city'
import type { KnownCodes } from '@cg/services/catalogue/known'
import type { HolidayYearRow, PeriodRow } from './calendar-tables.ts'
import type { HistoryRow, Numbered, UnitRow, UserRow } from './tables.ts'

export type Table<T> = { readonly file: string; readonly rows: readonly Numbered<T>[] }

/** Everything that the folder holds, read but not yet held against what is installed. */
export type LoadedTables = {
  readonly units: Table<UnitRow>
  readonly bases: Table<BaseSeed>
  readonly departments: Table<DepartmentSeed>
  readonly users: Table<UserRow>
  readonly liaisons: Table<LiaisonSeed>
  readonly periods: Table<PeriodRow>
  readonly holidays: Table<HolidayYearRow>
  readonly targets: Table<TargetSeed>
  readonly baselines: Table<BaselineSeed>
  readonly history: readonly Table<HistoryRow>[]
}

/** What the rows are held against: the installation, and today in China as 'YYYY-MM-DD'. */
export type Standing = { readonly known: KnownCodes; readonly today: string }
