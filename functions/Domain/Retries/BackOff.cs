using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Domain.Retries;

/// <summary>How long to wait before something that failed is tried again.</summary>
public static class BackOff
{
    /// <summary>No pause is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const double LongestMinutes = 50;

    /// <summary>
    /// A minute, then twice as long each time, and never more than an hour. Each pause is up to a fifth longer or shorter, so that what
    /// failed together does not return together.
    /// </summary>
    /// <param name="tries">How often it was tried, at least once.</param>
    /// <param name="key">What is tried: decides the share, so that a repeat decides alike.</param>
    public static TimeSpan After(int tries, string key) =>
        TimeSpan.FromMinutes(double.Min(LongestMinutes, double.Exp2(int.Clamp(tries - 1, 0, 6))) * (0.8 + (0.4 * Share(tries, key))));

    private static double Share(int tries, string key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}\n{tries}")))) / (double)uint.MaxValue;
}
