/** The database may not be opened. The Chinese message says what was found and what the operator should do next. */
export class StoreRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'StoreRefusal'
    this.code = code
  }
}
