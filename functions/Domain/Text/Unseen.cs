using System.Globalization;
using System.Text;

namespace AccessReview.Domain.Text;

/// <summary>Which characters are invisible, and where a script or an emoji needs one of them.</summary>
internal static class Unseen
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Looks like a space but is not the plain space.</summary>
    public static bool IsOddBlank(Rune rune) =>
        rune.Value is not ' ' && (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator || rune.Value == 0x2800);

    public static bool IsLineBreak(Rune rune) => rune.Value is '\r' or '\n' or 0x2028 or 0x2029;

    public static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner;

    /// <summary>Selects how the character before it is drawn: as an emoji, or in one of several forms.</summary>
    public static bool IsSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>
    /// Draws nothing: controls, formats and Unicode's Default_Ignorable_Code_Point
    /// (https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt), including direction marks and overrides.
    /// </summary>
    public static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && !IsNumberSign(rune))
        || IsSelector(rune)
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2065 or 0x3164 or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>
    /// Arabic, Syriac and many Indic scripts need a joiner to write some letters: Persian words and Sinhala conjuncts, for
    /// example.
    /// </summary>
    public static bool NeedsJoiner(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ModifierLetter
        && letter.Value is (>= 0x0600 and <= 0x0DFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0x1900 and <= 0x1CFF)
            or (>= 0xA800 and <= 0xABFF) or (>= 0xFB50 and <= 0xFEFC) or (>= 0x10A00 and <= 0x11FFF)
        && !IsSelector(letter);

    /// <summary>
    /// Returns whether the joiner or selector has a meaning between <paramref name="before"/> and <paramref name="after"/>.
    /// </summary>
    public static bool IsNeeded(Rune rune, Rune before, Rune after)
    {
        if (rune.Value == ZeroWidthNonJoiner)
            return NeedsJoiner(before);
        if (rune.Value == ZeroWidthJoiner)
            return NeedsJoiner(before) || (IsPicture(after) && (IsPicture(before) || before.Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF)));
        if (rune.Value is 0xFE0E or 0xFE0F)
            return IsPicture(before) || before.Value is 0x203C or 0x2049 or 0x3030 || (before.Value is '#' or '*' or (>= '0' and <= '9') && after.Value == 0x20E3);
        if (rune.Value is >= 0x180B and <= 0x180F)
            return before.Value is >= 0x1820 and <= 0x18AA;
        return rune.Value is (>= 0xFE00 and <= 0xFE02) or (>= 0xE0100 and <= 0xE01EF) && IsIdeograph(before);
    }

    /// <summary>Returns whether the joiner combines two emoji into one.</summary>
    public static bool JoinsPictures(Rune rune, Rune before, Rune after) =>
        rune.Value == ZeroWidthJoiner && IsPicture(after) && (IsPicture(before) || before.Value is >= 0x1F3FB and <= 0x1F3FF);

    // These are visible: they are drawn around or before the digits that follow.
    private static bool IsNumberSign(Rune rune) =>
        rune.Value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;

    private static bool IsPicture(Rune rune) =>
        rune.Value is >= 0x1F000 and <= 0x1FAFF || (rune.Value >= 0xA9 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol);

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
