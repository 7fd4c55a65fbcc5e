import { useMutation } from '@tanstack/react-query'
import type { DownloadedFile } from '../lib/api.ts'
import { saveFile } from '../lib/clipboard.ts'
import { queueWords, whenFree } from '../lib/when-free.ts'
import { useToast } from '../ui/toast.tsx'

/** A file from the server, saved under its name, with a short word that it came or why it did not. */
export function useDownload<Wanted = void>(take: (wanted: Wanted) => Promise<DownloadedFile>) {
  const notify = useToast()
  return useMutation({
    mutationFn: (wanted: Wanted) =>
      whenFree(
        () => take(wanted),
        () => notify(queueWords),
      ),
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
}
