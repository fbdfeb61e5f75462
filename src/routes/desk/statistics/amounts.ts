/** The amounts in the order in which they come about. */
export const AMOUNTS = [
  { key: 'declared', title: '申报额' },
  { key: 'registeredFen', title: '登记额' },
  { key: 'creditFen', title: '授信额' },
  { key: 'disbursedFen', title: '放款额' },
  { key: 'outstandingFen', title: '余额' },
] as const;
