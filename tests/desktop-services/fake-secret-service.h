/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A secret service with one collection and at most one item in it. */
typedef struct
{
  GDBusConnection *connection;
  GArray *registrations;

  gboolean has_collection;
  gboolean locked;
  gboolean hides_locked_items; /* as KeePassXC does */
  gboolean dismisses_prompts;
  gboolean keeps_silent;
  gboolean fails; /* at everything */
  char *secret;   /* of the item; NULL without one */
  char *account;
  char *label;
  guint n_prompts;
  GPtrArray *unanswered;
} FakeSecretService;

FakeSecretService *fake_secret_service_new (GTestDBus *bus);
void fake_secret_service_free (FakeSecretService *service);

void fake_secret_service_appear (FakeSecretService *service);
void fake_secret_service_vanish (FakeSecretService *service);

/* As the user does in a keyring manager. */
void fake_secret_service_set_locked (FakeSecretService *service, gboolean locked);

G_END_DECLS
