/** A user's access key, as IAM lists it. */
export interface AccessKey {
  id: string;
  created: Date | undefined;
}
