/**
 * `npm run soak -- PART [--seed N] [--afresh]`: a long proof at its full number, at most ten minutes a run.
 * Progress on standard error, one JSON line on standard output. Ended in the middle it goes on from the last
 * finished piece. Exit code 0: all done and every promise kept; 1: one was broken, or time ran out; 2: usage.
 */
import { parseArgs } from 'node:util'
import { CleanUp } from '../support/clean-up.ts'
import { SOAK_PARTS, type SoakPart } from './parts.ts'
import { forgetState, loadState, saveState, type SoakState } from './progress.ts'

const LONGEST_RUN_MS = 600_000
const TELL_EVERY_MS = 3_000

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const asked = readArguments(argv)
  if (typeof asked === 'string') {
    say(
      `${asked}\nUsage: npm run soak -- PART [--seed N] [--afresh]   PART: ${Object.keys(SOAK_PARTS).join(', ')}`,
    )
    return 2
  }
  const { name, part, seed, afresh } = asked
  if (afresh) await forgetState(name)
  const state = await loadState(name, seed)
  if (state.pieces.length > 0)
    say(`${name}: goes on after ${state.pieces.length * part.perPiece} ${part.unit}`)
  const failure = await runPieces(part, state)
  const done = state.pieces.length * part.perPiece
  const total = part.pieces * part.perPiece
  const isDone = state.pieces.length === part.pieces
  process.stdout.write(
    `${JSON.stringify({
      part: name,
      ok: failure === undefined && isDone,
      unit: part.unit,
      done,
      total,
      seed: state.seed,
      startedAt: state.startedAt,
      seconds: Math.round(state.seconds),
      ...(failure === undefined ? {} : { failure }),
      pieces: state.pieces,
    })}\n`,
  )
  if (isDone) await forgetState(name)
  else if (failure === undefined) say(`${name}: time is up; run it again to go on`)
  return failure === undefined && isDone ? 0 : 1
}

/** Pieces until all are done, one fails, or the next may not fit into the time; returns the failure. */
async function runPieces(part: SoakPart, state: SoakState): Promise<string | undefined> {
  const end = performance.now() + LONGEST_RUN_MS
  let longest = 0
  while (state.pieces.length < part.pieces && performance.now() + longest < end) {
    const piece = state.pieces.length
    const cleanUp = new CleanUp()
    const startedAt = performance.now()
    try {
      const result = await part.run({
        number: piece,
        seed: state.seed + piece,
        amount: part.perPiece,
        cleanUp,
        onProgress: teller(part, piece),
      })
      state.pieces.push({ ...result })
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    } finally {
      await cleanUp.run()
    }
    const took = performance.now() - startedAt
    longest = Math.max(longest, took)
    state.seconds += took / 1000
    await saveState(state)
  }
  return undefined
}

function teller(part: SoakPart, piece: number): (done: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return (done) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return
    toldAt = performance.now()
    say(`${piece * part.perPiece + done} of ${part.pieces * part.perPiece} ${part.unit}`)
  }
}

type Asked =
  { readonly name: string; readonly part: SoakPart; readonly seed: number; readonly afresh: boolean } | string

function readArguments(argv: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { seed: { type: 'string', default: '1' }, afresh: { type: 'boolean', default: false } },
    })
    const [name = ''] = positionals
    const part = Object.hasOwn(SOAK_PARTS, name) ? SOAK_PARTS[name] : undefined
    if (part === undefined || positionals.length !== 1) return 'Which part?'
    if (!/^\d{1,9}$/.test(values.seed)) return '--seed is a whole number'
    return { name, part, seed: Number(values.seed), afresh: values.afresh }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function say(words: string): void {
  process.stderr.write(`${words}\n`)
}
