/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WAIT_UNTIL:
 * @condition: what to wait for
 *
 * Runs the default main context until @condition is true; fails the test
 * after ten seconds.
 */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint wait_deadline = bus_fixture_start_deadline (#condition);                                 \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wait_deadline);                                                               \
  }                                                                                                \
  G_STMT_END

guint bus_fixture_start_deadline (const char *what);

/* A private session bus, its address in the environment. */
GTestDBus *bus_fixture_up (void);
void bus_fixture_down (GTestDBus *bus);

/* Another process's view of the bus: a connection of its own. */
GDBusConnection *bus_fixture_connect (GTestDBus *bus);

/* Closes and drops a connection from bus_fixture_connect(). */
void bus_fixture_disconnect (GDBusConnection *connection);

/* Calls while the main context runs, because callee and caller share it. */
GVariant *bus_fixture_call (GDBusConnection *connection,
                            const char *name,
                            const char *path,
                            const char *interface,
                            const char *method,
                            GVariant *parameters,
                            GError **error);

GVariant *bus_fixture_get_property (GDBusConnection *connection,
                                    const char *name,
                                    const char *path,
                                    const char *interface,
                                    const char *property);

/* Waits until everything that was sent so far has arrived. */
void bus_fixture_settle (GDBusConnection *connection);

G_END_DECLS
