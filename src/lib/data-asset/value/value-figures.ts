import type { Figure, Subject } from '../../case/exchange';
import type { Failure } from '../../kernel/result';
import { type TraceNode, type Unit, derive, leaf } from '../../kernel/trace';
import type { DataAssetValue } from './asset-value';
import { assetPath } from './opened-sheet';

/** Figures that the methods of pricing leave. */

/** The asset as the subject of its figures. */
export const subjectOf = ({ asset, title }: DataAssetValue): Subject => ({
  kind: 'data-asset',
  id: asset,
  title,
});

/** A figure whose id, value and confidence are those of its trace. `unit` is 分 if not given. */
export const figureOf = (
  subject: Subject,
  method: string,
  label: string,
  trace: TraceNode,
  unit: Unit = 'fen',
): Figure => ({
  id: trace.id,
  subject,
  label,
  value: trace.value,
  unit,
  method,
  confidence: trace.confidence,
  trace: { ...trace, method },
});

/** What could not be computed: unknown, with the reason and what to do. */
export const refusedTrace = (
  { asset, title }: DataAssetValue,
  id: string,
  label: string,
  { message, remedy }: Failure,
  unit: Unit = 'fen',
  children: readonly TraceNode[] = [],
): TraceNode =>
  derive({
    id,
    label: `${label} · ${title}`,
    value: null,
    unit,
    note: `${message}。${remedy}`,
    children:
      children.length > 0
        ? children
        : [
            leaf({
              id: `data-assets/${asset}/title`,
              label: '数据资产',
              value: title,
              unit: 'text',
              confidence: 'assumption',
              source: {
                kind: 'field',
                path: `${assetPath({ id: asset })}.title`,
                label: `数据资产 › ${title}`,
              },
            }),
          ],
  });
