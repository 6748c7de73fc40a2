/**
 * How Yunnan says it, and how the tables of this folder have it. Both sides are equally long, so that every word of a
 * message keeps its place.
 */
export const DIALECT: readonly (readonly [RegExp, string])[] = [
  // 好嘞 agrees; nobody is well again.
  [/(?<=(?:^|[ ,.;!\n])好)[嘞咧叻]/g, '的'],
  [/[咯咧啦喽嘞叻]|勒(?=$|[ ,.;!()\n])|(?<=[来到去走好回退完掉])勒(?!索)/g, '了'],
  [/(?<=[来到走回好齐去])拉(?=$|[ ,.;!\n])/g, '了'],
  [/克(?!服|制|隆|[扣拉])/g, '去'],
  // 拢学校 is to arrive there, 拢来 all who came.
  [/拢(?=学校|校|教室|班|家|屋)|(?<=[才刚没就])拢/g, '到'],
  [/拢/g, '都'],
  [/(?<=[跟随])到(?=[我他她你老工村])/g, '着'],
  [/冇/g, '没'],
  [/掼(?!例)/g, '摔'],
  [/淌(?=鼻|清鼻|血)/g, '流'],
  [/瞧(?=病|医|大夫|眼睛|牙|草医|中医)/g, '看'],
  [/[没莫]得/g, '没有'],
  [/(?<![什怎那这多要])么得/g, '没有'],
  // Written: 第二节课方到.
  [/(?<![前对双地东西南北后官各])方(?=[能可得]?[到来归返至抵])/g, '才'],
  // 转来 is to come back, but for whoever is new: 新转来的, 今天转来一个.
  [/(?<=[才再就没要能会未号日天后一二三四五六])转来(?!了?[一两个位名的新我咱本这])/g, '回来'],
  [/将(?=将|才[进到来赶走拢坐回起出])|(?<=将)将|(?<=才)将(?=[进到来赶走拢坐回起出])/g, '刚'],
  [/半道(?!题)/g, '半路'],
  [/晌午/g, '中午'],
  [/哪样/g, '什么'],
  [/啥子/g, '什么'],
  [/咋个/g, '怎么'],
  [/哪点/g, '哪里'],
  [/晓不得/g, '不知道'],
  [/晓得/g, '知道'],
  [/莫(?=[算来管去要记报写说讲发忙])/g, '别'],
  // "他妈妈说明天请假" explains nothing.
  [/说(?=明(?:[天晚]|早[上晨]|早[^就已]|日[^期]|后[天两]))/g, '称'],
  // At a clause's end 么 asks; within one it only marks of whom the speaker is going to tell.
  [/(?<![什怎那这多要没])么(?=[^ ,.;:!?)\n])/g, '嘛'],
];
