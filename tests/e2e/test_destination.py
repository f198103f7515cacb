"""Where a run may write: sources, editions, files of others, and the list of what is ours.

What is refused exits 4, says why in one line, and touches no file: neither names nor bytes nor times."""
import base64
import os
import shutil
import signal
import subprocess
import time
import unittest
import zlib

from support import EXAMPLES, IS_SANITIZED, REFERAT, Case, environment, files_below, marks_below

# What version 0.1 left of `build by -o ud -f html,md,xlsx`, where by holds the series below, and enclosed tal.csv.
OLD_STATES = {
    "vand": (
        'c-kvUO-n6GEYU44Ni0cKFl6v?*sw;dge`%=*6G^OD#Mv)I2gcy4MH(Q05M3&$no@=(-J{R6Qs*exc+;&R)?!=<{gpR5ZA+7<}!z+ZYl<=b_3$HB8U}wm5I4I47^ZtEaX>$'
        '>B)T&<xF?qNWkd02colXTI@A4dCt(@{$`paBLj9Y0qPDmzSAmic=&I-O?rDSDoAE3x;x6js_TF_1+F(3hu!sm`aWO2BlA;jdJdm+z*&Eo-6=)}MrOJO#<~VZa5I9SW(Z#5'
        's|4wV(L%el&!=Q9h&cB@+xg<``AN9kAIZ$XU=5Uv-Kf&`o6YUbKKl**9)&+|m@L-YvR{JxVOPI}<n!Q)ueoS;-=mUy(hz3oC#I+7r6lU*rZBieWxZh`w35F9970g~)y6BF'
        'Gw*yna{e3VmS$W2BiKwUNzBnpE-qtWfy(LPa2bw(Ven^SU??a{%uCV7;!R;`h+)Qad+I@k$p8IakI%3)G=pG%%_sq;#U=%aqGU8fVKmW(79=KTLyUZ`1X0o`L!ps~IQalo'
        'GD(ISt^^tw3yn2(dD09lz;I(;UTQ^ZF<gN@)WF`88^8v^XyQE$F;KstG%veE*HAYpGbb?}NTVkyYp6xA*e8?<1d!OUBx}rwU^6HJS)h`F8!5>lvxPw}RWQ<1$W1INDOLc<'
        '05!kjXJ%q#WP}?EGLex{6l*N9=<4c19l&G=RLKGLBUqavNSxEJQlX$Uw;&ZL0D(ZINX17jSSc7Xalk@E7)!<zKnp$wN6SQuq*SBSBttU;lVk%kb0ecPL-Rz-q@<K2L!g+U'
        'k#TBTqCrY>nuWQgxut=jacW|UrHP@brLm>Cd19Io$W9hSXbC~f-n7=l6GtY=opDXO-P)rR7>-`{rs9eZ1|O&iyCZmXnKX)u>H>HfS1nRrfNnwsShW>Jr8hdL0ZNzw=~Yqe'
        'S0Bt?dH#sr)%{vp`u8tRd;O)i-M>Djvgyaohu$;t;X1Myp@|>i255<)c{8&KWH*e)pVBk)Qc^1*<wS2HL?RCAnTZ=}8c8%rHzlzoQ7@~Qp&2R{Pk~tlpmYr~Oam&J2sP~D'
        'Uqupp2x>)?7VA~y6jv}L#z17UNi+!r^ne%=;9xQ(5uW&7v7^$+u?zr9$ont'),
    "havn": (
        'c-kvUO-n6GEYU44Ni0cKFl6v?*sw;dge`%=*6G^OD#Mv)IT*lz4MH(Q05M1?&+f{vUHe1sR{ib&adIl>BOR`;nRi5LLtGDUnadoOx~Ukf+6{=)iXc|#RVL=<Fz`anF_&Kn'
        'rYBFITF!L$jRcJT(q$X<>Z-up<llR_*7I(ZU}V4!CP3X`_KS5n=aczTLF%#x8d;Oppu3|Sthx?}Q{Z|7aoFAcDlbNRqwBkW+qz$G6|Y$ZvpdDez{pJ3z(m*37;c6o)C|E('
        'e3c-*Fj{Dr_W6{o1rg`|XFFe<JwJ&NhX*2=85nGUa=AU5zr8o;Y1`VfY0BSoW!Fx29Xt0!Brn<I@891uCiw>DqS<|qO72NRn4zDTo|>1EsF$0<;0`s-78XJ)`76L71f^eX'
        'yuvy2&c`F?zj1D9w&gzp^Bl5iC5btD$;D+1EKoT;94^BM5~yMRObiSK8Hr_i`dGYaC<!raf}CbG$PgHfBb6|up&118Yeoq$Ew(8@6sba8_^D}a7056cO|+o}iOJazBVQ{)'
        'l&C<BwA-~CY!r+p)t$gN`2<y>3^me8`wZA97)_chfd<Ay16oO*w6H9|aARIxYDH=>T!EQ9rI7<MP`{uwFS|t7P&X+vCovsJqbDgV5-k$IOl1rvj0iS^5|C8^q`8rj95P!3'
        '<WdDgV?Bk$f}+eE1&|a__bYxDUPf?^VuYCu<ceaAMiyONU8oC~41p>+pq>P4Qv``~`c*0vl;#$s0tFxts1&LAs0AwpLnaPbkO*VRc>-wR$KYt0Xpxj^l$vB{W?+(RU}kP)'
        'lxAq2Xql9hl4J-JGc+<zO-nRLNlvpcw=}mjFf>k0OtCaEG_^FgG&fI7GXmMkf(R}lXyKdInt0;KB)K!LX}4Q@lmf%i3*S^+5yIdDHQ_`yD?|0k%}*_FE&6rbDDD`#2^Em|'
        'rl|Nv2Q@$mGa%iX$|C;5`RnB`H*_}V?7yf!d!fyNg|B#foX-3{Etz9HJs++kixHao;Ubz)H}uY_uLIc)qwy#8%)FG;3P?dQArV@)NI?who9slYLAoi4C5d`j#SE=bxhGO&'
        'J4&}8v8bdNWS9n2@*+PuhJl(9rNw#`ImHzWsWDKK#7Q#=TxkF?B*4LBN+LY*y<$hDkz*ME;L!o8'),
}
DAYS = {"vand": "2026-03-02", "havn": "2026-04-13"}
AGENDA = "---\nkind: agenda\nitems:\n  - title: Ny pumpe\n    annexes: [tal.csv]\n---\n"
FULL, PUBLIC = ".referat-full", ".referat-public"


