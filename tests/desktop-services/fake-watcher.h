/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A StatusNotifierWatcher that remembers who registered. */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  guint registration;
  gboolean has_host;
  gboolean refuses;
  gboolean keeps_silent;
  GPtrArray *items; /* of "sender path" */
  GPtrArray *unanswered;
} FakeWatcher;

FakeWatcher *fake_watcher_new (GTestDBus *bus, gboolean has_host);
void fake_watcher_free (FakeWatcher *watcher);

/* Owns the watcher's name; gives it up again. */
void fake_watcher_appear (FakeWatcher *watcher);
void fake_watcher_vanish (FakeWatcher *watcher);

void fake_watcher_set_host (FakeWatcher *watcher, gboolean has_host);

G_END_DECLS
