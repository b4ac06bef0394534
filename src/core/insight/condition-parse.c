/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"

/* Numbers stay so far from the ends of gint64 that their unit fits. */
#define NUMBER_LIMIT AXLE_MONEY_LIMIT

typedef enum
{
  TOKEN_END,
  TOKEN_NAME,
  TOKEN_NUMBER,
  TOKEN_TEXT,
  TOKEN_SIGN,
  TOKEN_STRANGE,
} TokenType;

/* @start and @end are bytes of the text; a text's include its quotes. */
typedef struct
{
  TokenType type;
  gsize     start;
  gsize     end;
  char      sign[3];
} Token;

typedef struct
{
  const char *text;
  Token       token;
  gsize       last;
  guint       depth;
  guint       n_parts;
  GError    **error;
} Parser;

static const struct
{
  const char    *word;
  AxleFieldType  unit;
  gint64         factor;
} units[] = {
  { "km", AXLE_FIELD_DISTANCE, 1000 },
  { "公里", AXLE_FIELD_DISTANCE, 1000 },
  { "m", AXLE_FIELD_DISTANCE, 1 },
  { "米", AXLE_FIELD_DISTANCE, 1 },
  { "yuan", AXLE_FIELD_MONEY, 100 },
  { "元", AXLE_FIELD_MONEY, 100 },
  { "fen", AXLE_FIELD_MONEY, 1 },
  { "分", AXLE_FIELD_MONEY, 1 },
};

static const struct
{
  const char     *sign;
  AxleComparison  comparison;
} comparisons[] = {
  { "=", AXLE_COMPARISON_EQUAL },
  { "!=", AXLE_COMPARISON_DIFFERENT },
  { "<", AXLE_COMPARISON_LESS },
  { "<=", AXLE_COMPARISON_AT_MOST },
  { ">", AXLE_COMPARISON_MORE },
  { ">=", AXLE_COMPARISON_AT_LEAST },
};

static const char * const keywords[] = { "and", "or", "not", "in", "known", "contains", "true", "false" };

/* Chinese input methods give whole signs where ASCII has two. */
static const char *
long_sign (gunichar sign)
{
  switch (sign)
    {
    case 0x2260: return "!=";
    case 0x2264: case 0x2266: return "<=";
    case 0x2265: case 0x2267: return ">=";
    default: return NULL;
    }
}

static gunichar
sign_at (const char *p)
{
  return axle_text_narrow (g_utf8_get_char (p));
}

static gboolean
is_name_sign (gunichar sign)
{
  return sign == '_' || (sign < 0x80 && g_ascii_isalnum ((char) sign)) || (sign >= 0x80 && g_unichar_isalnum (sign));
}

static gboolean
is_digit (gunichar sign)
{
  return sign < 0x80 && g_ascii_isdigit ((char) sign);
}

/* The quote that ends what @sign begins, or 0. */
static gunichar
closing_quote (gunichar sign)
{
  switch (sign)
    {
    case '"': case '\'': return sign;
    case 0x201c: return 0x201d;
    case 0x2018: return 0x2019;
    case 0x300c: return 0x300d;
    default: return 0;
    }
}

static const char *
skip_number (const char *p)
{
  if (sign_at (p) == '-')
    p = g_utf8_next_char (p);
  while (is_digit (sign_at (p)))
    p = g_utf8_next_char (p);
  if (sign_at (p) == '.' && is_digit (sign_at (g_utf8_next_char (p))))
    for (p = g_utf8_next_char (p); is_digit (sign_at (p)); )
      p = g_utf8_next_char (p);
  return p;
}

static const char *
skip_text (const char *p,
           TokenType  *type)
{
  gunichar closing = closing_quote (sign_at (p));

  for (p = g_utf8_next_char (p); *p != '\0'; p = g_utf8_next_char (p))
    if (sign_at (p) == closing)
      {
        *type = TOKEN_TEXT;
        return g_utf8_next_char (p);
      }
  *type = TOKEN_STRANGE;
  return p;
}

static const char *
skip_sign (const char *p,
           Token      *token)
{
  gunichar sign = sign_at (p);
  const char *whole = long_sign (sign);

  token->type = TOKEN_SIGN;
  if (whole != NULL)
    {
      g_strlcpy (token->sign, whole, sizeof token->sign);
      return g_utf8_next_char (p);
    }
  if (sign >= 0x80 || strchr ("()<>=!,", (int) sign) == NULL)
    {
      token->type = TOKEN_STRANGE;
      return g_utf8_next_char (p);
    }
  token->sign[0] = (char) sign;
  p = g_utf8_next_char (p);
  if (strchr ("<>!", token->sign[0]) != NULL && sign_at (p) == '=')
    {
      token->sign[1] = '=';
      p = g_utf8_next_char (p);
    }
  return p;
}

