/** The care centre beside the training home: the real program, in a thread of its own. */
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { StartError } from '../start-error.ts'

export interface LocalCentre {
  readonly url: string
  readonly token: string
  stop(): Promise<void>
}

export interface LocalCentreOptions {
  readonly dataFolder: string
  readonly stationId: string
  /** The built entry of the care centre. */
  readonly entry: URL
  readonly say: (words: string) => void
}

/**
 * A thread gets no signals, and a thread that is cut off in the middle of a native call can take the process
 * with it: so a message stands for SIGTERM, and the program ends as it would by itself.
 */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads')
parentPort.once('message', () => process.emit('SIGTERM'))
import(workerData.entry)
`
const STOP_LIMIT_MS = 5000

export async function startLocalCentre(options: LocalCentreOptions): Promise<LocalCentre> {
  const token = randomBytes(16).toString('hex')
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { entry: options.entry.href },
    argv: [
      '--data',
      options.dataFolder,
      '--listen',
      '127.0.0.1:0',
      '--token',
      `${options.stationId}=${token}`,
    ],
    stdout: true,
    stderr: true,
  })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  createInterface({ input: worker.stderr }).on('line', (line) => options.say(`care-centre: ${line}`))
  const url = await readyUrl(worker)
  return {
    url,
    token,
    stop: async () => {
      worker.postMessage('stop')
      const timer = setTimeout(() => void worker.terminate(), STOP_LIMIT_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

function readyUrl(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      reject(new StartError('no-care-centre', `The local care centre did not start: ${why}`, 1))
    }
    worker.once('error', (error) => fail(error instanceof Error ? error.message : String(error)))
    worker.once('exit', (code) => fail(`it ended with ${code}`))
    createInterface({ input: worker.stdout }).once('line', (line) => {
      const ready = parsed(line)
      if (typeof ready === 'object' && ready !== null && 'url' in ready && typeof ready.url === 'string') {
        resolve(ready.url)
      } else {
        fail(`its ready line was ${line}`)
      }
    })
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
