import { expect } from 'chai';
import { DatabaseUrlInvalid, parseAddress } from '../../src/storage/address.ts';

describe('DATABASE_URL', () => {
  it('is read with all its parts', () => {
    const address = parseAddress(
      'postgresql://us%40er:p%2Fss%25@db.example:6543/lau-rel?sslmode=verify-full',
    );
    expect(address).to.include({
      host: 'db.example',
      port: 6543,
      user: 'us@er',
      password: 'p/ss%',
      database: 'lau-rel',
      tls: 'on',
      socketPath: undefined,
    });
    expect(address.shown).to.equal('postgres://us@er@db.example:6543/lau-rel');
  });

  it('may name a unix socket', () => {
    for (const url of [
      'postgres:///laurel?host=/run/postgresql',
      'postgres://u@/laurel?host=/run/postgresql',
    ]) {
      const address = parseAddress(url);
      expect(address.socketPath).to.equal('/run/postgresql/.s.PGSQL.5432');
      expect(address).to.include({ database: 'laurel', tls: 'off' });
    }
  });

  it('has sensible defaults for encryption', () => {
    const tlsOf = (rest: string) => parseAddress(`postgres://u@${rest}`).tls;
    expect(tlsOf('localhost/d')).to.equal('off');
    expect(tlsOf('127.0.0.1/d?sslmode=require')).to.equal('on');
    expect(tlsOf('[::1]/d')).to.equal('off');
    expect(tlsOf('db/d')).to.equal('try');
    expect(tlsOf('db/d?sslmode=disable')).to.equal('off');
    expect(tlsOf('db/d?sslmode=require&channel_binding=require')).to.equal('on');
  });

  it('is refused in words that help and do not tell the password', () => {
    for (const url of [
      'mysql://u:secret@h/d',
      'u:secret@h/d',
      'postgres://u:sec%ret@h/d',
      'postgres://u:sec/ret@h/d',
      'postgres://u:secret@h',
      'postgres://u:secret@h/',
      'postgres://u:secret@h/d?sslmode=maybe',
      'postgres://u:secret@h:port/d',
    ]) {
      expect(() => parseAddress(url), url)
        .to.throw(DatabaseUrlInvalid, /^DATABASE_URL .*postgres:\/\/user:password@host/)
        .and.to.satisfy((error: Error) => !/sec/.test(error.message));
    }
  });
});
