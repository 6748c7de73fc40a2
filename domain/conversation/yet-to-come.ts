/**
 * Parts of patterns for whoever reads what was done: what is only meant to be done, and what is left for a later day or hour. A
 * promise is told with such words, and a story with 随后 or 回头: where that may be, they are no sign.
 */
export const INTENDED = '准备|打算';
export const LATER = '明[天日早]|后天|下周|下星期|改天|过[几两]天|等下|待会|晚点|晚些';
