/**
 * A partner on an ESPA line, written from the document alone and sharing nothing with the driver: it counts
 * bytes, waits for answers and knows who may speak. The far end of a pseudo-terminal.
 */
import type { SerialLine } from '../../device-drivers/protocol-driver.ts'
import type { ByteLink } from '../../device-drivers/serial/byte-link.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import { serialLinkOpener } from '../../device-drivers/serial/serial-link.ts'
import { waitUntil } from './wait-until.ts'

const LINE: SerialLine = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }
/** How long a partner waits for the answer to a block (15 s in one product). */
const ANSWER_LIMIT_MS = 60_000

export class EspaPeer {
  #heard = ''

  private constructor(private readonly link: ByteLink) {
    link.onBytes((chunk) => (this.#heard += Buffer.from(chunk).toString('hex')))
  }

  static async on(path: string): Promise<EspaPeer> {
    return new EspaPeer(await serialLinkOpener(systemSerialClock)(path, LINE))
  }

  /** What has come and nobody has waited for yet, as hex. */
  get unread(): string {
    return this.#heard
  }

  close(): Promise<void> {
    return this.link.close()
  }

  write(hex: string): void {
    this.link.write(Buffer.from(hex, 'hex'))
  }

  /** The next bytes, as hex. */
  async read(count: number): Promise<string> {
    await waitUntil(
      () => this.#heard.length >= 2 * count,
      () => `only "${this.#heard}" came of ${count} bytes`,
      { limitMs: ANSWER_LIMIT_MS, everyMs: 2 },
    )
    const bytes = this.#heard.slice(0, 2 * count)
    this.#heard = this.#heard.slice(2 * count)
    return bytes
  }

  /** ACK, or a refusal with its digit: `06`, `3115`, `3215`, `3315`. */
  async answer(): Promise<string> {
    const first = await this.read(1)
    return first === '06' || first === '04' || first === '15' ? first : first + (await this.read(1))
  }

  /** `1` ENQ `2` ENQ, and its ACK. */
  async select(): Promise<void> {
    this.write('31053205')
    const answer = await this.answer()
    if (answer !== '06') throw new Error(`the select was answered ${answer}`)
  }

  /** A whole call as section 5 shows it; the answer to its block. */
  async call(...records: readonly (readonly [string, string])[]): Promise<string> {
    await this.select()
    this.write(espaBlock('1', ...records))
    const answer = await this.answer()
    this.write('04')
    return answer
  }
}

/** `01` header `02` records `03` BCC, as hex; the text in Latin-1. */
export function espaBlock(header: string, ...records: readonly (readonly [string, string])[]): string {
  const body = `${header}\u0002${records.map(([id, text]) => `${id}\u001f${text}`).join('\u001e')}\u0003`
  const bytes = Buffer.from(body, 'latin1')
  let check = 0
  for (const byte of bytes) check ^= byte
  return `01${bytes.toString('hex')}${Buffer.of(check & 127).toString('hex')}`
}
