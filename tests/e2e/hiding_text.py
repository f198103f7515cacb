"""Places in text, markup, mail and RTF where a title can stand unseen: functions that give (file name, bytes)."""
import base64
import gzip
import html
import html.entities
import json
import quopri
import urllib.parse
from email.header import Header
from email.message import EmailMessage

PLACES = {}


def place(function):
    PLACES[function.__name__] = function
    return function


def named(text):
    """With every letter beyond ASCII as a named entity."""
    return "".join(f"&{html.entities.codepoint2name[ord(c)]};" if ord(c) > 127 else html.escape(c) for c in text)


def page(body, head="<meta charset=utf-8>"):
    return f"<!DOCTYPE html><html><head>{head}<title>Bilag</title></head><body>{body}</body></html>".encode()


def xml(body, encoding="utf-8"):
    return f'<?xml version="1.0" encoding="{encoding}"?>\n<a>{body}</a>'.encode(encoding)


def letters(text, function):
    """With every character beyond ASCII as function has it."""
    return "".join(function(ord(c)) if ord(c) > 127 else c for c in text)


# ---- Encodings ----

for codec in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "latin-1", "mac-roman", "cp850"):
    PLACES[f"csv in {codec}"] = lambda title, codec=codec: ("a.csv", f"Pakhus;Lejer\r\n7;{title}\r\n".encode(codec))
PLACES["UTF-16 with the mark of the other order"] = lambda title: ("a.txt", b"\xfe\xff" + f"se {title}".encode("utf-16-be"))


@place
def capitals_and_hard_blanks_in_latin_1(title):
    return "a.txt", title.upper().replace(" ", "\xa0").encode("latin-1")


@place
def encoded_twice(title):
    return "a.csv", f"7;{title}".encode().decode("cp1252").encode()


@place
def utf_8_and_latin_1_in_one_file(title):
    return "a.csv", "blåbær;".encode() + title.encode("latin-1")


@place
def parted_by_what_nobody_sees(title):
    return "a.txt", "\u200b".join(title).replace("e", "e\u00ad").encode()


@place
def decomposed(title):
    return "a.txt", title.replace("å", "a\u030a").encode()


# ---- Formats of text ----

@place
def tab_separated_in_quotes(title):
    return "a.tsv", ('7\t"' + title.replace(" ", '""') + '"\n').encode()


@place
def json_ascii(title):
    return "a.json", json.dumps({"titel": title}).encode()


@place
def json_with_line_breaks(title):
    return "a.json", json.dumps({"titel": title.replace(" ", "\n")}).encode()


@place
def json_key(title):
    return "a.json", json.dumps({title: 1}).encode()


@place
def json_within_json(title):
    return "a.json", json.dumps(json.dumps({"titel": title})).encode()


@place
def yaml_escapes(title):
    return "a.text", ('titel: "' + letters(title, lambda c: f"\\x{c:02x}") + '"\n').encode()


@place
def yaml_long_escapes(title):
    return "a.text", ('titel: "' + letters(title, lambda c: f"\\U{c:08x}") + '"\n').encode()


@place
def yaml_folded(title):
    return "a.text", ("titel: >-\n  " + title.replace(" ", "\n  ") + "\n").encode()


@place
def javascript(title):
    rest = letters(title[14:], lambda c: f"\\u{{{c:x}}}")
    return "a.js", f'let t = "{title[:14]}" +\n  "{rest}";'.encode()


@place
def octal(title):
    return "a.properties", ("t=" + letters(title, lambda c: "".join(f"\\{b:03o}" for b in chr(c).encode()))).encode()


@place
def style_sheet(title):
    return "a.css", ('p::before { content: "' + letters(title, lambda c: f"\\{c:x} ") + '" }').encode()


@place
def address(title):
    return "a.txt", ("https://example.org/?q=" + urllib.parse.quote_plus(title)).encode()


@place
def address_in_latin_1(title):
    return "a.txt", ("https://example.org/?q=" + urllib.parse.quote_plus(title, encoding="latin-1")).encode()


@place
def address_twice(title):
    return "a.txt", ("https://example.org/?q=" + urllib.parse.quote(urllib.parse.quote(title))).encode()


@place
def address_of_old_scripts(title):
    return "a.txt", ("q=" + letters(title, lambda c: f"%u{c:04X}")).encode()


