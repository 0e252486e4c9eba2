import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { bytes, integer, message } from './runtime/protobuf.ts';

/** This etcd's only member, which leads itself. Nothing is stored, so its revision never moves. */
export interface OnlyMember {
  readonly name: string;
  readonly clientUrl: string;
  readonly peerUrl: string;
}

const MEMBER_ID = 1;
const TERM = 2;
const REVISION = 1;

/** Answers one gRPC call (grpc/grpc doc/PROTOCOL-HTTP2.md): who the members are, how this one is, and that no alarm is raised. */
export function answerCall(request: Http2ServerRequest, response: Http2ServerResponse, member: OnlyMember): void {
  const answer = answersOf(member)[request.url];
  request.resume();
  response.writeHead(200, { 'content-type': 'application/grpc' });
  response.addTrailers(answer === undefined ? unimplemented : { 'grpc-status': '0' });
  response.end(answer === undefined ? Buffer.alloc(0) : framed(answer));
}

const unimplemented = { 'grpc-status': '12', 'grpc-message': 'not in this sandbox' };

/** Field numbers: etcd api/etcdserverpb/rpc.proto. */
function answersOf({ name, clientUrl, peerUrl }: OnlyMember): Readonly<Record<string, Buffer>> {
  const header = bytes(1, message(integer(1, 1), integer(2, MEMBER_ID), integer(3, REVISION), integer(4, TERM)));
  const member = message(integer(1, MEMBER_ID), bytes(2, name), bytes(3, peerUrl), bytes(4, clientUrl));
  return {
    '/etcdserverpb.Cluster/MemberList': message(header, bytes(2, member)),
    '/etcdserverpb.Maintenance/Status': message(header, integer(4, MEMBER_ID), integer(6, TERM)),
    '/etcdserverpb.Maintenance/Alarm': header,
  };
}

/** One message, not compressed. */
function framed(content: Buffer): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(content.length, 1);
  return Buffer.concat([prefix, content]);
}