class Places(Case):
    """Two series, by/vand and by/havn, each with one meeting and an annex."""

    def setUp(self):
        super().setUp()
        for name, day in DAYS.items():
            self.write(f"by/{name}/referat.yaml", f"series: {name}\n")
            self.write(f"by/{name}/{day}/agenda.md", AGENDA)
            self.write(f"by/{name}/{day}/tal.csv", "a;b\n")

    def everything(self):
        """Every name below the working folder, with its bytes, time and number; links are not followed. A public edition grows in
        DIR out of sight, so that a folder's own time says nothing."""
        found = {}
        for path in sorted(self.work.rglob("*")):
            info = path.lstat()
            content = (os.readlink(path) if path.is_symlink() else
                       path.read_bytes() if path.is_file() else sorted(os.listdir(path)))
            found[path.relative_to(self.work).as_posix()] = (content, path.is_dir() or info.st_mtime_ns, info.st_ino)
        return found

    def refused(self, *arguments, says=(), **options):
        before = self.everything()
        result = self.referat(*arguments, **options)
        self.assert_status(result, 4)
        self.assertEqual(self.everything(), before, arguments)
        said = result.stderr.decode()
        for word in says:
            self.assertIn(word, said, arguments)
        self.assertRegex(said, r"(?m)^referat: .+: .*(name another|name a folder|move it|remove)", arguments)
        self.assertEqual(len([line for line in said.splitlines() if " held back" not in line]), 1, said)
        return said

    def done(self, *arguments, status=0, **options):
        result = self.referat(*arguments, **options)
        self.assert_status(result, status)
        return result

    def marks(self, folder="ud"):
        return marks_below(self.work / folder)

    def hidden(self, folder="ud"):
        return sorted(path.name for path in (self.work / folder).rglob(".*"))


