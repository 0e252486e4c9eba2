import {
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  type FieldOverrideContext,
  identityOverrideProcessor,
  numberOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

/** Puts what the JSON says into a field's configuration; null takes it away. */
type Processor = (value: never, context: FieldOverrideContext, settings?: never) => unknown;

const processors: Readonly<Record<string, Processor>> = {
  displayName: displayNameOverrideProcessor,
  unit: unitOverrideProcessor,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  decimals: numberOverrideProcessor,
  color: identityOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
};

/** The options of a field that every kind of panel has, by their names in the JSON. */
export const standardOptions = Object.entries(processors).map(([id, process]) => fieldOption(id, process));

/** An option that Grafana knows, without what edits it. */
export function fieldOption(id: string, process: Processor = identityOverrideProcessor): FieldConfigPropertyItem {
  return {
    id,
    path: id,
    name: id,
    process: process as FieldConfigPropertyItem['process'],
    shouldApply: () => true,
    editor: () => null,
    override: () => null,
  };
}