static void
advance (Parser *self)
{
  const char *p = self->text + self->token.end;
  Token token = { .type = TOKEN_END };
  gunichar sign;

  self->last = self->token.end;
  while (*p != '\0' && g_unichar_isspace (sign_at (p)))
    p = g_utf8_next_char (p);
  token.start = (gsize) (p - self->text);
  sign = sign_at (p);
  if (sign != 0 && closing_quote (sign) != 0)
    p = skip_text (p, &token.type);
  else if (is_digit (sign) || (sign == '-' && is_digit (sign_at (g_utf8_next_char (p)))))
    {
      token.type = TOKEN_NUMBER;
      p = skip_number (p);
    }
  else if (is_name_sign (sign))
    {
      token.type = TOKEN_NAME;
      while (is_name_sign (sign_at (p)))
        p = g_utf8_next_char (p);
    }
  else if (sign != 0)
    p = skip_sign (p, &token);
  token.end = (gsize) (p - self->text);
  self->token = token;
}

static gboolean
fail (Parser     *self,
      const char *expected)
{
  gsize sign = axle_condition_sign (self->text, self->token.start);

  if (self->token.type == TOKEN_END)
    g_set_error (self->error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_SYNTAX,
                 _("The condition ends at sign %zu, where %s was expected."), sign, expected);
  else
    g_set_error (self->error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_SYNTAX,
                 _("At sign %zu stands “%.*s”, where %s was expected."), sign,
                 (int) (self->token.end - self->token.start), self->text + self->token.start, expected);
  return FALSE;
}

static gboolean
fail_limit (Parser     *self,
            const char *what,
            guint       limit)
{
  g_set_error (self->error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_LIMIT,
               _("At sign %zu the condition has too many %s: %u are the most."),
               axle_condition_sign (self->text, self->token.start), what, limit);
  return FALSE;
}

static gboolean
at_word (const Parser *self,
         const char   *word)
{
  gsize length = strlen (word);

  return self->token.type == TOKEN_NAME && self->token.end - self->token.start == length
         && g_ascii_strncasecmp (self->text + self->token.start, word, length) == 0;
}

static gboolean
at_keyword (const Parser *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (at_word (self, keywords[i]))
      return TRUE;
  return FALSE;
}

static gboolean
at_sign (const Parser *self,
         const char   *sign)
{
  return self->token.type == TOKEN_SIGN && g_str_equal (self->token.sign, sign);
}

static gboolean
take_word (Parser     *self,
           const char *word)
{
  if (!at_word (self, word))
    return FALSE;
  advance (self);
  return TRUE;
}

static gboolean
take_sign (Parser     *self,
           const char *sign)
{
  if (!at_sign (self, sign))
    return FALSE;
  advance (self);
  return TRUE;
}

static gboolean
take_name (Parser             *self,
           AxleConditionNode  *node)
{
  if (self->token.type != TOKEN_NAME || at_keyword (self))
    return fail (self, _("a name, such as car_age"));
  node->name = g_strndup (self->text + self->token.start, self->token.end - self->token.start);
  advance (self);
  return TRUE;
}

/* Reads @digits, of which all behind the point must be of use in a unit that has
 * @factor parts. */
static gboolean
read_number (const char *digits,
             gint64      factor,
             gint64     *number)
{
  gboolean negative = FALSE, fraction = FALSE;
  gint64 value = 0, part = factor;

  for (const char *p = digits; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = sign_at (p);

      if (sign == '-')
        negative = TRUE;
      else if (sign == '.')
        fraction = TRUE;
      else if (fraction)
        {
          if (part % 10 != 0)
            return FALSE;
          part /= 10;
          value += (gint64) (sign - '0') * part;
        }
      else
        value = value * 10 + (gint64) (sign - '0') * factor;
      if (value > NUMBER_LIMIT)
        return FALSE;
    }
  *number = negative ? -value : value;
  return TRUE;
}

