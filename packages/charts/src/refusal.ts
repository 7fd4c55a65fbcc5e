/** A spec that these facts cannot answer; the message is Chinese and says what to change. The server answers 422. */
export class ChartRefusal extends Error {
  override readonly name = 'ChartRefusal'
}
