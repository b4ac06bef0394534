/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/question.h"

#include <glib/gi18n-lib.h>

static const AxleChoice forms[] = {
  { "scale", N_("1 to 5") },
  { "yes-no", N_("Yes or no") },
  { "choice", N_("One of several") },
  { "text", N_("Words") },
  { NULL, NULL },
};

static const AxleField question_fields[] = {
  [AXLE_QUESTION_CODE] = {
    .name = "code", .label = N_("Code"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_UNIQUE | AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_QUESTION_QUESTIONNAIRE] = {
    .name = "questionnaire", .label = N_("Questionnaire"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .limit = 64,
  },
  [AXLE_QUESTION_POSITION] = {
    .name = "position", .label = N_("Position"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_QUESTION_TEXT] = {
    .name = "text", .label = N_("Question"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 500,
  },
  [AXLE_QUESTION_FORM] = {
    .name = "form", .label = N_("Form"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = forms,
  },
  [AXLE_QUESTION_CHOICES] = {
    .name = "choices", .label = N_("Choices"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_MULTILINE,
    .limit = 1000,
  },
  [AXLE_QUESTION_ACTIVE] = {
    .name = "active", .label = N_("Active"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
question_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_QUESTION_TEXT));
}

const AxleEntity axle_question_entity = {
  .kind = "question",
  .label = N_("Question"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = question_fields,
  .n_fields = G_N_ELEMENTS (question_fields),
  .dup_title = question_title,
};
