"""What verify finds: every way in which a bag can be incomplete, changed, or out to harm; and bags of other tools."""
import hashlib
import os
import pathlib
import re
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import Case, environment, files_below, strace  # noqa: E402


class BagCase(Case):
    """A bag made by hand, as another tool might: self.bag with data/a.txt and data/mappe/b æ.txt."""

    files = {"data/a.txt": b"hej\n", "data/mappe/b æ.txt": b""}

    def setUp(self):
        super().setUp()
        self.bag = self.make_bag()

    def make_bag(self, name="bag", version="1.0", algorithms=("sha512",), files=None, info=None):
        files = self.files if files is None else files
        folder = self.work / name
        for path, data in files.items():
            self.write(f"{name}/{path}", data)
        self.write(f"{name}/bagit.txt",
                   f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n")
        oxum = f"{sum(map(len, files.values()))}.{len(files)}"
        self.write(f"{name}/bag-info.txt", info or f"Contact-Name: Tove\n  Lykke\nPayload-Oxum: {oxum}\n")
        for algorithm in algorithms:
            self.list_files(folder, algorithm)
        return folder

    def list_files(self, folder, algorithm):
        """Writes both manifests of what is there."""
        for prefix, is_payload in (("", True), ("tag", False)):
            lines = []
            for path, data in files_below(folder).items():
                if path.startswith("data/") == is_payload and not path.startswith("tagmanifest"):
                    written = path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
                    lines.append(f"{hashlib.new(algorithm, data).hexdigest()}  {written}\n")
            self.write(f"{folder.name}/{prefix}manifest-{algorithm}.txt", "".join(lines))

    def edit(self, name, pattern, replacement, count=1):
        path = self.bag / name
        text, n = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=count)
        self.assertGreater(n, 0, pattern)
        path.write_text(text, encoding="utf-8")

    def verify(self, *arguments, status=0, bag=None):
        """Runs verify; what it said on standard error. A bag that fails is called valid nowhere."""
        result = self.referat("verify", *arguments, bag or self.bag)
        self.assert_status(result, status)
        self.assertEqual(b"complete and unchanged" in result.stdout, status == 0, result)
        return result.stderr.decode()

    def list_tags_again(self):
        """The tag manifest of a bag whose payload manifest was edited."""
        payload = (self.bag / "manifest-sha512.txt").read_bytes()
        self.list_files(self.bag, "sha512")
        (self.bag / "manifest-sha512.txt").write_bytes(payload)
        digest = hashlib.sha512(payload).hexdigest()
        self.edit("tagmanifest-sha512.txt", "[0-9a-f]+(?=  manifest-sha512.txt)", digest)


