/** Pairs of pseudo-terminals made by socat: a port for the station and, behind it, one for a simulated device. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { StartError } from '../start-error.ts'

export interface PtyPair {
  /** Where the station opens its port. */
  readonly near: string
  /** Where the device speaks. */
  readonly far: string
  /** Resolves when both ends are gone. */
  close(): Promise<void>
}

const START_LIMIT_MS = 5000
const LAST_WORDS = 500

/** Both ends appear as links in `folder`. Throws a `StartError` that says what to install. */
export async function openPtyPair(folder: string, name: string): Promise<PtyPair> {
  const socat = programPath('socat')
  if (socat === undefined) {
    const words =
      'The training home needs socat for its simulated serial ports. Install it with:\n  sudo apt-get install -y socat'
    throw new StartError('socat-missing', words, 1)
  }
  const near = join(folder, name)
  const far = join(folder, `${name}.device`)
  for (const link of [near, far]) await rm(link, { force: true })
  const child = spawnBound(socat, ['-d', '-d', ...[near, far].map((link) => `pty,raw,echo=0,link=${link}`)])
  await untilBothEndsStand(child, name)
  return {
    near,
    far,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Where `setpriv` (util-linux) is there, the kernel ends socat even when this process is killed outright. */
function spawnBound(program: string, args: readonly string[]): ChildProcess {
  const setpriv = programPath('setpriv')
  return setpriv === undefined
    ? spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    : spawn(setpriv, ['--pdeathsig', 'TERM', '--', program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
}

function untilBothEndsStand(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = ''
    const fail = (why: string): void => {
      child.kill('SIGTERM')
      reject(new StartError('no-simulated-port', `socat made no port for ${name}: ${why}`, 1))
    }
    const timer = setTimeout(() => fail(`nothing after ${START_LIMIT_MS / 1000} s. ${words}`), START_LIMIT_MS)
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-LAST_WORDS)
      if (!words.includes('starting data transfer loop')) return
      clearTimeout(timer)
      resolve()
    })
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`it ended with ${String(code)}. ${words}`)
    })
  })
}

function programPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
