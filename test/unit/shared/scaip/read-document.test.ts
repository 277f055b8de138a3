import { describe, expect, test } from 'vitest'
import { LONGEST_DOCUMENT_BYTES, type ScaipRequest } from '../../../../shared/scaip/document.ts'
import { readDocument } from '../../../../shared/scaip/read-document.ts'

const FALL =
  '<mrq><ref>K7Q20000A1B2C3D4</ref><ver>01.00</ver><mty>ME</mty><cid>4790000017</cid><dty>0005</dty><did>F1000042</did><crd>no-voice:</crd><stc>0009</stc><pri>0</pri><lco>011</lco><lte>Bad, 1. etasje</lte></mrq>'

function request(text: string): ScaipRequest {
  const read = readDocument(text)
  if (read.kind !== 'mrq') throw new Error(`not a request: ${JSON.stringify(read)}`)
  return read.request
}

describe('the documents of scaip.md §11', () => {
  test('a fall in a bathroom', () => {
    expect(readDocument(FALL)).toEqual({
      kind: 'mrq',
      oddities: [],
      request: {
        ref: 'K7Q20000A1B2C3D4',
        ver: '01.00',
        mty: 'ME',
        cid: '4790000017',
        dty: 5,
        did: 'F1000042',
        crd: ['no-voice:'],
        stc: 9,
        pri: 0,
        lco: 11,
        lte: 'Bad, 1. etasje',
      },
    })
  })

  test('accepted, without speech; with a number to call; refused', () => {
    const answers = [
      '<mrs><ref>K7Q20000A1B2C3D4</ref><snu>0</snu><mre>0</mre></mrs>',
      '<mrs><ref>K7Q20000A1B2C3D5</ref><snu>0</snu><mre>01</mre><cre>62</cre><tnu>sip:svar12@sentral.example</tnu></mrs>',
      '<mrs><ref>K7Q20000A1B2C3D8</ref><snu>7</snu><ste>dty</ste></mrs>',
    ].map(readDocument)
    expect(answers).toEqual([
      { kind: 'mrs', response: { ref: 'K7Q20000A1B2C3D4', snu: 0, mre: 0 } },
      {
        kind: 'mrs',
        response: { ref: 'K7Q20000A1B2C3D5', snu: 0, mre: 1, cre: 62, tnu: 'sip:svar12@sentral.example' },
      },
      { kind: 'mrs', response: { ref: 'K7Q20000A1B2C3D8', snu: 7, ste: 'dty' } },
    ])
  })
})

