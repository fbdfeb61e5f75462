/** The part of pdfmake that is used here. */
declare module 'pdfmake/build/pdfmake.min.js' {
  export interface PdfText {
    readonly text: string;
    readonly bold?: boolean;
    readonly color?: string;
    readonly fontSize?: number;
  }

  export interface PdfNode {
    readonly text?: string | readonly PdfText[];
    readonly stack?: readonly PdfNode[];
    readonly table?: PdfTable;
    readonly layout?: PdfLayout;
    readonly bold?: boolean;
    readonly color?: string;
    readonly fontSize?: number;
    readonly alignment?: 'left' | 'center' | 'right';
    readonly verticalAlignment?: 'middle';
    readonly margin?: readonly [left: number, top: number, right: number, bottom: number];
    readonly fillColor?: string;
    readonly unbreakable?: boolean;
    readonly headlineLevel?: number;
    readonly pageBreak?: 'before';
    readonly pageOrientation?: 'portrait' | 'landscape';
    readonly preserveLeadingSpaces?: boolean;
  }

  export interface PdfTable {
    readonly headerRows: number;
    readonly keepWithHeaderRows?: number;
    readonly dontBreakRows: boolean;
    readonly widths: readonly number[];
    readonly heights?: (row: number) => number | 'auto';
    readonly body: readonly (readonly PdfNode[])[];
  }

  export interface PdfLayout {
    readonly hLineWidth: () => number;
    readonly vLineWidth: () => number;
    readonly hLineColor: () => string;
    readonly vLineColor: () => string;
    readonly paddingLeft: () => number;
    readonly paddingRight: () => number;
    readonly paddingTop: () => number;
    readonly paddingBottom: () => number;
  }

  /** What the layout knows of a node when it asks for a page break before it. */
  export interface PdfPlacedNode {
    readonly headlineLevel?: number;
    /** Where its first line stands, in points from the edge of the page. */
    readonly startPosition: { readonly top: number; readonly pageInnerHeight: number };
  }

  export interface PdfDefinition {
    readonly version: '1.7';
    readonly lang: string;
    readonly compress: boolean;
    readonly info: Readonly<Record<string, string | Date>>;
    readonly pageSize: 'A4';
    readonly pageOrientation: 'portrait' | 'landscape';
    readonly pageMargins: readonly [number, number, number, number];
    readonly defaultStyle: { readonly font: string; readonly fontSize: number };
    readonly header: (page: number, count: number) => PdfNode;
    readonly footer: (page: number, count: number) => PdfNode;
    readonly watermark?: {
      readonly text: string;
      readonly color: string;
      readonly opacity: number;
      readonly fontSize: number;
      readonly bold: boolean;
      readonly angle: number;
    };
    readonly pageBreakBefore: (node: PdfPlacedNode) => boolean;
    readonly content: readonly PdfNode[];
  }

  export interface PdfMake {
    readonly virtualfs: { writeFileSync: (name: string, content: Uint8Array) => void };
    addFonts: (fonts: Readonly<Record<string, Readonly<Record<string, string>>>>) => void;
    setUrlAccessPolicy: (allowed: (url: string) => boolean) => void;
    setLocalAccessPolicy?: (allowed: (path: string) => boolean) => void;
    createPdf: (definition: PdfDefinition) => { getBuffer: () => Promise<Uint8Array> };
  }

  const pdfMake: PdfMake;
  export default pdfMake;
}
