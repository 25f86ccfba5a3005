# SPDX-License-Identifier: GPL-3.0-or-later
"""The program behind a company's proxy: with the proxies that people run, the settings that a desktop
keeps, and everything that goes wrong there.
"""

import json
import os
import sys
import uuid

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
import tcp_forwarder  # noqa: E402
from desktop_proxies import HOST, HttpProxy, SocksProxy, known_hosts  # noqa: E402
from dev_server import TOKEN, make_certificates  # noqa: E402
from fault_case import FaultCase  # noqa: E402
from traybell_case import InstalledTraybell  # noqa: E402

PASSWORD = "open-sesame"


class ProxyCase(FaultCase):
    """An encrypted server that has to be asked for by a name that only the proxies know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = make_certificates(
            os.path.join(cls.desktop.environment["XDG_RUNTIME_DIR"], uuid.uuid4().hex)
        )
        cls.authority = os.path.join(folder, "company.pem")
        cls.far_server = cls.start_server(
            *("--tls-certificate", os.path.join(folder, "good.pem")),
            *("--tls-key", os.path.join(folder, "good.key")),
        )

    def setUp(self):
        super().setUp()
        self.far_server.control("reset")

    def _start_proxy(self, kind, *settings):
        proxy = kind(self.desktop)
        self.addCleanup(proxy.stop)
        return proxy.start(*settings)

    def _use_environment(self, **variables):
        self.traybell = InstalledTraybell(
            self.program, {**self.traybell.environment, **variables}, self.log_directory
        )

    def _add_far_account(self):
        return self.traybell.add_account(
            *self.far_server.account_options("--ca-file", self.authority, host=HOST), token=TOKEN
        )

    def _start(self):
        account = self._add_far_account()
        self.traybell.start()
        return account

    def _assert_kept_to_itself(self):
        """The password is the proxy's alone."""
        self.assertNotIn(PASSWORD, self.traybell.log)
        self.assertNotIn(PASSWORD, self.traybell.run("status"))
        self.assertNotIn(PASSWORD, self.traybell.run("status", "--json"))


class Environment(ProxyCase):
    """Settings in the environment, where there is no desktop that keeps them."""

    def test_a_socket_and_its_authorisations_go_through_an_http_proxy(self):
        proxy = self._start_proxy(HttpProxy)
        self._use_environment(https_proxy=f"http://{proxy.name}")
        self._start()
        self.assert_works(self.far_server)
        # One for the socket, and for the authorisations at least one.
        self.assertGreaterEqual(proxy.requests(), 2)

    def test_an_unencrypted_socket_goes_through_it_too(self):
        proxy = self._start_proxy(HttpProxy)
        self._use_environment(http_proxy=f"http://{proxy.name}")
        options = self.server.account_options()
        options[options.index("127.0.0.1")] = HOST
        self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        self.assert_works()
        self.assertEqual(proxy.requests(), 1)

    def test_the_proxy_is_given_its_password_and_nobody_else_is(self):
        proxy = self._start_proxy(HttpProxy, f"BasicAuth traybell {PASSWORD}")
        self._use_environment(https_proxy=f"http://traybell:{PASSWORD}@{proxy.name}")
        account = self._start()
        self.assert_works(self.far_server)
        self._assert_kept_to_itself()

        # Somebody changes it, and then back.
        proxy.start("BasicAuth traybell another")
        told = self.wait_until_told(account, "does not accept the user name and password")
        self.assertIn(proxy.name, told["lastError"])
        self._assert_kept_to_itself()
        proxy.start(f"BasicAuth traybell {PASSWORD}")
        self.assert_works(self.far_server)

    def test_a_proxy_that_asks_for_a_password_is_told(self):
        proxy = self._start_proxy(HttpProxy, f"BasicAuth traybell {PASSWORD}")
        self._use_environment(https_proxy=f"http://{proxy.name}")
        told = self.wait_until_told(self._start(), "asks for a user name and a password")
        self.assertIn(proxy.name, told["lastError"])

    def test_an_account_is_tried_out_through_it(self):
        proxy = self._start_proxy(HttpProxy)
        self._use_environment(https_proxy=f"http://{proxy.name}")
        account = self._add_far_account()
        steps = self._check(account)
        self.assertEqual({step["state"] for step in steps.values()}, {"passed"})

        # Who refuses is not the server, whose encryption is to be left as it is.
        proxy.start("ConnectPort 443")
        steps = self._check(account)
        self.assertEqual(steps["tcp"]["state"], "failed")
        self.assertIn(proxy.name, steps["tcp"]["seen"])
        self.assertIn("leads through a proxy", steps["tcp"]["remedy"])
        self.assertEqual(steps["tls"]["state"], "skipped")

    def _check(self, account):
        """The steps of “account check” by their names."""
        status, output = self.desktop.run(
            [self.program, "account", "check", account, "--json"],
            environment=self.traybell.environment,
        )
        steps = json.loads(output)["steps"]
        self.assertEqual(status, int(any(step["state"] == "failed" for step in steps)), output)
        return {step["step"]: step for step in steps}

    def test_a_proxy_that_refuses_is_told_and_tried_again(self):
        proxy = self._start_proxy(HttpProxy, "ConnectPort 443")
        self._use_environment(https_proxy=f"http://{proxy.name}")
        account = self._start()
        told = self.wait_until_told(account, "does not allow connections")
        self.assertIn(proxy.name, told["lastError"])
        self.assertIn(HOST, told["lastError"])
        self.assertGreater(told["nextAttemptIn"], 0)
        proxy.start()
        self.assert_works(self.far_server)

    def test_a_proxy_that_does_not_run_is_told_and_tried_again(self):
        proxy = HttpProxy(self.desktop)
        self.addCleanup(proxy.stop)
        self._use_environment(https_proxy=f"http://{proxy.name}")
        account = self._start()
        self.wait_until_told(account, f"Nothing answers at the proxy {proxy.name}")
        proxy.start()
        self.assert_works(self.far_server)

    def test_a_server_that_the_proxy_does_not_reach_is_told(self):
        for kind, scheme in ((HttpProxy, "http"), (SocksProxy, "socks5")):
            with self.subTest(scheme=scheme):
                proxy = self._start_proxy(kind)
                self._use_environment(https_proxy=f"{scheme}://{proxy.name}")
                options = self.far_server.account_options(host="nowhere.invalid")
                account = self.traybell.add_account(*options, token=TOKEN)
                self.traybell.start()
                told = self.wait_until_told(account, "nowhere.invalid")
                self.assertIn(proxy.name, told["lastError"])
                self.traybell.stop()
                self.traybell.run("account", "remove", account)

    def test_a_proxy_that_says_nothing_is_told(self):
        listener = tcp_forwarder.listen("127.0.0.1")
        self.addCleanup(listener.close)
        name = f"127.0.0.1:{listener.getsockname()[1]}"
        self._use_environment(https_proxy=f"http://{name}")
        account = self._start()
        self.wait_until_told(account, f"The proxy {name} does not say", seconds=30)

    def test_a_socks_proxy(self):
        proxy = self._start_proxy(SocksProxy)
        self._use_environment(https_proxy=f"socks5://{proxy.name}")
        self._start()
        self.assert_works(self.far_server)
        self.assertGreaterEqual(proxy.requests(), 2)

    def test_a_socks_proxy_with_a_password(self):
        proxy = self._start_proxy(SocksProxy, "-u", "traybell", "-P", PASSWORD)
        self._use_environment(https_proxy=f"socks5://traybell:{PASSWORD}@{proxy.name}")
        account = self._start()
        self.assert_works(self.far_server)
        proxy.start("-u", "traybell", "-P", "another")
        told = self.wait_until_told(account, "does not accept the user name and password")
        self.assertIn(proxy.name, told["lastError"])
        self._assert_kept_to_itself()

    def test_what_needs_no_proxy_takes_none(self):
        proxy = self._start_proxy(HttpProxy)
        self._use_environment(
            https_proxy=f"http://{proxy.name}",
            http_proxy=f"http://{proxy.name}",
            no_proxy=f".invalid,{HOST}",
            **known_hosts(self.log_directory),
        )
        accounts = [self._add_far_account(), self.add_account()]
        self.traybell.start()
        self.assert_works(self.far_server, account=accounts[0])
        # Nor does this computer itself, which nobody has excepted.
        self.assert_works(self.server, account=accounts[1])
        self.assertEqual(proxy.requests(), 0)


