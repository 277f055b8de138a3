/** Lines of standard input, one at a time, with a bound on the length of each. */
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** 16 million bytes of a capture as hex digits in one line. */
export const LONGEST_LINE = 32 * 1024 * 1024

/** Gives each line without its line break; `undefined` stands for one that is too long to be kept. */
export async function* inputLines(
  input: Readable,
  stop: AbortSignal,
  longest = LONGEST_LINE,
): AsyncGenerator<string | undefined> {
  const decoder = new StringDecoder('utf8')
  const end = (): void => void input.destroy()
  stop.addEventListener('abort', end, { once: true })
  let parts: string[] = []
  let length = 0
  const add = (part: string): void => {
    length += part.length
    if (length <= longest) parts.push(part)
    else parts = []
  }
  const finish = (): string | undefined => {
    const line = length > longest ? undefined : parts.join('').replace(/\r$/, '')
    parts = []
    length = 0
    return line
  }
  try {
    for await (const chunk of input) {
      const [first = '', ...others] = decoder.write(chunk as Buffer).split('\n')
      add(first)
      for (const other of others) {
        yield finish()
        add(other)
      }
    }
  } catch (error) {
    if (!stop.aborted) throw error
    return
  } finally {
    stop.removeEventListener('abort', end)
  }
  add(decoder.end())
  if (length > 0) yield finish()
}
