/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_labels.c - which labels mean which character set.
 *
 * From the WHATWG Encoding Standard and the IANA registry of character sets, and a few
 * that real senders made up.  Labels are compared without case and without anything but
 * letters and digits ("ISO_8859-1:1987" is "iso885911987"), so that each stands here once.
 */
#include "mime/charset.h"

enum {
	SET_UTF_8, SET_US_ASCII, SET_WINDOWS_1252, SET_ISO_8859_2, SET_ISO_8859_3,
	SET_ISO_8859_4, SET_ISO_8859_5, SET_ISO_8859_6, SET_ISO_8859_7, SET_ISO_8859_8,
	SET_WINDOWS_1254, SET_ISO_8859_10, SET_WINDOWS_874, SET_ISO_8859_13, SET_ISO_8859_14,
	SET_ISO_8859_15, SET_ISO_8859_16, SET_WINDOWS_1250, SET_WINDOWS_1251,
	SET_WINDOWS_1253, SET_WINDOWS_1255, SET_WINDOWS_1256, SET_WINDOWS_1257,
	SET_WINDOWS_1258, SET_IBM866, SET_IBM437, SET_IBM850, SET_IBM852, SET_IBM737,
	SET_IBM775, SET_IBM855, SET_IBM857, SET_IBM858, SET_IBM860, SET_IBM861, SET_IBM862,
	SET_IBM863, SET_IBM864, SET_IBM865, SET_IBM869, SET_MAC_CE, SET_KOI8_R,
	SET_KOI8_U, SET_MACINTOSH, SET_X_MAC_CYRILLIC, SET_X_MAC_UKRAINIAN, SET_VISCII,
	SET_ARMSCII_8, SET_GB18030, SET_BIG5_HKSCS, SET_SHIFT_JIS, SET_EUC_JP, SET_EUC_KR,
	SET_EUC_TW, SET_JOHAB, SET_HZ_GB_2312, SET_ISO_2022_JP, SET_ISO_2022_KR, SET_UTF_7,
	SET_UTF_16, SET_UTF_16BE, SET_UTF_16LE, SET_UTF_32, SET_UTF_32BE, SET_UTF_32LE,
};

