import { periodWords } from './lines.ts'

/** A spec that these facts cannot answer; the message is Chinese and says what to change. The server answers 422. */
export class ChartRefusal extends Error {
  override readonly name = 'ChartRefusal'
}

/** A chart without a single figure. */
export function nothingToDraw(title: string, period: string): ChartRefusal {
  return new ChartRefusal(`${title}：${periodWords(period)}没有可以画出的数据，请换一个期次或指标`)
}
