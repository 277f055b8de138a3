/** SIP messages as devices and proxies write them, for the tests of reading and framing. */

export function lines(...text: string[]): string {
  return text.join('\r\n')
}

export const MESSAGE = lines(
  'MESSAGE sip:sentral@192.0.2.10:5061;transport=tls SIP/2.0',
  'Via: SIP/2.0/TLS 192.0.2.20:40123;branch=z9hG4bK776asdhds;rport;alias',
  'Max-Forwards: 70',
  'From: <sip:4790000017@sentral.example>;tag=49583',
  'To: <sip:sentral@sentral.example>',
  'Call-ID: asd88asd77a@192.0.2.20',
  'CSeq: 1 MESSAGE',
  'Content-Type: application/scaip+xml',
  // 41 bytes of 40 characters.
  'Content-Length: 41',
  '',
  '<mrq><ref>A1</ref><lte>Bad ø</lte></mrq>',
)

/** Compact names, folded lines, blanks before colons, odd case, two values on one line; RFC 4475 3.1.1.1 in our size. */
export const CROOKED = lines(
  'MESSAGE sip:sentral@192.0.2.10 sip/2.0',
  'TO :',
  ' "Sentral \\"1\\"" <sip:sentral@192.0.2.10>   ',
  'from   :  "J. Rosenberg, junior" <sip:4790000017@192.0.2.20>',
  '  ; tag = 98asjd8',
  'MaX-fOrWaRdS: 0068',
  'i: crooked@192.0.2.20',
  'cseq: 0009',
  '  MESSAGE',
  'v:  SIP  / 2.0',
  ' / UDP',
  '    192.0.2.2;branch=390skdjuw, SIP/2.0/TCP spindle.example.com ;',
  '  branch  =   z9hG4bK9ikj8',
  's:',
  'NewFangledHeader:   newfangled value',
  ' continued newfangled value',
  'UnknownHeaderWithUnusualValue: ;;,,;;,;',
  'c: application/scaip+xml ; charset=utf-8',
  'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue',
  'l: 5',
  '',
  '<mrq>',
)

export const ANSWER = lines(
  'SIP/2.0 200 OK',
  'Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1;received=127.0.0.1;rport=5060',
  'From: <sip:1@x>;tag=a',
  'To: <sip:2@x>;tag=b',
  'Call-ID: 1',
  'CSeq: 1 MESSAGE',
  'Content-Length: 0',
  '',
  '',
)

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
