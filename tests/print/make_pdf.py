"""PDFs made by hand: any page, any annotation, any mistake."""
import re


class Pdf:
    """Objects in the order they are added, from 1; 1 is the catalog, 2 the page tree, 3 the font."""

    def __init__(self, catalog="", tree=""):
        self.catalog, self.tree = catalog, tree
        self.objects = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
        self.kids = []

    def add(self, text, stream=None):
        """Adds an object, its dictionary without << >> where it is a stream; returns its reference."""
        body = text.encode("latin-1")
        if stream is not None:
            data = stream if isinstance(stream, bytes) else stream.encode("latin-1")
            body = b"<<%s/Length %d>>\nstream\n%s\nendstream" % (body, len(data), data)
        self.objects.append(body)
        return f"{len(self.objects)} 0 R"

    def page(self, entries, content="", own="/Resources<</Font<</F1 3 0 R>>>>"):
        stream = self.add("", content)
        self.kids.append(self.add(f"<</Type/Page/Parent 2 0 R/Contents {stream}{own}{entries}>>"))
        return self.kids[-1]

    def bytes(self, trailer=""):
        self.objects[0] = f"<</Type/Catalog/Pages 2 0 R{self.catalog}>>".encode("latin-1")
        self.objects[1] = (f"<</Type/Pages/Kids[{' '.join(self.kids)}]/Count {len(self.kids)}{self.tree}>>").encode()
        out, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        return out + (b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
                      % (len(offsets) + 1, table, len(offsets) + 1, trailer.encode(), len(out)))

    def write(self, path, **more):
        path.write_bytes(self.bytes(**more))
        return path


def text(word, x, y, size=12):
    """Content that writes a word at a place."""
    return f"BT /F1 {size} Tf {x} {y} Td ({word}) Tj ET\n"


def upright(word, box, turn, dx, dy, size=12):
    """Content that is seen upright on a page of /Rotate turn, dx and dy from the seen lower left corner."""
    x0, y0, x1, y1 = box
    matrix = {0: (1, 0, 0, 1, x0 + dx, y0 + dy), 90: (0, 1, -1, 0, x1 - dy, y0 + dx),
              180: (-1, 0, 0, -1, x1 - dx, y1 - dy), 270: (0, -1, 1, 0, x0 + dy, y1 - dx)}[turn % 360]
    return f"BT /F1 {size} Tf {' '.join(map(str, matrix))} Tm ({word}) Tj ET\n"


def numbers(value):
    """The numbers of a PDF array as text."""
    return [float(n) for n in re.findall(r"-?[\d.]+", value)]
