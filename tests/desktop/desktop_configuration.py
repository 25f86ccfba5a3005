# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of the headless desktop, written into its own folders before it starts.

No program may find a setting of the machine's user, nor miss one and ask for it.
"""

import os
import shlex
from xml.sax.saxutils import escape

PANEL_HEIGHT = 32
"""Pixels; also the width of an icon's place in the tray."""
TRAY_ICON_SIZE = 22
TRAY_PLUGIN = 2

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_PYTHON = "/usr/bin/python3"
_SYSTEM_SERVICES = "/usr/share/dbus-1/services"

# The panel's colour is plain and known, so that anything else on it is an icon.
PANEL_COLOURS = {
    "light": (246, 245, 244),
    "dark": (48, 48, 48),
    "high-contrast": (255, 255, 255),
}

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
  <limit name="max_message_size">1000000000</limit>
  <limit name="service_start_timeout">60000</limit>
  <limit name="max_replies_per_connection">50000</limit>
  <limit name="max_match_rules_per_connection">50000</limit>
</busconfig>
"""

_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="{dark}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="icon-size" type="uint" value="{icon_size}"/>
      <property name="size" type="uint" value="{height}"/>
      <property name="enable-struts" type="bool" value="true"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array">
        <value type="double" value="{red}"/>
        <value type="double" value="{green}"/>
        <value type="double" value="{blue}"/>
        <value type="double" value="1.0"/>
      </property>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="{plugin}"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-{plugin}" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="single-row" type="bool" value="true"/>
      <property name="icon-size" type="int" value="{icon_size}"/>
      <property name="hide-new-items" type="bool" value="false"/>
    </property>
  </property>
</channel>
"""

# Nothing expires by itself: a test decides when a notification goes.
_NOTIFICATION_SERVER = """[global]
    monitor = 0
    follow = none
    width = 360
    height = 240
    origin = top-right
    offset = 16x16
    notification_limit = 20
    indicate_hidden = yes
    frame_width = 1
    frame_color = "#00000040"
    corner_radius = 8
    padding = 12
    horizontal_padding = 14
    separator_height = 1
    separator_color = "#00000030"
    font = DejaVu Sans 10
    markup = full
    format = "<b>%s</b>\\n%b"
    alignment = left
    vertical_alignment = center
    show_age_threshold = -1
    show_indicators = no
    ellipsize = end
    ignore_newline = no
    stack_duplicates = false
    icon_position = left
    min_icon_size = 32
    max_icon_size = 48
    icon_path = "{icons}"
    sticky_history = yes
    history_length = 200
    dmenu = {menu}
    browser = {browser}
    always_run_script = false
    title = Dunst
    class = Dunst
    mouse_left_click = do_action, close_current
    mouse_middle_click = context
    mouse_right_click = close_current

[urgency_low]
    background = "{background}"
    foreground = "{foreground}"
    timeout = 0

[urgency_normal]
    background = "{background}"
    foreground = "{foreground}"
    timeout = 0

[urgency_critical]
    background = "#c01c28"
    foreground = "#ffffff"
    frame_color = "#a51d2d"
    timeout = 0
"""

_TOOLKIT = """[Settings]
gtk-theme-name={theme}
gtk-icon-theme-name=Adwaita
gtk-font-name=DejaVu Sans 10
gtk-application-prefer-dark-theme={dark}
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-recent-files-enabled=false
"""

_BROWSER_ENTRY = """[Desktop Entry]
Type=Application
Name=Recording browser
Exec={command} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;text/html;
NoDisplay=true
StartupNotify=true
"""

_DEFAULT_PROGRAMS = """[Default Applications]
x-scheme-handler/http=traybell-test-browser.desktop
x-scheme-handler/https=traybell-test-browser.desktop
text/html=traybell-test-browser.desktop
"""


class DesktopConfiguration:
    """Folders and files below ROOT, in a LOOK that is "light", "dark" or "high-contrast".

    DATA_DIRECTORIES are where programs in a private prefix have their icons.
    """

    def __init__(self, root, look, data_directories=()):
        if look not in PANEL_COLOURS:
            raise ValueError(f"a desktop looks like one of {list(PANEL_COLOURS)}, not {look}")
        self.root = root
        self.look = look
        self.data_directories = [*data_directories, "/usr/local/share", "/usr/share"]
        self.home = self._folder("home")
        self.config = self._folder("home/.config")
        self.data = self._folder("home/.local/share")
        self.state = self._folder("home/.local/state")
        self.cache = self._folder("home/.cache")
        self.runtime = self._folder("run")
        self.services = self._folder("services")
        self.logs = self._folder("logs")
        self.bus_socket = os.path.join(self.runtime, "bus")
        self.bus_configuration = os.path.join(root, "bus.conf")
        self.notification_server = os.path.join(root, "dunstrc")
        self.opened_log = os.path.join(root, "opened.jsonl")
        self.action_choice = os.path.join(root, "chosen-action")
        self.keyring_file = os.path.join(root, "keyring-file")

    def write(self):
        dark = self.look == "dark"
        red, green, blue = (channel / 255 for channel in PANEL_COLOURS[self.look])
        browser = f"{_PYTHON} {_script('recording_browser.py')} {shlex.quote(self.opened_log)}"
        self._write(
            self.bus_configuration,
            _BUS.format(socket=escape(self.bus_socket), services=escape(self.services)),
        )
        self._write(
            os.path.join(
                self._folder("home/.config/xfce4/xfconf/xfce-perchannel-xml"), "xfce4-panel.xml"
            ),
            _PANEL.format(
                dark="true" if dark else "false",
                icon_size=TRAY_ICON_SIZE,
                height=PANEL_HEIGHT,
                plugin=TRAY_PLUGIN,
                red=red,
                green=green,
                blue=blue,
            ),
        )
        self._write(
            self.notification_server,
            _NOTIFICATION_SERVER.format(
                menu=f"{_PYTHON} {_script('action_chooser.py')} {shlex.quote(self.action_choice)}",
                browser=browser,
                # Its lookup in themes finds nothing in a prefix that has no theme's index.
                icons=":".join(
                    os.path.join(folder, "icons/hicolor/scalable/apps")
                    for folder in self.data_directories
                ),
                background="#303030" if dark else "#ffffff",
                foreground="#f6f5f4" if dark else "#2e3436",
            ),
        )
        self._write(
            os.path.join(self._folder("home/.config/gtk-3.0"), "settings.ini"),
            _TOOLKIT.format(
                theme="HighContrast" if self.look == "high-contrast" else "Adwaita",
                dark="true" if dark else "false",
            ),
        )
        self._write(
            os.path.join(
                self._folder("home/.local/share/applications"), "traybell-test-browser.desktop"
            ),
            _BROWSER_ENTRY.format(command=browser),
        )
        self._write(os.path.join(self.config, "mimeapps.list"), _DEFAULT_PROGRAMS)

    def log(self, name):
        return os.path.join(self.logs, f"{name}.log")

    def _folder(self, name):
        path = os.path.join(self.root, name)
        os.makedirs(path, mode=0o700, exist_ok=True)
        return path

    @staticmethod
    def _write(path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def service_command(name):
    """The command that the machine's D-Bus service file for NAME would start, as a list."""
    path = os.path.join(_SYSTEM_SERVICES, f"{name}.service")
    with open(path, "r", encoding="utf-8") as service:
        for line in service:
            if line.startswith("Exec="):
                return shlex.split(line[len("Exec="):].strip())
    raise FileNotFoundError(f"{path} names no command")


def _script(name):
    return shlex.quote(os.path.join(_FOLDER, name))
