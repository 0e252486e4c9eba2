import { PanelPlugin, type PanelPluginMeta, type PanelProps } from '@grafana/data';
import type { ComponentType } from 'react';
import { fieldOption } from '../field-options.ts';
import { BarGaugePanel } from './bar-gauge.tsx';
import { StatPanel } from './stat.tsx';
import { StateTimelinePanel } from './state-timeline.tsx';
import { TablePanel } from './table.tsx';

/**
 * The kinds of panels of the dashboard. Grafana publishes what draws a value, a bar and a table, and not the panels around them,
 * which are part of its server: these are as small as they can be.
 */
export const panelKinds: Readonly<Record<string, PanelPlugin>> = {
  stat: panelKind('stat', StatPanel),
  bargauge: panelKind('bargauge', BarGaugePanel),
  'state-timeline': panelKind('state-timeline', StateTimelinePanel),
  table: panelKind('table', TablePanel, ['align', 'cellOptions', 'filterable', 'width']),
};

/** `custom`: options of a field that only this kind has. */
function panelKind<T>(id: string, draws: ComponentType<PanelProps<T>>, custom: readonly string[] = []): PanelPlugin {
  const kind = new PanelPlugin(draws as ComponentType<PanelProps>).useFieldConfig({
    useCustomConfig(builder) {
      for (const name of custom) builder.addCustomEditor(fieldOption(name));
    },
  });
  kind.meta = { id, name: id, type: 'panel', info: { version: '' } } as unknown as PanelPluginMeta;
  return kind;
}