static gboolean
take_number (Parser      *self,
             AxleOperand *operand)
{
  g_autofree char *digits = g_strndup (self->text + self->token.start, self->token.end - self->token.start);
  Token token = self->token;
  gint64 factor = 1, number;

  advance (self);
  operand->unit = AXLE_FIELD_INTEGER;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (take_word (self, units[i].word))
      {
        operand->unit = units[i].unit;
        factor = units[i].factor;
        break;
      }
  if (!read_number (digits, factor, &number))
    {
      self->token = token;
      return fail (self, _("a number that is not so large or so fine"));
    }
  axle_value_set_integer (&operand->value, number);
  return TRUE;
}

static gboolean
take_text (Parser      *self,
           AxleOperand *operand)
{
  const char *start = g_utf8_next_char (self->text + self->token.start);
  const char *end = g_utf8_prev_char (self->text + self->token.end);
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  if (*text == '\0' || strstr (text, AXLE_SET_SEPARATOR) != NULL)
    return fail (self, _("a text that is not empty"));
  axle_value_set_text (&operand->value, text);
  advance (self);
  return TRUE;
}

static void
clear_operand (gpointer operand)
{
  axle_value_clear (&((AxleOperand *) operand)->value);
}

static gboolean
take_operand (Parser            *self,
              AxleConditionNode *node)
{
  AxleOperand operand = { .unit = AXLE_FIELD_INTEGER };
  gboolean taken;

  if (node->operands->len == AXLE_CONDITION_LIST_LIMIT)
    return fail_limit (self, _("values in a list"), AXLE_CONDITION_LIST_LIMIT);
  if (self->token.type == TOKEN_NUMBER)
    taken = take_number (self, &operand);
  else if (self->token.type == TOKEN_TEXT)
    taken = take_text (self, &operand);
  else if (at_word (self, "true") || at_word (self, "false"))
    {
      axle_value_set_boolean (&operand.value, at_word (self, "true"));
      advance (self);
      taken = TRUE;
    }
  else
    taken = fail (self, _("a value, such as 3, 2000 yuan, 5000 km, \"battery\" or true"));
  if (taken)
    g_array_append_val (node->operands, operand);
  return taken;
}

static gboolean
take_list (Parser            *self,
           AxleConditionNode *node)
{
  node->comparison = AXLE_COMPARISON_AMONG;
  if (!take_sign (self, "("))
    return fail (self, _("“(” before the list"));
  do
    {
      if (!take_operand (self, node))
        return FALSE;
    }
  while (take_sign (self, ","));
  return take_sign (self, ")") || fail (self, _("“,” or “)”"));
}

static gboolean
take_contained (Parser            *self,
                AxleConditionNode *node)
{
  node->comparison = AXLE_COMPARISON_CONTAINS;
  if (self->token.type != TOKEN_TEXT)
    return fail (self, _("a text in quotes"));
  return take_operand (self, node);
}

static gboolean
take_comparison (Parser            *self,
                 AxleConditionNode *node)
{
  node->negated = take_word (self, "not");
  if (take_word (self, "in"))
    return take_list (self, node);
  if (take_word (self, "contains"))
    return take_contained (self, node);
  if (node->negated)
    return fail (self, _("“in” or “contains”"));
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (take_sign (self, comparisons[i].sign))
      {
        node->comparison = comparisons[i].comparison;
        return take_operand (self, node);
      }
  if (self->token.type == TOKEN_END || at_sign (self, ")") || at_word (self, "and") || at_word (self, "or"))
    {
      AxleOperand yes = { .unit = AXLE_FIELD_INTEGER };

      axle_value_set_boolean (&yes.value, TRUE);
      g_array_append_val (node->operands, yes);
      return TRUE;
    }
  return fail (self, _("a comparison, such as >= or in, or “and” or “or”"));
}

static AxleConditionNode *
parse_comparison (Parser *self)
{
  g_autoptr(AxleConditionNode) node = axle_condition_node_new (AXLE_CONDITION_COMPARE, self->token.start);

  if (!take_name (self, node) || !take_comparison (self, node))
    return NULL;
  return g_steal_pointer (&node);
}

static AxleConditionNode *
parse_known (Parser *self,
             gsize   start)
{
  g_autoptr(AxleConditionNode) node = axle_condition_node_new (AXLE_CONDITION_KNOWN, start);

  if (!take_sign (self, "("))
    fail (self, _("“(” before the name"));
  else if (take_name (self, node) && (take_sign (self, ")") || fail (self, _("“)”"))))
    return g_steal_pointer (&node);
  return NULL;
}

