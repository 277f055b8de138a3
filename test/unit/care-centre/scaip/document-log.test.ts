import { expect, test } from 'vitest'
import { documentFields } from '../../../../care-centre/scaip/document-log.ts'
import { readDocument } from '../../../../shared/scaip/read-document.ts'

const PEER = { kind: 'udp', host: '127.0.0.1', port: 5060 } as const

test('the log has codes and identities, and no text that a person or a device wrote', () => {
  const text =
    '<mrq><ref>R1</ref><cid>4711</cid><dty>5</dty><dte>Ingrids radar</dte><crd>gsm:+4712345678</crd><stc>9</stc><lco>11</lco><lte>Hos Ingrid</lte><ite>Ingrid ropte</ite><name>Ingrid</name></mrq>'
  const fields = documentFields(PEER, readDocument(text), 'taken')
  expect(fields).toEqual({
    peer: 'udp:127.0.0.1:5060',
    fate: 'taken',
    ref: 'R1',
    mty: 'ME',
    cid: '4711',
    dty: 5,
    did: undefined,
    stc: 9,
    lco: 11,
    oddities: ['name'],
  })
})

test('an answer is logged without the number to call, a refused document with why', () => {
  const answer = readDocument('<mrs><ref>R1</ref><snu>0</snu><tnu>sip:svar12@sentral.example</tnu></mrs>')
  expect(documentFields(PEER, answer, 'sent')).toEqual({
    peer: 'udp:127.0.0.1:5060',
    fate: 'sent',
    ref: 'R1',
    snu: 0,
  })
  expect(documentFields(PEER, readDocument('<mrq>'), 'refused')).toMatchObject({
    snu: 2,
    why: 'not understood',
  })
})
