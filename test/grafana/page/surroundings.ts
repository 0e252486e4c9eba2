import {
  EventBusSrv,
  type PanelPlugin,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
} from '@grafana/data';
import {
  type DataSourceSrv,
  setAppEvents,
  setDataSourceSrv,
  setPluginImportUtils,
  setRunRequest,
} from '@grafana/runtime';
import { standardOptions } from './field-options.ts';
import { PrometheusSource } from './prometheus-source.ts';
import { answered } from './request.ts';

/** What Grafana's own start gives its libraries: transformations, options of fields, panels, data sources and the way to ask them. */
export function giveSurroundings(panels: Readonly<Record<string, PanelPlugin>>): void {
  standardEditorsRegistry.setInit(() => []);
  standardFieldConfigEditorRegistry.setInit(() => standardOptions);
  standardTransformersRegistry.setInit(() => [organize]);
  setAppEvents(new EventBusSrv());
  setRunRequest(answered);
  setDataSourceSrv(sources);
  setPluginImportUtils({
    getPanelPluginFromCache: (id) => panels[id],
    async importPanelPlugin(id) {
      const panel = panels[id];
      if (panel === undefined) throw new Error(`there is no panel of the kind ${id}`);
      return panel;
    },
  });
}

const organize = {
  ...standardTransformers.organizeFieldsTransformer,
  transformation: async () => standardTransformers.organizeFieldsTransformer,
  editor: () => null,
  imageDark: '',
  imageLight: '',
};

const prometheus = {
  id: 1,
  uid: 'prometheus',
  type: 'prometheus',
  name: 'Prometheus',
  access: 'proxy',
  jsonData: {},
  readOnly: true,
  meta: { id: 'prometheus', name: 'Prometheus', type: 'datasource', module: '', baseUrl: '' },
} as unknown as ConstructorParameters<typeof PrometheusSource>[0];

const source = new PrometheusSource(prometheus);

const sources: DataSourceSrv = {
  get: async () => source,
  getList: () => [prometheus],
  getInstanceSettings: () => prometheus,
  reload: async () => undefined,
  registerRuntimeDataSource: () => undefined,
};
