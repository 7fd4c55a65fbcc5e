import { periodWords } from './lines.ts'

/**
 * A spec that these facts cannot answer; the message is Chinese and says what to change. The server answers 422.
 * `what` is the message without the remedy, for paper, where nobody can choose another chart.
 */
export class ChartRefusal extends Error {
  override readonly name = 'ChartRefusal'
  readonly what: string

  constructor(what: string, remedy?: string) {
    super(remedy === undefined ? what : `${what}，${remedy}`)
    this.what = what
  }
}

/** A chart without a single figure. */
export function nothingToDraw(title: string, period: string): ChartRefusal {
  return new ChartRefusal(`${title}：${periodWords(period)}没有可以画出的数据`, '请换一个期次或指标')
}
