/**
 * React Aria adds a style element of its own unless one with this id stands there; the page's CSP would refuse it
 * and report. Its one rule, for touch, is in `ui/base.css`.
 */
const standsThere = document.createElement('meta')
standsThere.id = 'react-aria-pressable-style'
document.head.append(standsThere)
