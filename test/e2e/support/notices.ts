/** What the client asks the system's notification service for, where the machine has none: asked for and kept. */
import type { ElectronApplication } from 'playwright-core'

interface Notice {
  readonly title: string
  readonly body: string
  /** It was taken back. */
  readonly isClosed: boolean
}

/** Before the first one is asked for. */
export async function keepNotices(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const kept: { notice: Electron.Notification; isClosed: boolean }[] = []
    Object.assign(globalThis, { keptNotices: kept })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      kept.push({ notice: this, isClosed: false })
    }
    Notification.prototype.close = function close(this: Electron.Notification) {
      for (const one of kept) if (one.notice === this) one.isClosed = true
    }
  })
}

export function keptNotices(app: ElectronApplication): Promise<readonly Notice[]> {
  return app.evaluate(() => {
    const { keptNotices: kept } = globalThis as unknown as {
      readonly keptNotices: readonly { readonly notice: Electron.Notification; readonly isClosed: boolean }[]
    }
    return kept.map(({ notice: { title, body }, isClosed }) => ({ title, body, isClosed }))
  })
}

/** What a person does with the newest one. */
export function pressNotice(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => {
    const { keptNotices: kept } = globalThis as unknown as {
      readonly keptNotices: readonly { readonly notice: Electron.Notification }[]
    }
    kept.at(-1)?.notice.emit('click')
  })
}
