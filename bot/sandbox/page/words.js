/** Every Chinese word that the page's scripts put on the screen; the fixed labels are in index.html. */
export const words = {
  minutes: (/** @type {number} */ count) => `${count} 分钟`,
  hours: (/** @type {number} */ count) => `${count} 小时`,
  days: (/** @type {number} */ count) => `${count} 天`,
  underMinute: '不到 1 分钟',
  left: (/** @type {string} */ span) => `还有 ${span}`,
  late: (/** @type {string} */ span) => `已超时 ${span}`,
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  monthDay: (/** @type {number} */ month, /** @type {number} */ day) => `${month}月${day}日`,
  today: '今天',
  yesterday: '昨天',

  unreachable: '连不上沙盘服务，请看一下它是否还在运行；页面会自动重连。',
  unreadable: '沙盘服务的回答看不懂，请刷新页面再试。',
  failed: (/** @type {number} */ status) => `沙盘服务出错（${status}），请稍后再试。`,

  unread: (/** @type {number} */ count) => `${count} 条未读`,
  nobodyFound: '没有找到这个人，换个名字或单位试试。',

  kinds: { reminder: '提醒', escalation: '逐级上报', notice: '通知', document: '文书', digest: '汇总' },
  youAre: (/** @type {string} */ name) => `你现在是${name}，正在和机器人「一个都不能少」说话`,
  bot: '机器人',
  says: (/** @type {string} */ who, /** @type {string} */ text) => `${who}：${text}`,
  sending: '发送中…',
  notSent: '没有发出去',
  retry: '重试',
  answered: '已回复',
  superseded: '后面有更新的消息，这里不能再点；要补充请直接打字。',
  paper: 'Word 文书，点开下载',
  voice: (/** @type {number} */ seconds) => `语音 ${seconds} 秒`,
  voiceNote: '家长在微信里点开就能听。浏览器放不了这种录音（AMR），点这里下载。',
  sayTo: (/** @type {string} */ name) => `以${name}的身份说一句话`,

  play: '播放',
  pause: '暂停',
  next: (/** @type {string} */ when, /** @type {string} */ what) => `下一个：${when}　${what}`,
  nothingNext: '眼下没有等着到期的事',

  noDuties: '没有等着办的事。学生没来、有人报了数，这里就会出现任务。',
  noDutiesOfMine: '这个人眼下没有要办的事。',
  dueAt: (/** @type {string} */ when) => `时限 ${when}`,
  nextAt: (/** @type {string} */ when) => `下次动作 ${when}`,
  actor: '责任人',
  ladder: '没办会报给',
  told: '已告知',
  notTold: '未告知',
  dutyCount: (/** @type {number} */ open, /** @type {number} */ late) =>
    late > 0 ? `${open} 件未办，其中 ${late} 件超时` : `${open} 件未办`,

  openFiles: '有事未了的学生',
  foundFiles: (/** @type {string} */ text) => `找“${text}”`,
  noOpenFiles: '眼下没有学生有事未了。可以在上面按姓名找。',
  noFilesFound: '没有找到。请输入学生的姓名或其中一个字。',
  /** The word by which the server asks what a look is for. */
  purpose: '用途',
  viewerNeeded: '先选一个人：能看到哪些学生，取决于你是谁。',
  seenAs: (/** @type {string} */ name) => `以${name}的身份查看`,
  noEntries: '还没有记录。',
  entryKinds: { fact: '事实', notice: '通知', duty: '任务', paper: '文书', count: '计数' },
  everything: '全部',

  storyAt: (/** @type {string} */ title, /** @type {number} */ step, /** @type {number} */ of) =>
    `《${title}》 第 ${step} / ${of} 步`,
  storyEnded: (/** @type {string} */ title) => `《${title}》演完了，可以接着自己试。`,
  restarted: '沙盘已重新开始。',

  sentence: '三(1)班应到42实到41，张伟没来',
  teacher: '王老师',
  homeroom: '班主任',
  brand: '一个都不能少',
};
