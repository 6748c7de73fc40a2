/** Words with which people begin and end a message and that tell nothing. */

/** Clauses that may stand at the end: thanks, and that this is all. Between `{}` stands what may follow or be left out. */
export const CLOSINGS = `
  {多谢,谢谢,感谢,谢了,谢啦,谢过,辛苦,辛苦了,麻烦,麻烦了,打扰了,劳烦了}{老师,老师们,你,您,各位,大家,各位老师,领导,各位领导,校长,主任,啦,}{了,啦,}
  {请,请您,请各位,请领导,烦请,望,}{知悉,周知,知晓,查收,过目,审阅,批准,领导知悉,各位知悉,老师知悉,校长知悉}
  特此{报告,汇报,说明,上报,禀报,告知,通知,报备,}
  {汇报,报告,播报,上报,报送,点名,}{完毕,完了,结束}
  {请,}收到{请,}{回复,回话,回个话,回个信}
  先{这样,这么多,报这些,报到这,报到这里,到这}
  {就,}{这样,这些}{了,}
  以上
`;

/** How people greet before they tell; a pause follows. */
export const GREETINGS = `
  {老师,老师们,各位老师,各位领导,领导,校长,主任,各位,大家,}{你,您,你们,大家,各位}{好,早,早上好,上午好,中午好,下午好,晚上好}
  {老师,老师们,各位老师,各位领导,领导,校长,主任,各位,大家}{好,早,早上好,上午好,中午好,下午好,晚上好}
  早上好 上午好 中午好 下午好 晚上好 早安
`;

/** With these, and a pause, whoever dictates begins to think. */
export const HESITATIONS = `
  呜呜 呜呜呜 嗯 呃 额 诶 哎 唉 那个 这个 就是 然后 那什么
`;

/** As WeCom writes a picture in words; those that might tell of illness are left out. */
export const PICTURE_NAMES = `
  微笑 撇嘴 色 发呆 得意 流泪 害羞 闭嘴 大哭 尴尬 发怒 调皮 呲牙 惊讶 难过 囧 抓狂 偷笑 愉快 白眼 傲慢 困 惊恐 憨笑 悠闲 咒骂 疑问
  嘘 衰 骷髅 敲打 再见 擦汗 抠鼻 鼓掌 坏笑 右哼哼 鄙视 委屈 快哭了 阴险 亲亲 可怜 笑脸 脸红 破涕为笑 恐惧 失望 无语 嘿哈 捂脸 奸笑
  机智 皱眉 耶 吃瓜 加油 加油加油 汗 天啊 天啦 社会社会 旺柴 好的 打脸 哇 翻白眼 666 让我看看 叹气 苦涩 裂开 嘴唇 爱心 心碎 拥抱 强 弱
  握手 胜利 抱拳 勾引 拳头 ok 合十 啤酒 咖啡 蛋糕 玫瑰 凋谢 菜刀 炸弹 便便 月亮 太阳 庆祝 礼物 红包 發 发 福 烟花 爆竹 猪头 跳跳 发抖 转圈
`;

/** Endings of a clause that only soften it; 了 and what holds it, 呢, 吗 and 嘛 change what is said. */
export const SOFT_ENDINGS = '哈哦噢喔哟呀嘞哒呗啊哇';