class Whole(BagCase):
    def test_the_verdict(self):
        result = self.referat("verify", "bag")
        self.assert_status(result, 0)
        self.assertEqual(result.stdout, "bag: complete and unchanged: 2 files, 4 bytes, BagIt 1.0, "
                                        "sha512\n".encode())
        self.assertEqual(result.stderr, b"")

    def test_quiet(self):
        result = self.referat("verify", "-q", "bag")
        self.assert_status(result, 0)
        self.assertEqual((result.stdout, result.stderr), (b"", b""))

    def test_algorithms(self):
        for algorithms in (["sha256"], ["sha384"], ["sha256", "sha512"], ["md5", "sha1", "sha256"]):
            name = "-".join(algorithms)
            self.assertEqual(self.verify(bag=self.make_bag(name, algorithms=algorithms)), "")

    def test_a_weak_algorithm_alone_is_told(self):
        for algorithm in ("md5", "sha1"):
            said = self.verify(bag=self.make_bag(algorithm, algorithms=[algorithm]))
            self.assertIn(f"warning: {self.work}/{algorithm}: {algorithm} finds accidents", said)

    def test_versions(self):
        for version in ("0.93", "0.94", "0.95", "0.96", "0.97"):
            self.assertEqual(self.verify(bag=self.make_bag(version, version=version)), "")

    def test_line_ends_and_capitals(self):
        self.bag = self.make_bag("crlf")
        for name in ("manifest-sha512.txt", "bagit.txt", "bag-info.txt"):
            path = self.bag / name
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        self.edit("manifest-sha512.txt", "^[0-9a-f]+", lambda match: match[0].upper())
        self.list_tags_again()
        self.assertEqual(self.verify(), "")

    def test_md5sum_marks(self):
        self.edit("manifest-sha512.txt", "  data/a", " *./data/a")
        self.edit("manifest-sha512.txt", "  data/m", "\t \tdata/m")
        self.list_tags_again()
        self.assertEqual(self.verify(), "")

    def test_encoded_names(self):
        files = {"data/50%.txt": b"1", "data/a\nb\rc": b"2", "data/%0A": b"3", "data/100%25": b"4"}
        self.assertEqual(self.verify(bag=self.make_bag("navne", files=files)), "")

    def test_a_percent_sign_as_older_tools_write_it(self):
        bag = self.make_bag("raw", files={"data/50%25.txt": b"1"})
        self.bag = bag
        self.edit("manifest-sha512.txt", "%2525", "%25")
        self.list_tags_again()
        self.assertIn("is to be written '%25'", self.verify())

    def test_no_tag_manifest_and_no_information(self):
        """RFC 8493 does without both."""
        for name in ("tagmanifest-sha512.txt", "bag-info.txt"):
            (self.bag / name).unlink()
        for options in ((), ("-W",)):
            self.assertEqual(self.verify(*options), f"referat: note: {self.bag}: has no tagmanifest-*.txt: nothing shows "
                                                    "whether its manifests and bag-info.txt are as they were\n")
        self.assertEqual(self.referat("verify", "-q", self.bag).stderr, b"")

    def test_a_bag_of_ours_has_a_tag_manifest(self):
        for agent in ("referat 0.1.0", "referat 9.9"):
            bag = self.make_bag(agent.replace(" ", "-"), info=f"Bag-Software-Agent: {agent}\nPayload-Oxum: 4.2\n")
            self.assertEqual(self.verify(bag=bag), "")
            (bag / "tagmanifest-sha512.txt").unlink()
            self.assertIn("has no tagmanifest-*.txt, and a bag made by referat has one", self.verify(bag=bag, status=1))
        bag = self.make_bag("anden", info="Bag-Software-Agent: referatik 2\nPayload-Oxum: 4.2\n")
        (bag / "tagmanifest-sha512.txt").unlink()
        self.assertIn("note:", self.verify(bag=bag))

    def test_an_empty_folder(self):
        for place in ("data/tom", "data/mappe/tom/dybere", "tom"):
            (self.bag / place).mkdir(parents=True)
            self.assertEqual(self.verify(), f"referat: warning: {self.bag}/{place}: is an empty folder: a bag holds files, and no "
                                            "manifest lists it\n")
            self.verify("-W", status=1)
            (self.bag / place).rmdir()
            if place.endswith("dybere"):
                (self.bag / place).parent.rmdir()
        self.assertEqual(self.verify(), "")

    def test_an_empty_payload(self):
        bag = self.make_bag("tom", files={})
        (bag / "data").mkdir()
        self.assertEqual(self.verify(bag=bag), "")

    def test_several_bags(self):
        self.make_bag("to")
        result = self.referat("verify", "bag", "to")
        self.assert_status(result, 0)
        self.assertEqual(result.stdout.count(b"complete and unchanged"), 2)


