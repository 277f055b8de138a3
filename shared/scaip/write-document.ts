/** Writes `mrq` and `mrs` in the order seen in practice (scaip.md §4); what is not given is left out. */
import type { ScaipRequest, ScaipResponse } from './document.ts'

/** `dty` and `stc` in four digits, `dco` and `lco` in three (scaip.md §6). Texts are cut to their length of §4. */
export function writeRequest(request: ScaipRequest): string {
  const { lge } = request
  const position =
    lge === undefined
      ? ''
      : `<lge>${element('geo', text(lge.geo, 23))}${element('tim', text(lge.tim, 22))}${element('gga', text(lge.gga, 81))}</lge>`
  const fields = [
    element('ref', request.ref),
    element('ver', text(request.ver, 5)),
    element('sco', code(request.sco, 1)),
    element('cha', code(request.cha, 1)),
    element('mty', request.mty),
    element('hbo', code(request.hbo, 1)),
    element('cid', request.cid),
    element('dty', code(request.dty, 4)),
    element('did', request.did),
    element('dco', code(request.dco, 3)),
    element('dte', text(request.dte, 32)),
    ...(request.crd ?? []).map((caller) => element('crd', text(caller, 256))),
    element('stc', code(request.stc, 4)),
    element('stt', text(request.stt, 32)),
    element('pri', code(request.pri, 1)),
    element('lco', code(request.lco, 3)),
    element('lva', text(request.lva, 2)),
    position,
    element('lte', text(request.lte, 32)),
    element('ico', code(request.ico, 1)),
    element('ite', text(request.ite, 128)),
    element('ame', code(request.ame, 1)),
    element('mreq', code(request.mreq, 1)),
  ]
  return `<mrq>${fields.join('')}</mrq>`
}

export function writeResponse(response: ScaipResponse): string {
  const fields = [
    element('ref', response.ref),
    element('snu', code(response.snu, 1)),
    element('ste', text(response.ste, 128)),
    element('cve', text(response.cve, 5)),
    element('mre', code(response.mre, 1)),
    element('cre', code(response.cre, 2)),
    element('tnu', text(response.tnu, 256)),
    element('hbi', code(response.hbi, 1)),
  ]
  return `<mrs>${fields.join('')}</mrs>`
}

function element(tag: string, content: string | undefined): string {
  return content === undefined || content === '' ? '' : `<${tag}>${escape(content)}</${tag}>`
}

function code(value: number | undefined, digits: number): string | undefined {
  return value?.toString().padStart(digits, '0')
}

/** By characters, not by halves of them. */
function text(value: string | undefined, longest: number): string | undefined {
  return value === undefined ? undefined : Array.from(value).slice(0, longest).join('').trim()
}

/** What XML 1.0 cannot carry at all becomes a blank. */
function escape(content: string): string {
  return content
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ')
    .replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? ' ')
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
