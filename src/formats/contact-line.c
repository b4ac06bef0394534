/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/contact-line.h"

#include <string.h>

/* A chat message, not a book: what is longer is not looked into, but kept. */
#define MAX_LENGTH (8 * 1024)
#define MAX_TOKENS 256

/* Stands where the phone was found, so that what is glued to it stays known. */
#define PHONE_MARK '\001'
#define NAME_MARK '\002'

#define SEPARATORS " \t\r\n\v\f,，。；;、：:()（）[]【】\001\002\343\200\200"

/* The surnames of nine people in ten; whole ones belong to core. */
#define SURNAMES \
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪" \
  "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦" \
  "季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位" \
  "覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺肖"

#define ADDRESS_MARKS "省市区县州盟旗镇乡村街路道号楼栋幢室座弄巷组厦苑"

static const char *const address_words[] = {
  "小区", "花园", "广场", "公司", "学院", "学校", "医院", "单元", "中心", "大学", "市场", "厂房", "嘉园", "新村", NULL,
};

static const char *const titles[] = { "先生", "女士", "小姐", "太太", "老师", "师傅", "经理", "老板", NULL };

static const char *const provinces[] = {
  "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽",
  "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
  "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门", NULL,
};

/* GB/T 2260 names that are levels, not places, and follow a province or a city. */
static const char *const levels[] = {
  "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位", "市辖区", NULL,
};

static const char *const province_endings[] = {
  "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市", NULL,
};

typedef struct
{
  const char *text;
  gboolean    glued;
  gboolean    near;
  gboolean    labelled;
} Token;

void
axle_contact_line_free (AxleContactLine *self)
{
  g_free (self->name);
  g_free (self->phone);
  g_free (self->postcode);
  g_free (self->address);
  g_free (self->detail);
  g_free (self->rest);
  g_free (self);
}

/* How many bytes are looked into: never a part of a sign. */
static gsize
find_limit (const char *text)
{
  gsize length = strnlen (text, MAX_LENGTH);

  while (length > MAX_LENGTH - 4 && (text[length] & 0xc0) == 0x80)
    length--;
  return length;
}

/* Full-width digits and letters become ASCII; commas and colons stay, as they
 * separate either way. */
static char *
fold_width (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) find_limit (text));
  GString *folded = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff10 && c <= 0xff5e && g_ascii_isalnum ((char) (c - 0xfee0)))
        c -= 0xfee0;
      if (c == PHONE_MARK || c == NAME_MARK)
        c = ' ';
      g_string_append_unichar (folded, c);
    }
  return g_string_free (folded, FALSE);
}

static char *
replace (const char *text,
         const char *pattern,
         const char *replacement,
         char      **matched)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start = 0, end = 0;

  if (!g_regex_match (regex, text, 0, &match))
    return g_strdup (text);
  if (matched != NULL)
    *matched = g_match_info_fetch (match, 1);
  else
    return g_regex_replace_literal (regex, text, -1, 0, replacement, 0, NULL);
  g_match_info_fetch_pos (match, 0, &start, &end);
  return g_strdup_printf ("%.*s%s%s", start, text, replacement, text + end);
}

static void
keep_digits (char *text)
{
  char *out = text;

  if (text == NULL)
    return;
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      *out++ = *text;
  *out = '\0';
}

/* Takes phone and post code out and turns labels into marks. */
static char *
take_numbers (AxleContactLine *self,
              const char      *text)
{
  g_autofree char *folded = fold_width (text);
  g_autofree char *no_labels = NULL;
  g_autofree char *no_mobile = NULL;
  g_autofree char *no_phone = NULL;
  g_autofree char *marked = replace (folded, "(?:收货人|收件人|联系人|姓名|车主|客户)\\s*[:：]", " \002", NULL);

  no_labels = replace (marked, "(?:手机号码|手机号|手机|联系电话|联系方式|电话|收货地址|详细地址|所在地区|地址|邮编)\\s*[:：]", " ", NULL);
  no_mobile = replace (no_labels, "(?<!\\d)(?:(?:\\+|00)?86[- ]?)?(1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4})(?!\\d)", "\001", &self->phone);
  if (self->phone == NULL)
    no_phone = replace (no_mobile, "(?<!\\d)(0\\d{2,3}-?\\d{7,8})(?!\\d)", "\001", &self->phone);
  keep_digits (self->phone);
  return replace (no_phone != NULL ? no_phone : no_mobile, "(?<![\\w-])(\\d{6})(?![\\w-])", " ", &self->postcode);
}