class Changed(BagCase):
    def test_one_byte(self):
        for name, manifest in (("data/a.txt", "manifest"), ("bag-info.txt", "tagmanifest"),
                               ("manifest-sha512.txt", "tagmanifest")):
            self.bag = self.make_bag(f"bag-{name.replace('/', '-')}")
            data = bytearray((self.bag / name).read_bytes())
            data[-2] ^= 1
            (self.bag / name).write_bytes(bytes(data))
            said = self.verify(status=1)
            self.assertIn(f"{name}: the file has changed: its checksum is not the one in "
                          f"{manifest}-sha512.txt", said)

    def test_a_file_added(self):
        for name, said in (("data/c.txt", "data/c.txt: no manifest lists this file"),
                           ("data/.skjult", "data/.skjult: no manifest lists this file"),
                           ("metadata/x", "metadata/x: no tag manifest lists this file"),
                           ("brev.txt", "brev.txt: no tag manifest lists this file")):
            self.bag = self.make_bag(f"bag-{name.replace('/', '-')}")
            (self.bag / name).parent.mkdir(exist_ok=True)
            (self.bag / name).write_bytes(b"")
            self.assertIn(said, self.verify(status=1))

    def test_a_file_missing(self):
        for name in ("data/a.txt", "data/mappe/b æ.txt", "bag-info.txt"):
            self.bag = self.make_bag(f"bag-{name.replace('/', '-')}")
            (self.bag / name).unlink()
            self.assertIn(f"{name}: the file is missing", self.verify(status=1))

    def test_a_file_under_another_name(self):
        (self.bag / "data/a.txt").rename(self.bag / "data/A.txt")
        said = self.verify(status=1)
        self.assertIn("data/a.txt: the file is missing", said)
        self.assertIn("data/A.txt: no manifest lists this file", said)

    def test_the_payload_is_gone(self):
        shutil.rmtree(self.bag / "data")
        self.assertIn("data: the folder of the payload is missing", self.verify(status=1))

    def test_files_are_told_once(self):
        self.bag = self.make_bag("to", algorithms=["sha256", "sha512"])
        (self.bag / "data/a.txt").unlink()
        self.assertEqual(self.verify(status=1).count("the file is missing"), 1)

    def test_many_findings(self):
        self.bag = self.make_bag("mange", files={f"data/{n}": b"x" for n in range(150)})
        for path in (self.bag / "data").iterdir():
            path.unlink()
        said = self.verify(status=1)
        self.assertEqual(said.count("the file is missing"), 100)
        self.assertRegex(said, r"\d+ more findings")


