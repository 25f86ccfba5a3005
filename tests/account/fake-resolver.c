/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-resolver.h"

struct _FakeResolver
{
  GResolver parent_instance;

  GResolver *real;
  GStrv addresses;
};

G_DEFINE_FINAL_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
unref_address (gpointer data)
{
  g_object_unref (data);
}

static void
free_addresses (gpointer data)
{
  g_list_free_full (data, unref_address);
}

static gboolean
is_wanted (GInetAddress *address, GResolverNameLookupFlags flags)
{
  GSocketFamily family = g_inet_address_get_family (address);

  return !(flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY && family != G_SOCKET_FAMILY_IPV4)
         && !(flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY && family != G_SOCKET_FAMILY_IPV6);
}

static void
lookup_async (GResolver *resolver,
              const char *hostname,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  FakeResolver *self = FAKE_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GList *found = NULL;

  for (gsize i = 0; self->addresses[i] != NULL; i++)
    {
      GInetAddress *address = g_inet_address_new_from_string (self->addresses[i]);

      if (is_wanted (address, flags))
        found = g_list_append (found, address);
      else
        g_object_unref (address);
    }

  if (found != NULL)
    g_task_return_pointer (task, found, free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "None of these");
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_finalize (GObject *object)
{
  FakeResolver *self = FAKE_RESOLVER (object);

  g_clear_object (&self->real);
  g_strfreev (self->addresses);

  G_OBJECT_CLASS (fake_resolver_parent_class)->finalize (object);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_resolver_finalize;
  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
}

FakeResolver *
fake_resolver_install (const char *const *addresses)
{
  FakeResolver *self = g_object_new (FAKE_TYPE_RESOLVER, NULL);

  self->addresses = g_strdupv ((char **) addresses);
  self->real = g_resolver_get_default ();
  g_resolver_set_default (G_RESOLVER (self));

  return self;
}

void
fake_resolver_remove (FakeResolver *self)
{
  g_resolver_set_default (self->real);
  g_object_unref (self);
}
