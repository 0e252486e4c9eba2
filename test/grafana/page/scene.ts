import {
  DataSourceVariable,
  EmbeddedScene,
  QueryVariable,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneQueryRunner,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
} from '@grafana/scenes';
import type { DashboardModel, PanelModel, VariableModel } from './dashboard-model.ts';

/** A dashboard as a scene: each panel with its own queries, transformations and place, below the row that it stands under. */
export function sceneOf({ time, templating, panels }: DashboardModel): EmbeddedScene {
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ ...time }),
    $variables: new SceneVariableSet({ variables: templating.list.map(variableOf) }),
    controls: [new VariableValueSelectors({})],
    body: new SceneGridLayout({ isLazy: false, children: rowsOf(panels) }),
  });
}

function variableOf(model: VariableModel) {
  const { name, label } = model;
  if (model.type === 'datasource') return new DataSourceVariable({ name, label, pluginId: model.query });
  const { datasource, query, multi, includeAll, allValue, current } = model;
  return new QueryVariable({ name, label, datasource, query, isMulti: multi, includeAll, allValue, ...current });
}

function rowsOf(panels: DashboardModel['panels']): SceneGridRow[] {
  const rows: { readonly title: string; readonly y: number; readonly children: SceneGridItem[] }[] = [];
  for (const panel of panels) {
    if (panel.type === 'row') rows.push({ title: panel.title, y: panel.gridPos.y, children: [] });
    else rows.at(-1)?.children.push(itemOf(panel));
  }
  return rows.map((row) => new SceneGridRow(row));
}

function itemOf({ id, title, description, type, gridPos, options, fieldConfig, ...asked }: PanelModel): SceneGridItem {
  const queries = new SceneQueryRunner({ datasource: asked.datasource, queries: asked.targets, maxDataPoints: 720 });
  const body = new VizPanel({
    key: `panel-${String(id)}`,
    title,
    ...(description !== undefined && { description }),
    pluginId: type,
    options,
    fieldConfig,
    $data: new SceneDataTransformer({ transformations: asked.transformations ?? [], $data: queries }),
  });
  return new SceneGridItem({ x: gridPos.x, y: gridPos.y, width: gridPos.w, height: gridPos.h, body });
}
