throw new Error('虚构的启动缺陷');
export {};
