/** What `npm start` says when everything runs: where, and what to try first. */
export const welcome = (port: number, dataDir: string | null): string => `
一个都不能少 · Not One Less 已启动

  打开   http://127.0.0.1:${port}
  先试   选“王老师”，发：三(1)班应到42实到41，张伟没来
         再按“到下一个时限”，看提醒怎么一级一级往上走；或点“故事”看完整的七天
  数据   ${dataDir ?? '在 DATABASE_URL 指定的数据库里'}
  停下   Ctrl-C（数据会留着）

`;
