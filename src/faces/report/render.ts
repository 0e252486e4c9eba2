import { stringify } from 'yaml';
import { reportDocument } from './document.ts';
import type { Examined } from './examined.ts';
import { kubeadmJson } from './kubeadm-json.ts';
import { kubeadmText } from './kubeadm-text.ts';
import { nagiosText } from './nagios.ts';
import { plainStyle, type Style } from './style.ts';
import { tableText } from './table.ts';

export const reportFormats = ['table', 'wide', 'json', 'yaml', 'kubeadm', 'kubeadm-json', 'nagios'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The report as one text in the format asked for, ending with a newline. Only the tables are for eyes, so only they are coloured. */
export function reportText(examined: Examined, format: ReportFormat, style: Style = plainStyle): string {
  switch (format) {
    case 'table':
      return tableText(examined, style);
    case 'wide':
      return tableText(examined, style, true);
    case 'json':
      return `${JSON.stringify(reportDocument(examined), undefined, 2)}\n`;
    case 'yaml':
      return stringify(reportDocument(examined), { lineWidth: 0, aliasDuplicateObjects: false });
    case 'kubeadm':
      return kubeadmText(examined.inventory);
    case 'kubeadm-json':
      return kubeadmJson(examined.inventory);
    case 'nagios':
      return nagiosText(examined);
  }
}
