namespace AccessReview.App.Keys;

/// <summary>Tells a secret that somebody made from one that was filled in so that there is one. Random bytes never fail it.</summary>
public static class KeyStrength
{
    // 32 random bytes hold fewer in one of more than 10^30 cases.
    private const int MinDistinctBytes = 8;
    private const int MinDistinctCharacters = 6;

    private static readonly string[] Placeholders = ["@Microsoft.KeyVault(", "changeme", "change-me", "your-", "<"];

    /// <summary>One byte over and over, a short pattern repeated, or so few different bytes that it was never drawn at random.</summary>
    public static bool IsWeak(ReadOnlySpan<byte> key) => Distinct(key) < MinDistinctBytes || IsRepeated(key);

    /// <summary>The same of a secret that is text; what stands for a secret that was never put in is weak as well.</summary>
    public static bool IsWeak(string secret) =>
        secret.Distinct().Count() < MinDistinctCharacters
        || Placeholders.Any(placeholder => secret.StartsWith(placeholder, StringComparison.OrdinalIgnoreCase));

    private static int Distinct(ReadOnlySpan<byte> key)
    {
        HashSet<byte> seen = [];
        foreach (var one in key)
            seen.Add(one);
        return seen.Count;
    }

    private static bool IsRepeated(ReadOnlySpan<byte> key)
    {
        for (var period = 1; period <= key.Length / 2; period++)
        {
            if (key[period..].SequenceEqual(key[..^period]))
                return true;
        }

        return false;
    }
}
