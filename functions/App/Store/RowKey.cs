using System.Globalization;
using System.Text;

namespace AccessReview.App.Store;

/// <summary>
/// Creates table keys. Azure forbids / \ # ? and control characters in keys, but external identifiers can hold them. So every
/// character except letters, digits and - . _ @ is written as ~ and the hex of its UTF-8 bytes.
/// </summary>
public static class RowKey
{
    public static string Encode(string identifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        if (identifier.All(IsPlain))
            return identifier;

        var key = new StringBuilder(identifier.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in identifier.EnumerateRunes())
        {
            if (rune.IsAscii && IsPlain((char)rune.Value))
            {
                key.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
                key.Append('~').Append(octet.ToString("x2", CultureInfo.InvariantCulture));
        }

        return key.ToString();
    }

    /// <summary>
    /// The shard of an identifier, from 0 to <paramref name="shards"/> - 1. The same identifier always gives the same shard.
    /// </summary>
    public static int ShardOf(string identifier, int shards) => identifier.Sum(character => character) % shards;

    /// <summary>A time as a key that sorts in order of time.</summary>
    public static string Of(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A time as a key that sorts latest first.</summary>
    public static string LatestFirst(DateTimeOffset at) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '@';
}
