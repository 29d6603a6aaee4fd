namespace AccessReview.App.Keys;

/// <summary>Detects placeholder secrets. Random bytes are never reported as weak.</summary>
public static class KeyStrength
{
    // The probability that 32 random bytes have fewer distinct values is below 10^-30.
    private const int MinDistinctBytes = 8;
    private const int MinDistinctCharacters = 6;

    private static readonly string[] Placeholders = ["@Microsoft.KeyVault(", "changeme", "change-me", "your-", "<"];

    /// <summary>True for one repeated byte, a short repeated pattern, or so few distinct bytes that the key cannot be random.</summary>
    public static bool IsWeak(ReadOnlySpan<byte> key) => Distinct(key) < MinDistinctBytes || IsRepeated(key);

    /// <summary>The same check for a text secret. A placeholder is weak too.</summary>
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
