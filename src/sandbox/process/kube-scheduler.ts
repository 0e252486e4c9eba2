import { runLeadingComponent } from './leading-component.ts';

runLeadingComponent({ lease: 'kube-scheduler', releasesLease: true });
