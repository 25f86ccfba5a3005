/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The system's proxy settings, as GIO finds them: the desktop's, the portal's or the environment's.
 * Sees to it that nothing for this very computer leaves it, and remembers what was answered, to
 * name a proxy that fails and to notice that the settings are other ones. GIO's resolvers tell
 * nobody when they would answer otherwise (row 14.10).
 */

#include "pusher/pusher-proxy-resolver.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-proxy.h"
#include "pusher/pusher-tunnel.h"

struct _PusherProxyResolver
{
  GObject parent_instance;

  GProxyResolver *system;
  GHashTable *answers; /* destinations to the proxies that the system named for them */
  guint checks;        /* questions of pusher_proxy_resolver_check() that wait for an answer */
  gboolean changed;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A question of pusher_proxy_resolver_check(). */
typedef struct
{
  PusherProxyResolver *resolver;
  char *destination;
} Check;

static void pusher_proxy_resolver_interface_init (GProxyResolverInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherProxyResolver,
                               pusher_proxy_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      pusher_proxy_resolver_interface_init))

static gboolean
is_loopback (const char *destination)
{
  g_autoptr (GUri) uri = g_uri_parse (destination, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL
         && pusher_host_is_loopback (g_uri_get_host (uri));
}

/* Takes over @answer, the system's. */
static GStrv
take_answer (PusherProxyResolver *self, const char *destination, GStrv answer, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) proxies = NULL;

  for (gsize i = 0; answer[i] != NULL; i++)
    {
      g_autofree char *proxy = pusher_proxy_translate (answer[i]);

      if (proxy != NULL)
        g_strv_builder_add (builder, proxy);
    }
  proxies = g_strv_builder_end (builder);
  g_hash_table_replace (self->answers, g_strdup (destination), answer);

  /* Not to use the proxy that somebody wants to be used would be worse than to fail. */
  if (*proxies == NULL)
    {
      g_propagate_error (error,
                         pusher_error_new_for_proxy (
                             PUSHER_ERROR_NETWORK,
                             _ ("The system's proxy settings name no usable address; an address "
                                "begins with http:// or socks5:// and names a server and a port")));
      return NULL;
    }

  return g_steal_pointer (&proxies);
}

static GStrv
pusher_proxy_resolver_lookup (GProxyResolver *resolver,
                              const char *destination,
                              GCancellable *cancellable,
                              GError **error)
{
  PusherProxyResolver *self = PUSHER_PROXY_RESOLVER (resolver);
  const char *const direct[] = { "direct://", NULL };
  GStrv answer;

  if (is_loopback (destination))
    return g_strdupv ((GStrv) direct);

  answer = g_proxy_resolver_lookup (self->system, destination, cancellable, error);
  return answer != NULL ? take_answer (self, destination, answer, error) : NULL;
}

static void
on_lookup_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GStrv answer = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  GStrv proxies = NULL;

  if (answer != NULL)
    proxies = take_answer (g_task_get_source_object (task), g_task_get_task_data (task), answer,
                           &error);
  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
pusher_proxy_resolver_lookup_async (GProxyResolver *resolver,
                                    const char *destination,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  PusherProxyResolver *self = PUSHER_PROXY_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *const direct[] = { "direct://", NULL };

  g_task_set_source_tag (task, pusher_proxy_resolver_lookup_async);
  if (is_loopback (destination))
    {
      g_task_return_pointer (task, g_strdupv ((GStrv) direct), (GDestroyNotify) g_strfreev);
      return;
    }

  g_task_set_task_data (task, g_strdup (destination), g_free);
  g_proxy_resolver_lookup_async (self->system, destination, cancellable, on_lookup_ready,
                                 g_steal_pointer (&task));
}