static const struct charset sets[] = {
	[SET_UTF_8]              = { "UTF-8", NULL, CHARSET_UTF8 },
	[SET_US_ASCII]           = { "US-ASCII", NULL, CHARSET_ASCII },
	[SET_WINDOWS_1252]       = { "windows-1252", "CP1252", CHARSET_ICONV },
	[SET_ISO_8859_2]         = { "ISO-8859-2", "ISO-8859-2", CHARSET_ICONV },
	[SET_ISO_8859_3]         = { "ISO-8859-3", "ISO-8859-3", CHARSET_ICONV },
	[SET_ISO_8859_4]         = { "ISO-8859-4", "ISO-8859-4", CHARSET_ICONV },
	[SET_ISO_8859_5]         = { "ISO-8859-5", "ISO-8859-5", CHARSET_ICONV },
	[SET_ISO_8859_6]         = { "ISO-8859-6", "ISO-8859-6", CHARSET_ICONV },
	[SET_ISO_8859_7]         = { "ISO-8859-7", "ISO-8859-7", CHARSET_ICONV },
	[SET_ISO_8859_8]         = { "ISO-8859-8", "ISO-8859-8", CHARSET_ICONV },
	[SET_WINDOWS_1254]       = { "windows-1254", "CP1254", CHARSET_ICONV },
	[SET_ISO_8859_10]        = { "ISO-8859-10", "ISO-8859-10", CHARSET_ICONV },
	[SET_WINDOWS_874]        = { "windows-874", "CP874", CHARSET_ICONV },
	[SET_ISO_8859_13]        = { "ISO-8859-13", "ISO-8859-13", CHARSET_ICONV },
	[SET_ISO_8859_14]        = { "ISO-8859-14", "ISO-8859-14", CHARSET_ICONV },
	[SET_ISO_8859_15]        = { "ISO-8859-15", "ISO-8859-15", CHARSET_ICONV },
	[SET_ISO_8859_16]        = { "ISO-8859-16", "ISO-8859-16", CHARSET_ICONV },
	[SET_WINDOWS_1250]       = { "windows-1250", "CP1250", CHARSET_ICONV },
	[SET_WINDOWS_1251]       = { "windows-1251", "CP1251", CHARSET_ICONV },
	[SET_WINDOWS_1253]       = { "windows-1253", "CP1253", CHARSET_ICONV },
	[SET_WINDOWS_1255]       = { "windows-1255", "CP1255", CHARSET_ICONV },
	[SET_WINDOWS_1256]       = { "windows-1256", "CP1256", CHARSET_ICONV },
	[SET_WINDOWS_1257]       = { "windows-1257", "CP1257", CHARSET_ICONV },
	[SET_WINDOWS_1258]       = { "windows-1258", "CP1258", CHARSET_ICONV },
	[SET_IBM866]             = { "IBM866", "CP866", CHARSET_ICONV },
	[SET_IBM437]             = { "IBM437", "IBM437", CHARSET_ICONV },
	[SET_IBM850]             = { "IBM850", "IBM850", CHARSET_ICONV },
	[SET_IBM852]             = { "IBM852", "IBM852", CHARSET_ICONV },
	[SET_MAC_CE]             = { "x-mac-ce", "MAC-CENTRALEUROPE", CHARSET_ICONV },
	[SET_IBM737]             = { "IBM737", "CP737", CHARSET_ICONV },
	[SET_IBM775]             = { "IBM775", "CP775", CHARSET_ICONV },
	[SET_IBM855]             = { "IBM855", "IBM855", CHARSET_ICONV },
	[SET_IBM857]             = { "IBM857", "IBM857", CHARSET_ICONV },
	[SET_IBM858]             = { "IBM858", "IBM858", CHARSET_ICONV },
	[SET_IBM860]             = { "IBM860", "IBM860", CHARSET_ICONV },
	[SET_IBM861]             = { "IBM861", "IBM861", CHARSET_ICONV },
	[SET_IBM862]             = { "IBM862", "IBM862", CHARSET_ICONV },
	[SET_IBM863]             = { "IBM863", "IBM863", CHARSET_ICONV },
	[SET_IBM864]             = { "IBM864", "IBM864", CHARSET_ICONV },
	[SET_IBM865]             = { "IBM865", "IBM865", CHARSET_ICONV },
	[SET_IBM869]             = { "IBM869", "IBM869", CHARSET_ICONV },
	[SET_KOI8_R]             = { "KOI8-R", "KOI8-R", CHARSET_ICONV },
	[SET_KOI8_U]             = { "KOI8-U", "KOI8-U", CHARSET_ICONV },
	[SET_MACINTOSH]          = { "macintosh", "MACINTOSH", CHARSET_ICONV },
	[SET_X_MAC_CYRILLIC]     = { "x-mac-cyrillic", "MAC-CYRILLIC", CHARSET_ICONV },
	[SET_X_MAC_UKRAINIAN]    = { "x-mac-ukrainian", "MAC-UK", CHARSET_ICONV },
	[SET_VISCII]             = { "VISCII", "VISCII", CHARSET_ICONV },
	[SET_ARMSCII_8]          = { "ARMSCII-8", "ARMSCII-8", CHARSET_ICONV },
	[SET_GB18030]            = { "GB18030", "GB18030", CHARSET_ICONV_WIDE },
	[SET_BIG5_HKSCS]         = { "Big5-HKSCS", "BIG5-HKSCS", CHARSET_ICONV_WIDE },
	[SET_SHIFT_JIS]          = { "Shift_JIS", "CP932", CHARSET_ICONV_WIDE },
	[SET_EUC_JP]             = { "EUC-JP", "EUC-JP-MS", CHARSET_ICONV_WIDE },
	[SET_EUC_KR]             = { "EUC-KR", "UHC", CHARSET_ICONV_WIDE },
	[SET_EUC_TW]             = { "EUC-TW", "EUC-TW", CHARSET_ICONV_WIDE },
	[SET_JOHAB]              = { "Johab", "JOHAB", CHARSET_ICONV_WIDE },
	[SET_HZ_GB_2312]         = { "HZ-GB-2312", "GB18030", CHARSET_HZ },
	[SET_ISO_2022_JP]        = { "ISO-2022-JP", "EUC-JP-MS", CHARSET_ISO2022JP },
	[SET_ISO_2022_KR]        = { "ISO-2022-KR", "UHC", CHARSET_ISO2022KR },
	[SET_UTF_7]              = { "UTF-7", NULL, CHARSET_UTF7 },
	[SET_UTF_16]             = { "UTF-16", NULL, CHARSET_UTF16 },
	[SET_UTF_16BE]           = { "UTF-16BE", NULL, CHARSET_UTF16BE },
	[SET_UTF_16LE]           = { "UTF-16LE", NULL, CHARSET_UTF16LE },
	[SET_UTF_32]             = { "UTF-32", NULL, CHARSET_UTF32 },
	[SET_UTF_32BE]           = { "UTF-32BE", NULL, CHARSET_UTF32BE },
	[SET_UTF_32LE]           = { "UTF-32LE", NULL, CHARSET_UTF32LE },
};

