/**
 * What came of one attempt. `but`: somebody was not told all the same. `later`: it may succeed another time, not before `after`
 * milliseconds where there is a reason for that; `refused`: the same message will never be taken. Holds no secret.
 */
export type Delivery =
  | { readonly kind: 'delivered'; readonly but?: string }
  | { readonly kind: 'later'; readonly why: string; readonly after?: number }
  | { readonly kind: 'refused'; readonly why: string };
