import { nameCharacter } from './characters';
import type { JsonValue } from './json';
import { type Failure, type Result, fail, ok } from './result';

export interface StrictJsonLimits {
  /** Deepest nesting of arrays and objects; default 32. */
  readonly maxDepth?: number;
  /** Keys of all objects together; default 200,000. */
  readonly maxKeys?: number;
  /** UTF-16 units of the whole text, checked before reading; default 64 Mi. */
  readonly maxLength?: number;
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Carries a failure out of the recursion; never leaves this file. */
class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

class Reader {
  private at = 0;
  private keys = 0;

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
    private readonly maxKeys: number,
  ) {}

  document(): JsonValue {
    this.space();
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.stop('E_JSON', '在数据结束之后还有内容');
    return value;
  }

  private stop(code: string, what: string, position = this.at): never {
    const before = this.text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    throw new Refusal({
      code,
      message: `第 ${line} 行第 ${column} 列：${what}`,
      path: `第 ${line} 行第 ${column} 列`,
      remedy: '文件可能被改动或损坏，请取回原件，或用导出它的程序重新导出',
    });
  }

  private unexpected(): never {
    const point = this.text.codePointAt(this.at);
    if (point === undefined) this.stop('E_JSON', '内容意外结束');
    this.stop('E_JSON', `此处不应出现${nameCharacter(String.fromCodePoint(point))}`);
  }

  private space(): void {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
      this.at += 1;
    }
  }

  private take(character: string): void {
    if (this.text[this.at] !== character) this.unexpected();
    this.at += 1;
  }

  private value(depth: number): JsonValue {
    switch (this.text[this.at]) {
      case '{':
        return this.object(this.deeper(depth));
      case '[':
        return this.array(this.deeper(depth));
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private deeper(depth: number): number {
    if (depth >= this.maxDepth) this.stop('E_DEPTH', `嵌套超过 ${this.maxDepth} 层`);
    return depth + 1;
  }

  private word<T extends boolean | null>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.unexpected();
    this.at += word.length;
    return value;
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const text = NUMBER.exec(this.text)?.[0];
    if (text === undefined) this.unexpected();
    const value = Number(text);
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) this.stop('E_JSON_NUMBER', '数字超出可精确表示的范围');
    if (Object.is(value, -0)) this.stop('E_JSON_NUMBER', '不接受负零');
    this.at += text.length;
    return value;
  }

  private array(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    this.at += 1;
    this.space();
    if (this.text[this.at] === ']') this.at += 1;
    else
      do {
        this.space();
        items.push(this.value(depth));
        this.space();
      } while (this.more(']'));
    return items;
  }

  private object(depth: number): JsonValue {
    const record: Record<string, JsonValue> = {};
    this.at += 1;
    this.space();
    if (this.text[this.at] === '}') this.at += 1;
    else
      do {
        this.space();
        const key = this.key(record);
        this.space();
        this.take(':');
        this.space();
        record[key] = this.value(depth);
        this.space();
      } while (this.more('}'));
    return record;
  }

  /** Takes `,` and answers true, or takes the closing bracket and answers false. */
  private more(close: string): boolean {
    if (this.text[this.at] === ',') {
      this.at += 1;
      return true;
    }
    this.take(close);
    return false;
  }

  private key(record: Readonly<Record<string, JsonValue>>): string {
    const start = this.at;
    if (this.text[start] !== '"') this.unexpected();
    const key = this.string();
    this.keys += 1;
    if (this.keys > this.maxKeys) this.stop('E_KEYS', `字段超过 ${this.maxKeys} 个`, start);
    if (FORBIDDEN_KEYS.has(key)) this.stop('E_KEY', `字段名“${key}”不被接受`, start);
    if (Object.hasOwn(record, key)) this.stop('E_DUP_KEY', `字段“${key.slice(0, 40)}”重复出现`, start);
    return key;
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    let out = '';
    let run = this.at;
    let surrogates = false;
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c === 34) break;
      if (c === 92) {
        out += this.text.slice(run, this.at) + this.escape();
        run = this.at;
        surrogates = true;
      } else if (c >= 32) {
        surrogates ||= c >= 0xd800 && c <= 0xdfff;
        this.at += 1;
      } else if (Number.isNaN(c)) this.stop('E_JSON', '文字缺少结束引号', start);
      else this.stop('E_JSON', `文字中有未转义的控制字符（U+${c.toString(16).padStart(4, '0')}）`);
    }
    out += this.text.slice(run, this.at);
    this.at += 1;
    if (surrogates && /\p{Surrogate}/u.test(out)) this.stop('E_SURROGATE', '文字中有不成对的代理字符', start);
    return out;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter === 'u') {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.stop('E_JSON', '\\u 之后应有 4 位十六进制数字');
      this.at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const character = ESCAPES[letter];
    if (character === undefined) this.stop('E_JSON', '不认识的转义写法');
    this.at += 2;
    return character;
  }
}

/**
 * Reads JSON (RFC 8259) more strictly than the built-in parser: duplicate keys (`E_DUP_KEY`), depth (`E_DEPTH`), number
 * of keys (`E_KEYS`), length (`E_TOO_LARGE`), lone surrogates (`E_SURROGATE`), `-0` and numbers beyond ±(2^53 − 1)
 * (`E_JSON_NUMBER`), keys that name an object's prototype (`E_KEY`), and everything that is not JSON, such as comments,
 * trailing commas, a byte order mark or a second value (`E_JSON`) are refused. Message and path name line and column.
 */
export const parseStrictJson = (text: string, limits: StrictJsonLimits = {}): Result<JsonValue> => {
  const { maxDepth = 32, maxKeys = 200_000, maxLength = 64 * 1024 * 1024 } = limits;
  if (text.length > maxLength)
    return fail({
      code: 'E_TOO_LARGE',
      message: `内容过大（${text.length} 个字符，上限 ${maxLength}）`,
      path: '',
      remedy: '请确认选对了文件，或分批处理',
    });
  try {
    return ok(new Reader(text, Math.min(maxDepth, 1000), maxKeys).document());
  } catch (error) {
    if (error instanceof Refusal) return fail(error.failure);
    throw error;
  }
};
