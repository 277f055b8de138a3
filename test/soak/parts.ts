/** The long proofs in pieces: each piece is a run of its own with a seed of its own. */
import { temporaryFolder, type CleanUp } from '../support/clean-up.ts'
import { runChainRounds } from '../support/chain-rounds.ts'
import { runFullDiskRounds } from '../support/full-disk-rounds.ts'
import { runKillRounds } from '../support/kill-rounds.ts'
import { runReplugRounds } from '../support/replug-rounds.ts'
import { runEngineNights } from './engine-nights.ts'
import { runRandomBytes } from './random-bytes.ts'
import { runSimulatedDay } from './simulated-day.ts'

export interface Piece {
  /** From 0. */
  readonly number: number
  readonly seed: number
  /** How many bytes or rounds. */
  readonly amount: number
  readonly cleanUp: CleanUp
  readonly onProgress: (done: number) => void
}

export interface SoakPart {
  /** What is counted, for people. */
  readonly unit: string
  readonly perPiece: number
  readonly pieces: number
  /** Throws on the first violated promise. */
  run(piece: Piece): Promise<object>
}

export const SOAK_PARTS: Readonly<Record<string, SoakPart>> = {
  'random-bytes': {
    unit: 'bytes',
    perPiece: 5_000_000,
    pieces: 20,
    run: ({ seed, amount, onProgress }) =>
      Promise.resolve(runRandomBytes({ seed, bytes: amount, onProgress })),
  },
  kill: {
    unit: 'rounds',
    perPiece: 20,
    pieces: 5,
    run: async ({ number, seed, amount, cleanUp, onProgress }) => {
      const folder = await temporaryFolder(cleanUp)
      const killCentre = number % 2 === 1
      return runKillRounds({ folder, seed, rounds: amount, killCentre, onRound: onProgress })
    },
  },
  'centre-chain': {
    unit: 'rounds',
    perPiece: 20,
    pieces: 5,
    run: async ({ seed, amount, cleanUp, onProgress }) => {
      const folder = await temporaryFolder(cleanUp)
      return runChainRounds({ folder, seed, rounds: amount, onRound: onProgress })
    },
  },
  'full-disk': {
    unit: 'rounds',
    perPiece: 10,
    pieces: 3,
    run: async ({ amount, cleanUp, onProgress }) => {
      const folder = await temporaryFolder(cleanUp)
      return runFullDiskRounds({ folder, rounds: amount, onRound: onProgress })
    },
  },
  // One station goes through all of them: what piles up shows in the last rounds.
  replug: {
    unit: 'rounds',
    perPiece: 500,
    pieces: 1,
    run: async ({ amount, cleanUp, onProgress }) => {
      const folder = await temporaryFolder(cleanUp)
      return runReplugRounds({ folder, rounds: amount, onRound: onProgress })
    },
  },
  nights: {
    unit: 'nights',
    perPiece: 100,
    pieces: 10,
    run: ({ seed, amount, onProgress }) => runEngineNights({ seed, nights: amount, onNight: onProgress }),
  },
  // In one piece: what piles up shows in the last hours.
  day: {
    unit: 'simulated hours',
    perPiece: 24,
    pieces: 1,
    run: ({ amount, cleanUp, onProgress }) => runSimulatedDay(amount, cleanUp, onProgress),
  },
}
