/**
 * The part of `runtime.v1.RuntimeService` that we call, kept by hand: names and numbers are those of
 * k8s.io/cri-api `pkg/apis/runtime/v1/api.proto`. A constant, so that the bundled product reads no file for it.
 */
export const runtimeProto = `
syntax = "proto3";
package runtime.v1;

service RuntimeService {
  rpc Version(VersionRequest) returns (VersionResponse) {}
  rpc ListContainers(ListContainersRequest) returns (ListContainersResponse) {}
  rpc ContainerStatus(ContainerStatusRequest) returns (ContainerStatusResponse) {}
  rpc StopContainer(StopContainerRequest) returns (StopContainerResponse) {}
}

message VersionRequest { string version = 1; }
message VersionResponse {
  string version = 1;
  string runtime_name = 2;
  string runtime_version = 3;
  string runtime_api_version = 4;
}

enum ContainerState {
  CONTAINER_CREATED = 0;
  CONTAINER_RUNNING = 1;
  CONTAINER_EXITED = 2;
  CONTAINER_UNKNOWN = 3;
}
message ContainerStateValue { ContainerState state = 1; }
message ContainerFilter {
  string id = 1;
  ContainerStateValue state = 2;
  string pod_sandbox_id = 3;
  map<string, string> label_selector = 4;
}
message ImageSpec {
  string image = 1;
  string user_specified_image = 18;
}

message ListContainersRequest { ContainerFilter filter = 1; }
message Container {
  string id = 1;
  ImageSpec image = 4;
  ContainerState state = 6;
  map<string, string> labels = 8;
}
message ListContainersResponse { repeated Container containers = 1; }

message ContainerStatusRequest { string container_id = 1; }
message ContainerStatus {
  string id = 1;
  ContainerState state = 3;
  int64 created_at = 4;
  int64 started_at = 5;
  ImageSpec image = 8;
}
message ContainerStatusResponse { ContainerStatus status = 1; }

message StopContainerRequest {
  string container_id = 1;
  int64 timeout = 2;
}
message StopContainerResponse {}
`;
