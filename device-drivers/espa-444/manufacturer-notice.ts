import type { MonotonicMs } from '../../shared/domain/time.ts'

/** Headers of manufacturers' dialects (espa-444.md, section 4). */
const HEADERS = ['7', '9']
const DAY_MS = 24 * 60 * 60_000

/** Tells the technician of a dialect once a day, not with every block. */
export class ManufacturerNotice {
  private readonly toldAt = new Map<string, MonotonicMs>()

  isNews(header: string | null, now: MonotonicMs): header is string {
    if (header === null || !HEADERS.includes(header)) return false
    const toldAt = this.toldAt.get(header)
    if (toldAt !== undefined && now - toldAt < DAY_MS) return false
    this.toldAt.set(header, now)
    return true
  }
}