class Manifests(BagCase):
    def lines(self, change):
        path = self.bag / "manifest-sha512.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("".join(f"{line}\n" for line in change(lines)), encoding="utf-8")
        (self.bag / "tagmanifest-sha512.txt").unlink()

    def test_a_line_missing(self):
        self.lines(lambda lines: lines[1:])
        self.assertIn("data/a.txt: no manifest lists this file", self.verify(status=1))

    def test_one_of_two_manifests_lacks_a_line(self):
        self.list_files(self.bag, "sha256")
        self.lines(lambda lines: lines[1:])
        (self.bag / "tagmanifest-sha256.txt").unlink()
        self.assertIn("data/a.txt: manifest-sha512.txt does not list this file",
                      self.verify(status=1))
        (self.bag / "bagit.txt").write_bytes(
            b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
        self.verify()

    def test_a_line_twice(self):
        self.lines(lambda lines: [*lines, lines[0]])
        self.assertIn("manifest-sha512.txt: lines 1 and 3 list 'data/a.txt' twice",
                      self.verify(status=1))
        (self.bag / "bagit.txt").write_bytes(
            b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
        self.assertIn("warning: ", self.verify())
        self.verify("-W", status=1)

    def test_a_line_twice_with_another_checksum(self):
        self.lines(lambda lines: [*lines, "0" * 128 + "  data/a.txt"])
        (self.bag / "bagit.txt").write_bytes(
            b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
        self.assertIn("twice", self.verify(status=1))

    def test_paths_that_lead_out(self):
        outside = self.write("hemmelig.txt", "hemmelig")
        digest = hashlib.sha512(b"hemmelig").hexdigest()
        for path, why in (("../hemmelig.txt", "leads out of the bag"),
                          ("data/../../hemmelig.txt", "leads out of the bag"),
                          (str(outside), "is absolute"), ("~/hemmelig.txt", "home folder"),
                          ("data//a.txt", "empty part"), ("data/./a.txt", "lone '.'"),
                          ("data/%2e%2e/a.txt", None)):
            self.bag = self.make_bag("bag-" + hashlib.md5(path.encode()).hexdigest())
            self.lines(lambda lines, path=path: [*lines, f"{digest}  {path}"])
            said = self.verify(status=4 if why else 1)
            if why:
                self.assertIn(f"manifest-sha512.txt: line 3: the path '{path}'", said)
                self.assertIn(why, said)

    def test_a_path_outside_the_payload(self):
        self.lines(lambda lines: [*lines, f"{'0' * 128}  bagit.txt"])
        self.assertIn("line 3: 'bagit.txt' is outside data/", self.verify(status=1))

    def test_lines_that_are_none(self):
        for line in ("hej", f"{'0' * 127}  data/a.txt", f"{'x' * 128}  data/a.txt", "0" * 128,
                     f"{'0' * 64}  data/a.txt"):
            self.bag = self.make_bag("bag-" + hashlib.md5(line.encode()).hexdigest())
            self.lines(lambda lines, line=line: [*lines, line])
            self.assertIn("line 3: is no checksum of sha512 and a path", self.verify(status=1))

    def test_no_text(self):
        for data in (b"\xff\n", b"a\0b\n"):
            (self.bag / "manifest-sha512.txt").write_bytes(data)
            self.assertIn("manifest-sha512.txt: is not text in UTF-8", self.verify(status=1))

    def test_no_manifest(self):
        (self.bag / "manifest-sha512.txt").unlink()
        self.assertIn("has no manifest-*.txt", self.verify(status=1))

    def test_an_unknown_algorithm_is_told(self):
        manifest = (self.bag / "manifest-sha512.txt").read_text(encoding="utf-8")
        (self.bag / "tagmanifest-sha512.txt").unlink()
        self.write("bag/manifest-blake3.txt", re.sub("(?m)^[0-9a-f]+", "abc", manifest))
        self.assertIn("manifest-blake3.txt: the checksum 'blake3' is not known here", self.verify())
        (self.bag / "manifest-sha512.txt").unlink()
        self.assertIn("has no manifest with a checksum that is known here", self.verify(status=1))

    def test_an_unknown_algorithm_lists_too(self):
        self.write("bag/manifest-blake3.txt", "abc  data/a.txt\nabc  data/borte.txt\n")
        said = self.verify(status=1)
        self.assertIn("data/borte.txt: the file is missing: manifest-blake3.txt lists it", said)
        self.assertIn("data/mappe/b æ.txt: manifest-blake3.txt does not list this file", said)


class Texts(BagCase):
    def declare(self, data):
        (self.bag / "bagit.txt").write_bytes(data)
        (self.bag / "tagmanifest-sha512.txt").unlink(missing_ok=True)

    def test_wrong_declarations(self):
        good, encoding = b"BagIt-Version: 1.0\n", b"Tag-File-Character-Encoding: UTF-8\n"
        for data, said in (
                (b"BagIt-Version: 2.0\n" + encoding, "the version '2.0' is not known"),
                (b"BagIt-Version: 1.0 \n" + encoding, "the version '1.0 ' is not known"),
                (b"BagIt-Version : 1.0\n" + encoding, "line 1 is to be"),
                (b"\xef\xbb\xbf" + good + encoding, "without the byte-order mark"),
                (encoding + good, "line 1 is to be"), (b"", "line 1 is to be"),
                (good, "line 2 is to be"), (good + b"\n" + encoding, "line 2 is to be"),
                (good + encoding + b"x", "has more than two lines"),
                (good + b"Tag-File-Character-Encoding: UTF-16\n", "only UTF-8 is read here")):
            self.declare(data)
            self.assertRegex(self.verify(status=1), "bagit.txt: .*" + re.escape(said))

    def test_no_bag(self):
        (self.bag / "bagit.txt").unlink()
        self.assertIn("is no bag: it has no bagit.txt", self.verify(status=1))
        self.verify(status=3, bag=self.work / "findes-ikke")
        self.verify(status=3, bag=self.write("fil", "x"))
        self.assert_status(self.referat("verify"), 2)

    def test_payload_oxum(self):
        (self.bag / "tagmanifest-sha512.txt").unlink()
        for oxum, said in (("5.2", "says 5 bytes in 2 files, and there are 4 in 2"),
                           ("4.3", "says 4 bytes in 3 files"), ("4", "is to be BYTES.FILES, not '4'"),
                           ("4.", "BYTES.FILES"), ("4.2x", "BYTES.FILES"), ("-4.2", "BYTES.FILES"),
                           (" ", "BYTES.FILES"), ("99999999999999999999.2", "BYTES.FILES")):
            self.write("bag/bag-info.txt", f"payload-oxum: {oxum}\n")
            self.assertIn(said, self.verify(status=1))

    def test_information_that_is_none(self):
        (self.bag / "tagmanifest-sha512.txt").unlink()
        self.write("bag/bag-info.txt", "Contact-Name: Tove\nhej\n: x\n")
        said = self.verify(status=1)
        self.assertIn("bag-info.txt: line 2 is no 'Label: value'", said)
        self.assertIn("bag-info.txt: line 3 is no 'Label: value'", said)

    def test_fetch(self):
        (self.bag / "tagmanifest-sha512.txt").unlink()
        self.write("bag/fetch.txt", "https://example.org/a 4 data/a.txt\n")
        self.assertIn("warning: ", self.verify())
        (self.bag / "data/a.txt").unlink()
        self.assertIn("data/a.txt: the file is missing: manifest-sha512.txt lists it, and fetch.txt "
                      "says where it lies", self.verify(status=1))

    def test_fetch_that_leads_out(self):
        for line, status in (("https://example.org/a 4 ../../x", 4), ("https://example.org/a 4 /x", 4),
                             ("https://example.org/a 4 bagit.txt", 1), ("https://example.org/a 4", 1)):
            self.write("bag/fetch.txt", line + "\n")
            self.assertIn("fetch.txt: line 1", self.verify(status=status))


class Hostile(BagCase):
    def test_links(self):
        self.write("udenfor/hemmelig.txt", "hemmelig")
        for name, target in (("data/link.txt", "../../udenfor/hemmelig.txt"),
                             ("data/link", "../../udenfor"), ("tag.txt", "data/a.txt")):
            self.bag = self.make_bag(f"bag-{name.replace('/', '-')}")
            (self.bag / name).symlink_to(target)
            self.assertIn(f"{name}: is a link or a device", self.verify(status=4))

    def test_a_link_for_a_listed_file(self):
        copy = self.work / "kopi.txt"
        (self.bag / "data/a.txt").rename(copy)
        (self.bag / "data/a.txt").symlink_to(copy)
        self.verify(status=4)

    def test_links_for_the_texts(self):
        for name in ("bagit.txt", "manifest-sha512.txt", "data"):
            self.bag = self.make_bag(f"bag-{name}")
            (self.bag / name).rename(self.work / f"flyttet-{name}")
            (self.bag / name).symlink_to(self.work / f"flyttet-{name}")
            self.verify(status=4)

    def test_a_pipe_does_not_hang(self):
        os.mkfifo(self.bag / "data/roer")
        os.mkfifo(self.bag / "fetch.txt")
        self.assertIn("data/roer: is a link or a device", self.verify(status=4))

    def test_too_deep(self):
        (self.bag / "data" / "/".join(["x"] * 80)).mkdir(parents=True)
        self.assertIn("folders deep", self.verify(status=4))

    def test_too_many_manifests(self):
        for number in range(70):
            self.write(f"bag/manifest-x{number}.txt", "")
        self.assertIn("is one manifest more than 64", self.verify(status=4))

    def test_control_characters_do_not_reach_a_terminal(self):
        (self.bag / "data/\x1b[2Jx").write_bytes(b"")
        self.assertNotIn("\x1b", self.verify(status=1))


class Unreadable(BagCase):
    """A file that cannot be opened at one moment is there, and nothing is known of it: never missing, never changed, never whole."""

    def test_each_error(self):
        for error, words in (("EACCES", "Permission denied"), ("EIO", "Input/output error"), ("EMFILE", "Too many open files")):
            for name in ("a.txt", "mappe"):
                with self.subTest(error=error, name=name):
                    result = self.referat("verify", self.bag, prefix=(
                        *strace(), "-o", "trace", "-e", "trace=openat", "-e", f"inject=openat:error={error}", "-P", name),
                        env=environment(ASAN_OPTIONS="detect_leaks=0"))  # leaks cannot be looked for under strace
                    self.assert_status(result, 3)
                    self.assertIn(words, result.stderr.decode())
                    self.assertIn(f"data/{name}", result.stderr.decode())
                    self.assertNotIn(b"complete and unchanged", result.stdout)


class Truncated(BagCase):
    def test_any_text_cut_anywhere(self):
        """Never a crash; and a bag whose declaration or manifest is cut is never called whole."""
        for name in ("bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "bag-info.txt"):
            whole = (self.bag / name).read_bytes()
            for cut in range(0, len(whole) - 1, max(1, len(whole) // 16)):
                (self.bag / name).write_bytes(whole[:cut])
                result = self.referat("verify", self.bag)
                self.assertIn(result.returncode, (0, 1), (name, cut))
                if name != "tagmanifest-sha512.txt":
                    self.assertEqual(result.returncode, 1, (name, cut))
            (self.bag / name).write_bytes(whole)


if __name__ == "__main__":
    unittest.main()
