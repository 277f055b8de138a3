import type { RowSource } from '../store/row-source.ts'
import { readRegistry } from '../store/registry-rows.ts'
import type { Registry } from './registry.ts'

/** Reads the registry anew after a commit; one reading at a time, so that an older one never comes last. */
export class RegistryRefresh {
  #reading: Promise<void> = Promise.resolve()

  constructor(
    private readonly reader: RowSource,
    private readonly registry: Registry,
  ) {}

  /** Resolves when the registry holds what was committed before the call. */
  refresh(): Promise<void> {
    const next = this.#reading.then(async () => {
      this.registry.replace(await readRegistry(this.reader))
    })
    this.#reading = next.catch(() => undefined)
    return next
  }
}
