import { getCityWorkbook, loadCity } from '@cg/contract/city-load'
import type { CityLoad, CityPart } from '@cg/contract/city-load'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useDownload } from '../../shared/use-download.ts'
import { callFile, callUpload } from '../../lib/api.ts'
import { useToast } from '../../ui/toast.tsx'

type Sent = { readonly files: readonly File[]; readonly seen?: string }

function send({ files, seen }: Sent): Promise<CityLoad> {
  const body = new FormData()
  for (const file of files) body.append('file', file)
  return callUpload(loadCity, { query: seen === undefined ? {} : { seen } }, body)
}

/** A file of the city's data: first checked, with all that it would change, then loaded as it was shown. */
export function useCityLoad(onLoaded: () => void) {
  const queryClient = useQueryClient()
  const notify = useToast()
  const check = useMutation({ mutationFn: send })
  const load = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      notify('已装入')
      check.reset()
      onLoaded()
      await queryClient.invalidateQueries()
    },
  })
  return { check, load }
}

/** The workbook of everything, or of one page alone. */
export function useWorkbook(part: CityPart | null) {
  return useDownload(() => callFile(getCityWorkbook, { query: part === null ? {} : { part } }))
}

const kinds = [
  ['units', '单位', '个'],
  ['bases', '产业基础', '条'],
  ['liaisons', '联络员', '位'],
  ['departments', '部门', '个'],
  ['users', '用户', '人'],
  ['periods', '期次', '期'],
  ['holidays', '放假安排', '年'],
  ['targets', '目标', '条'],
  ['baselines', '基期', '条'],
  ['figures', '历史数字', '格'],
] as const

/** Whether anything would be written. */
export function hasWork({ counts }: CityLoad): boolean {
  return Object.values(counts).some((count) => count > 0)
}

/** '单位 12 个、用户 30 人' */
function countWords({ counts }: CityLoad): string {
  return kinds
    .filter(([key]) => counts[key] > 0)
    .map(([key, word, measure]) => `${word} ${counts[key]} ${measure}`)
    .join('、')
}

/** What is wrong, what is to be looked at twice, and what would become another. */
export function Checked({ result }: { result: CityLoad }) {
  const { stage, errors, doubts, changes, notes, impacts, accounts } = result
  return (
    <div className="city-checked" role="status">
      {stage === 'refused' && <Lines title={`有 ${errors.length} 处错误，改正前不能装入`} lines={errors} isBad />}
      {stage === 'checked' && (
        <h3>
          {hasWork(result) ? `检查通过，还没有写入。新增或改动：${countWords(result)}` : '与平台里的资料相同，没有变化'}
        </h3>
      )}
      {doubts.length > 0 && <Lines title={`有 ${doubts.length} 处可能有误，请逐条核对`} lines={doubts} />}
      {changes.length > 0 && <Lines title={`将改动已有的 ${changes.length} 处`} lines={changes} />}
      {impacts.length > 0 && <Lines title="影响" lines={impacts} />}
      {notes.length > 0 && <Lines title="没有采用的内容" lines={notes} />}
      {accounts.length > 0 && <Lines title="各表的行" lines={accounts} />}
    </div>
  )
}

function Lines({ title, lines, isBad = false }: { title: string; lines: readonly string[]; isBad?: boolean }) {
  return (
    <section>
      <h3 className={isBad ? 'admin-error' : undefined}>{title}</h3>
      <ul className="admin-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

/** What was written. */
export function Loaded({ result }: { result: CityLoad }) {
  return (
    <div className="city-checked" role="status">
      <h3>已装入：{countWords(result)}</h3>
      {result.counts.forms > 0 && (
        <p>历史数字成为 {result.counts.forms} 张已通过的报表，请产改办逐季生成试看，由另一人发布。</p>
      )}
    </div>
  )
}
