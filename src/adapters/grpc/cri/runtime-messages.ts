/** The calls of `runtimeProto` as they look here: snake case as on the wire, int64 as decimal text, defaults filled in. */
export interface RuntimeMethods {
  readonly Version: { readonly request: object; readonly response: { readonly runtime_name: string } };
  readonly ListContainers: {
    readonly request: {
      readonly filter: {
        readonly state: { readonly state: 'CONTAINER_RUNNING' };
        readonly label_selector: Readonly<Record<string, string>>;
      };
    };
    readonly response: { readonly containers: readonly ListedContainer[] };
  };
  readonly ContainerStatus: {
    readonly request: { readonly container_id: string };
    readonly response: { readonly status: ContainerStatus | null };
  };
  readonly StopContainer: {
    readonly request: { readonly container_id: string; readonly timeout: number };
    readonly response: object;
  };
}

export type RuntimeMethod = keyof RuntimeMethods;

export interface ListedContainer {
  readonly id: string;
  readonly image: ImageSpec | null;
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ContainerStatus {
  readonly id: string;
  readonly state: string;
  /** Nanoseconds since the epoch, decimal; `0` where it has not happened. */
  readonly created_at: string;
  readonly started_at: string;
  readonly image: ImageSpec | null;
}

/** `image` is a reference or, with some runtimes, a bare digest; `user_specified_image` is what the pod's manifest says. */
export interface ImageSpec {
  readonly image: string;
  readonly user_specified_image: string;
}
