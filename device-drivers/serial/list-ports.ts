/**
 * The serial ports of the machine with what makes their sticks recognisable: udev's words where there is
 * `udevadm`, the links under `/dev/serial` in any case.
 */
import { readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ListedPort } from './port-identity.ts'

/** What `SerialPort.list()` says of one port. */
export interface SystemPort {
  readonly path: string
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly serialNumber?: string | undefined
  readonly pnpId?: string | undefined
}

/** udevadm writes its whole database: asked again at most so often while nothing was plugged in or out. */
const FRESH_MS = 5_000

export interface PortListerOptions {
  /** Rejects where `udevadm` is missing. */
  readonly listSystem: () => Promise<readonly SystemPort[]>
  readonly mono: () => number
  readonly devFolder?: string
}

export class PortLister {
  readonly #dev: string
  #last: { readonly key: string; readonly at: number; readonly ports: readonly ListedPort[] } | undefined

  constructor(private readonly options: PortListerOptions) {
    this.#dev = options.devFolder ?? '/dev'
  }

  /** True for a path that the system may give to another stick after a replug: `/dev/ttyUSB0`. */
  isNumbered(path: string): boolean {
    return dirname(path) === this.#dev && /^tty(?:USB|ACM)\d+$/.test(basename(path))
  }

  /** Never rejects: what can't be told is left out. */
  async list(): Promise<readonly ListedPort[]> {
    const names = (await namesIn(this.#dev)).filter((name) => this.isNumbered(join(this.#dev, name)))
    const byId = await this.#links('by-id')
    const byPath = await this.#links('by-path')
    const key = JSON.stringify([names, [...byId], [...byPath]])
    const now = this.options.mono()
    if (this.#last?.key === key && now - this.#last.at < FRESH_MS) return this.#last.ports
    const told = names.length === 0 ? [] : await this.#ask()
    const ports = names.map((name) => {
      const path = join(this.#dev, name)
      const port = told.find((known) => known.path === path)
      return {
        path,
        vendorId: port?.vendorId ?? null,
        productId: port?.productId ?? null,
        serialNumber: port?.serialNumber ?? null,
        byId: byId.get(path) ?? port?.pnpId ?? null,
        byPath: byPath.get(path) ?? null,
      }
    })
    this.#last = { key, at: now, ports }
    return ports
  }

  async #ask(): Promise<readonly SystemPort[]> {
    try {
      return await this.options.listSystem()
    } catch {
      // No udevadm (environment: "spawn udevadm ENOENT"): the links say enough, or the path is taken as given.
      return []
    }
  }

  /** Path of the port → name of the link to it. */
  async #links(kind: 'by-id' | 'by-path'): Promise<ReadonlyMap<string, string>> {
    const folder = join(this.#dev, 'serial', kind)
    const links = new Map<string, string>()
    for (const name of await namesIn(folder)) {
      const path = await realpath(join(folder, name)).catch(() => undefined)
      if (path !== undefined) links.set(path, name)
    }
    return links
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch {
    // There is none: no stick is plugged in, or this system has no such folder.
    return []
  }
}
