/** What is counted, handed in, tested or handed out in a class and is no child. */
export const THINGS = `
  作业 练习册 试卷 卷子 考卷 答题卡 作文 日记 周记 听写 默写 背书 背课文 背得 背完 背出 成绩 及格 满分 考了 考得 一百分 百分卷 优秀率
  及格率 平均分 过关 订正 书包 校服 水杯 课本 新书 书本 红领巾 饭卡 牛奶 营养餐 早餐 桌椅 课桌 椅子 凳子 板凳 资料费 班费 保险费 学费
  书费 刷卡 分以上 分以下 讲台 餐费 伙食费 回执 回条 协议书 承诺书 责任书 告知书 问卷 表格 材料 照片 疫苗 体检 打卡 收费 交费 缴费 签字 体育达标 跳绳 跑步
`;

/** With these only things are counted. */
export const THING_MEASURES = '本套份把盒条盆件箱袋瓶篇块支台辆桶册幅';