struct label {
	const char *text;
	uint8_t set;
};

/* Sorted. */
static const struct label labels[] = {
	{ "437", SET_IBM437 }, { "646", SET_US_ASCII }, { "850", SET_IBM850 },
	{ "852", SET_IBM852 }, { "855", SET_IBM855 }, { "857", SET_IBM857 },
	{ "860", SET_IBM860 }, { "861", SET_IBM861 }, { "862", SET_IBM862 },
	{ "863", SET_IBM863 }, { "864", SET_IBM864 }, { "865", SET_IBM865 },
	{ "866", SET_IBM866 }, { "869", SET_IBM869 }, { "88591", SET_WINDOWS_1252 },
	{ "88592", SET_ISO_8859_2 }, { "88593", SET_ISO_8859_3 },
	{ "88594", SET_ISO_8859_4 }, { "88595", SET_ISO_8859_5 },
	{ "88596", SET_ISO_8859_6 }, { "88597", SET_ISO_8859_7 },
	{ "88598", SET_ISO_8859_8 }, { "88599", SET_WINDOWS_1254 },
	{ "ansi", SET_WINDOWS_1252 }, { "ansix341968", SET_US_ASCII },
	{ "ansix341986", SET_US_ASCII }, { "arabic", SET_ISO_8859_6 },
	{ "armscii8", SET_ARMSCII_8 }, { "ascii", SET_US_ASCII },
	{ "asmo708", SET_ISO_8859_6 }, { "big5", SET_BIG5_HKSCS },
	{ "big5eten", SET_BIG5_HKSCS }, { "big5hkscs", SET_BIG5_HKSCS },
	{ "big5tw", SET_BIG5_HKSCS }, { "ccsid00858", SET_IBM858 },
	{ "chinese", SET_GB18030 }, { "cnbig5", SET_BIG5_HKSCS }, { "cns11643", SET_EUC_TW },
	{ "cp00858", SET_IBM858 }, { "cp1250", SET_WINDOWS_1250 },
	{ "cp1251", SET_WINDOWS_1251 }, { "cp1252", SET_WINDOWS_1252 },
	{ "cp1253", SET_WINDOWS_1253 }, { "cp1254", SET_WINDOWS_1254 },
	{ "cp1255", SET_WINDOWS_1255 }, { "cp1256", SET_WINDOWS_1256 },
	{ "cp1257", SET_WINDOWS_1257 }, { "cp1258", SET_WINDOWS_1258 },
	{ "cp1361", SET_JOHAB }, { "cp367", SET_US_ASCII }, { "cp437", SET_IBM437 },
	{ "cp50220", SET_ISO_2022_JP }, { "cp50221", SET_ISO_2022_JP },
	{ "cp50222", SET_ISO_2022_JP }, { "cp65000", SET_UTF_7 }, { "cp65001", SET_UTF_8 },
	{ "cp737", SET_IBM737 }, { "cp775", SET_IBM775 }, { "cp819", SET_WINDOWS_1252 },
	{ "cp850", SET_IBM850 }, { "cp852", SET_IBM852 }, { "cp855", SET_IBM855 },
	{ "cp857", SET_IBM857 }, { "cp858", SET_IBM858 }, { "cp860", SET_IBM860 },
	{ "cp861", SET_IBM861 }, { "cp862", SET_IBM862 }, { "cp863", SET_IBM863 },
	{ "cp864", SET_IBM864 }, { "cp865", SET_IBM865 }, { "cp866", SET_IBM866 },
	{ "cp869", SET_IBM869 }, { "cp874", SET_WINDOWS_874 }, { "cp932", SET_SHIFT_JIS },
	{ "cp936", SET_GB18030 }, { "cp949", SET_EUC_KR }, { "cp950", SET_BIG5_HKSCS },
	{ "cpgr", SET_IBM869 }, { "cpis", SET_IBM861 }, { "csascii", SET_US_ASCII },
	{ "csbig5", SET_BIG5_HKSCS }, { "csbig5hkscs", SET_BIG5_HKSCS },
	{ "cseuckr", SET_EUC_KR }, { "cseucpkdfmtjapanese", SET_EUC_JP },
	{ "csgb18030", SET_GB18030 }, { "csgb2312", SET_GB18030 }, { "csgbk", SET_GB18030 },
	{ "cshzgb2312", SET_HZ_GB_2312 }, { "csibm00858", SET_IBM858 },
	{ "csibm855", SET_IBM855 }, { "csibm857", SET_IBM857 }, { "csibm860", SET_IBM860 },
	{ "csibm861", SET_IBM861 }, { "csibm863", SET_IBM863 }, { "csibm864", SET_IBM864 },
	{ "csibm865", SET_IBM865 }, { "csibm866", SET_IBM866 }, { "csibm869", SET_IBM869 },
	{ "csiso2022jp", SET_ISO_2022_JP }, { "csiso2022jp2", SET_ISO_2022_JP },
	{ "csiso2022kr", SET_ISO_2022_KR }, { "csiso58gb231280", SET_GB18030 },
	{ "csiso885913", SET_ISO_8859_13 }, { "csiso885914", SET_ISO_8859_14 },
	{ "csiso885915", SET_ISO_8859_15 }, { "csiso885916", SET_ISO_8859_16 },
	{ "csiso88596e", SET_ISO_8859_6 }, { "csiso88596i", SET_ISO_8859_6 },
	{ "csiso88598e", SET_ISO_8859_8 }, { "csiso88598i", SET_ISO_8859_8 },
	{ "csisolatin1", SET_WINDOWS_1252 }, { "csisolatin2", SET_ISO_8859_2 },
	{ "csisolatin3", SET_ISO_8859_3 }, { "csisolatin4", SET_ISO_8859_4 },
	{ "csisolatin5", SET_WINDOWS_1254 }, { "csisolatin6", SET_ISO_8859_10 },
	{ "csisolatin9", SET_ISO_8859_15 }, { "csisolatinarabic", SET_ISO_8859_6 },
	{ "csisolatincyrillic", SET_ISO_8859_5 }, { "csisolatingreek", SET_ISO_8859_7 },
	{ "csisolatinhebrew", SET_ISO_8859_8 }, { "cskoi8r", SET_KOI8_R },
	{ "cskoi8u", SET_KOI8_U }, { "csksc56011987", SET_EUC_KR },
	{ "csmacintosh", SET_MACINTOSH }, { "cspc775baltic", SET_IBM775 },
	{ "cspc850multilingual", SET_IBM850 }, { "cspc862latinhebrew", SET_IBM862 },
	{ "cspc8codepage437", SET_IBM437 }, { "cspcp852", SET_IBM852 },
	{ "csshiftjis", SET_SHIFT_JIS }, { "cstis620", SET_WINDOWS_874 },
	{ "csucs2", SET_UTF_16 }, { "csucs4", SET_UTF_32 }, { "csunicode", SET_UTF_16 },
	{ "csunicode11utf7", SET_UTF_7 }, { "csutf16", SET_UTF_16 },
	{ "csutf16be", SET_UTF_16BE }, { "csutf16le", SET_UTF_16LE },
	{ "csutf32", SET_UTF_32 }, { "csutf32be", SET_UTF_32BE },
	{ "csutf32le", SET_UTF_32LE }, { "csutf7", SET_UTF_7 }, { "csutf8", SET_UTF_8 },
	{ "csviscii", SET_VISCII }, { "cswindows1250", SET_WINDOWS_1250 },
	{ "cswindows1251", SET_WINDOWS_1251 }, { "cswindows1252", SET_WINDOWS_1252 },
	{ "cswindows1253", SET_WINDOWS_1253 }, { "cswindows1254", SET_WINDOWS_1254 },
	{ "cswindows1255", SET_WINDOWS_1255 }, { "cswindows1256", SET_WINDOWS_1256 },
	{ "cswindows1257", SET_WINDOWS_1257 }, { "cswindows1258", SET_WINDOWS_1258 },
	{ "cswindows31j", SET_SHIFT_JIS }, { "cswindows874", SET_WINDOWS_874 },
	{ "cyrillic", SET_ISO_8859_5 }, { "dos874", SET_WINDOWS_874 },
	{ "ecma114", SET_ISO_8859_6 }, { "ecma118", SET_ISO_8859_7 },
	{ "elot928", SET_ISO_8859_7 }, { "euccn", SET_GB18030 },
	{ "eucgb2312cn", SET_GB18030 }, { "eucjp", SET_EUC_JP }, { "eucjpms", SET_EUC_JP },
	{ "eucjpwin", SET_EUC_JP }, { "euckr", SET_EUC_KR }, { "euctw", SET_EUC_TW },
	{ "gb18030", SET_GB18030 }, { "gb180302000", SET_GB18030 },
	{ "gb180302005", SET_GB18030 }, { "gb180302022", SET_GB18030 },
	{ "gb2312", SET_GB18030 }, { "gb23121980", SET_GB18030 },
	{ "gb231280", SET_GB18030 }, { "gbk", SET_GB18030 }, { "greek", SET_ISO_8859_7 },
	{ "greek8", SET_ISO_8859_7 }, { "hebrew", SET_ISO_8859_8 }, { "hz", SET_HZ_GB_2312 },
	{ "hzgb", SET_GB18030 }, { "hzgb2312", SET_HZ_GB_2312 }, { "ibm00858", SET_IBM858 },
	{ "ibm367", SET_US_ASCII }, { "ibm437", SET_IBM437 }, { "ibm737", SET_IBM737 },
	{ "ibm775", SET_IBM775 }, { "ibm819", SET_WINDOWS_1252 }, { "ibm850", SET_IBM850 },
	{ "ibm852", SET_IBM852 }, { "ibm855", SET_IBM855 }, { "ibm857", SET_IBM857 },
	{ "ibm858", SET_IBM858 }, { "ibm860", SET_IBM860 }, { "ibm861", SET_IBM861 },
	{ "ibm862", SET_IBM862 }, { "ibm863", SET_IBM863 }, { "ibm864", SET_IBM864 },
	{ "ibm865", SET_IBM865 }, { "ibm866", SET_IBM866 }, { "ibm869", SET_IBM869 },
	{ "iso10646ucs2", SET_UTF_16 }, { "iso10646ucs4", SET_UTF_32 },
	{ "iso2022jp", SET_ISO_2022_JP }, { "iso2022jp1", SET_ISO_2022_JP },
	{ "iso2022jp2", SET_ISO_2022_JP }, { "iso2022jpms", SET_ISO_2022_JP },
	{ "iso2022kr", SET_ISO_2022_KR }, { "iso646", SET_US_ASCII },
	{ "iso646irv", SET_US_ASCII }, { "iso646irv1991", SET_US_ASCII },
	{ "iso646us", SET_US_ASCII }, { "iso88591", SET_WINDOWS_1252 },
	{ "iso885910", SET_ISO_8859_10 }, { "iso8859101992", SET_ISO_8859_10 },
	{ "iso885911", SET_WINDOWS_874 }, { "iso885911987", SET_WINDOWS_1252 },
	{ "iso885913", SET_ISO_8859_13 }, { "iso885914", SET_ISO_8859_14 },
	{ "iso885915", SET_ISO_8859_15 }, { "iso885916", SET_ISO_8859_16 },
	{ "iso88592", SET_ISO_8859_2 }, { "iso885921987", SET_ISO_8859_2 },
	{ "iso88593", SET_ISO_8859_3 }, { "iso885931988", SET_ISO_8859_3 },
	{ "iso88594", SET_ISO_8859_4 }, { "iso885941988", SET_ISO_8859_4 },
	{ "iso88595", SET_ISO_8859_5 }, { "iso885951988", SET_ISO_8859_5 },
	{ "iso88596", SET_ISO_8859_6 }, { "iso885961987", SET_ISO_8859_6 },
	{ "iso88596e", SET_ISO_8859_6 }, { "iso88596i", SET_ISO_8859_6 },
	{ "iso88597", SET_ISO_8859_7 }, { "iso885971987", SET_ISO_8859_7 },
	{ "iso88598", SET_ISO_8859_8 }, { "iso885981988", SET_ISO_8859_8 },
	{ "iso88598e", SET_ISO_8859_8 }, { "iso88598i", SET_ISO_8859_8 },
	{ "iso88599", SET_WINDOWS_1254 }, { "iso885991989", SET_WINDOWS_1254 },
	{ "isoceltic", SET_ISO_8859_14 }, { "isoir100", SET_WINDOWS_1252 },
	{ "isoir101", SET_ISO_8859_2 }, { "isoir109", SET_ISO_8859_3 },
	{ "isoir110", SET_ISO_8859_4 }, { "isoir126", SET_ISO_8859_7 },
	{ "isoir127", SET_ISO_8859_6 }, { "isoir138", SET_ISO_8859_8 },
	{ "isoir144", SET_ISO_8859_5 }, { "isoir148", SET_WINDOWS_1254 },
	{ "isoir149", SET_EUC_KR }, { "isoir157", SET_ISO_8859_10 },
	{ "isoir166", SET_WINDOWS_874 }, { "isoir199", SET_ISO_8859_14 },
	{ "isoir226", SET_ISO_8859_16 }, { "isoir58", SET_GB18030 },
	{ "isoir6", SET_US_ASCII }, { "jis", SET_ISO_2022_JP }, { "johab", SET_JOHAB },
	{ "koi", SET_KOI8_R }, { "koi8", SET_KOI8_R }, { "koi8r", SET_KOI8_R },
	{ "koi8ru", SET_KOI8_U }, { "koi8u", SET_KOI8_U }, { "korean", SET_EUC_KR },
	{ "ksc5601", SET_EUC_KR }, { "ksc56011987", SET_EUC_KR },
	{ "ksc56011989", SET_EUC_KR }, { "ksx1001", SET_EUC_KR }, { "l1", SET_WINDOWS_1252 },
	{ "l10", SET_ISO_8859_16 }, { "l2", SET_ISO_8859_2 }, { "l3", SET_ISO_8859_3 },
	{ "l4", SET_ISO_8859_4 }, { "l5", SET_WINDOWS_1254 }, { "l6", SET_ISO_8859_10 },
	{ "l8", SET_ISO_8859_14 }, { "l9", SET_ISO_8859_15 }, { "latin1", SET_WINDOWS_1252 },
	{ "latin10", SET_ISO_8859_16 }, { "latin2", SET_ISO_8859_2 },
	{ "latin3", SET_ISO_8859_3 }, { "latin4", SET_ISO_8859_4 },
	{ "latin5", SET_WINDOWS_1254 }, { "latin6", SET_ISO_8859_10 },
	{ "latin8", SET_ISO_8859_14 }, { "latin9", SET_ISO_8859_15 },
	{ "logical", SET_ISO_8859_8 }, { "mac", SET_MACINTOSH },
	{ "maccentraleurope", SET_MAC_CE }, { "maccyrillic", SET_X_MAC_CYRILLIC },
	{ "macintosh", SET_MACINTOSH }, { "macroman", SET_MACINTOSH },
	{ "macukrainian", SET_X_MAC_UKRAINIAN }, { "ms1361", SET_JOHAB },
	{ "ms932", SET_SHIFT_JIS }, { "ms936", SET_GB18030 }, { "ms949", SET_EUC_KR },
	{ "ms950", SET_BIG5_HKSCS }, { "mskanji", SET_SHIFT_JIS },
	{ "pcmultilingual850euro", SET_IBM858 }, { "shiftjis", SET_SHIFT_JIS },
	{ "shiftjiscp932", SET_SHIFT_JIS }, { "sjis", SET_SHIFT_JIS },
	{ "suneugreek", SET_ISO_8859_7 }, { "tis620", SET_WINDOWS_874 },
	{ "tis6202533", SET_WINDOWS_874 }, { "tis62025330", SET_WINDOWS_874 },
	{ "tis62025331", SET_WINDOWS_874 }, { "ucs2", SET_UTF_16 },
	{ "ucs2be", SET_UTF_16BE }, { "ucs2le", SET_UTF_16LE }, { "ucs4", SET_UTF_32 },
	{ "ucs4be", SET_UTF_32BE }, { "ucs4le", SET_UTF_32LE }, { "uhc", SET_EUC_KR },
	{ "ujis", SET_EUC_JP }, { "unicode", SET_UTF_16 }, { "unicode11utf7", SET_UTF_7 },
	{ "unicode11utf8", SET_UTF_8 }, { "unicode20utf7", SET_UTF_7 },
	{ "unicode20utf8", SET_UTF_8 }, { "unicodefeff", SET_UTF_16LE },
	{ "unicodefffe", SET_UTF_16BE }, { "us", SET_US_ASCII }, { "usascii", SET_US_ASCII },
	{ "utf16", SET_UTF_16 }, { "utf16be", SET_UTF_16BE }, { "utf16le", SET_UTF_16LE },
	{ "utf32", SET_UTF_32 }, { "utf32be", SET_UTF_32BE }, { "utf32le", SET_UTF_32LE },
	{ "utf7", SET_UTF_7 }, { "utf8", SET_UTF_8 }, { "utf8mb4", SET_UTF_8 },
	{ "viscii", SET_VISCII }, { "visual", SET_ISO_8859_8 },
	{ "windows1250", SET_WINDOWS_1250 }, { "windows1251", SET_WINDOWS_1251 },
	{ "windows1252", SET_WINDOWS_1252 }, { "windows1253", SET_WINDOWS_1253 },
	{ "windows1254", SET_WINDOWS_1254 }, { "windows1255", SET_WINDOWS_1255 },
	{ "windows1256", SET_WINDOWS_1256 }, { "windows1257", SET_WINDOWS_1257 },
	{ "windows1258", SET_WINDOWS_1258 }, { "windows31j", SET_SHIFT_JIS },
	{ "windows65001", SET_UTF_8 }, { "windows874", SET_WINDOWS_874 },
	{ "windows932", SET_SHIFT_JIS }, { "windows936", SET_GB18030 },
	{ "windows949", SET_EUC_KR }, { "windows950", SET_BIG5_HKSCS },
	{ "xbig5", SET_BIG5_HKSCS }, { "xcp1250", SET_WINDOWS_1250 },
	{ "xcp1251", SET_WINDOWS_1251 }, { "xcp1252", SET_WINDOWS_1252 },
	{ "xcp1253", SET_WINDOWS_1253 }, { "xcp1254", SET_WINDOWS_1254 },
	{ "xcp1255", SET_WINDOWS_1255 }, { "xcp1256", SET_WINDOWS_1256 },
	{ "xcp1257", SET_WINDOWS_1257 }, { "xcp1258", SET_WINDOWS_1258 },
	{ "xeuccn", SET_GB18030 }, { "xeucjp", SET_EUC_JP }, { "xeuctw", SET_EUC_TW },
	{ "xgbk", SET_GB18030 }, { "xmacce", SET_MAC_CE },
	{ "xmaccentraleurroman", SET_MAC_CE }, { "xmaccyrillic", SET_X_MAC_CYRILLIC },
	{ "xmacroman", SET_MACINTOSH },
	{ "xmacukrainian", SET_X_MAC_UKRAINIAN }, { "xsjis", SET_SHIFT_JIS },
	{ "xunicode20utf7", SET_UTF_7 }, { "xunicode20utf8", SET_UTF_8 },
	{ "xwindows949", SET_EUC_KR }, { "xxbig5", SET_BIG5_HKSCS },
};

/* Longer than any label without its punctuation. */
enum { LABEL_OCTETS = 32 };

/* What nearly all mail says. */
static const struct {
	struct bytes text;
	uint8_t set;
} common[] = {
	{ B("utf8"), SET_UTF_8 }, { B("usascii"), SET_US_ASCII }, { B("iso88591"), SET_WINDOWS_1252 },
	{ B("windows1252"), SET_WINDOWS_1252 }, { B("gb2312"), SET_GB18030 }, { B("gbk"), SET_GB18030 },
};

const struct charset *charset_find(struct bytes label)
{
	uint8_t plain[LABEL_OCTETS];
	size_t n = 0, lo = 0, hi = sizeof(labels) / sizeof(*labels);

	for (size_t i = 0; i < label.n; i++) {
		if (!ascii_alnum(label.p[i]))
			continue;
		if (n == sizeof(plain))
			return NULL;
		plain[n++] = ascii_tolower(label.p[i]);
	}
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (bytes_eq(bytes_of(plain, n), common[i].text))
			return &sets[common[i].set];
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int d = bytes_cmp(bytes_of(plain, n), bytes_str(labels[mid].text));

		if (d == 0)
			return &sets[labels[mid].set];
		if (d < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}
