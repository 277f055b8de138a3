/** The two ways to ask the key store beside the station: a process of its own, or a thread where there is no Node. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** The package is only found here, and loaded where it may hang. */
const require = createRequire(import.meta.url)

const LIMIT_MS = 3_000
const LONGEST_ANSWER = 64 * 1024

const AnswerSchema = z.object({ word: z.string().nullable() })

export type Request =
  | { readonly act: 'keep'; readonly name: string; readonly word: string }
  | { readonly act: 'read' | 'forget'; readonly name: string }

/** The word that the store has after it; null where there is none, or no answer within the limit. */
export type Ask = (request: Request) => Promise<string | null>

const ANSWER = `
async function answer({ module, act, name, word }) {
  const { AsyncEntry } = require(module)
  const entry = new AsyncEntry('tryggvakt', name, { linux: { store: 'secret-service' } })
  if (act === 'keep') await entry.setPassword(word)
  if (act === 'forget') await entry.deletePassword()
  return { word: act === 'forget' ? null : ((await entry.getPassword()) ?? null) }
}
`

/** The secret goes in by standard input and comes back by standard output: no other process can read either. */
const PROCESS = `${ANSWER}
let text = ''
process.stdin.on('data', (part) => (text += part)).on('end', async () => {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(text))))
})
`

const THREAD = `${ANSWER}
const { parentPort, workerData } = require('node:worker_threads')
answer(workerData).then((it) => parentPort.postMessage(it), () => process.exit(1))
`

const packagePath = (): string => require.resolve('@napi-rs/keyring')

export const askInProcess: Ask = (request) =>
  new Promise((resolve) => {
    const helper = spawn(process.execPath, ['-e', PROCESS], { stdio: ['pipe', 'pipe', 'ignore'] })
    const limit = setTimeout(() => helper.kill('SIGKILL'), LIMIT_MS)
    let answer = ''
    helper.stdout.on('data', (part: Buffer) => {
      if (answer.length < LONGEST_ANSWER) answer += part.toString()
    })
    const end = (): void => {
      clearTimeout(limit)
      resolve(wordOf(answer))
    }
    helper.on('error', end)
    helper.on('close', end)
    // A helper that ended at once has closed its input; that it gave no answer says enough.
    helper.stdin.on('error', () => undefined)
    helper.stdin.end(JSON.stringify({ module: packagePath(), ...request }))
  })

/** A thread inside a call of the system cannot be ended: while one hangs there, nobody else is sent after it. */
let isHanging = false
let lastAsked: Promise<unknown> = Promise.resolve()

/** One after the other. */
export const askInThread: Ask = (request) => {
  const asked = lastAsked.then(() => (isHanging ? null : askedByThread(request)))
  lastAsked = asked
  return asked
}

function askedByThread(request: Request): Promise<string | null> {
  isHanging = true
  return new Promise((resolve) => {
    const workerData = { module: packagePath(), ...request }
    const thread = new Worker(THREAD, { eval: true, workerData, stdout: true, stderr: true })
    let word: string | null = null
    const limit = setTimeout(() => {
      resolve(null)
      void thread.terminate()
    }, LIMIT_MS)
    thread.unref()
    thread.once('message', (answer: unknown) => {
      word = AnswerSchema.safeParse(answer).data?.word ?? null
    })
    // Said by the exit that follows.
    thread.on('error', () => undefined)
    thread.once('exit', () => {
      isHanging = false
      clearTimeout(limit)
      resolve(word)
    })
  })
}

function wordOf(answer: string): string | null {
  try {
    return AnswerSchema.parse(JSON.parse(answer)).word
  } catch {
    // Nothing, or half a line of a helper that was ended: there is no such store.
    return null
  }
}
