/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/guard.h"

G_BEGIN_DECLS

/*
 * What becomes of the records of a person who asked that they be deleted. The server and
 * every desk do the same by these rules, so that all agree on what is left.
 *
 * By default, and so for kinds that are added later, a field with #AXLE_FIELD_PERSONAL and a
 * text of several lines is emptied, and one that must be there is masked. Figures, times and
 * who worked on it stay: they tell nobody apart once nothing personal stands beside them.
 */

/**
 * AxleErasing:
 * @AXLE_ERASING_NONE: nothing was done yet, or the request was withdrawn
 * @AXLE_ERASING_HELD: what the law makes the dealership keep stays, masked; everything
 *   else goes
 * @AXLE_ERASING_WHOLE: nothing personal stays
 *
 * How far a request was carried out.
 */
typedef enum
{
  AXLE_ERASING_NONE,
  AXLE_ERASING_HELD,
  AXLE_ERASING_WHOLE,
} AxleErasing;

/* What stands where a text must be and nothing may be told. */
#define AXLE_ERASING_MASK "***"

AxleErasing axle_erasing_of_request (const AxleRecord  *erasure);
gboolean    axle_erasing_apply      (AxleErasing        self,
                                     AxleRecord        *record);
gboolean    axle_erasing_forgets    (AxleErasing        self,
                                     const AxleEntity  *entity,
                                     const char        *field);

/**
 * AxleErasingSource:
 * @get: sets @record to the record of that id, deleted or not; to %NULL when there is
 *   none. FALSE when it failed
 * @find: (element-type AxleRecord): all records of @entity whose reference @field names
 *   @id, deleted ones too; %NULL when it failed
 * @data: for it
 * @pending: whether a car is theirs by what the server has not taken yet: to show what
 *   there is, and not to erase it
 *
 * Where records are looked for.
 */
typedef struct _AxleErasingSource AxleErasingSource;
struct _AxleErasingSource
{
  gboolean   (*get)  (const AxleErasingSource *self,
                      const AxleEntity        *entity,
                      const AxleId            *id,
                      AxleRecord             **record,
                      GError                 **error);
  GPtrArray *(*find) (const AxleErasingSource *self,
                      const AxleEntity        *entity,
                      guint                    field,
                      const AxleId            *id,
                      GError                 **error);
  gpointer     data;
  gboolean     pending;
};

AxleRecord *axle_erasing_stand_in   (const AxleId            *customer,
                                     const AxleId            *scope);
GPtrArray  *axle_erasing_collect    (const AxleErasingSource *source,
                                     AxleRecord              *customer,
                                     GError                 **error);

gboolean    axle_erasing_find_person (const AxleRecord  *record,
                                      const AxleLookup  *lookup,
                                      AxleRecord       **person,
                                      GError           **error);

extern const AxleGuard axle_erasing_guard;

G_END_DECLS
