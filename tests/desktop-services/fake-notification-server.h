/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What came with one Notify call. */
typedef struct
{
  guint id;
  guint replaces_id;
  char *application;
  char *icon;
  char *summary;
  char *body;
  GStrv actions;
  GVariant *hints;
  int timeout;
} FakeNotification;

/* A server of the Desktop Notifications Specification. */
typedef struct
{
  GDBusConnection *connection;
  guint registration;
  const char *const *capabilities;
  gboolean keeps_silent;
  gboolean fails;
  guint last_id;
  guint n_capability_reads;
  GPtrArray *shown; /* of FakeNotification */
  GArray *closed;   /* of guint */
  GPtrArray *unanswered;
} FakeNotificationServer;

FakeNotificationServer *fake_notification_server_new (GTestDBus *bus,
                                                      const char *const *capabilities);
void fake_notification_server_free (FakeNotificationServer *server);

/* Owns the server's name; gives it up again, as when it is restarted. */
void fake_notification_server_appear (FakeNotificationServer *server);
void fake_notification_server_vanish (FakeNotificationServer *server);

FakeNotification *fake_notification_server_get_last (FakeNotificationServer *server);

void fake_notification_server_invoke (FakeNotificationServer *server,
                                      guint id,
                                      const char *action,
                                      const char *activation_token);
void fake_notification_server_close (FakeNotificationServer *server, guint id, guint reason);

/* Answers what was left unanswered, with an error. */
void fake_notification_server_give_up (FakeNotificationServer *server);

G_END_DECLS
