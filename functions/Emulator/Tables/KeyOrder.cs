namespace AccessReview.Emulator.Tables;

/// <summary>
/// The order of the store's index, by UTF-8 bytes. It differs from the ordinal order of UTF-16 only between surrogates and characters
/// from U+E000 on, but there a filter in memory would disagree with a range scan in SQL.
/// </summary>
internal static class KeyOrder
{
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        return Rank(left[same]).CompareTo(Rank(right[same]));
    }

    public static string? Lower(string? left, string? right) => Compare(left ?? "", right ?? "") <= 0 ? left : right;

    public static string? Higher(string? left, string? right) => Compare(left ?? "", right ?? "") >= 0 ? left : right;

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
}