@place
def percent_sign_in_front_and_an_entity(title):
    return "a.txt", ("100%" + named(title)).encode()


@place
def windows_path(title):
    return "a.txt", ("C:\\arkiv\\" + title).encode()


@place
def markdown(title):
    return "a.markdown", ("**" + title.replace(" ", "** \\*", 1).replace("&", "\\&") + "*").encode()


@place
def vcard(title):
    return "a.vcf", (b"BEGIN:VCARD\r\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quopri.encodestring(title.encode())
                     + b"\r\nEND:VCARD\r\n")


@place
def calendar(title):
    line = "SUMMARY:" + title
    return "a.ics", ("BEGIN:VCALENDAR\r\n" + "\r\n ".join(line[i:i + 15] for i in range(0, len(line), 15)) + "\r\n").encode()


# ---- Markup ----

@place
def named_entities(title):
    return "a.html", page(f"<p>{named(title)}</p>")


@place
def entities_without_semicolon(title):
    return "a.html", page("<p>" + letters(title, lambda c: "&" + html.entities.codepoint2name[c]) + "</p>")


@place
def entities_in_capitals(title):
    return "a.html", page(f"<p>{named(title).upper()}</p>")


@place
def numbers_with_zeros(title):
    return "a.html", page("<p>" + "".join(f"&#{ord(c):07};" for c in title) + "</p>")


@place
def hexadecimal_numbers_without_semicolon(title):
    return "a.html", page("<p>" + letters(title, lambda c: f"&#X{c:04x}") + "</p>")


@place
def escaped_twice(title):
    return "a.html", page(f"<p>{html.escape(named(title))}</p>")


@place
def entities_in_plain_text(title):
    return "a.csv", ("7;" + named(title)).encode()


@place
def tags_within_words(title):
    return "a.html", page("".join(f"<span>{html.escape(c)}</span>" for c in title))


@place
def fragment(title):
    return "a.html", f"<p>Om <b>{title[:9]}</b>{html.escape(title[9:])}</p>".encode()


@place
def attribute(title):
    return "a.html", page(f'<img alt="{named(title)}">')


@place
def attribute_with_brackets(title):
    return "a.html", page("<img alt='" + title.replace(" ", " > ", 2) + "'>")


@place
def attribute_without_quotes(title):
    return "a.html", page("<img alt=" + title.replace(" ", "-").replace("&", "og") + ">")


@place
def comment(title):
    return "a.html", page(f"<p>Se</p><!-- {title} -->")


@place
def comment_with_tags(title):
    return "a.html", page(f"<p>Se</p><!-- <p><b>{title[:12]}</b>{title[12:]}</p> -->")


@place
def around_a_comment(title):
    return "a.html", page(f"<p>{title[:12]}<!-- > noget --> {title[12:]}</p>")


@place
def script_in_a_page(title):
    return "a.html", page('<script>if (a<b) t = "' + letters(title, lambda c: f"\\x{c:02x}") + '";</script>')


@place
def deleted_text(title):
    return "a.html", page(f"<p>{title[:12]}<del>{title[12:]}</del><ins>noget andet</ins></p>")


@place
def text_before_it_was_changed(title):
    return "a.html", page(f"<p>{title[:12]}<ins>noget andet</ins>{title[12:]}</p>")


@place
def around_an_annotation(title):
    return "a.html", page(f"<p>{title[:12]}<sup>note 4</sup>{title[12:]}</p>")


@place
def ruby(title):
    return "a.html", page("<ruby>" + "".join(f"{w} <rt>x{i}</rt>" for i, w in enumerate(title.split())) + "</ruby>")


@place
def cdata(title):
    return "a.xml", xml(f"<b><![CDATA[{title[:12]}]]></b><c><![CDATA[{title[12:]}]]></c>")


@place
def processing_instruction(title):
    return "a.xml", xml(f"<?note {title}?>")


@place
def declared_entity(title):
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "{title[:9]}"><!ENTITY t "&x;{html.escape(title[9:])}">]>'
    return "a.xml", (head + "<a>&t;</a>").encode()


@place
def xml_in_mac_roman(title):
    return "a.xml", xml(html.escape(title), "mac-roman").replace(b"mac-roman", b"macintosh")