class Sources(Places):
    """DIR is not, does not hold and does not lie in a series' sources."""

    def test_a_folder_of_sources(self):
        (self.work / "til-vand").symlink_to("by/vand")
        (self.work / "til-by").symlink_to(self.work / "by")
        (self.work / "by/vand/til-moede").symlink_to("2026-03-02")
        for folder in ("by/vand", "by/vand/", "./by//vand/.", "by/havn/../vand", "by/vand/2026-03-02/..", "ny/../by/vand",
                       "ny/x/../../by/vand", "til-vand", "til-vand/", "til-by/vand", self.work / "by/vand"):
            for more in ([], ["--edition", "public"], ["-f", "html"], ["--shard", "1/1"], ["-j2"], ["--verify"]):
                self.refused("build", "by/vand", "-o", folder, *more, says=[str(folder), "by/vand"])
        for folder in ("by", ".", "..", "/", "by/vand/..", "til-by"):
            self.refused("build", "by/vand", "-o", folder, says=[folder, "holds the series by/vand"])
            self.refused("build", "by/vand", "-o", folder, "--edition", "public")
        for folder in ("by/vand/2026-03-02", "by/vand/2026-03-02/", "by/vand/2026-03-02/ud", "by/vand/2026-03-02/a/b/c",
                       "by/vand/til-moede", "til-vand/2026-03-02/ud", "by/vand/ny/../2026-03-02/ud"):
            self.refused("build", "by/vand", "-o", folder)
            self.refused("build", "by/vand", "-o", folder, "--edition", "public")

    def test_from_inside(self):
        self.refused("build", "-o", ".", cwd=self.work / "by/vand")
        self.refused("build", "-C", "by/vand", "-o", ".")
        self.refused("build", ".", "-o", ".", cwd=self.work / "by")
        self.refused("build", "-o", "..", cwd=self.work / "by/vand/2026-03-02")
        self.refused("build", cwd=self.work / "by/vand/2026-03-02")  # into the meeting's folder "out"
        (self.work / "by/vand").rename(self.work / "out")
        self.refused("build", "out", says=["out"])

    def test_every_command(self):
        self.done("build", "by/vand", "-o", "del", "--shard", "1/1")
        for folder in ("by/vand", "by/vand/2026-03-02", "by", "by/havn", "by/havn/2026-04-13/ny", "by/vand/2026-03-02/ny"):
            self.refused("merge", "del", "-o", folder)
            self.refused("export", "by/vand", "-o", folder)
            self.refused("export", "by/vand", "-o", folder, "--edition", "public")
        self.refused("export", "by/vand", "-o", "by/vand/arkiv", says=["by/vand/arkiv", "series by/vand"])
        self.refused("export", "by/vand", "-o", "by/havn/arkiv")

    def test_another_series(self):
        """Sources are sources, whether the command reads them or not."""
        self.write("uden/2026-05-04/agenda.md", AGENDA.replace("tal.csv", ""))  # a series without settings
        for folder in ("by/havn", "by/havn/2026-04-13", "by/havn/2026-04-13/ud", "uden", "uden/2026-05-04", "uden/2026-05-04/ud"):
            self.refused("build", "by/vand", "-o", folder)
        self.done("build", "by/vand", "-o", "by/havn/ud")
        self.done("build", "by/vand", "-o", "uden/ud")
        self.done("build", "uden", "-o", "uden/ud")

    def test_a_folder_of_annexes(self):
        """It holds no document, but files that documents name: they are sources, too."""
        self.write("by/vand/faelles/kort.pdf", "%PDF-1.4\n")
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("tal.csv", "../faelles/kort.pdf"))
        self.write("by/vand/noter/huskeseddel.txt", "mælk\n")
        self.refused("build", "by/vand", "-o", "by/vand/faelles", says=["by/vand/faelles"])
        self.refused("build", "by/havn", "-o", "by/vand/faelles")
        self.done("build", "by/vand", "-o", "by/vand/noter")
        self.assertEqual((self.work / "by/vand/noter/huskeseddel.txt").read_text(encoding="utf-8"), "mælk\n")

    def test_one_meeting(self):
        for path in ("by/vand/2026-03-02", "by/vand/2026-03-02/agenda.md"):
            for folder in ("by/vand", "by/vand/2026-03-02", "by", "by/vand/2026-03-02/ud"):
                self.assertIn(self.referat("build", path, "-o", folder).returncode, (2, 4))
        self.assertEqual(sorted(os.listdir(self.work / "by/vand/2026-03-02")), ["agenda.md", "tal.csv"])

    def test_a_source_that_was_put_into_a_destination(self):
        """Beside the list of what is ours, whatever else lies there."""
        for more in ([], ["--edition", "public"]):
            self.done("build", "by/vand", "-o", "ud", *more)
            for name in ("noter.md", "bagit.txt", "data.yaml"):
                self.write(f"ud/{name}", "Vi mødes kl. 7.\n")
            self.done("build", "by/vand", "-o", "ud", *more)
            self.write("ud/agenda.md", AGENDA)
            self.refused("build", "by/vand", "-o", "ud", *more, says=["ud/agenda.md"])
            shutil.rmtree(self.work / "ud")

    def test_what_is_no_source(self):
        """Near misses: names that only begin alike, folders of their own, documents of others."""
        (self.work / "tom").mkdir()
        self.write("hjemmeside/om.md", "---\ntitle: Om os\nkind: page\n---\n")
        self.write("hjemmeside/noter.md", "Vi mødes kl. 7.\n\nkind: agenda\n")
        self.write("hjemmeside/data.yaml", "kind: agenda-template\n")
        (self.work / "til-hjemmeside").symlink_to("hjemmeside")
        for folder in ("by/vand-ud", "by/ud", "by/vand/ud", "by/vand/x/y/ud", "tom", "hjemmeside", "til-hjemmeside", "2026-03-02",
                       "a/b/c", "by/vand/ny/../ud2"):
            self.done("build", "by/vand", "-o", folder)
            self.done("build", "by/vand", "-o", folder)
            self.assertTrue((self.work / folder / "2026-03-02/pack.html").is_file(), folder)

    def test_outputs_within_the_series(self):
        for name in (".", "by/vand"):
            folder = self.work / "by/vand" if name == "." else self.work
            for _ in range(3):
                result = self.done("build", name, "-o", "by/vand/ud" if name != "." else "ud", cwd=folder)
                self.assertNotIn(b"ud/", result.stderr)
        self.assertNotIn(b"ud", self.done("check", "by/vand").stderr)
        self.write("by/vand/ud/2026-05-04/agenda.md", AGENDA)
        for command in (["check", "by/vand"], ["build", "by/vand", "-o", "by/vand/ud"], ["build", "by/vand", "-o", "andet"],
                        ["build", "by/vand", "-o", "offentlig", "--edition", "public"], ["status", "by/vand"], ["check", "by"]):
            self.assertIn(b"ud/2026-05-04/agenda.md:1:1: error: ", self.done(*command, status=1).stderr, command)
        shutil.rmtree(self.work / "by/vand/ud/2026-05-04")
        self.done("check", "by/vand")

    def test_an_annex_that_is_an_output(self):
        """It would be read and written in one run."""
        self.done("build", "by/vand", "-o", "by/vand/ud")
        agenda = self.work / "by/vand/2026-03-02/agenda.md"
        agenda.write_text(AGENDA.replace("tal.csv", "../ud/2026-03-02/pack.html"), encoding="utf-8")
        before = files_below(self.work / "by/vand/ud")
        self.assertIn(b"lies in the destination", self.done("build", "by/vand", "-o", "by/vand/ud", status=4).stderr)
        self.assertEqual(files_below(self.work / "by/vand/ud"), before)
        self.done("build", "by/vand", "-o", "andet")

    def test_a_folder_that_is_mounted_twice(self):
        """By its other name it is the same folder."""
        script = ("mkdir paa && mount --bind by/vand/2026-03-02 paa || exit 99; \"$0\" build by/vand -o paa; echo \"status $?\"; "
                  "umount paa; mount --bind by/vand paa && \"$0\" build by/vand -o paa; echo \"status $?\"; "
                  "\"$0\" build by/vand -o paa/2026-03-02/x; echo \"status $?\"; umount paa; rmdir paa")
        for flags in ("-m", "-rm"):
            result = subprocess.run(["unshare", flags, "sh", "-c", script, REFERAT], cwd=self.work, check=False,
                                    capture_output=True, env=environment(HOME=str(self.work)))
            if result.returncode != 99 and b"unshare" not in result.stderr:
                break
        else:
            self.skipTest("mounting is not permitted here: " + result.stderr.decode())
        self.assertEqual(result.stdout, b"status 4\n" * 3, result.stderr)
        self.assertEqual(sorted(os.listdir(self.work / "by/vand/2026-03-02")), ["agenda.md", "tal.csv"])

    def test_links_within_the_destination(self):
        """A folder of outputs that is a link leads out of DIR, or onto sources."""
        for target in ("../by/vand/2026-03-02", "../andet", "../ny"):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            self.write("andet/noter.txt", "mine\n")
            (self.work / "ud").mkdir()
            (self.work / "ud/2026-03-02").symlink_to(target)
            for more in ([], ["--edition", "public"]):
                self.refused("build", "by/vand", "-o", "ud", *more, says=["ud/2026-03-02", "link"])
        shutil.rmtree(self.work / "ud")
        for more in ([], ["--edition", "public"]):
            self.done("build", "by/vand", "-o", "ud", *more)
            shutil.rmtree(self.work / "ud/2026-03-02")
            (self.work / "ud/2026-03-02").symlink_to("../by/vand/2026-03-02")
            self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
            self.assertIn(b"ud/2026-03-02", self.done("build", "by/vand", "-o", "ud", *more, status=4).stderr)
            self.assertEqual(sorted(os.listdir(self.work / "by/vand/2026-03-02")), ["agenda.md", "tal.csv"])
            shutil.rmtree(self.work / "by/vand/2026-03-02")
            self.write("by/vand/2026-03-02/tal.csv", "a;b\n")
            self.write("by/vand/2026-03-02/agenda.md", AGENDA)
            shutil.rmtree(self.work / "ud")

    def test_what_goes_through_a_link_is_not_taken_away(self):
        """A page that the edition holds no longer is removed, but never through a link."""
        self.done("build", "by/vand", "-o", "ud", "--edition", "public")
        shutil.rmtree(self.work / "ud/2026-03-02")
        (self.work / "ud/2026-03-02").symlink_to("../by/vand/2026-03-02")
        (self.work / "by/vand/2026-03-02").rename(self.work / "by/vand/2026-03-03")
        (self.work / "ud/2026-03-02").unlink()
        (self.work / "ud/2026-03-02").symlink_to("../by/vand/2026-03-03")
        self.write("ud/" + PUBLIC, "2026-03-02/agenda.md\n2026-03-02/tal.csv\nindex.html\nstatus.xlsx\n")
        self.done("build", "by/vand", "-o", "ud", "--edition", "public", status=4)
        self.assertEqual(sorted(os.listdir(self.work / "by/vand/2026-03-03")), ["agenda.md", "tal.csv"])

    def test_a_source_where_an_output_stood(self):
        """What somebody has put there since is no output that was edited by hand."""
        for more in ([], ["--edition", "public"]):
            self.done("build", "by/vand", "-o", "ud", *more)
            self.write("ud/2026-03-02/agenda.md", AGENDA)
            self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
            self.assertIn(b"ud/2026-03-02/agenda.md", self.done("build", "by/vand", "-o", "ud", *more, status=4).stderr)
            self.assertEqual((self.work / "ud/2026-03-02/agenda.md").read_text(encoding="utf-8"), AGENDA)
            if more:  # nor is it taken away
                shutil.rmtree(self.work / "by/vand/2026-03-02")
                self.write("by/vand/2026-05-04/agenda.md", AGENDA.replace("tal.csv", ""))
                self.done("build", "by/vand", "-o", "ud", *more, status=4)
                self.assertEqual((self.work / "ud/2026-03-02/agenda.md").read_text(encoding="utf-8"), AGENDA)
            shutil.rmtree(self.work / "ud")
            self.write("by/vand/2026-03-02/agenda.md", AGENDA)

    def test_hard_links(self):
        """A rename gives the output's name to another file: the source has its own."""
        self.done("build", "by/vand", "-o", "ud")
        source = self.work / "by/vand/2026-03-02/tal.csv"
        output = self.work / "ud/2026-03-02/annexes/punkt-1-bilag-1-tal.csv"
        output.unlink()
        os.link(source, output)
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
        os.link(self.work / "by/vand/2026-03-02/agenda.md", self.work / "noter.md")
        self.done("build", "by/vand", "-o", "ud")
        self.assertEqual(source.read_bytes(), b"a;b\n")