static gboolean
is_separator (const char *p)
{
  return g_utf8_strchr (SEPARATORS, -1, g_utf8_get_char (p)) != NULL;
}

static gboolean
touches_phone (const char *start,
               const char *from,
               const char *to)
{
  return (from > start && from[-1] == PHONE_MARK) || *to == PHONE_MARK;
}

/* Whether only separators lie between the token and the phone. */
static gboolean
beside_phone (const char *start,
              const char *from,
              const char *to)
{
  while (*to != '\0' && is_separator (to) && *to != PHONE_MARK)
    to = g_utf8_next_char (to);
  while (from > start)
    {
      const char *before = g_utf8_prev_char (from);

      if (*before == PHONE_MARK)
        return TRUE;
      if (!is_separator (before))
        break;
      from = before;
    }
  return *to == PHONE_MARK;
}

/* @rest is what is behind the last token that is looked into. */
static GArray *
tokenize (char  *text,
          char **rest)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (char *));
  char *p = text;

  while (*p != '\0' && tokens->len < MAX_TOKENS)
    {
      char *end = p;
      Token token = { p };

      while (*end != '\0' && !is_separator (end))
        end = g_utf8_next_char (end);
      if (end == p)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      token.glued = touches_phone (text, p, end);
      token.near = beside_phone (text, p, end);
      token.labelled = p > text && p[-1] == NAME_MARK;
      g_array_append_val (tokens, token);
      g_array_append_val (ends, end);
      p = end;
    }
  while (*p != '\0' && is_separator (p))
    p = g_utf8_next_char (p);
  *rest = g_strdelimit (g_strdup (p), (char[]) { PHONE_MARK, NAME_MARK, '\0' }, ' ');
  for (guint i = 0; i < ends->len; i++)
    *g_array_index (ends, char *, i) = '\0';
  return tokens;
}

static gboolean
is_address (const char *text)
{
  for (guint i = 0; address_words[i] != NULL; i++)
    if (strstr (text, address_words[i]) != NULL)
      return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (ADDRESS_MARKS, -1, g_utf8_get_char (p)) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_title (const char *text)
{
  for (guint i = 0; titles[i] != NULL; i++)
    if (g_str_has_suffix (text, titles[i]))
      return TRUE;
  return FALSE;
}

/* How much a token looks like a person's name; 0 when it cannot be one. */
static guint
rate_name (const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  gboolean surname = g_utf8_strchr (SURNAMES, -1, g_utf8_get_char (text)) != NULL;
  guint han = 0, latin = 0;
  gboolean dotted = strstr (text, "·") != NULL || strstr (text, "•") != NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN)
        han++;
      else if (g_unichar_isalpha (c))
        latin++;
      else if (c != 0xb7 && c != 0x2022 && c != '.' && c != '*')
        return 0;
    }
  if (han > 0 && length <= 5 && has_title (text))
    return 70;
  if (is_address (text))
    return 0;
  if (han == 0)
    return latin >= 2 && length <= 20 ? 25 : 0;
  if (surname && length >= 2 && (length <= 3 || (latin > 0 && length <= 8)))
    return 60;
  if (dotted && han >= 3 && length <= 20)
    return 60;
  if (latin > 0 || length > 4)
    return 0;
  return length == 1 ? 20 : 35;
}

