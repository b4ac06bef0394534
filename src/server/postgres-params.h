/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/id.h"

G_BEGIN_DECLS

/**
 * AxlePostgresType:
 *
 * The types of an array's members, by PostgreSQL's own numbers.
 */
typedef enum
{
  AXLE_POSTGRES_BOOLEAN = 16,
  AXLE_POSTGRES_BYTES = 17,
  AXLE_POSTGRES_INT64 = 20,
  AXLE_POSTGRES_TEXT = 25,
  AXLE_POSTGRES_ID = 2950,
} AxlePostgresType;

/**
 * AxlePostgresArray:
 *
 * A parameter with many values: a column of rows that are written at once.
 */
typedef struct _AxlePostgresArray AxlePostgresArray;

AxlePostgresArray  *axle_postgres_array_new          (AxlePostgresType     type);
void                axle_postgres_array_free         (AxlePostgresArray   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePostgresArray, axle_postgres_array_free)
guint               axle_postgres_array_get_length   (AxlePostgresArray   *self);
void                axle_postgres_array_add_id       (AxlePostgresArray   *self,
                                                      const AxleId        *id);
void                axle_postgres_array_add_int64    (AxlePostgresArray   *self,
                                                      gint64               value);
void                axle_postgres_array_add_boolean  (AxlePostgresArray   *self,
                                                      gboolean             value);
void                axle_postgres_array_add_text     (AxlePostgresArray   *self,
                                                      const char          *text);
void                axle_postgres_array_add_bytes    (AxlePostgresArray   *self,
                                                      GBytes              *bytes);

/* A statement has no more than this. */
#define AXLE_POSTGRES_PARAMS_LIMIT 12

/**
 * AxlePostgresParams:
 *
 * The values of `$1`, `$2` … of one statement, in that order.
 */
typedef struct
{
  GByteArray *data;
  gsize       offsets[AXLE_POSTGRES_PARAMS_LIMIT];
  int         lengths[AXLE_POSTGRES_PARAMS_LIMIT];   /* -1: NULL */
  int         n_params;
} AxlePostgresParams;

AxlePostgresParams *axle_postgres_params_new         (void);
void                axle_postgres_params_free        (AxlePostgresParams  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePostgresParams, axle_postgres_params_free)
AxlePostgresParams *axle_postgres_params_add_id      (AxlePostgresParams  *self,
                                                      const AxleId        *id);
AxlePostgresParams *axle_postgres_params_add_int64   (AxlePostgresParams  *self,
                                                      gint64               value);
AxlePostgresParams *axle_postgres_params_add_text    (AxlePostgresParams  *self,
                                                      const char          *text);
AxlePostgresParams *axle_postgres_params_add_bytes   (AxlePostgresParams  *self,
                                                      GBytes              *bytes);
AxlePostgresParams *axle_postgres_params_add_array   (AxlePostgresParams  *self,
                                                      AxlePostgresArray   *array);

G_END_DECLS
