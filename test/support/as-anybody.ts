/** Words before a command that is to be refused like anybody: root may open everything, without this capability not. */
export const AS_ANYBODY: readonly string[] =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all', '--']
    : []
