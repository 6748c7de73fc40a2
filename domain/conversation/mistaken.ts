const MISTAKEN =
  /不对|不是|误报|错了|[弄搞报说写看记点打听认]错|没(?:看见|看到|注意到)|一直(?:都)?在|早就?(?:到|来|在)/u;

/** Whether a message takes back what was told before, "不对，是孙浩不是张伟", and does not tell of a child that came since. */
export const saysMistaken = (text: string): boolean => MISTAKEN.test(text);
