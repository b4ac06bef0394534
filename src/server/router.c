/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/router.h"

#include <string.h>

#include "server/handlers.h"

static const AxleRoute routes[] = {
  { "POST", "/v1/enrol", AXLE_ACCESS_SIGN_IN, axle_handle_enrol },
  { "POST", "/v1/session", AXLE_ACCESS_DESK, axle_handle_sign_in },
  { "DELETE", "/v1/session", AXLE_ACCESS_DESK, axle_handle_sign_out },
  { "POST", "/v1/desk", AXLE_ACCESS_DESK, axle_handle_start },
  { "GET", "/v1/desks", AXLE_ACCESS_DESK, axle_handle_desks },
  { "GET", "/v1/access", AXLE_ACCESS_DESK, axle_handle_access },
  { "GET", "/v1/calendar-link", AXLE_ACCESS_DESK, axle_handle_link_get },
  { "POST", "/v1/calendar-link", AXLE_ACCESS_DESK, axle_handle_link_make },
  { "DELETE", "/v1/calendar-link", AXLE_ACCESS_DESK, axle_handle_link_revoke },
  { "POST", "/v1/push", AXLE_ACCESS_DESK, axle_handle_push },
  { "GET", "/v1/feed", AXLE_ACCESS_DESK, axle_handle_feed },
  { "GET", "/v1/snapshot", AXLE_ACCESS_DESK, axle_handle_snapshot },
  { "GET", "/v1/snapshot/", AXLE_ACCESS_DESK, axle_handle_snapshot_piece },
  { "GET", "/v1/live", AXLE_ACCESS_DESK, NULL },
  { "GET", "/v1/digest", AXLE_ACCESS_DESK, axle_handle_digest },
  { "POST", "/v1/records", AXLE_ACCESS_DESK, axle_handle_records },
  { "HEAD", "/v1/blob/", AXLE_ACCESS_DESK, axle_handle_blob_head },
  { "GET", "/v1/blob/", AXLE_ACCESS_DESK, axle_handle_blob_get },
  { "PUT", "/v1/blob/", AXLE_ACCESS_DESK, axle_handle_blob_put },
  { "GET", "/calendar/", AXLE_ACCESS_LINK, axle_handle_calendar },
  { "GET", "/healthz", AXLE_ACCESS_ANYONE, axle_handle_health },
  { "GET", "/metrics", AXLE_ACCESS_KEEPER, axle_handle_metrics },
};

/**
 * axle_router_list:
 * @n_routes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_routes): every route
 */
const AxleRoute *
axle_router_list (guint *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

static gboolean
is_at (const AxleRoute *route,
       const char      *path)
{
  gsize length = strlen (route->path);

  if (route->path[length - 1] == '/')
    return strncmp (path, route->path, length) == 0 && path[length] != '\0';
  return g_str_equal (route->path, path);
}

/**
 * axle_router_find:
 * @method: of HTTP
 * @path: of the request
 * @allowed: (out) (nullable) (transfer full): when the path is known but not with
 *   this method, those it is known with
 *
 * Returns: (nullable) (transfer none): who answers
 */
const AxleRoute *
axle_router_find (const char  *method,
                  const char  *path,
                  char       **allowed)
{
  g_autoptr(GPtrArray) methods = g_ptr_array_new ();

  *allowed = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!is_at (&routes[i], path))
        continue;
      if (g_str_equal (routes[i].method, method))
        return &routes[i];
      g_ptr_array_add (methods, (gpointer) routes[i].method);
    }
  if (methods->len > 0)
    {
      g_ptr_array_add (methods, NULL);
      *allowed = g_strjoinv (", ", (char **) methods->pdata);
    }
  return NULL;
}
