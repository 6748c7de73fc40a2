/** What `npm run doctor` says: one line for each piece, fine or what to do. */

export type Health = 'fine' | 'bad' | 'off' | 'unsure';

const MARKS: Readonly<Record<Health, string>> = { fine: '✓', bad: '✗', off: '–', unsure: '?' };

export const doctorLine = (health: Health, what: string, say: string): string =>
  `${MARKS[health]} ${what}：${say}`;

export const doctorWords = {
  clock: '时钟',
  database: '数据库',
  queue: '队列',
  county: '县区数据',
  key: '数据密钥',
  app: '自建应用',
  range: '应用可见范围',
  callback: '应用回调',
  aiBot: '智能机器人',
  school: '学校通知',
  parents: '家长关注率',
  contact: '通讯录同步',
  webhook: '群消息推送',
  wechaty: 'Wechaty',
  accounts: '人员账号',
  administrators: '系统管理员',
  outbox: '待发消息',
} as const;

export const doctorSays = {
  clockFine: (seconds: number) => `与数据库、企业微信相差不到${Math.max(1, Math.ceil(seconds))}秒`,
  clockOff: (seconds: number, whose: string) =>
    `与${whose}相差${Math.round(seconds)}秒，时限会算错，回调也会被拒。请在服务器上开启 NTP 校时（例如 timedatectl set-ntp true）`,
  databaseFine: (version: string, ms: number) => `PostgreSQL ${version}，应答${ms}毫秒`,
  databaseBad: '连不上。请检查 DATABASE_URL，或磁盘和进程（见 docs/runbook.md）',
  queueRedisFine: 'Redis 正常',
  queueRedisEvicts: (policy: string) =>
    `Redis 的 maxmemory-policy 是 ${policy}，内存满时会丢任务。请改为 noeviction（丢了的会由扫描补回，但会晚）`,
  queueRedisBad: '连不上 Redis。请检查 REDIS_URL；在恢复前任务会由扫描补做',
  queuePostgres: '用同一个 PostgreSQL',
  countyDemo:
    '现在是虚构的演示县，不是真实的学校和孩子。请运行 npm run sync -- --replace-demo 换成企业微信通讯录里的，或填好花名册（npm run import -- --template 名单.xlsx）后运行 npm run import -- --replace-demo 名单.xlsx',
  countyEmpty: '还没有学校和班级。请运行 npm run sync 同步，或 npm run import -- 名单.xlsx 导入',
  countyFine: (schools: number, classes: number, students: number) =>
    `${schools}所学校，${classes}个班，${students}名学生`,
  keyFine: '能打开已封存的号码',
  keyNone: '还没有封存过内容',
  keyBad: '打不开已封存的号码：DATA_KEY 或 data.key 不是原来那把。请换回原来的密钥（见 docs/runbook.md）',
  off: (names: string) => `没有启用（设置 ${names} 后启用）`,
  tokenFine: '能取得 access_token',
  silent: (host: string) => `连不上 ${host}。请检查服务器网络、出口防火墙和 WECOM_API_BASE_URL`,
  rangeFine: (members: number) => `应用能看到${members}名成员`,
  rangeEmpty: '应用看不到任何成员。请到应用详情页“可见范围”加上学校和乡镇的部门',
  rangeLacks: (count: number) =>
    `登记的人员中有${count}人不在应用可见范围内，收不到消息。请到应用详情页“可见范围”加上他们的部门`,
  callbackFine: '本机回调地址应答正确；外网能否访问，请在管理后台“接收消息”点保存验证',
  callbackNotRunning: '程序没有在运行，没法试。请先启动程序，再运行本检查',
  callbackBad: (status: number) =>
    `本机回调地址应答异常（HTTP ${status}）。请核对 WECOM_CALLBACK_TOKEN、WECOM_ENCODING_AES_KEY 后重启`,
  callbackNever: '，还从来没有收到过企业微信的回调',
  callbackLast: (when: string) => `，最近一次收到消息是${when}`,
  aiBotRunning: '运行中的程序正占用着机器人的连接（同一机器人只允许一个连接，不另外登录）',
  aiBotFine: '能登录',
  aiBotBad: (code: string) =>
    `登录被拒绝（${code}）。请到管理后台核对机器人的 Bot ID 和长连接 Secret，更新 WECOM_AIBOT_ID、WECOM_AIBOT_SECRET`,
  aiBotSilent: '连不上长连接网关。请检查服务器能否访问外网的 WebSocket（wss，443 端口）和 WECOM_AIBOT_WS_URL',
  aiBotNoName: '；没有设置 WECOM_AIBOT_NAME，群里只认得写在句首的 @，请填机器人的显示名',
  schoolNoCalls: '；查不到家校通讯录的范围，请到“家校沟通 → API → 可调用接口的应用”加上本应用',
  parentsNone: '还没有同步到家长。请运行 npm run sync',
  parents: (subscribed: number, all: number) =>
    `${all}位家长中${subscribed}位已关注学校通知（${Math.floor((subscribed * 100) / Math.max(1, all))}%）`,
  parentsFew: (link: string | null) =>
    `。没关注的收不到通知，只能打电话。请在家长会发二维码让家长关注${link ? `：${link}` : ''}`,
  webhook: (count: number) => `${count}个群；只能发不能收，这里不发测试消息`,
  webhookUnit: (name: string) => `WECOM_WEBHOOK_URLS 里的“${name}”不是已有的学校或乡镇，请写全名`,
  wechatyOn: '已启用。这是非官方途径，账号可能被限制，由使用者自负其责',
  accountsFine: (people: number) => `${people}名在岗人员都有企业微信账号`,
  accountsLack: (count: number, of: number) =>
    `${of}名在岗人员中有${count}人没有登记企业微信账号，多半收不到消息。请运行 npm run sync 同步，或在花名册里填账号再导入`,
  administratorsFine: (count: number) => `${count}人，程序要人处理的事会告诉他们`,
  administratorsNone: (instead: string | null) =>
    `还没有人担任，要处理的事${instead ? `暂时告诉${instead}` : '没有人会收到'}。请在通讯录里把负责的人的“职务”写成“系统管理员”（规则在 seeds/wecom/posts.yaml）后运行 npm run sync，或在花名册“教职工”表加一行岗位“系统管理员”再导入`,
  outboxFine: '没有发不出去的',
  outboxBad: (refused: number, unknown: number) =>
    `近7天有${refused}条没有一种途径送得到、${unknown}条结果不明，已转告上一级。请对照日志里的错误码处理`,
  summary: (bad: number) => (bad === 0 ? '都正常。' : `有${bad}项要处理。`),
} as const;
