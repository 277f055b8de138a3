/** Composition of an endpoint: ports and connections below, sending and answering above. */
import { topVia } from './addresses.ts'
import type {
  SipEndpoint,
  SipEndpointParts,
  SipHandler,
  SipListenAddress,
  SipTraffic,
} from './endpoint-types.ts'
import type { Line } from './line.ts'
import { valueOf, type SipMessage, type SipResponseMessage } from './message.ts'
import type { SipListener } from './net.ts'
import { readMessage, type SipFault } from './read-message.ts'
import { RequestAnswerer } from './request-answerer.ts'
import { RequestSender } from './request-sender.ts'
import { StreamBook } from './stream-book.ts'
import { Tally } from './tally.ts'
import { UdpBook } from './udp-book.ts'
import { decodeUtf8 } from './utf8.ts'

/** Opens every address of `parts.listen`, or rejects with the socket's error. `handler` answers each MESSAGE. */
export async function openSipEndpoint(parts: SipEndpointParts, handler: SipHandler): Promise<SipEndpoint> {
  const tally = new Tally()
  const tell = (traffic: SipTraffic): void => {
    tally.add(traffic.direction === 'in' ? 'received' : 'sent')
    parts.onTraffic?.(traffic)
  }
  const udp = new UdpBook(parts.net, (bytes, line) => {
    const result = readMessage(bytes)
    if (result.ok) take(result.message, line)
    else broken(result.fault, result.message, line)
  })
  const streams = new StreamBook({
    net: parts.net,
    after: parts.after,
    tls: parts.tls ?? {},
    onMessage: (message, line) => take(message, line),
    onBroken: ({ fault, message }, line) => broken(fault, message, line),
    onOverload: () => tally.add('overload'),
  })
  const sender = new RequestSender({
    ...parts,
    lines: {
      open: (kind, to) => (kind === 'udp' ? udp.line(to) : streams.open(kind, to)),
      abandon: (kind, to) => {
        if (kind !== 'udp') streams.abandon(kind, to)
      },
      back: (peer) => {
        if (peer.kind === 'udp') return udp.line(peer)
        const line = peer.stream === undefined ? undefined : streams.lineOf(peer.stream)
        return line === undefined ? undefined : Promise.resolve(line)
      },
    },
    onSent: (traffic) => tell({ direction: 'out', ...traffic }),
    onOverload: () => tally.add('overload'),
  })
  const answerer = new RequestAnswerer({
    ...parts,
    handler,
    tally,
    answerLine: async (line, to) => {
      if (line.isReliable || (line.peer.host === to.host && line.peer.port === to.port)) return line
      const back = await udp.line(to)
      return typeof back === 'string' ? undefined : back
    },
    onAnswered: (peer, status, callId) =>
      tell({ direction: 'out', peer, what: String(status), callId, body: '' }),
  })

  function take(message: SipMessage, line: Line): void {
    tell({
      direction: 'in',
      peer: line.peer,
      what: message.type === 'request' ? message.method : String(message.status),
      callId: valueOf(message, 'call-id') ?? '',
      body: decodeUtf8(message.body),
    })
    if (message.type === 'request') answerer.take(message, line)
    else if (!sender.answered(branchOf(message), message)) tally.add('stray')
  }

  function broken(fault: SipFault, message: SipMessage | undefined, line: Line): void {
    tally.add('garbage')
    if (message?.type === 'request') answerer.refuse(message, line, fault === 'too-long' ? 513 : 400)
  }

  const listeners: SipListener[] = []
  const closeAll = async (): Promise<void> => {
    sender.stop()
    answerer.stop()
    const closing = listeners.map((listener) => listener.close())
    streams.close()
    await Promise.all([...closing, udp.close()])
  }
  const listening: SipListenAddress[] = []
  try {
    for (const { kind, host, port } of parts.listen) {
      if (kind === 'udp') listening.push({ kind, ...(await udp.listen({ host, port })) })
      else {
        const listener = await parts.net.listen(kind, { host, port }, parts.tls ?? {}, (stream) =>
          streams.accept(kind, stream),
        )
        listeners.push(listener)
        listening.push({ kind, ...listener.address })
      }
    }
  } catch (error) {
    await closeAll()
    throw error
  }
  return {
    listening,
    request: (request) => sender.request(request),
    counts: () => tally.read(),
    renew: (tls) => {
      for (const listener of listeners) listener.renew(tls)
    },
    close: closeAll,
  }
}

/** The answer to our own request: its topmost Via is ours, and the method is the one we sent. */
function branchOf(response: SipResponseMessage): string {
  const isOurs = /\sMESSAGE$/.test(valueOf(response, 'cseq') ?? '')
  return isOurs ? (topVia(response)?.parameters.get('branch') ?? '') : ''
}
