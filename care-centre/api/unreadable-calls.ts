/** Refusals before there is a route or even a request, in the form of all others. */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Problem, type ProblemCode } from './problem.ts'

const READ_WITHIN_MS = 1_000

/** `onRefused` hears of each one that is answered. */
export function refuseUnreadable(onRefused: (code: ProblemCode) => void) {
  const answer = (response: ServerResponse, problem: Problem): void => {
    onRefused(problem.code)
    response.writeHead(problem.statusCode, headersOf(problem)).end(bodyOf(problem))
  }
  return {
    onBadAddress: (_path: string, _request: IncomingMessage, response: ServerResponse): void =>
      answer(response, new Problem('bad-input', 'the address cannot be read')),
    onLongId: (_path: string, _request: IncomingMessage, response: ServerResponse): void =>
      answer(response, new Problem('too-large', 'an id has at most 64 characters', { statusCode: 414 })),
    onConnection: (error: Error & { readonly code: string }, socket: Socket): void => {
      const problem = problemOfConnection(error.code)
      if (problem === undefined || !socket.writable) {
        socket.destroy()
        return
      }
      onRefused(problem.code)
      // Whoever neither reads nor closes must not hold a connection for ever.
      setTimeout(() => socket.destroy(), READ_WITHIN_MS).unref()
      socket.end(`${headOf(problem)}\r\n\r\n${bodyOf(problem)}`)
    },
  }
}

/** By the code of Node's parser; undefined where nobody waits for an answer: broken off, or a handshake that failed. */
export function problemOfConnection(code: string): Problem | undefined {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('too-large', 'address and headers are at most 16 KiB', { statusCode: 431 })
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem('too-large', 'the extensions of a chunk are at most 16 KiB')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('bad-body', 'the call did not come to its end in time', { statusCode: 408 })
    case 'HPE_INVALID_EOF_STATE':
      return undefined
    default:
      return code.startsWith('HPE_') ? new Problem('bad-input', 'this is no call of HTTP/1.1') : undefined
  }
}

function bodyOf(problem: Problem): string {
  return JSON.stringify(problem.body)
}

function headersOf(problem: Problem): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(bodyOf(problem))),
    'x-content-type-options': 'nosniff',
    connection: 'close',
  }
}

function headOf(problem: Problem): string {
  const status = `HTTP/1.1 ${String(problem.statusCode)} ${STATUS_CODES[problem.statusCode] ?? ''}`
  return [status, ...Object.entries(headersOf(problem)).map(([name, value]) => `${name}: ${value}`)].join(
    '\r\n',
  )
}
