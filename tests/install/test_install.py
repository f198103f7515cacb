"""What a packager and a user of the library meet: install to a prefix, move it, build against it in the two usual ways."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
SERIES = HERE / "series"


def run(*command, **options):
    """Runs a command and returns its standard output; a failure shows everything it said."""
    result = subprocess.run(list(map(str, command)), text=True, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command}: {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


class Installed:
    """The tests, for a static and for a shared library."""
    shared = "OFF"
    archives = "ON"

    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="referat-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        build, first = cls.work / "build", cls.work / "first"
        run("cmake", "-G", "Ninja", "-S", SOURCE, "-B", build, "-DBUILD_TESTING=OFF",
            f"-DBUILD_SHARED_LIBS={cls.shared}", f"-DREFERAT_STATIC_LIBRARIES={cls.archives}", f"-DCMAKE_INSTALL_PREFIX={first}",
            f"-DCMAKE_C_COMPILER={os.environ.get('REFERAT_CC', 'gcc')}",
            "-DCMAKE_C_FLAGS_RELEASE=-O0")  # what is installed and linked is the same, in a third of the time
        run("cmake", "--build", build)
        run("cmake", "--install", build)
        cls.prefix = cls.work / "moved"  # nothing installed may know where it was installed
        first.rename(cls.prefix)
        cls.libdir = next(cls.prefix.glob("lib/**/pkgconfig")).parent
        cls.environment = {**os.environ, "LD_LIBRARY_PATH": str(cls.libdir),
                           "PKG_CONFIG_PATH": str(cls.libdir / "pkgconfig")}

    def installed(self):
        return {path.relative_to(self.prefix).as_posix()
                for path in self.prefix.rglob("*") if path.is_file()}

    def test_what_is_installed(self):
        files = self.installed()
        for name in ("bin/referat", "include/referat/model.h", "include/referat/referat.h",
                     "include/referat/version.h", "share/man/man1/referat.1",
                     "share/man/man5/referat.5"):
            self.assertIn(name, files)
        self.assertFalse([name for name in files if name.startswith("include/")
                          and not name.startswith("include/referat/")])

    def test_nothing_installed_names_the_build(self):
        for path in self.prefix.rglob("*"):
            if path.is_file() and path.suffix in (".cmake", ".pc", ".h"):
                text = path.read_text(encoding="utf-8")
                self.assertNotIn(str(self.work), text, path)
                self.assertNotIn(str(SOURCE), text, path)

    def test_program(self):
        self.assertEqual(run(self.prefix / "bin/referat", "--version").split()[:2],
                         ["referat", run("pkg-config", "--modversion", "referat",
                                         env=self.environment).strip()])
        run(self.prefix / "bin/referat", "check", SERIES)

    def needed(self):
        """The libraries that the program is loaded with."""
        return set(re.findall(r"\(NEEDED\).*\[lib(\w+)", run("readelf", "-d", self.prefix / "bin/referat")))

    def test_cmake_consumer(self):
        build = self.work / "decisions"
        run("cmake", "-G", "Ninja", "-S", HERE / "decisions", "-B", build,
            f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", build)
        self.assertEqual(run(build / "decisions", SERIES, env=self.environment),
                         "2026-03-02\t2026-03-02\n"
                         "1\tDagsorden\tgodkendt\t0\n"
                         "2\tNy pumpe\tudsat\t1\n")

    def test_cmake_asks_for_the_right_version(self):
        source = self.work / "too-new"
        source.mkdir()
        (source / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(new LANGUAGES C)\n"
            "find_package(referat 99 REQUIRED)\n", encoding="utf-8")
        with self.assertRaisesRegex(AssertionError, "version"):
            run("cmake", "-G", "Ninja", "-S", source, "-B", source / "build",
                f"-DCMAKE_PREFIX_PATH={self.prefix}")

    def test_pkg_config_consumer(self):
        page = run(self.compile(HERE / "emit/emit.c", "emit"), SERIES, env=self.environment)
        self.assertIn("Ny pumpe", page)
        self.assertIn("Prisen var ikke klar.", page)

    def compile(self, source, name, *options):
        """A program of the installed library."""
        program = self.work / name
        static = [] if self.shared == "ON" else ["--static"]
        flags = run("pkg-config", *static, "--cflags", "--libs", "referat", env=self.environment).split()
        run("gcc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *options, source, "-o", program, *flags)
        return program

    def test_the_program_in_the_manual(self):
        """It compiles as it stands in docs/library.md, and prints what stands there."""
        manual = (SOURCE / "docs/library.md").read_text(encoding="utf-8")
        fences = dict(re.findall(r"^```(?:c|text) (\S+)\n(.*?)^```$", manual, re.MULTILINE | re.DOTALL))
        self.assertEqual(fences.keys(), {"program=show.c", "output=show.c"})
        source = self.work / "show.c"
        source.write_text(fences["program=show.c"], encoding="utf-8")
        empty = self.work / "empty"
        empty.mkdir()
        self.assertEqual(run(self.compile(source, "show"), env=self.environment, cwd=empty), fences["output=show.c"])
        self.assertEqual(list(empty.iterdir()), [])

    def with_header(self, name, change):
        """The output of tests/install/sizes.c, compiled with a changed referat.h."""
        headers = self.work / name
        shutil.copytree(self.prefix / "include", headers)
        header = headers / "referat/referat.h"
        text = header.read_text(encoding="utf-8")
        header.write_text(change(text), encoding="utf-8")
        self.assertNotEqual(text, header.read_text(encoding="utf-8"))
        return run(self.compile(HERE / "sizes.c", f"{name}.program", "-I", headers), SERIES, env=self.environment)

    def test_a_program_of_an_older_header(self):
        """Its options end where those of the first version did; what lies behind them in its memory is not read."""
        older = self.with_header("older", lambda text: re.sub(
            r"    const struct referat_file \*files;.*?(?=^};)", "", text, count=1, flags=re.MULTILINE | re.DOTALL))
        self.assertEqual(older, "2026-03-02\n")

    def test_a_program_of_a_newer_header(self):
        """It asks for what this library would not do."""
        newer = self.with_header("newer", lambda text: text.replace(
            "    bool files_only;", "    long more[8];\n    bool files_only;"))
        self.assertRegex(newer, r"^bad-value: the size of the options is \d+ bytes, and version \S+ of the library knows \d+: ")
        self.assertNotIn("2026-03-02", newer)

    def test_every_public_header_stands_alone(self):
        for header in sorted((self.prefix / "include/referat").glob("*.h")):
            user = self.work / f"{header.stem}.c"
            user.write_text(f"#include <referat/{header.name}>\nint user;\n", encoding="utf-8")
            run("gcc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
                "-I", self.prefix / "include", user)


class StaticLibrary(Installed, unittest.TestCase):
    def test_the_program_needs_no_library_but_the_system_s(self):
        self.assertEqual(self.needed(), {"c"})

    def test_an_archive_that_is_missing_is_named(self):
        (self.work / "pc").mkdir()
        (self.work / "pc/libmd.pc").write_text("Name: md\nDescription: md\nVersion: 1\nLibs: -lmissing\n", encoding="utf-8")
        with self.assertRaisesRegex(AssertionError, r"libmissing\.a is not installed: -DREFERAT_STATIC_LIBRARIES=OFF"):
            run("cmake", "-G", "Ninja", "-S", SOURCE, "-B", self.work / "missing", "-DBUILD_TESTING=OFF",
                env={**os.environ, "PKG_CONFIG_PATH": str(self.work / "pc")})


class SharedLibrary(Installed, unittest.TestCase):
    shared = "ON"
    archives = "OFF"

    def test_the_program_needs_its_libraries(self):
        self.assertLessEqual({"c", "cmark", "jansson", "md", "utf8proc", "yaml", "z"}, self.needed())

    def test_only_the_api_is_visible(self):
        names = run("nm", "-D", "--defined-only", next(self.libdir.glob("libreferat.so")))
        symbols = {line.split()[-1].split("@")[0] for line in names.splitlines()}
        self.assertIn("referat_open", symbols)
        ours = {name for name in symbols if not name.startswith("_")}  # the linker's own: _end
        self.assertEqual({name for name in ours if not name.startswith("referat_")}, set())


if __name__ == "__main__":
    unittest.main()
