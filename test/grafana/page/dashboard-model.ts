import type { DataQuery, DataTransformerConfig, FieldConfigSource } from '@grafana/data';

/** What of a dashboard's JSON is drawn (Grafana's "dashboard JSON model", schemaVersion 39). */
export interface DashboardModel {
  readonly title: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly templating: { readonly list: readonly VariableModel[] };
  readonly panels: readonly (RowModel | PanelModel)[];
}

export type VariableModel = DataSourceVariableModel | QueryVariableModel;

export interface DataSourceVariableModel {
  readonly type: 'datasource';
  readonly name: string;
  readonly label: string;
  /** The kind of data source. */
  readonly query: string;
}

export interface QueryVariableModel {
  readonly type: 'query';
  readonly name: string;
  readonly label: string;
  readonly datasource: DataSourceModel;
  readonly query: { readonly query: string; readonly refId: string };
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly allValue: string;
  readonly current: { readonly text: string; readonly value: string };
}

export interface RowModel {
  readonly type: 'row';
  readonly title: string;
  readonly gridPos: Place;
}

export interface PanelModel {
  readonly type: 'stat' | 'bargauge' | 'state-timeline' | 'table';
  readonly id: number;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: Place;
  readonly datasource: DataSourceModel;
  readonly targets: DataQuery[];
  readonly transformations?: DataTransformerConfig[];
  readonly options: object;
  readonly fieldConfig: FieldConfigSource;
}

/** In 24 columns, and rows of 30 pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface DataSourceModel {
  readonly type: string;
  readonly uid: string;
}
