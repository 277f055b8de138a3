/** Which words a station and its clients speak. Both ends say it: whoever is too old to understand must know it. */

/**
 * Rises with every change after which one end would misunderstand the other; what is only added does not raise it.
 * Told by a client with its connection and by the station with the first message of the board.
 */
export const API_VERSION = 3

/** The client's version among the parameters of its connection, in decimal digits. */
export const VERSION_PARAM = 'apiVersion'
