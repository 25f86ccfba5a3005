/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SoakCensus:
 * @descriptors: open files and sockets, without the server's
 * @sources: GSources on the default main context
 * @handlers: signal handlers on the objects that were given
 * @resident: resident memory, in kB
 *
 * What the process has at one moment.
 */
typedef struct
{
  guint descriptors;
  guint sources;
  guint handlers;
  guint resident;
} SoakCensus;

SoakCensus soak_census_take (GPtrArray *objects, guint server_port);

G_END_DECLS
