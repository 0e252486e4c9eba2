import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly {
    readonly expr: string;
    readonly refId: string;
    readonly datasource: { readonly uid: string };
  }[];
  readonly transformations?: readonly {
    readonly options: { readonly renameByName: Readonly<Record<string, string>> };
  }[];
}

export interface Dashboard {
  readonly title: string;
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly allValue?: string }[];
  };
  readonly panels: readonly Panel[];
}

/** deploy/grafana/perennial.json. */
export function dashboard(): Dashboard {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, '../../deploy/grafana/perennial.json'), 'utf8'),
  ) as Dashboard;
}

/** An expression as Grafana sends it where `All` is chosen everywhere. */
export const substituted = (expr: string): string => expr.replaceAll(/\$(?:cluster|node|instance)/g, '.*');
