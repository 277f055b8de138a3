/** A SCAIP document as flat fields. No document type, no entities of its own, no depth: nothing in it can grow. */
import { SaxesParser } from 'saxes'

/** `scaip`, `mrq`, `lge`, `geo` are four; the rest is room for what newer devices wrap things in. */
const DEEPEST = 8
const MOST_ELEMENTS = 512

export interface XmlDocument {
  /** Local name of the element that holds the fields. */
  readonly root: string
  /** Text by local name, in the order of arrival; those of `lge` as `lge/geo`. */
  readonly fields: ReadonlyMap<string, readonly string[]>
}

/** Undefined for what is no document: broken, with a document type or an entity, too deep, too many elements. */
export function readXmlFields(text: string): XmlDocument | undefined {
  try {
    return parse(text)
  } catch {
    // The parser throws at the first fault; what it is lies in the sender's hands, not in ours.
    return undefined
  }
}

function parse(text: string): XmlDocument {
  const parser = new SaxesParser()
  const fields = new Map<string, string[]>()
  const open: string[] = []
  let words = ''
  let elements = 0
  let root = ''
  const take = (part: string): void => {
    words += part
  }
  parser.on('doctype', () => {
    throw new Error('document type')
  })
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('opentag', ({ name }) => {
    elements += 1
    open.push(localName(name))
    if (open.length > DEEPEST || elements > MOST_ELEMENTS) throw new Error('not a document of this size')
    // A peer that is not conforming wraps the document, or its fields, in `scaip` (scaip.md §2).
    if (open.length === 1 || (open.length === 2 && isRoot(open[1]))) root = open.at(-1) ?? ''
    words = ''
  })
  parser.on('closetag', () => {
    const depth = open[0] === 'scaip' && root !== 'scaip' ? 2 : 1
    const name = open.slice(depth).join('/')
    open.pop()
    if (name !== '') fields.set(name, [...(fields.get(name) ?? []), words.trim()])
    words = ''
  })
  parser.write(text.replace(/^\uFEFF/, '').trimStart()).close()
  return { root, fields }
}

function isRoot(name: string | undefined): boolean {
  return name === 'mrq' || name === 'mrs'
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}