static AxleConditionNode *parse_any (Parser *self);
static AxleConditionNode *parse_term (Parser *self);

static AxleConditionNode *
parse_not (Parser *self,
           gsize   start)
{
  AxleConditionNode *inner = parse_term (self);
  AxleConditionNode *node;

  if (inner == NULL)
    return NULL;
  node = axle_condition_node_new (AXLE_CONDITION_NOT, start);
  g_ptr_array_add (node->children, inner);
  return node;
}

static AxleConditionNode *
parse_term (Parser *self)
{
  gsize start = self->token.start;
  AxleConditionNode *node = NULL;

  if (++self->n_parts > AXLE_CONDITION_PART_LIMIT)
    {
      fail_limit (self, _("parts"), AXLE_CONDITION_PART_LIMIT);
      return NULL;
    }
  if (++self->depth > AXLE_CONDITION_DEPTH_LIMIT)
    fail_limit (self, _("parts inside each other"), AXLE_CONDITION_DEPTH_LIMIT);
  else if (take_word (self, "not"))
    node = parse_not (self, start);
  else if (take_sign (self, "("))
    {
      node = parse_any (self);
      if (node != NULL && !take_sign (self, ")"))
        {
          fail (self, _("“and”, “or” or “)”"));
          g_clear_pointer (&node, axle_condition_node_free);
        }
    }
  else if (take_word (self, "known"))
    node = parse_known (self, start);
  else
    node = parse_comparison (self);
  self->depth--;
  if (node != NULL)
    {
      node->start = start;
      node->length = self->last - start;
    }
  return node;
}

static AxleConditionNode *
parse_row (Parser              *self,
           const char          *word,
           AxleConditionType    type,
           AxleConditionNode *(*parse) (Parser *))
{
  g_autoptr(AxleConditionNode) first = parse (self);
  g_autoptr(AxleConditionNode) row = NULL;

  if (first == NULL || !at_word (self, word))
    return g_steal_pointer (&first);
  row = axle_condition_node_new (type, first->start);
  g_ptr_array_add (row->children, g_steal_pointer (&first));
  while (take_word (self, word))
    {
      AxleConditionNode *next = parse (self);

      if (next == NULL)
        return NULL;
      g_ptr_array_add (row->children, next);
    }
  row->length = self->last - row->start;
  return g_steal_pointer (&row);
}

static AxleConditionNode *
parse_all (Parser *self)
{
  return parse_row (self, "and", AXLE_CONDITION_ALL, parse_term);
}

static AxleConditionNode *
parse_any (Parser *self)
{
  return parse_row (self, "or", AXLE_CONDITION_ANY, parse_all);
}

AxleConditionNode *
axle_condition_node_new (AxleConditionType type,
                         gsize             start)
{
  AxleConditionNode *self = g_new0 (AxleConditionNode, 1);

  self->type = type;
  self->start = start;
  if (type == AXLE_CONDITION_COMPARE)
    {
      self->operands = g_array_new (FALSE, TRUE, sizeof (AxleOperand));
      g_array_set_clear_func (self->operands, clear_operand);
    }
  else if (type != AXLE_CONDITION_KNOWN)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_condition_node_free);
  return self;
}

void
axle_condition_node_free (AxleConditionNode *self)
{
  g_free (self->name);
  g_clear_pointer (&self->operands, g_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

/* The number of the sign at byte @place, the first being 1. */
gsize
axle_condition_sign (const char *text,
                     gsize       place)
{
  return (gsize) g_utf8_strlen (text, (gssize) place) + 1;
}

AxleConditionNode *
axle_condition_parse_tree (const char  *text,
                           GError     **error)
{
  Parser self = { .text = text, .error = error };
  g_autoptr(AxleConditionNode) root = NULL;

  if (!axle_text_is_valid (text, -1))
    {
      g_set_error_literal (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_SYNTAX, _("The condition is not text."));
      return NULL;
    }
  if (g_utf8_strlen (text, -1) > AXLE_CONDITION_LENGTH_LIMIT)
    {
      g_set_error (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_LIMIT,
                   _("The condition is too long: it may have %d signs."), AXLE_CONDITION_LENGTH_LIMIT);
      return NULL;
    }
  advance (&self);
  root = parse_any (&self);
  if (root != NULL && self.token.type != TOKEN_END)
    {
      fail (&self, _("“and”, “or” or the end"));
      return NULL;
    }
  return g_steal_pointer (&root);
}
