import { wordsOf } from './layout.ts';

/** Characters taken for one another by their look; each group is one family. */
export const LOOKALIKES = wordsOf(`
  焱燚炎 瑞端 梅海悔 未末 土士 己已巳 大太犬 王玉主 日曰目 天夭 李季 扬场杨 阳旭
  思恩 婷停 静净 芳芬 芸云 志忘 鑫淼森 琴琪 珍铃玲 怡治 慧彗 浩活 洁结 倩情清晴睛
  莉利 苹萍 荣莹蓉 伟纬 予子孑 亮亭 风凤 华毕 欣新 昱星 晶品 岩岸 峰锋蜂 兵丘乒 宠宏
  福富 贵责 卯卵 申甲由 柏伯 桂佳 娟捐 沁心 徐除 陈阵 邓郑 白百自 龙尤 庆床 国围
  健建 诚城成 雪雷 杰木 江红 泽译 拜湃 轩轲 昕听 媛缓 彬杉 博傅
  锦绵 步涉 彤形 崇祟
`);
