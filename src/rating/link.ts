import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** Codes stand in addresses in the place of Telegram's numbers, which nobody can then read or guess. */
export interface Codes {
  write(id: number): string;
  /** Null: no code of ours. */
  read(code: string): number | null;
}

const CODE = /^[\w-]{22}$/;

/**
 * One block of AES: eight bytes of the number, eight of zeros. Whoever guesses a code is right once in 2^64 times.
 */
export function createCodes(secret: string, purpose: string): Codes {
  const key = createHmac('sha256', secret).update(`code ${purpose}`).digest().subarray(0, 16);
  return {
    write(id) {
      const block = Buffer.alloc(16);
      block.writeBigInt64BE(BigInt(id), 0);
      const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
    },
    read(code) {
      if (!CODE.test(code)) return null;
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(Buffer.from(code, 'base64url')), decipher.final()]);
      const id = Number(block.readBigInt64BE(0));
      // Base64 has four ways to write the last two bits: only one of them is the code.
      const ours = block.subarray(8).every((byte) => byte === 0) && Number.isSafeInteger(id);
      return ours && this.write(id) === code ? id : null;
    },
  };
}

export interface Links {
  /** Where this server is reached from outside; null: nobody said (PUBLIC_URL). */
  readonly publicUrl: string | null;
  /** Of chats; what stands in an address where a chat has no name. */
  readonly chats: Codes;
  /** Of the members of one chat: a person's code in one tells nothing about them in another. */
  membersOf(chat: number): Codes;
}

export function createLinks(secret: string, publicUrl: string | null): Links {
  return {
    publicUrl: publicUrl === null ? null : publicUrl.replace(/\/+$/, ''),
    chats: createCodes(secret, 'chats'),
    membersOf: (chat) => createCodes(secret, `members of ${chat}`),
  };
}
