import { runLeadingComponent } from './leading-component.ts';

// The real one sets no ReleaseOnCancel: its successor has to wait until the lease runs out.
runLeadingComponent({ lease: 'kube-controller-manager', releasesLease: false });
