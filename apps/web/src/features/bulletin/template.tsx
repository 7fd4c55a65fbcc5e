import { readBulletinTemplate, removeBulletinTemplate, takeBulletinTemplate } from '@cg/contract/bulletin-template'
import { formatDate } from '@cg/domain/number/number-format'
import { dayInChina } from '@cg/domain/number/china-day'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, callUpload } from '../../lib/api.ts'
import { hasCityRole, useMe } from '../../shared/session.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Panel } from '../../ui/panel.tsx'

const templateQuery = queryOptions({
  queryKey: ['bulletin-template'],
  queryFn: ({ signal }) => call(readBulletinTemplate, {}, { signal }),
})

/** 版面: the office's own template, or the platform's layout; who prepares or publishes releases may change it. */
export function Template() {
  const { data } = useQuery(templateQuery)
  const mayChange = hasCityRole(useMe(), 'reviewer', 'publisher', 'admin')
  const client = useQueryClient()
  const onSuccess = (next: NonNullable<typeof data>) => client.setQueryData(templateQuery.queryKey, next)
  const take = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData()
      body.append('file', file)
      return callUpload(takeBulletinTemplate, {}, body)
    },
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: (version: number) => call(removeBulletinTemplate, {}, { ifMatch: version }),
    onSuccess,
  })
  if (data === undefined) return null
  const { template, version } = data
  const error = take.error ?? remove.error
  return (
    <Panel title="版面" headingLevel={3}>
      <p>
        {template === null
          ? '平台自带版面（GB/T 9704—2012）。'
          : `模板：${template.name}，${template.takenBy}于${formatDate(dayInChina(template.takenAt))}上传。DOCX 的样式、纸张、页眉页脚以模板为准；PDF 不用模板，仍是平台自带版面（GB/T 9704—2012）。`}
      </p>
      {mayChange && (
        <>
          <p className="field-hint">
            先下载一份 DOCX，在 Word 或 WPS
            里修改“通报标题”“通报正文”等样式和页眉页脚，再作为模板上传。演示数据和试看的页眉不会被替换。
          </p>
          <div className="row">
            <FileButton accept=".docx" isBusy={take.isPending} onFile={(file) => take.mutate(file)}>
              {template === null ? '上传模板' : '更换模板'}
            </FileButton>
            {template !== null && (
              <Button isBusy={remove.isPending} onClick={() => remove.mutate(version)}>
                不用模板
              </Button>
            )}
          </div>
        </>
      )}
      {error !== null && (
        <p className="field-error" role="alert">
          {error.message}
        </p>
      )}
    </Panel>
  )
}