class Files(Places):
    """A FILE that a command names is the user's to replace, unless it is a source or lies in another edition."""

    def test_status_onto_sources(self):
        (self.work / "genveje").mkdir()
        (self.work / "genveje/agenda.md").symlink_to("../by/vand/2026-03-02/agenda.md")
        (self.work / "til-vand").symlink_to("by/vand")
        self.write("by/vand/faelles/kort.pdf", "%PDF-1.4\n")
        self.write("by/havn/2026-04-13/agenda.md", AGENDA.replace("tal.csv", "../plan.pdf"))
        self.write("by/havn/plan.pdf", "%PDF-1.4\n")
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("tal.csv", "tal.csv, ../faelles/kort.pdf"))
        for file in ("by/vand/2026-03-02/agenda.md", "by/vand/referat.yaml", "by/vand/2026-03-02/tal.csv", "genveje/agenda.md",
                     "til-vand/2026-03-02/tal.csv", "by/vand/faelles/kort.pdf", "by/vand/../vand/referat.yaml",
                     "by/havn/referat.yaml", "by/havn/2026-04-13/agenda.md", "by/havn/plan.pdf", "ny/../by/vand/referat.yaml"):
            self.refused("status", "by/vand", "-o", file, says=[file])
            self.refused("status", "by/vand", "-f", "json", "-o", file, "--edition", "public")
            self.refused("build", "by/vand", "-o", "ud", "--depfile", file, says=[file])

    def test_status_elsewhere(self):
        self.write("liste.csv", "min egen\n")
        self.write("by/vand/oversigt.txt", "fra i går\n")
        (self.work / "til-liste").symlink_to("liste.csv")
        for file in ("liste.csv", "ny/mappe/liste.txt", "by/vand/oversigt.txt", "by/vand/ny.txt", "til-liste"):
            for _ in range(2):
                self.done("status", "by/vand", "-o", file)
            self.assertIn("Næste møde", (self.work / file).read_text(encoding="utf-8"))
        self.assertEqual(self.marks("."), {})
        self.done("status", "by/vand", "-o", "/dev/null")

    def test_names_of_our_own(self):
        self.done("build", "by/vand", "-o", "ud")
        for file in ("ud/.referat-full", ".referat-public", "ud/.referat-shard-1-of-1"):
            self.refused("status", "by/vand", "-o", file, says=[file])

    def test_a_dependency_file(self):
        self.done("build", "by/vand", "-o", "ud")
        self.done("build", "by/havn", "-o", "pub", "--edition", "public")
        for file in ("ud/index.html", "ud/2026-03-02/agenda.md", "pub/index.html", "pub/ny.d", "pub/a/ny.d"):
            self.refused("build", "by/vand", "-o", "ud", "--depfile", file, says=[file])
        for file in ("ud.d", "ud/ud.d", "d/ud.d"):
            self.done("build", "by/vand", "-o", "ud", "--depfile", file)
            self.assertTrue((self.work / file).read_text(encoding="utf-8").startswith("ud/.referat-full :"))
        self.assertNotIn("ud.d", self.marks()[FULL])
        self.done("build", "by/vand", "-o", "ud")

    def test_a_file_in_another_edition(self):
        self.done("build", "by/vand", "-o", "pub", "--edition", "public")
        self.done("build", "by/vand", "-o", "ud")
        for file in ("pub/liste.csv", "pub/status.xlsx", "pub/a/b/liste.csv"):
            self.refused("status", "by/vand", "-o", file, says=[file, "pub"])
            self.done("status", "by/vand", "-o", file, "--edition", "public")
        self.refused("status", "by/vand", "-o", "ud/liste.csv", "--edition", "public")
        self.done("status", "by/vand", "-o", "ud/liste.csv")
        self.done("export", "by/vand", "-o", "arkiv")
        self.refused("status", "by/vand", "-o", "arkiv/data/status.xlsx", says=["arkiv"])
        self.done("verify", "arkiv")


