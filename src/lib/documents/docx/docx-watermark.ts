import { mustBeOk } from '../../kernel/result';
import { decodeUtf8, encodeUtf8 } from '../../kernel/utf8';

const HEADER = /^word\/header\d+\.xml$/;
const LAST_PARAGRAPH = '</w:p></w:hdr>';

const NAMESPACES: readonly (readonly [prefix: string, uri: string])[] = [
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['o', 'urn:schemas-microsoft-com:office:office'],
  ['w10', 'urn:schemas-microsoft-com:office:word'],
];

const ESCAPE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const attribute = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPE[c] ?? c);

/** Width of the text across the page in points: as long as the page allows, its height following the number of characters. */
const LENGTH = 460;
const TALLEST = 110;

/** A text along a line behind the page, the way Word itself writes 水印; WPS and LibreOffice read it too. */
export const watermarkRun = (text: string): string => {
  const height = Math.min(TALLEST, Math.round(LENGTH / Math.max([...text].length, 1)));
  const width = Math.min(LENGTH, height * [...text].length);
  const style = [
    'position:absolute',
    'margin-left:0',
    'margin-top:0',
    `width:${width}pt`,
    `height:${height}pt`,
    'rotation:315',
    'z-index:-251658752',
    'mso-position-horizontal:center',
    'mso-position-horizontal-relative:margin',
    'mso-position-vertical:center',
    'mso-position-vertical-relative:margin',
  ].join(';');
  const path =
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">' +
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>' +
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>' +
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>' +
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" ' +
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>' +
    '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>';
  return (
    `<w:r><w:rPr><w:noProof/></w:rPr><w:pict>${path}` +
    `<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="${style}" ` +
    'o:allowincell="f" fillcolor="#9b1c1c" stroked="f"><v:fill opacity=".1"/>' +
    `<v:textpath style="font-family:&quot;宋体&quot;;font-size:1pt" string="${attribute(text)}"/>` +
    '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
  );
};

/** A header that names the namespaces of a watermark. */
export const declaredForWatermark = (xml: string): string =>
  xml.replace(/<w:hdr\b[^>]*>/, (tag) => {
    const missing = NAMESPACES.filter(([prefix]) => !tag.includes(`xmlns:${prefix}=`));
    return `${tag.slice(0, -1)}${missing.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')}>`;
  });

/**
 * Transform for `rezip`: puts a watermark behind every page, in the header where Word looks for it. Empty: none. A header
 * of somebody else that does not end with a paragraph stays as it is.
 */
export const addWatermark =
  (text: string) =>
  (name: string, bytes: Uint8Array): Uint8Array => {
    if (text === '' || !HEADER.test(name)) return bytes;
    const xml = declaredForWatermark(mustBeOk(decodeUtf8(bytes)));
    const at = xml.lastIndexOf(LAST_PARAGRAPH);
    if (at < 0) return bytes;
    return encodeUtf8(`${xml.slice(0, at)}${watermarkRun(text)}${xml.slice(at)}`);
  };
