/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "soak-census.h"

#include <malloc.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static gboolean
is_of_server (int descriptor, guint server_port)
{
  struct sockaddr_storage address = { 0 };
  socklen_t length = sizeof address;

  if (getsockname (descriptor, (struct sockaddr *) &address, &length) != 0)
    return FALSE;
  if (address.ss_family == AF_INET)
    return ntohs (((struct sockaddr_in *) &address)->sin_port) == server_port;
  if (address.ss_family == AF_INET6)
    return ntohs (((struct sockaddr_in6 *) &address)->sin6_port) == server_port;

  return FALSE;
}

/* libsoup 3.2's server forgets to close what its clients have closed; that is no fault of the
 * client, whose own end of each connection counts. */
static guint
count_descriptors (guint server_port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, &error);
  guint count = 0;
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      if (!is_of_server (atoi (name), server_port))
        count++;
    }

  /* One of them is the folder. */
  return count - 1;
}

/* A context does not tell how many sources it has, but it numbers them. */
static guint
count_sources (void)
{
  g_autoptr (GSource) newest = g_idle_source_new ();
  guint last = g_source_attach (newest, NULL);
  guint count = 0;

  g_source_destroy (newest);
  for (guint number = 1; number < last; number++)
    {
      if (g_main_context_find_source_by_id (NULL, number) != NULL)
        count++;
    }

  return count;
}

static guint
count_handlers_of_signal (gpointer object, guint signal)
{
  const GSignalMatchType match = G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_UNBLOCKED;
  g_autoptr (GArray) blocked = g_array_new (FALSE, FALSE, sizeof (gulong));
  gulong handler;

  while ((handler = g_signal_handler_find (object, match, signal, 0, NULL, NULL, NULL)) != 0)
    {
      g_signal_handler_block (object, handler);
      g_array_append_val (blocked, handler);
    }
  for (guint i = 0; i < blocked->len; i++)
    g_signal_handler_unblock (object, g_array_index (blocked, gulong, i));

  return blocked->len;
}

static guint
count_handlers_of_type (gpointer object, GType type)
{
  guint n_signals;
  g_autofree guint *numbers = g_signal_list_ids (type, &n_signals);
  guint count = 0;

  for (guint i = 0; i < n_signals; i++)
    count += count_handlers_of_signal (object, numbers[i]);

  return count;
}

static guint
count_handlers (gpointer object)
{
  guint n_interfaces;
  g_autofree GType *interfaces = g_type_interfaces (G_OBJECT_TYPE (object), &n_interfaces);
  guint count = 0;

  for (GType type = G_OBJECT_TYPE (object); type != 0; type = g_type_parent (type))
    count += count_handlers_of_type (object, type);
  for (guint i = 0; i < n_interfaces; i++)
    count += count_handlers_of_type (object, interfaces[i]);

  return count;
}

static guint
read_resident (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) pages = NULL;
  g_autoptr (GError) error = NULL;

  /* What was freed is given back first, so that it does not count. */
  malloc_trim (0);
  g_file_get_contents ("/proc/self/statm", &text, NULL, &error);
  g_assert_no_error (error);
  pages = g_strsplit (text, " ", 3);

  return (guint) (g_ascii_strtoull (pages[1], NULL, 10) * (guint64) sysconf (_SC_PAGESIZE) / 1024);
}

/**
 * soak_census_take:
 * @objects: (element-type GObject): whose signal handlers to count
 * @server_port: of the server in this process, whose sockets do not count
 *
 * Returns: what the process has now; counting the sources takes as long as there ever were many
 */
SoakCensus
soak_census_take (GPtrArray *objects, guint server_port)
{
  SoakCensus census = { .descriptors = count_descriptors (server_port),
                        .sources = count_sources (),
                        .resident = 0 };

  for (guint i = 0; i < objects->len; i++)
    census.handlers += count_handlers (g_ptr_array_index (objects, i));
  census.resident = read_resident ();

  return census;
}