class Others(Places):
    """A file that no list of ours names is another program's."""

    def test_a_file_of_the_same_name(self):
        for name in ("index.html", "status.xlsx", "2026-03-02/agenda.html", "2026-03-02/agenda.md", "2026-03-02/pack.html",
                     "2026-03-02/annexes/punkt-1-bilag-1-tal.csv"):
            for more in ([], ["--edition", "public"], ["-j2"], ["--shard", "1/1"]):
                shutil.rmtree(self.work / "ud", ignore_errors=True)
                self.write(f"ud/{name}", "fremmed\n")
                if "--shard" in more and "/" not in name:
                    self.done("build", "by/vand", "-o", "ud", *more)  # merge makes them
                    self.refused("merge", "ud", says=[name])
                else:
                    self.refused("build", "by/vand", "-o", "ud", *more, says=[f"ud/{name}"])

    def test_links_and_pipes_of_the_same_name(self):
        for more in ([], ["--edition", "public"]):
            for make in (lambda path: path.symlink_to("nowhere"), lambda path: path.symlink_to(self.work / "by/vand/referat.yaml"),
                         os.mkfifo):
                shutil.rmtree(self.work / "ud", ignore_errors=True)
                (self.work / "ud/2026-03-02").mkdir(parents=True)
                make(self.work / "ud/2026-03-02/agenda.html")
                before = sorted(os.listdir(self.work / "ud")), sorted(os.listdir(self.work / "ud/2026-03-02"))
                self.done("build", "by/vand", "-o", "ud", *more, status=4)
                self.assertEqual((sorted(os.listdir(self.work / "ud")), sorted(os.listdir(self.work / "ud/2026-03-02"))), before)

    def test_what_lies_beside(self):
        files = {"noter.txt": "mine", "2026-03-02/foto.jpg": "jpg", "2026-03-02/annexes/andet.csv": "x", "wiki/index.html": "<p>",
                 "2026-03-02/minutes.html": "et andet program", ".htaccess": "deny", "2026-03-02/pack.pdf": "pdf",
                 "annexes/vej.txt": "v"}
        for more in ([], ["-f", "html"]):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            for name, text in files.items():
                self.write(f"ud/{name}", text)
            for _ in range(2):
                self.done("build", "by/vand", "-o", "ud", *more)
            for name, text in files.items():
                self.assertEqual((self.work / "ud" / name).read_text(encoding="utf-8"), text)
                self.assertNotIn(name, self.marks()[FULL])
        shutil.rmtree(self.work / "ud")
        for name in ("noter.txt", "2026-03-02/foto.jpg", "wiki/index.html", ".htaccess"):
            self.write(f"ud/{name}", files[name])
        self.done("build", "by/vand", "-o", "ud", "--edition", "public")
        self.assertEqual((self.work / "ud/wiki/index.html").read_text(encoding="utf-8"), "<p>")

    def test_only_what_would_be_written(self):
        """A format that is not asked for, a page that the meeting does not have."""
        self.write("ud/index.html", "fremmed")
        self.write("ud/2026-03-02/agenda.html", "fremmed")
        self.done("build", "by/vand", "-o", "ud", "-f", "md")
        self.refused("build", "by/vand", "-o", "ud", "-f", "md,html")

    def test_what_comes_later(self):
        """In a folder of ours, where a new meeting is to be built."""
        self.done("build", "by/vand", "-o", "ud")
        self.write("ud/2026-05-04/agenda.html", "fremmed")
        self.write("ud/2026-03-02/minutes.html", "fremmed")
        self.done("build", "by/vand", "-o", "ud")
        self.write("by/vand/2026-05-04/agenda.md", AGENDA.replace("tal.csv", ""))
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
        self.refused("build", "by/vand", "-o", "ud", says=["ud/2026-05-04/agenda.html"])
        self.refused("build", "by/vand", "-o", "ud", "--no-cache")
        (self.work / "ud/2026-05-04/agenda.html").unlink()
        self.done("build", "by/vand", "-o", "ud")
        self.write("by/vand/2026-03-02/minutes.md", "---\nkind: minutes\nmeeting: 2026-03-02\n---\n## 1\nDrøftet.\n")
        self.refused("build", "by/vand", "-o", "ud", says=["ud/2026-03-02/minutes.html"])

    def test_without_the_list_nothing_is_ours(self):
        for more, mark in (([], FULL), (["--edition", "public"], PUBLIC)):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            self.done("build", "by/vand", "-o", "ud", *more)
            (self.work / "ud" / mark).unlink()
            self.refused("build", "by/vand", "-o", "ud", *more)
            self.refused("build", "by/vand", "-o", "ud", "--edition", "full" if more else "public")

    def test_what_was_edited_is_made_anew(self):
        for more in ([], ["--edition", "public"], ["--no-cache"]):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            self.done("build", "by/vand", "-o", "ud", *more)
            before = files_below(self.work / "ud")
            for name in ("index.html", "2026-03-02/agenda.md", "status.xlsx"):
                self.write(f"ud/{name}", "rettet i hånden\n")
            (self.work / "ud/2026-03-02/pack.md").unlink()
            (self.work / "ud/2026-03-02/pack.html").unlink()
            (self.work / "ud/2026-03-02/pack.html").symlink_to("agenda.html")
            self.done("build", "by/vand", "-o", "ud", *more)
            self.assertEqual(files_below(self.work / "ud"), before)
            self.assertFalse((self.work / "ud/2026-03-02/pack.html").is_symlink())

    def test_a_list_that_is_none(self):
        """A link, a folder, a pipe; one that is too large, or of another user in a folder of everybody's."""
        self.write("andet/liste", "index.html\n")
        def huge(path):
            with open(path, "wb") as file:
                file.truncate(100 << 20)
        makes = [lambda path: path.symlink_to(self.work / "andet/liste"), lambda path: path.symlink_to("nowhere"), lambda path: path.mkdir(),
                 os.mkfifo, huge]
        for more, mark in (([], FULL), (["--edition", "public"], PUBLIC)):
            for make in makes:
                shutil.rmtree(self.work / "ud", ignore_errors=True)
                (self.work / "ud").mkdir()
                make(self.work / "ud" / mark)
                result = self.referat("build", "by/vand", "-o", "ud", *more)
                self.assert_status(result, 4)
                self.assertIn(f"ud/{mark}", result.stderr.decode())
                self.assertEqual(os.listdir(self.work / "ud"), [mark])

    def test_lines_that_say_nothing(self):
        """They lead out, hold a NUL, are empty; what they leave out is another program's."""
        self.write("offer.txt", "urørt")
        text = b"../offer.txt\n/etc/passwd\na/../../offer.txt\n./index.html\n\nindex.html\0\n2026-03-02//agenda.html\n%\n\xff\xfe\n"
        for more, mark in (([], FULL), (["--edition", "public"], PUBLIC)):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            self.write("ud/" + mark, text)
            self.write("ud/index.html", "fremmed")
            self.refused("build", "by/vand", "-o", "ud", *more)
            self.write("ud/" + mark, text + b"index.html\nindex.html\n2026-03-02/gammel.html")
            self.write("ud/2026-03-02/gammel.html", "x")
            self.done("build", "by/vand", "-o", "ud", *more)
            self.assertEqual((self.work / "ud/2026-03-02/gammel.html").exists(), not more, "what the list has is ours to remove")
        self.assertEqual((self.work / "offer.txt").read_text(encoding="utf-8"), "urørt")

    @unittest.skipUnless(os.geteuid() == 0, "needs to be two users")
    def test_lists_of_other_users(self):
        """In a folder of everybody's they make nothing ours; above and below they say nothing of editions."""
        self.write("ud/index.html", "fremmed")
        self.write("ud/" + FULL, "index.html\n")
        os.chown(self.work / "ud" / FULL, 65534, 65534)
        (self.work / "ud").chmod(0o1777)
        self.assertIn(b"another user", self.done("build", "by/vand", "-o", "ud", status=4).stderr)
        shutil.rmtree(self.work / "ud")
        self.write("ud/a/" + PUBLIC, "")
        self.write(PUBLIC, "")
        for path in (self.work / "ud/a" / PUBLIC, self.work / PUBLIC):
            os.chown(path, 65534, 65534)
        self.done("build", "by/vand", "-o", "ud")
        os.chown(self.work / "ud" / FULL, 65534, 65534)  # a folder that several people write to
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
        self.done("build", "by/vand", "-o", "ud")
        self.refused("build", "by/vand", "-o", "ud", "--edition", "public")
        os.chown(self.work / PUBLIC, 0, 0)
        self.refused("build", "by/vand", "-o", "ud")


