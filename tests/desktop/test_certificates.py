# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the program trusts: a company's own authority, and nobody whose certificate is not in order."""

import os
import shutil
import subprocess
import sys
import uuid

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TOKEN, make_certificates  # noqa: E402
from fault_case import FaultCase  # noqa: E402
from owned_processes import TIMEOUT  # noqa: E402
from traybell_case import InstalledTraybell  # noqa: E402

SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
"""Where Debian's TLS library looks for those whom the system trusts."""


class CertificateCase(FaultCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = make_certificates(
            os.path.join(cls.desktop.environment["XDG_RUNTIME_DIR"], uuid.uuid4().hex)
        )

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _serve(self, certificate):
        server = self.start_server(
            *("--tls-certificate", self._path(f"{certificate}.pem")),
            *("--tls-key", self._path(f"{certificate}.key")),
        )
        self.addCleanup(server.process.stop)
        return server

    def _renew(self, server, certificate):
        server.control(
            "certificate",
            certificate=self._path(f"{certificate}.pem"),
            key=self._path(f"{certificate}.key"),
        )

    def _add(self, server, ca_file=None):
        """Alice's account on SERVER, for whom those in CA_FILE may vouch; its id."""
        options = server.account_options(host="localhost")
        if ca_file is not None:
            options += ["--ca-file", ca_file]
        return self.traybell.add_account(*options, token=TOKEN)


class Server(CertificateCase):
    """Something is wrong with the server's certificate, until its administrator renews it."""

    def test_each_problem_is_told_and_passes_with_the_certificate(self):
        problems = {
            "expired": "The certificate of localhost, issued by “Example Company CA”, expired on "
            "3 March 2020 (",
            "early": "is valid only from 1 January 2089 (this computer's clock says ",
            "other": "The certificate of localhost, issued by “Example Company CA”, is for "
            "a.example, b.example, c.example, …; ",
            "lonely": "is signed by nobody but itself; ",
            "unknown": "comes from “Stranger, Inc.”, who is not in the CA file ",
            "weak": "cryptography that is no longer safe; ",
        }
        servers = {name: self._serve(name) for name in problems}
        accounts = {
            name: self._add(server, self._path("company.pem")) for name, server in servers.items()
        }
        self.traybell.start()
        for name, words in problems.items():
            with self.subTest(name=name):
                told = self.wait_until_told(accounts[name], words)
                self.assertGreater(told["nextAttemptIn"], 0)
        for name, server in servers.items():
            self.assertEqual(server.state()["counters"]["upgradeRequests"], 0, name)
            self._renew(server, "renewed")
        for name in servers:
            with self.subTest(name=name):
                self.wait_until_online(accounts[name])

    def test_a_certificate_that_runs_out_while_online_is_told_by_the_endpoint_too(self):
        server = self._serve("good")
        account = self._add(server, self._path("company.pem"))
        self.traybell.start()
        self.assert_works(server)
        # A connection that is open is kept; what is asked next meets the new certificate.
        self._renew(server, "expired")
        server.control("drop")
        self.wait_until_told(account, "expired on 3 March 2020")
        self._renew(server, "renewed")
        self.assert_works(server)

    def test_a_port_without_tls_and_a_port_with_it_are_told(self):
        encrypted = self._serve("good")
        options = self.server.account_options()
        options.remove("--no-tls")
        without = self.traybell.add_account(*options, token=TOKEN)
        options = self.server.account_options()
        options[options.index(str(self.server.port))] = str(encrypted.port)
        with_it = self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        self.wait_until_told(with_it, "without an answer; check the port, and whether the server")
        self.wait_until_told(without, "does not answer in TLS", seconds=30)


class Authority(CertificateCase):
    """Nothing is wrong with the certificate; whom the user trusts has to be put right."""

    def setUp(self):
        super().setUp()
        self.mine = os.path.join(self.log_directory, "mine.pem")
        self._trust("company")
        self.served = self._serve("good")
        self.account_id = self._add(self.served, self.mine)

    def _trust(self, authority):
        shutil.copy(self._path(f"{authority}.pem"), self.mine)

    def test_a_ca_file_may_come_later(self):
        os.remove(self.mine)
        self.traybell.start()
        self.wait_until_told(self.account_id, f"The CA file “{self.mine}” does not exist; ")
        self._trust("stranger")
        self.wait_until_told(
            self.account_id, "comes from “Example Company CA”, who is not in the CA file"
        )
        self._trust("company")
        self.assert_works(self.served)

    def test_a_company_may_change_its_authority(self):
        self.traybell.start()
        self.assert_works(self.served)
        self._renew(self.served, "unknown")
        self.served.control("drop")
        self.wait_until_told(self.account_id, "comes from “Stranger, Inc.”")
        self._trust("stranger")
        self.assert_works(self.served)

    def test_an_authority_that_the_system_learns_of_is_trusted(self):
        authorities = os.path.join(self.log_directory, "authorities.crt")
        shutil.copy(SYSTEM_AUTHORITIES, authorities)
        self.traybell.run("account", "remove", self.account_id)
        account = self._add(self.served)
        if not self._keep_own_authorities(authorities):
            # The machine's own are left alone.
            print("# Mount namespaces are not permitted: nothing was changed")
            return
        self.traybell.start()
        self.wait_until_told(account, "“Example Company CA”, whom this computer does not trust; ")
        with open(authorities, "a", encoding="utf-8") as known:
            with open(self._path("company.pem"), encoding="utf-8") as added:
                known.write(added.read())
        self.assert_works(self.served)

    def _keep_own_authorities(self, authorities):
        """Gives the program a file of its own as the system's; whether that is permitted."""
        command = f'mount --bind {authorities} {SYSTEM_AUTHORITIES} && exec "$@"'
        entered = ["unshare", "--mount", "sh", "-c", command, "sh"]
        try:
            tried = subprocess.run(
                [*entered, "true"], capture_output=True, check=False, timeout=TIMEOUT
            )
        except FileNotFoundError:
            return False
        if tried.returncode != 0:
            return False

        executable = os.path.join(self.log_directory, "traybell")
        with open(executable, "x", encoding="utf-8") as script:
            quoted = " ".join(f"'{argument}'" for argument in [*entered, self.program])
            script.write(f'#!/bin/sh\nexec {quoted} "$@"\n')
        os.chmod(executable, 0o700)
        self.traybell = InstalledTraybell(
            executable, self.traybell.environment, self.log_directory
        )
        return True


if __name__ == "__main__":
    tap_runner.main(__name__)
