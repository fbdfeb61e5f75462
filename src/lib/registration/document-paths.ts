/** Payload paths of the generated documents. Han, ASCII letters and digits only; numbered in filing order. */
export const DOCUMENT_PATH = {
  applicationForm: 'documents/01_专利权质押登记申请表.docx',
  patentList: 'documents/02_质押专利清单.xlsx',
  checklist: 'documents/03_材料清单.docx',
  valuation: 'documents/04_内部估值表.docx',
  dataAssets: 'documents/05_数据资产登记与合规资料.docx',
  form: 'results/form.json',
} as const;

/** `documents/01_专利权质押登记申请表.docx` → `专利权质押登记申请表`: how a template names the document it replaces. */
export const documentName = (path: string): string =>
  path
    .replace(/^.*\//, '')
    .replace(/^\d+_/, '')
    .replace(/\.[a-z]+$/, '');