class Editions(Places):
    """One folder, one edition: nothing of another goes into it, above it or below it."""

    def make(self, kind, folder):
        if kind == "bag":
            return self.done("export", "by/vand", "-o", folder)
        if kind == "public bag":
            return self.done("export", "by/vand", "-o", folder, "--edition", "public")
        return self.done("build", "by/vand", "-o", folder, "--edition", kind)

    COMMANDS = {
        "full": (["build", "by/vand", "-o"], ["build", "by", "-o"], ["merge", "del", "-o"], ["export", "by/vand", "-o"],
                 ["build", "by/vand", "--shard", "1/1", "-o"], ["build", "by/vand", "--verify", "-o"]),
        "public": (["build", "by/vand", "--edition", "public", "-o"], ["export", "by/vand", "--edition", "public", "-o"],
                   ["build", "by", "--edition", "public", "-o"]),
    }

    def test_into_below_and_above(self):
        self.done("build", "by/vand", "-o", "del", "--shard", "1/1")
        for there, other in (("public", "full"), ("full", "public"), ("bag", "public"), ("public bag", "full")):
            shutil.rmtree(self.work / "x", ignore_errors=True)
            self.make(there, "x/y/ud")
            for command in self.COMMANDS[other]:
                folders = ["x/y/ud", "x/y/ud/ned", "x/y/ud/a/b/c"]
                if command[0] != "export":
                    folders += ["x/y", "x"]
                for folder in folders:
                    self.refused(*command, folder, says=[folder])
            same = self.COMMANDS["public" if other == "full" else "full"]
            if "bag" not in there:
                self.done(*same[0], "x/y/ud/ned")
                self.done(*same[0], "x/y")

    def test_nothing_goes_into_an_archive(self):
        for kind in ("bag", "public bag"):
            self.make(kind, kind)
            for command in (*self.COMMANDS["full"][:2], *self.COMMANDS["public"][:1]):
                self.refused(*command, f"{kind}/data/ned")
                self.refused(*command, kind)
            self.done("verify", kind)

    def test_folders_that_were_moved(self):
        self.make("public", "pub")
        self.make("full", "ud")
        shutil.copytree(self.work / "pub", self.work / "ud/pub")
        shutil.copytree(self.work / "ud", self.work / "pub/a/ud")
        self.refused("build", "by/vand", "-o", "ud", says=["ud/pub"])
        self.refused("build", "by/vand", "-o", "pub", "--edition", "public", says=["pub/a/ud"])

    def test_leftovers_of_a_full_edition(self):
        """Pages that no list names may hold anything: they are refused by name."""
        for name in ("2025-01-07/agenda.html", "2026-03-02/annexes/hemmelig.pdf", "2026-03-02/minutes.md", "arkiv/2020/pack.html",
                     "arkiv/status.xlsx"):
            shutil.rmtree(self.work / "pub", ignore_errors=True)
            self.write(f"pub/{name}", "zqx")
            self.refused("build", "by/vand", "-o", "pub", "--edition", "public", says=[f"pub/{name}"])
            shutil.rmtree(self.work / "pub")
            self.make("public", "pub")
            self.write(f"pub/{name}", "zqx")
            self.assertIn(f"pub/{name}".encode(), self.done("build", "by/vand", "-o", "pub", "--edition", "public", status=4).stderr)

    def test_an_archive_within_a_destination(self):
        """It is of the same edition, and no part of what is built there."""
        for more in ([], ["--edition", "public"]):
            self.done("build", "by/vand", "-o", "ud", *more)
            self.done("export", "by/vand", "-o", "ud/arkiv/2026", *more)
            before = files_below(self.work / "ud/arkiv")
            self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
            for _ in range(2):
                self.done("build", "by/vand", "-o", "ud", *more)
            self.assertEqual(files_below(self.work / "ud/arkiv"), before)
            self.done("verify", "ud/arkiv/2026")
            shutil.rmtree(self.work / "ud")

    def test_a_mark_of_notes(self):
        self.write("ud/.referat-notes", "")
        for command in (*self.COMMANDS["full"][:2], *self.COMMANDS["public"]):
            self.refused(*command, "ud")
            self.refused(*command, "ud/ned")

    def test_a_meeting_is_not_looked_into(self):
        """What somebody keeps in a meeting's folder says nothing of the destination's edition."""
        self.make("full", "ud")
        self.write("ud/2026-03-02/" + PUBLIC, "")
        self.done("build", "by/vand", "-o", "ud")
        self.write("ud/2025-01-07/gemt/" + PUBLIC, "")
        self.refused("build", "by/vand", "-o", "ud", says=["ud/2025-01-07/gemt"])
        self.write("ud/2025-01-07/pack.html", "of a meeting, on no list\n")
        self.done("build", "by/vand", "-o", "ud")

    def test_what_is_called_like_an_archive(self):
        """A file bagit.txt, or all that an archive has but that file, says nothing of an edition."""
        self.make("full", "ud")
        self.write("ud/a/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        self.make("public bag", "pose")
        shutil.copytree(self.work / "pose", self.work / "ud/b")
        self.refused("build", "by/vand", "-o", "ud", says=["ud/b", "bagit.txt"])
        (self.work / "ud/b/bagit.txt").rename(self.work / "ud/b/bagit.txt.gammel")
        self.done("build", "by/vand", "-o", "ud")

    def test_the_same_edition_below(self):
        self.done("build", "by/vand", "-o", "ud")
        self.done("build", "by/havn", "-o", "ud/havn")
        self.done("build", "by/vand", "-o", "ud")
        self.assertEqual(set(self.marks()), {FULL, "havn/" + FULL})
        self.done("build", "by/vand", "-o", "pub", "--edition", "public")
        self.done("build", "by/havn", "-o", "pub/havn", "--edition", "public")
        before = files_below(self.work / "pub/havn")
        shutil.rmtree(self.work / "by/vand/2026-03-02")
        self.write("by/vand/2026-05-04/agenda.md", AGENDA.replace("tal.csv", ""))
        self.done("build", "by/vand", "-o", "pub", "--edition", "public")
        self.assertEqual(files_below(self.work / "pub/havn"), before, "another destination is no part of this one")
        self.assertFalse((self.work / "pub/2026-03-02").exists())

    def test_a_part_of_a_destination(self):
        """A series of a folder is built alone into its place, and then with the others again: no list is lost."""
        for more, mark in (([], FULL), (["--edition", "public"], PUBLIC)):
            self.done("build", "by", "-o", "ud", *more)
            before = files_below(self.work / "ud")
            for _ in range(2):
                self.done("build", "by/vand", "-o", "ud/vand", *more)
                lists = self.marks()
                self.assertEqual(set(lists), {mark, "vand/" + mark})
                self.assertEqual(sorted(lists[mark] + ["vand/" + line for line in lists["vand/" + mark]]),
                                 sorted(files_below(self.work / "ud")))
                self.done("build", "by", "-o", "ud", *more)
                self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("Ny", "Nyere"))
                self.done("build", "by", "-o", "ud", *more)
                self.assertEqual(files_below(self.work / "ud").keys(), before.keys())
                self.write("by/vand/2026-03-02/agenda.md", AGENDA)
            shutil.rmtree(self.work / "ud")

    def test_two_runs_at_once(self):
        commands = {edition: [REFERAT, "build", "-q", "by", "-o", "ud", "--edition", edition] for edition in ("full", "public")}
        for editions in (("public", "public"), ("full", "public"), ("public", "full"), ("full", "full"), ("public",) * 4):
            for _ in range(4 if IS_SANITIZED else 8):
                shutil.rmtree(self.work / "ud", ignore_errors=True)
                runs = [subprocess.Popen(commands[edition], cwd=self.work, env=environment(HOME=str(self.work)),
                                         stderr=subprocess.PIPE) for edition in editions]
                said = [run.communicate()[1] for run in runs]
                ends = [run.returncode for run in runs]
                if len(set(editions)) == 1:
                    self.assertEqual(ends, [0] * len(ends), said)
                else:
                    self.assertEqual(sorted(ends), [0, 4], said)
                lists = self.marks()
                self.assertEqual(len(lists), 1, lists)
                (mark, lines), = lists.items()
                self.assertEqual(sorted(files_below(self.work / "ud")), lines)
                self.assertEqual(mark, {"full": FULL, "public": PUBLIC}[editions[ends.index(0)]])

    def test_runs_above_and_below_at_once(self):
        """They may refuse each other, but never mix."""
        for _ in range(4 if IS_SANITIZED else 12):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            runs = [subprocess.Popen([REFERAT, "build", "-q", "by", "-o", folder, "--edition", edition], cwd=self.work,
                                     env=environment(HOME=str(self.work)), stderr=subprocess.PIPE)
                    for folder, edition in (("ud", "full"), ("ud/x", "public"))]
            said = [run.communicate()[1] for run in runs]
            self.assertIn(sorted(run.returncode for run in runs), ([0, 4], [4, 4]), said)
            self.assertLessEqual(len(self.marks() if (self.work / "ud").exists() else {}), 1, said)


