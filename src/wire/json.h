/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <yyjson.h>

#include "wire/message.h"

G_BEGIN_DECLS

/* What the codecs of this folder share. Names and texts that a reader returns
 * belong to its document. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

yyjson_doc  *axle_json_parse          (GBytes           *body,
                                       GError          **error);
gboolean     axle_json_check          (yyjson_val       *root,
                                       GError          **error);
yyjson_doc  *axle_json_read_object    (GBytes           *body,
                                       GError          **error);
yyjson_doc  *axle_json_read_request   (GBytes           *body,
                                       GError          **error);

gboolean     axle_json_refuse         (GError          **error,
                                       const char       *format,
                                       ...) G_GNUC_PRINTF (2, 3);
gboolean     axle_json_get_text       (yyjson_val       *object,
                                       const char       *name,
                                       const char      **text,
                                       GError          **error);
gboolean     axle_json_get_integer    (yyjson_val       *object,
                                       const char       *name,
                                       gint64           *integer,
                                       GError          **error);
gboolean     axle_json_get_boolean    (yyjson_val       *object,
                                       const char       *name,
                                       gboolean         *boolean,
                                       GError          **error);
gboolean     axle_json_get_id         (yyjson_val       *object,
                                       const char       *name,
                                       AxleId           *id,
                                       GError          **error);
gboolean     axle_json_get_audience   (yyjson_val       *object,
                                       AxleAudience     *audience,
                                       GError          **error);
gboolean     axle_json_get_array      (yyjson_val       *object,
                                       const char       *name,
                                       gsize             limit,
                                       yyjson_val      **array,
                                       GError          **error);
gboolean     axle_json_read_integer   (yyjson_val       *val,
                                       const char       *name,
                                       gint64           *integer,
                                       GError          **error);
gboolean     axle_json_read_id        (yyjson_val       *val,
                                       const char       *name,
                                       AxleId           *id,
                                       GError          **error);

yyjson_mut_doc *axle_json_new_object  (yyjson_mut_val  **root);
GBytes      *axle_json_finish         (yyjson_mut_doc   *doc);
yyjson_mut_val *axle_json_new_id      (yyjson_mut_doc   *doc,
                                       const AxleId     *id);
void         axle_json_add_id         (yyjson_mut_doc   *doc,
                                       yyjson_mut_val   *object,
                                       const char       *name,
                                       const AxleId     *id);
void         axle_json_add_text       (yyjson_mut_doc   *doc,
                                       yyjson_mut_val   *object,
                                       const char       *name,
                                       const char       *text);

/* value.c */
yyjson_mut_val *axle_json_new_value   (yyjson_mut_doc   *doc,
                                       const AxleValue  *value);
gboolean     axle_json_read_value     (yyjson_val       *val,
                                       const AxleField  *field,
                                       AxleValue        *value,
                                       GError          **error);

/* record.c */
yyjson_mut_val *axle_json_new_record  (yyjson_mut_doc   *doc,
                                       const AxleRecord *record);
AxleRecord  *axle_json_read_record    (yyjson_val       *object,
                                       const AxleEntity *entity,
                                       const AxleId     *id,
                                       GError          **error);
void         axle_json_add_unknown    (yyjson_mut_doc   *doc,
                                       yyjson_mut_val   *object,
                                       const AxleRecord *record);
yyjson_mut_val *axle_json_new_hidden  (yyjson_mut_doc   *doc,
                                       const AxleEntity *entity,
                                       guint64           hidden);
gboolean     axle_json_read_hidden    (yyjson_val       *object,
                                       const AxleEntity *entity,
                                       guint64          *hidden,
                                       GError          **error);
char        *axle_json_write_unknown  (yyjson_mut_doc   *doc,
                                       yyjson_mut_val   *unknown);

/* push.c */
yyjson_mut_val *axle_json_new_verdict (yyjson_mut_doc    *doc,
                                       const AxleVerdict *verdict);
AxleVerdict *axle_json_read_verdict   (yyjson_val        *object,
                                       GError           **error);

G_END_DECLS