describe('what real devices do differently (scaip.md §12) is taken', () => {
  test.each(['3', '03', '003', '0003'])('dty %s is a personal trigger', (dty) => {
    expect(request(`<mrq><ref>A1</ref><cid>1</cid><dty>${dty}</dty></mrq>`).dty).toBe(3)
  })

  test('blanks inside values, a plus before the cid, any order, a declaration before it', () => {
    const text = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
      <mrq><mty> me </mty><dty> 0003</dty><stc>\n0010 </stc><cid> +46 1234567</cid><ref> R 17</ref></mrq>`
    expect(request(text)).toEqual({ ref: 'R17', mty: 'ME', cid: '461234567', dty: 3, stc: 10 })
  })

  test('several crd, some of them empty or without a number', () => {
    const text =
      '<mrq><ref>A1</ref><cid>1</cid><dty>3</dty><crd/><crd>gsm:</crd><crd>gsm:+</crd><crd>sip:</crd></mrq>'
    expect(request(text).crd).toEqual(['gsm:', 'gsm:+', 'sip:'])
  })

  test('without mty it is an alarm, without stc a manual one; cha 0 may be said', () => {
    const text = '<mrq><ref>A1</ref><cid>1</cid><dty>0003</dty><cha>0</cha></mrq>'
    expect(request(text)).toMatchObject({ mty: 'ME', stc: 10, cha: 0 })
  })

  test('a heartbeat with an alarm code stays a heartbeat', () => {
    const text = '<mrq><ref>A1</ref><cid>1</cid><dty>0002</dty><mty>PI</mty><stc>0009</stc></mrq>'
    expect(request(text)).toMatchObject({ mty: 'PI', stc: 9 })
  })

  test('a did of twelve hex digits', () => {
    expect(request('<mrq><ref>A1</ref><cid>1</cid><dty>3</dty><did>0080E12A3B4C</did></mrq>').did).toBe(
      '0080E12A3B4C',
    )
  })

  test('elements nobody knows are named and ignored, also where they have children', () => {
    const read = readDocument(
      '<mrq><ref>A1</ref><new><ref>B2</ref></new><cid>1</cid><dty>3</dty><x1>7</x1></mrq>',
    )
    expect(read).toMatchObject({ kind: 'mrq', request: { ref: 'A1' }, oddities: ['new/ref', 'new', 'x1'] })
  })

  test('codes that are no codes, and a type nobody knows, are never a reason to drop', () => {
    const read = readDocument(
      '<mrq><ref>A1</ref><cid>1</cid><dty>fall</dty><mty>XX</mty><stc>9999999</stc></mrq>',
    )
    expect(read).toMatchObject({
      kind: 'mrq',
      request: { mty: 'ME', dty: 0, stc: 0 },
      oddities: ['mty', 'dty', 'stc'],
    })
  })

  test('a text that is too long is cut', () => {
    const text = `<mrq><ref>A1</ref><cid>1</cid><dty>3</dty><lte>${'å'.repeat(1000)}</lte></mrq>`
    expect(request(text).lte).toBe('å'.repeat(256))
  })

  test('wrapped in scaip, or with its fields right in it, or with a prefix', () => {
    const fields = '<ref>A1</ref><cid>1</cid><dty>3</dty>'
    expect(request(`<scaip><mrq>${fields}</mrq></scaip>`).dty).toBe(3)
    expect(request(`<scaip>${fields}</scaip>`).dty).toBe(3)
    expect(request(`<s:mrq xmlns:s="urn:x">${fields}</s:mrq>`).dty).toBe(3)
    expect(readDocument('<scaip><mrs><ref>A1</ref><snu>0</snu></mrs></scaip>')).toMatchObject({ kind: 'mrs' })
    expect(readDocument('<scaip><ref>A1</ref><snu>0</snu></scaip>')).toMatchObject({ kind: 'mrs' })
  })

  test('the five entities that XML has by itself, and CDATA', () => {
    const text =
      '<mrq><ref>A1</ref><cid>1</cid><dty>3</dty><lte>Bad &amp; WC &#x26; <![CDATA[<2>]]></lte></mrq>'
    expect(request(text).lte).toBe('Bad & WC & <2>')
  })

  test('a position', () => {
    const text =
      '<mrq><ref>A1</ref><cid>1</cid><dty>51</dty><lge><geo>59.91,10.75</geo><tim>2026-11-21T03:40:18+01</tim></lge></mrq>'
    expect(request(text).lge).toEqual({ geo: '59.91,10.75', tim: '2026-11-21T03:40:18+01' })
  })
})

describe('what is refused, and with which number (scaip.md §13, check 2)', () => {
  test.each([
    ['<mrq><cid>1</cid><dty>3</dty></mrq>', 7, 'ref', null],
    ['<mrq><ref/><cid>1</cid><dty>3</dty></mrq>', 7, 'ref', null],
    ['<mrq><ref>A1</ref><dty>3</dty></mrq>', 7, 'cid', 'A1'],
    ['<mrq><ref>A1</ref><cid>1</cid></mrq>', 7, 'dty', 'A1'],
    ['<mrq><ref>A1</ref><cid>1</cid><dty> </dty></mrq>', 7, 'dty', 'A1'],
    ['<mrq><ref>A&#10;B"</ref><cid>1</cid><dty>3</dty></mrq>', 3, 'ref', null],
    ['<mrq><ref>A1</ref><cid>1;2</cid><dty>3</dty></mrq>', 3, 'cid', 'A1'],
    ['<mrs><ref>A1</ref></mrs>', 7, 'snu', 'A1'],
    ['<mrs><ref>A1</ref><snu>ok</snu></mrs>', 3, 'snu', 'A1'],
    ['<mrs><snu>0</snu></mrs>', 7, 'ref', null],
    ['<alarm><ref>A1</ref></alarm>', 2, 'neither mrq nor mrs', null],
    ['', 2, 'not understood', null],
    ['hello', 2, 'not understood', null],
    ['<mrq><ref>A1</ref><cid>1</cid>', 2, 'not understood', 'A1'],
    ['<mrq><ref>A1</ref><cid>1</dty></mrq>', 2, 'not understood', 'A1'],
    ['<mrq><ref>A1</ref></mrq><mrq/>', 2, 'not understood', 'A1'],
    ['<!DOCTYPE mrq><mrq><ref>A1</ref><cid>1</cid><dty>3</dty></mrq>', 2, 'not understood', 'A1'],
    [
      '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><mrq><ref>A1</ref><cid>&b;</cid><dty>3</dty></mrq>',
      2,
      'not understood',
      'A1',
    ],
    [
      '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><mrq><ref>A1</ref><cid>1</cid><dty>3</dty><lte>&x;</lte></mrq>',
      2,
      'not understood',
      'A1',
    ],
    ['<mrq><ref>A1</ref><cid>1</cid><dty>3</dty><lte>&nbsp;</lte></mrq>', 2, 'not understood', 'A1'],
    [`<mrq>${'<a>'.repeat(50)}${'</a>'.repeat(50)}</mrq>`, 2, 'not understood', null],
    [`<mrq>${'<a/>'.repeat(2000)}</mrq>`, 2, 'not understood', null],
  ])('%s', (text, snu, ste, ref) => {
    expect(readDocument(text)).toEqual({ kind: 'refused', ref, snu, ste })
  })

  test('a body over 64 KiB, counted in bytes; the last byte under it is taken', () => {
    const frame = '<mrq><ref>A1</ref><cid>1</cid><dty>3</dty><lte></lte></mrq>'
    const room = LONGEST_DOCUMENT_BYTES - frame.length
    const filled = (bytes: number): string =>
      frame.replace('<lte>', `<lte>${'å'.repeat(Math.floor(bytes / 2))}${'a'.repeat(bytes % 2)}`)
    expect(readDocument(filled(room)).kind).toBe('mrq')
    expect(readDocument(filled(room + 1))).toEqual({ kind: 'refused', ref: 'A1', snu: 1, ste: 'too long' })
  })
})