class Marks(Places):
    """The list of the files that are ours."""

    def test_it_lists_every_output(self):
        self.write("by/vand/100 % vand\n/agenda.md", AGENDA.replace("tal.csv", ""))
        for more, mark in (([], FULL), (["--edition", "public"], PUBLIC), (["-j2"], FULL), (["--fsync"], FULL)):
            for path in ("by", "by/vand"):
                shutil.rmtree(self.work / "ud", ignore_errors=True)
                self.done("build", path, "-o", "ud", *more)
                lines = [line.replace("%0A", "\n").replace("%25", "%") for line in self.marks()[mark]]
                self.assertEqual(sorted(lines), sorted(files_below(self.work / "ud")))
                self.assertEqual(self.hidden(), [mark])
                self.done("build", path, "-o", "ud", *more)
                shutil.rmtree(self.work / "by/vand/100 % vand\n")
                self.done("build", path, "-o", "ud", *more)
                self.write("by/vand/100 % vand\n/agenda.md", AGENDA.replace("tal.csv", ""))

    def test_a_meeting_of_a_public_edition_is_built_alone(self):
        """What stays and what is new stand in one list, whichever comes first."""
        days = ("2026-01-05", "2026-03-02", "2026-06-01")
        for day in days:
            self.write(f"by/vand/{day}/agenda.md", AGENDA)
            self.write(f"by/vand/{day}/tal.csv", "a;b\n")
        public = ("-o", "ud", "--edition", "public")
        self.done("build", "by/vand", *public)
        for number, day in enumerate(days):
            for name in ("a", "z"):
                self.write(f"by/vand/{day}/{name}{number}.csv", "c;d\n")
                agenda = self.work / f"by/vand/{day}/agenda.md"
                agenda.write_text(agenda.read_text(encoding="utf-8").replace("[", f"[{name}{number}.csv, "), encoding="utf-8")
                self.done("build", f"by/vand/{day}", *public)
                self.assertEqual(self.marks()[PUBLIC], sorted(files_below(self.work / "ud")))
            agenda.write_text(AGENDA, encoding="utf-8")
            self.done("build", f"by/vand/{day}", *public)
            self.assertEqual(self.marks()[PUBLIC], sorted(files_below(self.work / "ud")))

    def test_parts_share_one(self):
        shutil.copytree(EXAMPLES / "havnsoe", self.work / "havnsoe")
        for _ in range(2):
            runs = [subprocess.Popen([REFERAT, "build", "-q", "havnsoe", "-o", "ud", "--shard", f"{part}/4"], cwd=self.work,
                                     env=environment(HOME=str(self.work)), stderr=subprocess.DEVNULL) for part in range(1, 5)]
            self.assertEqual([run.wait() for run in runs], [0, 0, 0, 0])
            self.assertEqual(self.marks()[FULL], sorted(files_below(self.work / "ud")))
            self.done("merge", "ud")
            self.assertEqual(self.marks()[FULL], sorted(files_below(self.work / "ud")))
            self.assertEqual(self.hidden(), [FULL])

    def test_each_build_renews_it(self):
        self.done("build", "by/vand", "-o", "ud")
        mark = self.work / "ud" / FULL
        for more in ([], ["--no-cache"], ["-f", "html"]):
            os.utime(mark, (1_000_000_000, 1_000_000_000))
            self.done("build", "by/vand", "-o", "ud", *more)
            self.assertGreater(mark.stat().st_mtime, time.time() - 100)
        os.utime(mark, (1_000_000_000, 1_000_000_000))
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("items", "itemz"))
        self.done("build", "by/vand", "-o", "ud", status=1)
        self.assertGreater(mark.stat().st_mtime, time.time() - 100)
        os.utime(mark, (1_000_000_000, 1_000_000_000))
        self.done("build", "by/vand", "-o", "ud", "--verify", status=1)
        self.assertLess(mark.stat().st_mtime, 1_000_000_001)

    def test_it_is_sorted_again(self):
        """A run that was killed leaves names in the order in which they came, and perhaps twice."""
        self.done("build", "by/vand", "-o", "ud")
        mark = self.work / "ud" / FULL
        whole = mark.read_bytes()
        lines = whole.splitlines(keepends=True)
        for text in (b"".join(reversed(lines)), whole + whole, whole + lines[0][:-1], whole + b"2026-05-04/agenda.ht"):
            mark.write_bytes(text)
            self.done("build", "by/vand", "-o", "ud")
            now = mark.read_bytes()
            self.assertEqual(now.splitlines(), sorted(set(text.splitlines())))
            self.assertTrue(now.endswith(b"\n"))

    def test_what_a_public_edition_holds_no_longer(self):
        self.done("build", "by", "-o", "ud", "--edition", "public")
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("tal.csv", "{file: tal.csv, access: closed}"))
        self.done("build", "by", "-o", "ud", "--edition", "public")
        gone = "vand/2026-03-02/annexes/punkt-1-bilag-1-tal.csv"
        self.assertNotIn(gone, self.marks()[PUBLIC])
        self.assertFalse((self.work / "ud" / gone).exists())
        self.write("ud/" + gone, "lagt der af en anden\n")
        self.assertIn(gone.encode(), self.done("build", "by", "-o", "ud", "--edition", "public", status=4).stderr)

    def test_a_run_that_makes_nothing_leaves_none(self):
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.replace("items", "itemz"))
        self.done("build", "by/vand", "-o", "ud", "--edition", "public", status=1)
        self.assertFalse((self.work / "ud" / PUBLIC).exists() and not self.marks()[PUBLIC])
        self.done("build", "by/vand", "-o", "ud2", "--edition", "public", "--verify", status=1)
        self.assertFalse((self.work / "ud2").exists())

    def test_what_killed_runs_left(self):
        """A public edition that was growing goes with the next run of either edition; one that still grows does not."""
        for more in ([], ["--edition", "public"]):
            self.write(f"ud/.referat-public-{os.getpid()}.tmp/index.html", "half")
            self.write("ud/.referat-public-99999999.tmp/2026-03-02/index.html", "half")
            self.write("ud/.referat-mark-99999999.tmp", "half")
            self.done("build", "by/vand", "-o", "ud", *more)
            self.assertTrue((self.work / f"ud/.referat-public-{os.getpid()}.tmp").is_dir())
            self.assertFalse((self.work / "ud/.referat-public-99999999.tmp").exists())
            self.assertFalse((self.work / "ud/.referat-mark-99999999.tmp").exists())
            shutil.rmtree(self.work / "ud")

    @unittest.skipUnless(os.geteuid() == 0, "needs to be two users")
    def test_a_journal_of_another_user(self):
        """In a folder of everybody's it renames nothing."""
        for mode, is_believed in ((0o1777, False), (0o777, True)):
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            self.done("build", "by/vand", "-o", "ud")
            (self.work / "ud").chmod(mode)
            self.write("ud/noter.txt", "mine\n")
            self.write("ud/.referat-1-0.tmp", "ondt\n")
            journal = self.write("ud/.referat-journal", "referat-journal 2\0.referat-1-0.tmp\0noter.txt\0/\0")
            os.chown(journal, 65534, 65534)
            (self.work / "ud/index.html").unlink()
            self.done("build", "by/vand", "-o", "ud")
            self.assertEqual((self.work / "ud/noter.txt").read_text(encoding="utf-8"), "ondt\n" if is_believed else "mine\n")
            self.assertEqual(self.hidden(), [FULL])

    def test_killed_at_random_moments(self):
        """Whatever stands in DIR is in the list, at any moment."""
        shutil.copytree(EXAMPLES / "havnsoe", self.work / "havnsoe")
        times = 40 if os.environ.get("REFERAT_LONG") else 8
        for edition, mark in (("full", FULL), ("public", PUBLIC)):
            command = [REFERAT, "build", "-q", "havnsoe", "-o", "ud", "--edition", edition, "-j2", "--no-cache"]
            begin = time.monotonic()
            subprocess.run(command, cwd=self.work, env=environment(), check=True, stderr=subprocess.DEVNULL)
            seconds = time.monotonic() - begin
            whole = files_below(self.work / "ud")
            for number in range(times):
                shutil.rmtree(self.work / "ud")
                with subprocess.Popen(command, cwd=self.work, env=environment(), stderr=subprocess.DEVNULL,
                                      start_new_session=True) as process:
                    time.sleep(seconds * (number + 1) / (times + 1))
                    os.killpg(process.pid, signal.SIGKILL)
                there = {name for name in files_below(self.work / "ud") if "/.referat-" not in "/" + name}
                listed = set(self.marks().get(mark, []))
                self.assertLessEqual(there, listed, number)
                subprocess.run(command, cwd=self.work, env=environment(), check=True, stderr=subprocess.DEVNULL)
                self.assertEqual(files_below(self.work / "ud"), whole)
                self.assertEqual(self.marks()[mark], sorted(whole))
                self.assertEqual(self.hidden(), [mark])
            shutil.rmtree(self.work / "ud")


