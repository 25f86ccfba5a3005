/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The least that a program in the tray does at its start: it says hello to the session bus and
 * registers its item. What the start of Traybell is compared with. */

#include <gio/gio.h>

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = NULL;

  if (connection != NULL)
    answer = g_dbus_connection_call_sync (connection, "org.kde.StatusNotifierWatcher",
                                          "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher",
                                          "RegisterStatusNotifierItem",
                                          g_variant_new ("(s)", "/StatusNotifierItem"), NULL,
                                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  if (answer == NULL)
    g_printerr ("%s\n", error->message);

  return answer != NULL ? 0 : 1;
}
