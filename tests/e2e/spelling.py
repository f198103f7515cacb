"""The two spellings of a document, converted into each other as text: the YAML is never read, only moved and indented."""


def split(text):
    """Front matter and body of a Markdown document, each with its line ends; None where it has no front matter."""
    if not text.startswith("---\n"):
        return None
    head, fence, body = text[4:].partition("\n---\n")
    return (head + "\n", body) if fence else None


def as_field(text):
    """The document as one YAML mapping, its body in the field `body`."""
    head, body = split(text)
    if not body.strip():
        return head
    # An agenda's `body` is the body that meets: beside it the Markdown goes to `information`.
    field = "information" if "\nbody:" in "\n" + head else "body"
    block = "".join(f"    {line}" if line.strip() else line for line in body.splitlines(keepends=True))
    return f"{head}{field}: |4+\n{block}"


def as_front_matter(text):
    """The document as YAML with a Markdown front matter."""
    head, body = split(text)
    return f"---\n{body.rstrip()}\n---\n{head}"


def fits_front_matter(text):
    """A body with a line `---` of its own would end the front matter."""
    return "---" not in (line.rstrip() for line in split(text)[1].splitlines())
