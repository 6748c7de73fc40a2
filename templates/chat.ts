/** What `npm run chat` says itself; what the bot says there is in `messages/`. */
export const chatWords = {
  welcome: (name: string, title: string): string => `一个都不能少 · 终端对话（用完即弃的演示区）
现在是${name}（${title}）。直接打字就是这个人对机器人说话，例如：三(1)班应到42实到41，张伟没来
  /as 姓名或编号   换一个人        /people 关键字   找人
  /next           到下一个时限     /+10m /+2h /+1d  时间往前走
  /time           现在几点         /todo           这个人手上的事
  /save 文件       存成剧本文件     /quit           结束，并印出剧本
`,
  now: (when: string): string => `现在是 ${when}`,
  next: (when: string, what: string): string => `下一个时限 ${when}　${what}`,
  nothingNext: '眼下没有等着到期的事。',
  arrived: (when: string): string => `── ${when} ──`,
  speaks: (name: string, title: string, id: string): string => `现在是${name}（${title}）　${id}`,
  noPerson: (text: string): string => `没有找到“${text}”。用 /people 关键字 找一找，再 /as 编号。`,
  several: (text: string): string => `“${text}”不止一个，请写编号：`,
  whoElse: (count: number): string => `……还有${count}人，请加关键字。`,
  nothingToDo: '手上没有要做的事。',
  duty: (due: string, subject: string, title: string, late: boolean): string =>
    `${due}前　${subject}：${title}${late ? '（已超时）' : ''}`,
  saved: (file: string): string => `已存到 ${file}，重演：npm run -s rehearse -- ${file}`,
  notSaved: (file: string, why: string): string => `存不到 ${file}：${why}。请换一个地方再存。`,
  fileWanted: '请写明文件名，例如：/save story.yaml',
  unknown: (text: string): string =>
    `没有“${text}”这个命令。可用的有：/as /people /time /next /+10m /+1d /todo /save /quit`,
  file: (name: string): string => `附件：${name}`,
  story: (day: string): string => `${day}的对话`,
} as const;