static guint
find_name (GArray *tokens)
{
  guint best = G_MAXUINT, best_rating = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      Token *token = &g_array_index (tokens, Token, i);
      guint rating = rate_name (token->text);

      if (rating == 0)
        continue;
      rating += token->labelled * 100 + token->glued * 40 + token->near * 15;
      rating += i == 0 || i + 1 == tokens->len ? 10 : 0;
      if (rating > best_rating)
        {
          best = i;
          best_rating = rating;
        }
    }
  return best;
}

static void
append_word (char      **text,
             const char *word)
{
  char *joined = *text == NULL ? g_strdup (word) : g_strconcat (*text, " ", word, NULL);

  g_free (*text);
  *text = joined;
}

static gsize
match_prefix (const char        *text,
              const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (text, prefixes[i]))
      return strlen (prefixes[i]);
  return 0;
}

static gsize
match_province (const char *text)
{
  gsize length = match_prefix (text, provinces);

  return length > 0 ? length + match_prefix (text + length, province_endings) : 0;
}

static gboolean
is_street_word (gunichar before,
                gunichar ending)
{
  if (ending == 0x533a)
    return g_utf8_strchr ("小社园发业校景厂库院", -1, before) != NULL;
  return ending == 0x5e02 && g_utf8_strchr ("超城门菜夜", -1, before) != NULL;
}

/* A city, county or district: up to ten Hanzi and its ending, unless the ending
 * belongs to a word of the street, as in 小区 or 超市. */
static gsize
match_division (const char *text)
{
  gunichar before = 0;
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < 12; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_get_script (c) != G_UNICODE_SCRIPT_HAN || g_utf8_strchr ("镇乡村街路道号", -1, c) != NULL)
        return 0;
      /* 德州市 is a city, 延边朝鲜族自治州 a prefecture. */
      if (n > 0 && g_utf8_strchr ("市区县旗盟", -1, c) != NULL)
        return is_street_word (before, c) ? 0 : (gsize) (g_utf8_next_char (p) - text);
      if (n > 0 && before == 0x6cbb && c == 0x5dde)
        return (gsize) (g_utf8_next_char (p) - text);
      before = c;
    }
  return 0;
}

static char *
strip_divisions (const char *address)
{
  for (;;)
    {
      gsize length;

      address += strspn (address, " ");
      length = match_province (address);
      if (length == 0)
        length = match_prefix (address, levels);
      if (length == 0)
        length = match_division (address);
      if (length == 0)
        return *address != '\0' ? g_strdup (address) : NULL;
      address += length;
    }
}

/**
 * axle_contact_line_parse:
 * @text: what a customer typed: name, phone and address in any order, maybe glued
 *
 * Guesses; whether name and phone are right is for a person and the rules of core.
 *
 * Returns: (transfer full): its parts; nothing that was typed is in none of them
 *   but separators and labels
 */
AxleContactLine *
axle_contact_line_parse (const char *text)
{
  AxleContactLine *self = g_new0 (AxleContactLine, 1);
  g_autofree char *words = take_numbers (self, text);
  g_autofree char *beyond = NULL;
  g_autofree char *unread = g_utf8_make_valid (text + find_limit (text), -1);
  g_autoptr (GArray) tokens = tokenize (words, &beyond);
  guint name = find_name (tokens), first = G_MAXUINT, last = 0;

  for (guint i = 0; i < tokens->len; i++)
    if (i != name && is_address (g_array_index (tokens, Token, i).text))
      {
        first = MIN (first, i);
        last = i;
      }
  for (guint i = 0; i < tokens->len; i++)
    {
      const char *word = g_array_index (tokens, Token, i).text;

      if (i == name)
        self->name = g_strdup (word);
      else
        append_word (i >= first && i <= last ? &self->address : &self->rest, word);
    }
  if (*beyond != '\0')
    append_word (&self->rest, beyond);
  if (*unread != '\0')
    append_word (&self->rest, unread);
  if (self->address != NULL)
    self->detail = strip_divisions (self->address);
  return self;
}
