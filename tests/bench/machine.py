"""The machine's words: what the figures of a table were measured on."""
import os
import pathlib
import platform
import re
import subprocess

PROCESSOR = r"^model name\s*: (.*)"


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def found(pattern, path, default="unknown"):
    match = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else default


def setting(build, name):
    """A value that the build was configured with."""
    return found(rf"^{name}:\w+=(.*)$", build / "CMakeCache.txt", "")


def archived(build):
    """Function -> archive, of the libraries that the program is linked with: their code has no debugging information."""
    if setting(build, "REFERAT_STATIC_LIBRARIES") != "ON":
        return {}
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    return {name: archive for archive in re.findall(r"^REFERAT_\w+_ARCHIVE:FILEPATH=(.+)$", cache, re.MULTILINE)
            for name in re.findall(r" [Tt] (\S+)$", output("nm", archive), re.MULTILINE)}


def file_system(folder):
    return output("findmnt", "-n", "-o", "FSTYPE", "-T", str(folder)).splitlines()[-1]


def libraries(programs):
    versions = [f"{name} {output('pkg-config', '--modversion', module)}"
                for name, module in (("libyaml", "yaml-0.1"), ("cmark", "libcmark"), ("zlib", "zlib"))]
    versions.append(f"libxlsxwriter {output(str(programs / 'bench_workbook'), '--version')}")
    return versions + [os.confstr("CS_GNU_LIBC_VERSION")]


def words(build, folder, programs):
    """Markdown list of the machine, the system, the compiler and the libraries. Refuses a build that is not what is shipped."""
    kind = setting(build, "CMAKE_BUILD_TYPE")
    if kind != "Release" or setting(build, "REFERAT_SANITIZE"):
        raise SystemExit(f"bench: {build} is a {kind or 'nameless'} build; only a release build without sanitizers is measured")
    memory = int(found(r"^MemTotal:\s+(\d+) kB", "/proc/meminfo", "0")) / 1024 ** 2
    system = found(r'^PRETTY_NAME="(.*)"', "/etc/os-release")
    compiler = output(setting(build, "CMAKE_C_COMPILER"), "--version").splitlines()[0]
    load = os.getloadavg()[0]
    return "\n".join([
        f"- {found(PROCESSOR, '/proc/cpuinfo')}, "
        f"{len(os.sched_getaffinity(0))} processors, {memory:.0f} GiB; load at the beginning {load:.1f}",
        f"- {system}, Linux {platform.release()}, {platform.machine()}, {file_system(folder)}",
        f"- {compiler}, Release",
        f"- {', '.join(libraries(programs))}", ""])
