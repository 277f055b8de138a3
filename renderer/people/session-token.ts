/** The token of this window's session: it outlives a reload of the page, and ends with the window. */
const STORAGE_KEY = 'tryggvakt.session'

export type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export class SessionToken {
  constructor(private readonly storage: TokenStorage) {}

  /** What goes with every new connection. */
  params(): { readonly session?: string } {
    const token = this.storage.getItem(STORAGE_KEY)
    return token === null ? {} : { session: token }
  }

  keep(token: string): void {
    this.storage.setItem(STORAGE_KEY, token)
  }

  forget(): void {
    this.storage.removeItem(STORAGE_KEY)
  }
}
