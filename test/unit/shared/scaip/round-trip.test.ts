import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ScaipRequest, ScaipResponse } from '../../../../shared/scaip/document.ts'
import { readDocument } from '../../../../shared/scaip/read-document.ts'
import { writeRequest, writeResponse } from '../../../../shared/scaip/write-document.ts'

/** Text that XML can carry and that no reader trims. */
function words(longest: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: longest })
    .map((text) => text.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, 'x'))
    .map((text) => Array.from(text).slice(0, longest).join('').trim())
    .filter((text) => text !== '')
}

const optional = { requiredKeys: [] }
const digits = (longest: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{1,${longest}}$`))
const code = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most })

const requests: fc.Arbitrary<ScaipRequest> = fc
  .tuple(
    fc.record({
      ref: fc.stringMatching(/^[0-9A-Za-z]{1,16}$/),
      mty: fc.constantFrom('ME', 'RE', 'IN', 'PI'),
      cid: digits(16),
      dty: code(9999),
      stc: code(9999),
    }),
    fc.record(
      {
        ver: fc.constant('01.00'),
        sco: code(9),
        cha: code(9),
        hbo: code(9),
        did: fc.stringMatching(/^[0-9A-Za-z]{1,12}$/),
        dco: code(999),
        dte: words(32),
        crd: fc.array(words(256), { minLength: 1, maxLength: 8 }),
        stt: words(32),
        pri: code(9),
        lco: code(999),
        lva: words(2),
        lge: fc.record({ geo: fc.constant('59.91,10.75'), tim: fc.constant('2026-11-21T03:40:18+01') }),
        lte: words(32),
        ico: code(999),
        ite: words(128),
        ame: code(1),
        mreq: code(9),
      },
      optional,
    ),
  )
  .map(([needed, rest]) => ({ ...needed, ...rest }))

const responses: fc.Arbitrary<ScaipResponse> = fc
  .tuple(
    fc.record({ ref: fc.stringMatching(/^[0-9A-Za-z]{1,16}$/), snu: code(99_999) }),
    fc.record(
      {
        ste: words(128),
        cve: fc.constant('01.00'),
        mre: code(9),
        cre: code(99),
        tnu: words(256),
        hbi: code(4),
      },
      optional,
    ),
  )
  .map(([needed, rest]) => ({ ...needed, ...rest }))

test('every request that is written is read as it was', () => {
  fc.assert(
    fc.property(requests, (request) => {
      expect(readDocument(writeRequest(request))).toEqual({ kind: 'mrq', request, oddities: [] })
    }),
  )
})

test('every response that is written is read as it was', () => {
  fc.assert(
    fc.property(responses, (response) => {
      expect(readDocument(writeResponse(response))).toEqual({ kind: 'mrs', response })
    }),
  )
})

test('whatever comes, it is a document or a number; nothing is thrown', () => {
  const pieces = fc.constantFrom(
    '<mrq>',
    '</mrq>',
    '<mrs>',
    '<ref>',
    '</ref>',
    'A1',
    '<cid>1</cid>',
    '<dty>3</dty>',
    '<',
    '>',
    '&',
    '&lt;',
    '&x;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml',
    '?>',
    '<!DOCTYPE',
    '\0',
    '\uD800',
    '"',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      expect(['mrq', 'mrs', 'refused']).toContain(readDocument(text).kind)
    }),
  )
})

test('a document cut at any place is refused, or is one that says what the whole one says', () => {
  const whole = '<mrq><ref>A1</ref><mty>ME</mty><cid>4790000017</cid><dty>0005</dty><stc>0009</stc></mrq>'
  for (let end = 0; end < whole.length; end += 1)
    expect(readDocument(whole.slice(0, end)).kind).toBe('refused')
  expect(readDocument(whole).kind).toBe('mrq')
})

test('texts are cut to their length, characters that XML cannot carry become blanks, markup stays text', () => {
  const request: ScaipRequest = {
    ref: 'A1',
    mty: 'ME',
    cid: '1',
    dty: 3,
    stc: 10,
    lte: `<b>&"\u0000\uD800${'🛁'.repeat(40)}`,
  }
  const read = readDocument(writeRequest(request))
  expect(read).toMatchObject({ request: { lte: `<b>&"  ${'🛁'.repeat(25)}` } })
})
