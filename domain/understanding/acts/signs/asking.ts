import { anyOf } from '../../lexicon/layout.ts';

/** Whether somebody is there, or something was done. */
export const WHETHER = anyOf(
  // "来没来"
  /([来到去在回报交走])[没不]\1/,
  // "进学校没有"
  /(?:[来到去报交齐走好上通课学完]了?|教室|学校|到校|成功|[\u3400-\u9fff][了着过])没有?(?=$|[ ?!.,\n呀啊哦嘛呢啦哈])/,
  // "家访了没", "交了表没有"
  /[交报填传做发弄]了[^,.;!?\n#]{1,4}没有?(?=$|[ ?!.,\n呀啊哦嘛呢啦哈])/,
  // "到学校了没有我心里急"
  /[来到去进](?:学校|校|教室|班)?了没有?(?=我(?!家|们)|麻烦|心里|担心|不放心)/,
);

/** What asks without a word or a mark of its own. */
export const ASKS = anyOf(
  // "老师麻烦问一声": at the head of a message.
  /^(?:[ ,.!]|老师|您好|你好|各位|喂|麻烦|打扰|劳烦|我|想|那个|您|你|再|一下|帮)*(?:问一?[声下个]|请问|敢问|借问|请教|打听)/,
  // "老师看看有没有到校"
  /^(?:[ ,.!]|老师|您好|你好|各位|喂|麻烦|打扰|劳烦|我|想|那个|您|你|再|一下|帮)*[看查瞧](?:一?[看查瞧下哈])?[^,.;:!\n]{0,12}(?:几|多少|谁|哪|没有|是不是|是否)/,
);

/** "是请了两天还是三天来着", which the speaker has forgotten, and "家访了几家" at the end of a message. */
export const ASKS_WHICH = anyOf(/还是[^,.;:!?\n]{1,10}来着/, /(?<![好十跑走])几[家户][?.! 嘛呢了啊]*$/);

/** "已经到校了吧" from somebody who is not at the school. */
export const SURELY = /[到来去][^,.;!\n]{0,3}了吧|在(?:学校|教室|班)[^,.;!\n]{0,2}吧/;
