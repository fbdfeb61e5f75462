/** Text of the invented product catalogue. */
export declare const productCatalogueTable: () => string;
