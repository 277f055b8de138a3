import { expect, it } from 'vitest'
import { answerAddress, answerTo } from '../../../../shared/sip/build-message.ts'
import { valueOf, valuesOf, type SipRequestMessage } from '../../../../shared/sip/message.ts'
import { readMessage } from '../../../../shared/sip/read-message.ts'
import { CROOKED, MESSAGE, utf8 } from './wire.ts'

function request(text: string): SipRequestMessage {
  const result = readMessage(utf8(text))
  if (!result.ok || result.message.type !== 'request') throw new Error('no request')
  return result.message
}

const FROM = { host: '198.51.100.7', port: 6789 }
const parts = { status: 200, fields: [], toTag: 't1' }

it('an answer carries the request’s Via lines, the topmost with where it came from (RFC 3581)', () => {
  const answer = answerTo(request(MESSAGE), FROM, parts)
  expect(valuesOf(answer, 'via')).toEqual([
    'SIP/2.0/TLS 192.0.2.20:40123;branch=z9hG4bK776asdhds;rport=6789;alias;received=198.51.100.7',
  ])
  expect(valueOf(answer, 'to')).toBe('<sip:sentral@sentral.example>;tag=t1')
  expect(valueOf(answer, 'call-id')).toBe('asd88asd77a@192.0.2.20')
  expect(answerAddress(request(MESSAGE), FROM)).toEqual(FROM)
})

it('without rport it goes to the port that the Via names', () => {
  const answer = answerTo(request(CROOKED), FROM, parts)
  expect(valuesOf(answer, 'via')).toHaveLength(2)
  expect(valuesOf(answer, 'via')[0]).toMatch(/branch=390skdjuw;received=198\.51\.100\.7$/)
  expect(answerAddress(request(CROOKED), FROM)).toEqual({ host: FROM.host, port: 5060 })
})

it('a tag that To already has stays', () => {
  const tagged = request(MESSAGE.replace('To: <sip:sentral@sentral.example>', 'To: <sip:s@x>;tag=mine'))
  expect(valueOf(answerTo(tagged, FROM, parts), 'to')).toBe('<sip:s@x>;tag=mine')
})
