/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One call of a method of the portals. */
typedef struct
{
  char *method;
  GVariant *parameters;
} FakePortalCall;

/* The desktop's portals, as far as they are added. */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GArray *registrations;  /* of guint */
  GPtrArray *calls;       /* of FakePortalCall */
  GHashTable *properties; /* "interface.property" → GVariant */

  gboolean fails;
  gboolean keeps_silent;
  GPtrArray *unanswered; /* of GDBusMethodInvocation */

  /* What a request is answered with. */
  guint32 response;
  GVariant *results;
  guint n_closed_requests;
} FakePortal;

FakePortal *fake_portal_new (GTestDBus *bus);
void fake_portal_free (FakePortal *portal);

/* Has one more interface of org.freedesktop.portal, by its last name. */
void fake_portal_add (FakePortal *portal, const char *name, guint version);

/* The value of a property; takes a floating one. */
void fake_portal_set_property (FakePortal *portal,
                               const char *name,
                               const char *property,
                               GVariant *value);

/* Owns the portals' name; gives it up again, as when they are restarted. */
void fake_portal_appear (FakePortal *portal);
void fake_portal_vanish (FakePortal *portal);

/* How often a method was called. */
guint fake_portal_count (FakePortal *portal, const char *method);

/* The parameters of the last call of a method. */
GVariant *fake_portal_get_last (FakePortal *portal, const char *method);

/* The options of the last call of a method: its last parameter. */
GVariant *fake_portal_dup_options (FakePortal *portal, const char *method);

/* Answers what was left unanswered. */
void fake_portal_answer (FakePortal *portal);

G_END_DECLS
