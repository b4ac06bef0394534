/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AxleRequest AxleRequest;

/**
 * AxleAccess:
 * @AXLE_ACCESS_ANYONE: nothing is asked
 * @AXLE_ACCESS_SIGN_IN: nothing is asked, but few tries are given
 * @AXLE_ACCESS_LINK: nothing is asked but what stands in the path, and few times
 * @AXLE_ACCESS_DESK: an enrolled desk's key
 * @AXLE_ACCESS_KEEPER: a key that whoever may read the server's folder has
 */
typedef enum
{
  AXLE_ACCESS_ANYONE,
  AXLE_ACCESS_SIGN_IN,
  AXLE_ACCESS_LINK,
  AXLE_ACCESS_DESK,
  AXLE_ACCESS_KEEPER,
} AxleAccess;

/**
 * AxleRoute:
 * @method: of HTTP
 * @path: exactly, or the beginning of the path when it ends in “/”
 * @access: who may ask
 * @handle: (nullable): answers; %NULL for a WebSocket
 */
typedef struct
{
  const char *method;
  const char *path;
  AxleAccess  access;
  void      (*handle) (AxleRequest *request);
} AxleRoute;

const AxleRoute *axle_router_list (guint       *n_routes);
const AxleRoute *axle_router_find (const char  *method,
                                   const char  *path,
                                   char       **allowed);

G_END_DECLS
