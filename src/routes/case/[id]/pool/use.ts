/** Whether a source may, must or must not stand in the structure. */
export const USE = [
  { value: 'may', label: '可以用' },
  { value: 'must', label: '必须用' },
  { value: 'never', label: '不用' },
] as const;

export const asUse = (value: string): 'may' | 'must' | 'never' =>
  value === 'must' || value === 'never' ? value : 'may';
