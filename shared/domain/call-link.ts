/** Numbers and addresses that a telephone program on the same machine can call. */

/** A telephone number as people write it, or an address such as `sip:mona@tlf.example`. */
export const CALLABLE = /^(?:\+?[0-9 ]{3,20}|sips?:[A-Za-z0-9.+-]{1,64}@[A-Za-z0-9.-]{1,128})$/

/** What a link to it opens. */
export function callLink(callable: string): string {
  return callable.startsWith('sip') ? callable : `tel:${callable.replaceAll(' ', '')}`
}
