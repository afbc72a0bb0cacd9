export const sureRules = { AnA: { right: 6, of: 6 } };
