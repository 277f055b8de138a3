/** The words of a PDF as Chromium prints one: compressed streams, subset fonts with a table back to letters. */
import { inflateSync } from 'node:zlib'

/** By the hex digits of a glyph: four, or two where the font was drawn from a variable one. */
type Letters = ReadonlyMap<string, string>

/** Text of the whole document in the order of drawing, without white space; and how many pages it has. */
export function readPdf(file: Buffer): { readonly pages: number; readonly text: string } {
  const objects = objectsOf(file.toString('latin1'))
  const fonts = new Map<string, Letters>()
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', id = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.dictionary ?? '')?.[1]
      if (table !== undefined) fonts.set(name, lettersOf(objects.get(table)?.stream ?? ''))
    }
  }
  const all = [...objects.values()]
  const text = all.map(({ stream }) => drawnText(stream, fonts)).join('')
  return { pages: all.filter(({ dictionary }) => /\/Type ?\/Page\b/.test(dictionary)).length, text }
}

function objectsOf(
  content: string,
): ReadonlyMap<string, { readonly dictionary: string; readonly stream: string }> {
  const objects = new Map<string, { dictionary: string; stream: string }>()
  for (const [, id = '', body = ''] of content.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\sendobj/g)) {
    const at = body.indexOf('stream\n')
    const dictionary = at === -1 ? body : body.slice(0, at)
    objects.set(id, {
      dictionary,
      stream: at === -1 ? '' : inflated(dictionary, body.slice(at + 'stream\n'.length)),
    })
  }
  return objects
}

function inflated(dictionary: string, stream: string): string {
  if (!dictionary.includes('/FlateDecode') || dictionary.includes('/Image')) return ''
  return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
}

/** `<0003> <0020>` and `<0024> <0027> <0041>` of a font's table. */
function lettersOf(table: string): Letters {
  const letters = new Map<string, string>()
  for (const [, part = ''] of table.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', letter = ''] of part.matchAll(/<(\w+)> <(\w+)>/g)) {
      letters.set(glyph, Buffer.from(letter, 'hex').swap16().toString('utf16le'))
    }
  }
  for (const [, part = ''] of table.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g)) {
    for (const [, first = '', last = '', letter = ''] of part.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let step = 0; step <= parseInt(last, 16) - parseInt(first, 16); step += 1) {
        const glyph = (parseInt(first, 16) + step).toString(16).toUpperCase().padStart(first.length, '0')
        letters.set(glyph, String.fromCharCode(parseInt(letter, 16) + step))
      }
    }
  }
  return letters
}

function drawnText(stream: string, fonts: ReadonlyMap<string, Letters>): string {
  let letters: Letters = new Map()
  let text = ''
  for (const [, font, one, many] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<(\w+)> Tj|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map()
    const digits = [...letters.keys()][0]?.length ?? 4
    const glyphs = one ?? [...(many ?? '').matchAll(/<(\w+)>/g)].map(([, hex]) => hex).join('')
    for (let at = 0; at < glyphs.length; at += digits)
      text += letters.get(glyphs.slice(at, at + digits)) ?? ''
  }
  return text.replaceAll(/\s/g, '')
}
