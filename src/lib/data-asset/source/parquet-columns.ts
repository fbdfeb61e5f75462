import { type FileMetaData, type SchemaTree, parquetSchema } from 'hyparquet';
import { type LeafRange, nestedRefusal, nestedText } from './parquet-nested';
import { physicalTree } from './parquet-pages';
import { type ValueWriter, unsupportedKind, valueWriter } from './parquet-text';

/** A column of the file as it is read. */
export interface ParquetColumn {
  readonly node: SchemaTree;
  /** Root and leaf of the physical tree; `null` for nested columns. */
  readonly path: readonly SchemaTree[] | null;
  readonly leaves: LeafRange;
  readonly write: ValueWriter;
}

const writeNested: ValueWriter = (value, writer) => {
  writer.text(nestedText(value));
  return true;
};

const leafCount = (node: SchemaTree): number =>
  node.children.length === 0 ? 1 : node.children.reduce((n, child) => n + leafCount(child), 0);

/** Columns that can be read, and those that cannot with the reason. */
export const columnsOf = (
  metadata: FileMetaData,
): { readonly columns: ParquetColumn[]; readonly left: string[] } => {
  const root = parquetSchema(metadata);
  const physical = physicalTree(metadata);
  const columns: ParquetColumn[] = [];
  const left: string[] = [];
  let first = 0;
  for (const [i, node] of root.children.entries()) {
    const leaves = { first, count: leafCount(node) };
    first += leaves.count;
    const leaf = physical.children[i];
    const flat = node.children.length === 0 && node.element.repetition_type !== 'REPEATED';
    const twice = root.children.filter((other) => other.element.name === node.element.name).length > 1;
    const reason = flat
      ? unsupportedKind(node.element)
      : twice
        ? '嵌套结构且列名重复'
        : nestedRefusal(metadata, node, leaves);
    if (reason !== null || leaf === undefined) left.push(`“${node.element.name}”（${reason ?? ''}）`);
    else if (flat) columns.push({ node, path: [physical, leaf], leaves, write: valueWriter(node.element) });
    else columns.push({ node, path: null, leaves, write: writeNested });
  }
  return { columns, left };
};
