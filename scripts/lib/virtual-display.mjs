/**
 * A display in memory for windows that nobody looks at. Started here and not by `xvfb-run`: that one ends the display
 * together with the program on Ctrl-C, and the window dies of it instead of closing.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startGround } from './processes.mjs'
import { Refusal } from './say.mjs'

const COOKIE_NAME = 'MIT-MAGIC-COOKIE-1'
/** Xau's "any address": the number of the display is not known before it runs. */
const FAMILY_WILD = 0xffff

/**
 * One entry of an Xauthority file (libXau): who knows the cookie may use the display.
 * @param {Buffer} cookie 16 bytes
 */
export function authorityEntry(cookie) {
  const counted = (/** @type {Buffer} */ bytes) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const family = Buffer.alloc(2)
  family.writeUInt16BE(FAMILY_WILD)
  const [anyAddress, anyNumber] = [counted(Buffer.alloc(0)), counted(Buffer.alloc(0))]
  return Buffer.concat([family, anyAddress, anyNumber, counted(Buffer.from(COOKIE_NAME)), counted(cookie)])
}

/**
 * Ends after everything that `start` has started, by `endAll`.
 * @returns {Promise<{ DISPLAY: string, XAUTHORITY: string }>} the environment of a program that draws on it
 */
export async function startVirtualDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'tryggvakt-display-'))
  const authority = join(folder, 'Xauthority')
  writeFileSync(authority, authorityEntry(randomBytes(16)), { mode: 0o600 })
  const words = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-auth', authority]
  const server = startGround('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const numbers = /** @type {import('node:stream').Readable} */ (server.stdio[3])
  const number = await new Promise((resolve, reject) => {
    const fail = () => reject(new Refusal('The virtual display (Xvfb) does not start.'))
    server.once('error', fail)
    server.once('exit', fail)
    createInterface({ input: numbers }).once('line', resolve)
  })
  return { DISPLAY: `:${number}`, XAUTHORITY: authority }
}