@place
def xml_in_ebcdic(title):
    return "a.xml", xml(html.escape(title), "cp037").replace("cp037".encode("cp037"), "IBM037".encode("cp037"))


@place
def xml_in_utf_16(title):
    return "a.xml", xml(html.escape(title), "utf-16")


@place
def page_in_utf_16(title):
    return "a.html", page(f"<p>{named(title)}</p>").decode().encode("utf-16-le")


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@place
def page_in_utf_7(title):
    return "a.html", page(f"<p>{title}</p>", '<meta charset="utf-7">').decode().replace(title, title.encode("utf-7").decode()).encode()


@place
def feed(title):
    return "a.rss", xml(f"<description>{html.escape('<p>' + title[:9] + '<b>' + title[9:12] + '</b>' + named(title[12:]) + '</p>')}</description>")


@place
def page_in_json(title):
    return "a.json", json.dumps({"html": f"<p>{title[:9]}<b>{title[9:12]}</b>{title[12:]}</p>"}).replace("<", "\\u003c").encode()


@place
def conditional_comment(title):
    return "a.html", page(f"<!--[if mso]><p>{title[:5]}<b>{title[5:]}</b></p><![endif]-->")


@place
def full_width_letters(title):
    return "a.txt", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in title).encode()


@place
def svg_text(title):
    return "a.svg", SVG.format("<text>" + "".join(f'<tspan x="{i}">{html.escape(c)}</tspan>' for i, c in enumerate(title))
                               + "</text>").encode()


@place
def svg_around_a_tooltip(title):
    return "a.svg", SVG.format(f"<text>{title[:12]}<title>kort</title>{html.escape(title[12:])}</text>").encode()


@place
def svg_description(title):
    return "a.svg", SVG.format(f"<desc>{html.escape(title)}</desc>").encode()


@place
def svg_metadata(title):
    return "a.svg", SVG.format(f'<metadata><dc:title xmlns:dc="x" v="{html.escape(title)}"/></metadata>').encode()


@place
def svgz(title):
    return "a.svgz", gzip.compress(svg_text(title)[1])


@place
def data_address(title):
    return "a.html", page(f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg_text(title)[1]).decode()}">')


@place
def data_address_that_is_short(title):
    return "a.html", page(f'<img src="data:text/plain;base64,{base64.b64encode(title.encode()).decode()}">')


@place
def data_address_in_percents(title):
    return "a.html", page(f'<img src="data:image/svg+xml,{urllib.parse.quote(svg_text(title)[1])}">')


@place
def base64_in_xml(title):
    packed = gzip.compress(f"Pakhus;{title};{'x' * 200}".encode(), mtime=0)
    return "a.xml", xml("<data>" + base64.encodebytes(packed).decode() + "</data>")


@place
def text_as_base64_in_json(title):
    return "a.json", json.dumps({"fil": base64.b64encode(f"Et langt notat om {title}, og mere end det er der ikke i det. {'Slut. ' * 20}".encode())
                                 .decode()}).encode()


# ---- Mail ----

def mail(**changes):
    message = EmailMessage()
    message["From"] = "tove@example.org"
    message["To"] = "børge@example.org"
    message["Subject"] = changes.get("subject", "Bilag")
    message.set_content(changes.get("text", "Se bilag."), cte=changes.get("cte"))
    return message


@place
def subject_in_base64(title):
    head = Header(title, "utf-8", maxlinelen=40).encode()
    return "a.eml", f"From: a@example.org\r\nTo: b@example.org\r\nSubject: {head}\r\n\r\nHej\r\n".encode()


@place
def subject_in_quoted_printable(title):
    head = " ".join(f"=?iso-8859-1?Q?{quopri.encodestring(part.encode('latin-1'), header=True).decode()}?="
                    for part in (title[:17], title[17:]))
    return "a.eml", f"From: a@example.org\r\nTo: b@example.org\r\nSubject: {head}\r\n\r\nHej\r\n".encode()


@place
def subject_as_it_is(title):
    return "a.eml", f"From: a@example.org\r\nTo: b@example.org\r\nSubject: {title}\r\n\r\nHej\r\n".encode()


@place
def body_in_base64(title):
    return "a.eml", mail(text=f"Hej\n{title}\n", cte="base64").as_bytes()


@place
def body_in_quoted_printable(title):
    return "a.eml", mail(text=f"Hej, det drejer sig om det her, som vi talte om i telefonen i gaar: {title}\n", cte="quoted-printable").as_bytes()


