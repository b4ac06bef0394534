/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleForm:
 *
 * What a person is typing into a form over one record: the record as it was, as
 * it is now typed, and what is wrong with it, field by field. It keeps itself as
 * a draft from the first key on, so that closing the window or a crash loses
 * nothing, and forgets the draft when it is saved or dropped. Made again over the
 * same record it has what was typed. When the record changes under it, fields
 * that the person has not touched follow; those that they have stay and are
 * marked as overtaken. Known without a display.
 *
 * Signals: `notify::dirty`, `notify::valid`, `notify::record` on every change, one's
 * own typing included, `field-changed` (guint field) when a value
 * changed other than by axle_form_set_*().
 */
#define AXLE_TYPE_FORM (axle_form_get_type ())
G_DECLARE_FINAL_TYPE (AxleForm, axle_form, AXLE, FORM, GObject)

/* @before: %NULL for a new record; @name names the draft, such as "customer/new". */
AxleForm         *axle_form_new          (AxleWorkstation  *workstation,
                                          const char       *name,
                                          const AxleRecord *before,
                                          const AxleRecord *initial);
/* Whether it began with something typed earlier. */
gboolean          axle_form_is_resumed   (AxleForm         *self);
gboolean          axle_form_is_dirty     (AxleForm         *self);
gboolean          axle_form_is_valid     (AxleForm         *self);
const AxleRecord *axle_form_get_before   (AxleForm         *self);
const AxleRecord *axle_form_get_record   (AxleForm         *self);
void              axle_form_set          (AxleForm         *self,
                                          guint             field,
                                          const AxleValue  *value);
/* As typed: parsed by the field's type (a phone list, a date, kilometres). The
 * text is kept even where it cannot be parsed. */
void              axle_form_set_typed    (AxleForm         *self,
                                          guint             field,
                                          const char       *text);
const char       *axle_form_get_typed    (AxleForm         *self,
                                          guint             field);
/* The problem with a field to show beside it; %NULL when there is none.
 * @blocking: whether it stops saving. */
const char       *axle_form_get_problem  (AxleForm         *self,
                                          guint             field,
                                          gboolean         *blocking);
gboolean          axle_form_is_overtaken (AxleForm         *self,
                                          guint             field);
void              axle_form_drop         (AxleForm         *self);
void              axle_form_saved        (AxleForm         *self);

G_END_DECLS
