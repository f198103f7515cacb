"""Reads C and lists the small faults that could be made in it, each by an edit of one place.

Only what the compiler sees is touched: no comment, no text in quotes, no line of the preprocessor, no type. An edit is what a hand
may slip into: a boundary off by one, && for ||, a guard that was forgotten, a call left out, a flag the wrong way round."""
import dataclasses
import re

TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<directive>^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*)
  | (?P<string>(?:u8|[LuU])?"(?:[^"\\\n]|\\.)*")
  | (?P<char>[LuU]?'(?:[^'\\\n]|\\.)+')
  | (?P<number>\.?[0-9](?:[eEpP][+-]|[\w.])*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<mark><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\s\w])
  | (?P<blank>\s+)
""", re.VERBOSE | re.MULTILINE | re.DOTALL)

OPENING, CLOSING = "([{", ")]}"
SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&", "+=": "-=", "-=": "+=",
           "<<": ">>", ">>": "<<", "|=": "&=", "&=": "|="}
BINARY = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "/", "&": "|", "|": "&"}
KIND = {"<": "boundary", "<=": "boundary", ">": "boundary", ">=": "boundary", "==": "comparison", "!=": "comparison",
        "&&": "logic", "||": "logic"}
FLAGS = {"true": "false", "false": "true"}
# What a name before an operator is when nothing is computed with it.
WORDS = {"return", "case", "else", "do", "goto", "sizeof", "in"}
TYPES = {"void", "char", "short", "int", "long", "float", "double", "bool", "signed", "unsigned", "const", "struct", "enum", "union",
         "static", "volatile", "restrict", "inline", "extern", "FILE", "DIR"}
# Calls whose absence no user can see: assertions that hold, memory that is not given back.
UNSEEN_CALLS = {"assert", "static_assert", "_Static_assert", "free", "rf_buf_clear", "rf_arena_clear", "rf_folded_clear", "json_decref", "if", "for", "while", "switch", "return", "sizeof", "do"}


class NotC(Exception):
    """A text that is not read as C: what stands where."""


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str  # a group of TOKEN, without comments, directives and blanks
    text: str
    start: int

    @property
    def end(self):
        return self.start + len(self.text)


@dataclasses.dataclass(frozen=True)
class Fault:
    """The characters from start to end become text."""
    kind: str
    start: int
    end: int
    text: str

    def plant(self, source):
        return source[:self.start] + self.text + source[self.end:]

    def line(self, source):
        return source.count("\n", 0, self.start) + 1

    def excerpts(self, source):
        """The lines that the edit touches, before and after, each as one line."""
        first, last = source.rfind("\n", 0, self.start) + 1, source.find("\n", self.end)
        last = len(source) if last < 0 else last
        became = source[first:self.start] + self.text + source[self.end:last]
        return " ".join(source[first:last].split()), " ".join(became.split())


def tokens_of(source):
    """The tokens of a text. Raises NotC for what is none."""
    tokens, at = [], 0
    while at < len(source):
        match = TOKEN.match(source, at)
        if not match or match.group() in ('"', "'"):
            raise NotC(f"line {source.count(chr(10), 0, at) + 1}: {source[at:at + 30]!r}")
        if match.lastgroup not in ("comment", "directive", "blank"):
            tokens.append(Token(match.lastgroup, match.group(), at))
        at = match.end()
    return tokens


def partners_of(tokens):
    """Of every bracket the index of its other one. Raises NotC where they do not fit."""
    partners, waiting = {}, []
    for i, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        if token.text in OPENING:
            waiting.append(i)
        elif token.text in CLOSING:
            if not waiting or OPENING[CLOSING.index(token.text)] != tokens[waiting[-1]].text:
                raise NotC(f"a {token.text} that closes nothing, at character {token.start}")
            partners[i] = waiting.pop()
            partners[partners[i]] = i
    if waiting:
        raise NotC(f"a {tokens[waiting[-1]].text} that is not closed, at character {tokens[waiting[-1]].start}")
    return partners


class Reader:
    """The faults of one source."""

    def __init__(self, source):
        self.source = source
        self.tokens = tokens_of(source)
        self.partners = partners_of(self.tokens)
        self.is_code = self._code()

    def text(self, i):
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def kind(self, i):
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def _code(self):
        """Of every token whether it stands in a body or a value: within braces, but for those of types, and not in an assertion."""
        is_code, depth, skipped_until = [], 0, -1
        for i, token in enumerate(self.tokens):
            if token.text == "{" and token.kind == "mark":
                depth += 1
                if depth == 1 and self._opens_a_type(i):
                    skipped_until = max(skipped_until, self.partners[i])
            elif token.text == "}" and token.kind == "mark":
                depth -= 1
            elif token.text in ("assert", "static_assert", "_Static_assert", "sizeof", "offsetof") and self.text(i + 1) == "(":
                skipped_until = max(skipped_until, self.partners[i + 1])
            is_code.append(depth > 0 and i > skipped_until)
        return is_code

    def _opens_a_type(self, i):
        return self.text(i - 1) in ("struct", "union") or (self.kind(i - 1) == "name" and self.text(i - 2) in ("struct", "union"))

    def _closes_a_cast(self, i):
        """Whether the bracket at i is the end of "(const char *)"."""
        inner = self.tokens[self.partners[i] + 1:i]
        if not inner or any(token.text != "*" and token.kind != "name" for token in inner):
            return False
        return inner[-1].text == "*" or any(t.text in TYPES or t.text.endswith("_t") for t in inner)

    def _is_binary(self, i):
        """Whether the operator at i stands between two values, and is no pointer's star."""
        before, after = self.tokens[i - 1], self.tokens[i + 1]
        if before.text in WORDS or before.text in TYPES:
            return False
        is_value = before.kind in ("name", "number", "char") or before.text == "]" or (
            before.text == ")" and not self._closes_a_cast(i - 1))
        if self.text(i) == "*":  # "struct part *p" reads like a product: one side must be a number
            return is_value and "number" in (before.kind, after.kind)
        return is_value

    def _is_size(self, i):
        """Whether the number at i is all that stands in the brackets of a declaration, as in "char line[80]"."""
        return (self.text(i - 1) == "[" and self.text(i + 1) == "]" and self.kind(i - 2) == "name" and
                (self.kind(i - 3) == "name" or self.text(i - 3) == "*") and self.text(i - 3) not in WORDS)

    def _operand_end(self, i):
        """Where the right operand of the && or || at i ends: the end of its last token."""
        depth, j = 0, i + 1
        while j < len(self.tokens):
            text = self.text(j) if self.kind(j) == "mark" else ""
            if depth == 0 and text in (")", "]", "}", ";", ",", "?", ":", "&&", "||"):
                break
            j = self.partners[j] + 1 if text and text in OPENING else j + 1
        return self.tokens[j - 1].end

    def _statement(self, i):
        """The end of the statement that is nothing but a call and begins at i, or None."""
        if self.text(i - 1) not in (";", "{", "}") or self.kind(i) != "name" or self.text(i) in UNSEEN_CALLS or self.text(i + 1) != "(":
            return None
        close = self.partners[i + 1]
        return self.tokens[close + 1].end if self.text(close + 1) == ";" else None

    def _number(self, token):
        match = re.fullmatch(r"(0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)([uUlL]*)", token.text)
        if not match:
            return None
        value = int(match[1], 0) + 1
        return (f"0x{value:X}" if match[1][:2] in ("0x", "0X") else str(value)) + match[2]

    def _of_mark(self, i):
        token = self.tokens[i]
        if token.text in SWAPPED:
            yield Fault(KIND.get(token.text, "arithmetic"), token.start, token.end, SWAPPED[token.text])
        if token.text in BINARY and self._is_binary(i):
            yield Fault("arithmetic", token.start, token.end, BINARY[token.text])
        if token.text in ("&&", "||"):
            yield Fault("operand forgotten", self.tokens[i - 1].end, self._operand_end(i), "")
        if token.text == "!":
            yield Fault("negation", token.start, token.end, "")

    def _of_word(self, i):
        token = self.tokens[i]
        if token.text in FLAGS:
            yield Fault("flag", token.start, token.end, FLAGS[token.text])
        elif token.text == "continue":
            yield Fault("loop", token.start, token.end, "break")
        elif token.text == "if" and self.text(i + 1) == "(":
            start, end = self.tokens[i + 1].start, self.tokens[self.partners[i + 1]].end
            yield Fault("condition", start, end, f"(!{self.source[start:end]})")
        end = self._statement(i)
        if end:
            yield Fault("call left out", token.start, end, ";")

    def faults(self):
        """Every fault, in the order of the text."""
        for i, token in enumerate(self.tokens):
            if not self.is_code[i]:
                continue
            if token.kind == "mark":
                yield from self._of_mark(i)
            elif token.kind == "name":
                yield from self._of_word(i)
            elif token.kind == "number" and not self._is_size(i):
                became = self._number(token)
                if became:
                    yield Fault("number", token.start, token.end, became)
            elif token.kind == "char" and re.fullmatch(r"'[A-Za-y0-8#$*+./:<>@^_|~!-]'", token.text):
                yield Fault("character", token.start, token.end, f"'{chr(ord(token.text[1]) + 1)}'")


def faults_of(source):
    return list(Reader(source).faults())
