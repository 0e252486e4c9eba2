/** One line of /etc/passwd. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** The accounts in an /etc/passwd; lines that are none (comments, `+` of NIS) are left out. */
export function accountsIn(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = '', , home = ''] = line.split(':');
    const isAccount = /^[\w.@-]+\$?$/.test(name) && /^\d+$/.test(uid) && /^\d+$/.test(gid) && home.startsWith('/');
    return isAccount ? [{ name, uid: Number(uid), gid: Number(gid), home }] : [];
  });
}
