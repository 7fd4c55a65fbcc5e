import { exportBook } from '@cg/contract/release/book'
import { useMutation } from '@tanstack/react-query'
import { callFile } from '../../lib/api.ts'
import { saveFile } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'

/** 离线册: the release as one file for a PC without the platform; made by the server within some ten seconds. */
export function BookButton({ code }: { code: string }) {
  const notify = useToast()
  const download = useMutation({
    mutationFn: () => callFile(exportBook, { params: { code } }),
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
  return (
    <Button
      kind="quiet"
      icon="download"
      className="no-print nowrap"
      aria-label={`导出离线册 ${code}`}
      isBusy={download.isPending}
      onClick={() => download.mutate()}
    >
      {download.isPending ? '正在生成…' : '导出'}
    </Button>
  )
}
