import { exportArchive } from '@cg/contract/release/archive'
import { exportBook } from '@cg/contract/release/book'
import { exportTidy } from '@cg/contract/release/tidy'
import type { TidyFormat } from '@cg/contract/release/tidy'
import { useDownload } from '../../shared/use-download.ts'
import { callFile } from '../../lib/api.ts'
import type { DownloadedFile } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'

/** 离线册: the release as one file for a PC without the platform; made by the server within some ten seconds. */
export function BookButton({ code }: { code: string }) {
  const take = () => callFile(exportBook, { params: { code } })
  return <DownloadButton words="导出" name={`导出离线册 ${code}`} take={take} />
}

/** 发布存档: all of the release in one file that proves itself without the platform. */
export function ArchiveButton({ code }: { code: string }) {
  const take = () => callFile(exportArchive, { params: { code } })
  return <DownloadButton words="ZIP" name={`ZIP 下载发布存档 ${code}`} take={take} />
}

/** 下载数据: every figure of the release, one row each. */
export function DataButtons({ code }: { code: string }) {
  return (
    <div className="release-data">
      <DownloadButton words="CSV" name={`CSV 下载数据 ${code}`} take={() => takeData(code, 'csv')} />
      <DownloadButton words="JSON" name={`JSON 下载数据 ${code}`} take={() => takeData(code, 'json')} />
    </div>
  )
}

/** What the columns of the data mean. */
export function DictionaryButton({ code }: { code: string }) {
  return <DownloadButton words="数据字段说明" name="下载数据字段说明" take={() => takeData(code, 'dictionary')} />
}

function takeData(code: string, format: TidyFormat): Promise<DownloadedFile> {
  return callFile(exportTidy, { params: { code }, query: { format } })
}

function DownloadButton({ words, name, take }: { words: string; name: string; take: () => Promise<DownloadedFile> }) {
  const download = useDownload(take)
  return (
    <Button
      kind="quiet"
      icon="download"
      className="no-print nowrap"
      aria-label={name}
      isBusy={download.isPending}
      onClick={() => download.mutate()}
    >
      {download.isPending ? '正在生成…' : words}
    </Button>
  )
}