@place
def body_in_a_charset(title):
    body = quopri.encodestring(title.encode("mac-roman"))
    return "a.eml", (b"From: a@example.org\r\nTo: b@example.org\r\nContent-Type: text/plain; charset=macintosh\r\n"
                     b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body)


@place
def html_part(title):
    message = mail()
    message.add_alternative(page(f"<p>{named(title)}</p>").decode(), subtype="html", cte="base64")
    return "a.eml", message.as_bytes()


@place
def attachment_of_mail(title):
    message = mail()
    message.add_attachment(f"Pakhus;{title}".encode("cp1252"), maintype="text", subtype="csv", filename="liste.csv")
    return "a.eml", message.as_bytes()


@place
def name_of_an_attachment(title):
    message = mail()
    message.add_attachment(b"x;y", maintype="text", subtype="csv", filename=f"{title}.csv")
    return "a.eml", message.as_bytes()


@place
def long_name_of_an_attachment(title):
    quoted = urllib.parse.quote(title)
    head = f"attachment;\r\n filename*0*=utf-8''{quoted[:20]};\r\n filename*1*={quoted[20:]}"
    return "a.eml", (b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Disposition: " + head.encode()
                     + b"\r\nContent-Type: text/plain\r\n\r\nHej\r\n")


@place
def mail_within_mail(title):
    message = mail()
    message.add_attachment(mail(text=title, cte="base64"))
    return "a.eml", message.as_bytes()


@place
def second_mail_of_a_box(title):
    return "a.mbox", (b"From a@example.org Mon Mar  2 10:00:00 2026\n" + mail().as_bytes() + b"\nFrom b@example.org Mon Mar  2 11:00:00 2026\n"
                      + mail(text=title, cte="base64").as_bytes())


@place
def mail_of_apple(title):
    data = mail(text=title, cte="base64").as_bytes()
    return "a.emlx", b"%d      \n" % len(data) + data + b"<?xml version='1.0'?><plist/>"


@place
def mail_with_a_mark_of_utf_8(title):
    return "a.eml", b"\xef\xbb\xbf" + mail(text=title, cte="base64").as_bytes()


@place
def saved_page(title):
    page_part = quopri.encodestring(page(f"<p>{named(title)}</p>"))
    return "a.mht", (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                     b'Content-Type: multipart/related; boundary="--x"\r\n\r\n----x\r\nContent-Type: text/html\r\n'
                     b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + page_part + b"\r\n----x--\r\n")


# ---- RTF ----

def rtf(body):
    return "a.rtf", ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 " + body + "\\par }").encode("latin-1")


def code_page(text):
    return "".join(f"\\'{c:02x}" if c > 127 else chr(c) for c in text.encode("cp1252"))


@place
def rtf_code_page(title):
    return rtf(code_page(title))


@place
def rtf_unicode(title):
    return rtf(letters(title, lambda c: f"\\u{c}?"))


@place
def rtf_unicode_without_substitute(title):
    return rtf("\\uc0 " + letters(title, lambda c: f"\\u{c} "))


@place
def rtf_bold_within_words(title):
    return rtf(code_page(title[:9]) + "{\\b " + code_page(title[9:11]) + "}\\i " + code_page(title[11:]) + "\\i0 ")


@place
def rtf_group_behind_a_word(title):
    return rtf("\\b{" + code_page(title) + "}\\b0 slut")


@place
def rtf_around_a_bookmark(title):
    return rtf(code_page(title[:12]) + "{\\*\\bkmkstart punkt}" + code_page(title[12:]) + "{\\*\\bkmkend punkt}")


@place
def rtf_hidden(title):
    return rtf("Bilag {\\v " + code_page(title) + "}")


@place
def rtf_deleted(title):
    return rtf("Bilag {\\deleted " + code_page(title) + "} slut")


@place
def rtf_around_deleted(title):
    return rtf(code_page(title[:12]) + "{\\deleted noget andet}" + code_page(title[12:]))


@place
def rtf_footnote(title):
    return rtf("Bilag{\\footnote " + code_page(title) + "}")


@place
def rtf_property(title):
    return "a.rtf", ("{\\rtf1{\\info{\\title " + code_page(title) + "}}Bilag}").encode()