static GStrv
pusher_proxy_resolver_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
finish_check (PusherProxyResolver *self)
{
  if (--self->checks > 0 || !self->changed)
    return;

  self->changed = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_check_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Check *check = user_data;
  g_autoptr (PusherProxyResolver) self = check->resolver;
  g_autofree char *destination = check->destination;
  g_auto (GStrv) answer = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);
  GStrv old_answer = g_hash_table_lookup (self->answers, destination);

  /* Settings that cannot be had just now say nothing. */
  if (answer != NULL && old_answer != NULL
      && !g_strv_equal ((const char *const *) answer, (const char *const *) old_answer))
    {
      g_debug ("The way to %s is another one", destination);
      self->changed = TRUE;
      g_hash_table_replace (self->answers, g_steal_pointer (&destination),
                            g_steal_pointer (&answer));
    }
  finish_check (self);
}

static void
pusher_proxy_resolver_finalize (GObject *object)
{
  PusherProxyResolver *self = PUSHER_PROXY_RESOLVER (object);

  g_clear_object (&self->system);
  g_hash_table_unref (self->answers);

  G_OBJECT_CLASS (pusher_proxy_resolver_parent_class)->finalize (object);
}

static void
pusher_proxy_resolver_interface_init (GProxyResolverInterface *interface)
{
  interface->lookup = pusher_proxy_resolver_lookup;
  interface->lookup_async = pusher_proxy_resolver_lookup_async;
  interface->lookup_finish = pusher_proxy_resolver_lookup_finish;
}

static void
pusher_proxy_resolver_class_init (PusherProxyResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pusher_proxy_resolver_finalize;

  /**
   * PusherProxyResolver::changed:
   * @self: the resolver
   *
   * A check has found that the way to some destination is another one than that which was taken.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pusher_proxy_resolver_init (PusherProxyResolver *self)
{
  pusher_tunnel_register ();
  self->answers
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
}

/**
 * pusher_proxy_resolver_new:
 * @system: (nullable): whom to ask; %NULL for GIO's own resolver
 *
 * Returns: (transfer full): a resolver for one session
 */
PusherProxyResolver *
pusher_proxy_resolver_new (GProxyResolver *system)
{
  PusherProxyResolver *self = g_object_new (PUSHER_TYPE_PROXY_RESOLVER, NULL);

  self->system = g_object_ref (system != NULL ? system : g_proxy_resolver_get_default ());

  return self;
}

/**
 * pusher_proxy_resolver_describe:
 * @self: a resolver
 * @host: a destination's host
 * @port: its port
 *
 * Returns: (transfer full) (nullable): the host and port of the first proxy that was last named for
 *   that destination; %NULL if there is none, or nobody has asked
 */
char *
pusher_proxy_resolver_describe (PusherProxyResolver *self, const char *host, int port)
{
  GHashTableIter iter;
  const char *destination;
  GStrv answer;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, (gpointer *) &destination, (gpointer *) &answer))
    {
      g_autoptr (GUri) uri = g_uri_parse (destination, G_URI_FLAGS_NONE, NULL);

      if (uri != NULL && g_strcmp0 (g_uri_get_host (uri), host) == 0 && g_uri_get_port (uri) == port
          && *answer != NULL && !g_str_has_prefix (*answer, "direct:"))
        return pusher_proxy_describe (*answer);
    }

  return NULL;
}

/**
 * pusher_proxy_resolver_check:
 * @self: a resolver
 *
 * The system's settings may be other ones: asks again for each destination that it was asked for,
 * and tells by #PusherProxyResolver::changed if an answer is another one.
 */
void
pusher_proxy_resolver_check (PusherProxyResolver *self)
{
  g_autofree char **destinations = (char **) g_hash_table_get_keys_as_array (self->answers, NULL);

  for (gsize i = 0; destinations[i] != NULL; i++)
    {
      Check *check = g_new0 (Check, 1);

      check->resolver = g_object_ref (self);
      check->destination = g_strdup (destinations[i]);
      self->checks++;
      g_proxy_resolver_lookup_async (self->system, destinations[i], NULL, on_check_ready, check);
    }
}
