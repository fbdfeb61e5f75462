/** File name → text of the invented tables. */
export declare const SAMPLE_TABLES: Readonly<Record<'虚构-供水流量.csv' | '虚构-温室监测.csv', () => string>>;
export declare const waterTable: () => string;
export declare const greenhouseTable: () => string;
/** File name → text of one invented enterprise file. */
export declare const ENTERPRISE_TABLES: Readonly<Record<string, () => string>>;
/** File name → text of the invented product catalogue. */
export declare const PRODUCT_TABLES: Readonly<Record<'虚构-信贷产品目录.csv', () => string>>;
/** An invented catalogue of any size: at most 22 institutions and 891 credit products. */
export const productCatalogueTable: (size?: {
  readonly credit?: number;
  readonly other?: number;
  readonly banks?: number;
}) => string;