class Desktop(ProxyCase):
    """Settings that a desktop keeps, and changes while the program runs."""

    def setUp(self):
        super().setUp()
        # The name is known without the proxy, so that each way can be gone.
        self._use_environment(XDG_CURRENT_DESKTOP="GNOME", **known_hosts(self.log_directory))

    def _set(self, key, value, child=""):
        self.assertEqual(
            self.desktop.run(["gsettings", "set", f"org.gnome.system.proxy{child}", key, value])[0],
            0,
        )

    def test_a_changed_setting_is_followed_at_once(self):
        proxy = self._start_proxy(HttpProxy)
        account = self._start()
        direct = self.assert_works(self.far_server)["socketId"]
        self.assertEqual(proxy.requests(), 0)

        self._set("host", "127.0.0.1", ".https")
        self._set("port", str(proxy.port), ".https")
        self._set("mode", "manual")
        found = self.traybell.wait_for_account(
            lambda candidate: candidate["socketId"] not in (None, direct), "another socket"
        )
        self.assertEqual(found["id"], account)
        proxied = self.assert_works(self.far_server)["socketId"]
        self.assertGreaterEqual(proxy.requests(), 2)

        # What changes no way disturbs nobody.
        self._set("ignore-hosts", "['localhost', 'elsewhere.example']")
        self._set("mode", "none")
        self.traybell.wait_for_account(
            lambda candidate: candidate["socketId"] not in (None, proxied), "another socket"
        )
        asked = proxy.requests()
        self.assert_works(self.far_server)
        self.assertEqual(proxy.requests(), asked)

    def test_a_proxy_that_is_set_right_cuts_the_wait(self):
        wrong = HttpProxy(self.desktop)
        proxy = self._start_proxy(HttpProxy)
        self._set("host", "127.0.0.1", ".https")
        self._set("port", str(wrong.port), ".https")
        self._set("mode", "manual")
        account = self._start()
        self.wait_until_told(account, f"Nothing answers at the proxy {wrong.name}")
        self.traybell.wait_for_account(
            lambda candidate: (candidate["nextAttemptIn"] or 0) > 5, "a longer wait", seconds=40
        )
        self._set("port", str(proxy.port), ".https")
        self.assert_works(self.far_server, seconds=5)


if __name__ == "__main__":
    tap_runner.main(__name__)