class OldFolders(Places):
    """What version 0.1 left: its list is read once, and removed."""

    def make(self, *names):
        for name in names:
            state = zlib.decompress(base64.b85decode(OLD_STATES[name]))
            self.write(f"ud/{name}/.referat-state", state)
            for page in ("agenda.html", "agenda.md", "pack.html", "pack.md", "annexes/punkt-1-bilag-1-tal.csv"):
                self.write(f"ud/{name}/{DAYS[name]}/{page}", "gammel\n")
            for page in ("index.html", "index-data.js", "index-parts.js", "status.xlsx"):
                self.write(f"ud/{name}/{page}", "gammel\n")
        self.write("ud/index.html", "gammel\n")
        return state

    def test_a_folder_of_series(self):
        self.make("vand", "havn")
        self.write("ud/vand/2026-03-02/foto.jpg", "mit\n")
        self.refused("build", "by", "-o", "ud", "--edition", "public", says=[".referat-state"])
        self.refused("build", "by/vand", "-o", "ud/vand", "--edition", "public")
        self.refused("build", "by/vand", "-o", "ud/vand/ned", "--edition", "public")
        self.done("build", "by", "-o", "ud")
        self.assertEqual(self.hidden(), [FULL])
        self.assertEqual(self.marks()[FULL], sorted(name for name in files_below(self.work / "ud") if "foto" not in name))
        self.done("build", "by", "-o", "nyt")
        self.assertEqual({name: data for name, data in files_below(self.work / "ud").items() if "foto" not in name},
                         files_below(self.work / "nyt"))
        self.assertEqual((self.work / "ud/vand/2026-03-02/foto.jpg").read_bytes(), b"mit\n")

    def test_one_series_of_a_folder(self):
        self.make("vand", "havn")
        self.done("build", "by/vand", "-o", "ud/vand")
        self.assertEqual(self.hidden(), sorted([FULL, ".referat-state"]))
        self.done("build", "by", "-o", "ud")
        self.assertEqual(self.hidden(), [FULL])

    def test_nothing_else_is_ours(self):
        self.make("vand")
        self.write("ud/vand/2026-03-02/minutes.html", "fremmed\n")
        self.write("by/vand/2026-03-02/minutes.md", "---\nkind: minutes\nmeeting: 2026-03-02\n---\n## 1\nDrøftet.\n")
        self.refused("build", "by/vand", "-o", "ud/vand", says=["minutes.html"])

    def test_a_state_that_is_none(self):
        """It is damaged, cut, of another version, or hostile: it says nothing, and the files are others'."""
        whole = self.make("vand")
        bad = [b"", whole[:47], whole[:-1], whole + b"x", whole.replace(b"referat-state 1", b"referat-state 9"),
               whole.replace(b"agenda.html", b"agenda.htmx"), whole[:40] + b"\xff" * 8 + whole[48:],
               whole[:48] + b"\xff" * 8 + whole[56:], whole[:48] * 40]
        bad += [whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1:] for at in range(64, 1200, 71)]
        for state in bad:
            self.write("ud/vand/.referat-state", state)
            result = self.referat("build", "by/vand", "-o", "ud/vand")
            if result.returncode == 0:  # the damage lies in what is not read
                self.make("vand")
            else:
                self.assert_status(result, 4)
                self.assertEqual((self.work / "ud/vand/index.html").read_bytes(), b"gammel\n")
        self.write("andet", whole)
        (self.work / "ud/vand/.referat-state").unlink()
        (self.work / "ud/vand/.referat-state").symlink_to(self.work / "andet")
        self.refused("build", "by/vand", "-o", "ud/vand")

    def test_a_public_folder(self):
        """Its list has the form it always had."""
        self.done("build", "by", "-o", "ud", "--edition", "public")
        lines = self.marks()[PUBLIC]
        for name in files_below(self.work / "ud"):
            self.write(f"ud/{name}", "gammel\n")
        self.done("build", "by", "-o", "ud", "--edition", "public")
        self.assertEqual(self.marks()[PUBLIC], lines)
        self.assertNotIn(b"gammel\n", files_below(self.work / "ud").values())


if __name__ == "__main__":
    unittest.main()
